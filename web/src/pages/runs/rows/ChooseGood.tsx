import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { answered, kit } from "../../../api/clients";
import { asProblem } from "../../../api/problem";
import { keys } from "../../../live/keys";
import type { Row } from "../words";
import { ProductChoice } from "./ProductChoice";
import { useProducts, type Product } from "./useProducts";

interface ChooseGoodProps {
  service: string;
  connection: string;
  row: Row;
  /** Does the row again; left out when that cannot be. */
  retry?: () => void;
  onClose: () => void;
}

/** «Выбрать товар»: which product of ours a good of the shop is; remembered for all orders to come. */
export function ChooseGood({ service, connection, row, retry, onClose }: ChooseGoodProps) {
  const [goodId, setGoodId] = useState(row.goods[0]!.outside_id);
  const [chosen, setChosen] = useState<Product | null>(null);
  const good = row.goods.find(({ outside_id: id }) => id === goodId)!;
  const { kept, ...remember } = useRemember(service, connection);
  const left = row.goods.find(({ outside_id: id }) => id !== goodId && !kept.has(id));
  const name = kept.get(goodId);
  const show = (id: string) => (setGoodId(id), setChosen(null), remember.reset());
  const footer = name ? (
    <AfterKept onNext={left && (() => show(left.outside_id))} {...{ retry, onClose }} />
  ) : (
    <>
      <Button onClick={onClose}>Отмена</Button>
      <Button
        type="primary"
        disabled={!chosen}
        loading={remember.isPending}
        onClick={() => chosen && remember.mutate({ outsideId: goodId, product: chosen })}
      >
        Запомнить соответствие
      </Button>
    </>
  );
  return (
    <Modal open title="Выбрать товар" width={640} onCancel={onClose} footer={footer}>
      {row.goods.length > 1 && (
        <Segmented
          className="goods-of-row"
          aria-label="Товар магазина"
          value={goodId}
          onChange={show}
          options={row.goods.map(({ outside_id: value, name: label }) => ({ value, label }))}
        />
      )}
      <p>
        Товар магазина: <strong>{good.name}</strong>
        {good.article && <span className="muted"> · артикул {good.article}</span>}
      </p>
      {name ? (
        <Alert
          showIcon
          type="success"
          title="Соответствие запомнено"
          description={`«${good.name}» теперь загружается как «${name}».`}
        />
      ) : (
        <Choice key={goodId} {...{ service, connection, good, chosen, setChosen }} error={remember.error} />
      )}
    </Modal>
  );
}

interface AfterKeptProps {
  onNext?: () => void;
  retry?: () => void;
  onClose: () => void;
}

function AfterKept({ onNext, retry, onClose }: AfterKeptProps) {
  return (
    <>
      {onNext && <Button onClick={onNext}>Следующий товар</Button>}
      <Button type="primary" onClick={() => (onClose(), retry?.())}>
        {retry ? "Повторить эту строку" : "Готово"}
      </Button>
    </>
  );
}

/** Remembers links; `kept` has the names of the products that goods were linked to, by the ids of the goods. */
function useRemember(service: string, connection: string) {
  const [kept, setKept] = useState(new Map<string, string>());
  const client = useQueryClient();
  const remember = useMutation({
    mutationFn: ({ outsideId, product: { product, variant } }: { outsideId: string; product: Product }) =>
      answered(
        kit(service).POST("/v1/connections/{connection}/goods-links", {
          params: { path: { connection } },
          body: { outside_id: outsideId, product, variant },
        }),
      ),
    onSuccess: (_, { outsideId, product }) => {
      setKept(new Map(kept).set(outsideId, product.name));
      void client.invalidateQueries({ queryKey: keys.connection(service, connection) });
    },
  });
  return { ...remember, kept };
}

interface ChoiceProps {
  service: string;
  connection: string;
  good: Row["goods"][number];
  chosen: Product | null;
  setChosen: (product: Product) => void;
  error: Error | null;
}

function Choice({ service, connection, good, chosen, setChosen, error }: ChoiceProps) {
  const [part, setPart] = useState("");
  const { products, isPending, problem } = useProducts({ service, connection, outsideId: good.outside_id, part });
  const failed = error ? asProblem(error) : problem;
  return (
    <>
      <Input.Search
        allowClear
        aria-label="Найти товар"
        placeholder="Название, артикул или штрихкод"
        loading={isPending}
        onSearch={setPart}
        onChange={({ target }) => setPart(target.value)}
      />
      <ProductChoice
        label={part ? "Найденные товары" : "Похожие товары"}
        empty={part ? "Такого товара нет." : "Похожих товаров нет. Найдите товар по названию или артикулу."}
        {...{ products, isPending, chosen, onChoice: setChosen }}
      />
      {failed && <Alert showIcon type="error" role="alert" title={failed.message} description={failed.detail} />}
    </>
  );
}
