import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useCallback, useState } from "react";
import { answered, bridge, kit } from "../../../api/clients";
import { keys } from "../../../live/keys";
import { SearchBox } from "../../../ui/SearchBox";
import { Failed, Loading } from "../../../ui/states";
import type { ShopGood, Target } from "./model";
import type { Of } from "./useLinks";

interface LinkDialogProps extends Of {
  good: Pick<ShopGood, "outside_id" | "name" | "article">;
  busy: boolean;
  onChoice: (target: Target) => void;
  onClose: () => void;
}

interface Found extends Target {
  name: string;
  article?: string | null;
}

/** «Выбрать товар»: those that resemble the good of the shop, or any found by its name, article or barcode. */
export function LinkDialog({ good, busy, onChoice, onClose, ...of }: LinkDialogProps) {
  const [q, setQ] = useState("");
  const search = useCallback((text: string) => setQ(text), []);
  const { data, isPending, error, refetch } = useFound(of, good.outside_id, q);
  return (
    <Modal open title="Выбрать товар" footer={null} onCancel={onClose}>
      <p>
        Товар магазина: <strong>{good.name ?? good.outside_id}</strong>
        {good.article && <span className="muted">, артикул {good.article}</span>}
      </p>
      <SearchBox value={q} onSearch={search} label="Найти товар: название, артикул, штрихкод" />
      <h3 className="found-head">{q ? "Найдено" : "Похожие товары"}</h3>
      {isPending && <Loading rows={3} />}
      {error && <Failed error={error} again={() => void refetch()} />}
      {data?.length === 0 && (
        <p className="muted">{q ? "Ничего не найдено." : "Похожих нет. Найдите товар по названию или артикулу."}</p>
      )}
      <ul className="found">
        {data?.map(({ name, article, ...target }) => (
          <li key={`${target.product}/${target.variant ?? ""}`}>
            <div>
              {name}
              {article && <div className="muted">Артикул {article}</div>}
            </div>
            <Button disabled={busy} onClick={() => onChoice(target)} aria-label={`Запомнить соответствие: ${name}`}>
              Запомнить соответствие
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function useFound({ service, connection }: Of, good: string, q: string) {
  return useQuery({
    queryKey: keys.connection(service, connection, "goods-links", "candidates", good, q),
    queryFn: () => (q ? searched(q) : candidates(service, connection, good)),
    placeholderData: (before) => before,
  });
}

async function candidates(service: string, connection: string, good: string): Promise<Found[]> {
  const params = { path: { connection }, query: { outside_id: good } };
  const { items } = await answered(kit(service).GET("/v1/connections/{connection}/goods-links/candidates", { params }));
  return items.map(({ product, variant, name, article }) => ({
    product,
    variant: variant ?? undefined,
    name,
    article,
  }));
}

async function searched(q: string): Promise<Found[]> {
  const { items } = await answered(bridge.GET("/v1/products", { params: { query: { q, limit: 20 } } }));
  return items.flatMap((row) => {
    const variants = row.variants.filter((variant) => !variant.archived);
    if (variants.length === 0) return [{ product: row.ref, name: row.name, article: row.article }];
    return variants.map((variant) => ({
      product: row.ref,
      variant: variant.ref,
      name: `${row.name} (${variant.name})`,
      article: variant.article ?? row.article,
    }));
  });
}
