import { Button, Flex, Popconfirm, Tag } from "antd";
import { RecordList } from "../../../ui/RecordList";
import { Nothing } from "../../../ui/states";
import type { ShopGood } from "./model";
import { useGoods, type Of, type useLinkChanges } from "./useLinks";

interface ShopTableProps {
  of: Of;
  view: "linked" | "shop";
  q: string;
  changes: ReturnType<typeof useLinkChanges>;
  onLink: (good: ShopGood) => void;
}

/** Goods of the shop, with the product of ours beside each that is linked. */
export function ShopTable({ of, view, q, changes, onLink }: ShopTableProps) {
  const pages = useGoods<ShopGood>(of, view, q);
  const actions = (good: ShopGood) => <Actions good={good} changes={changes} onLink={onLink} />;
  const ours = { title: "Товар в Бизнес.Ру", render: (_: unknown, good: ShopGood) => <Ours good={good} /> };
  return (
    <RecordList
      label={view === "linked" ? "Сопоставленные товары" : "Товары магазина без пары"}
      pages={{ ...pages, items: pages.items.map((good) => ({ ...good, ref: good.outside_id })) }}
      empty={<Nothing>{nothing(view, q)}</Nothing>}
      columns={[
        { title: "Товар магазина", render: (_, good) => <Good {...good} /> },
        ...(view === "linked" ? [ours] : []),
        { title: "Действия", render: (_, good) => actions(good) },
      ]}
      renderCard={(good) => (
        <div className="link-card">
          <Good {...good} />
          {good.product && <Ours good={good} />}
          {actions(good)}
        </div>
      )}
    />
  );
}

function nothing(view: "linked" | "shop", q: string): string {
  if (q) return "Ничего не найдено. Измените запрос.";
  return view === "linked" ? "Сопоставленных товаров пока нет." : "У всех товаров магазина есть пара.";
}

function Good({ name, article, outside_id: id }: Pick<ShopGood, "name" | "article" | "outside_id">) {
  return (
    <div>
      <div>{name ?? "Без названия"}</div>
      <div className="muted">{article ? `Артикул ${article}` : `Ид ${id}`}</div>
    </div>
  );
}

function Ours({ good: { product, variant, by } }: { good: ShopGood }) {
  if (!product) return null;
  return (
    <div>
      <div>
        {product.name ?? "Товар удалён"} <Tag>{by === "hand" ? "вручную" : "автоматически"}</Tag>
      </div>
      <div className="muted">
        {product.article ? `Артикул ${product.article}` : ""}
        {variant ? " · модификация" : ""}
      </div>
    </div>
  );
}

function Actions({ good, changes, onLink }: { good: ShopGood } & Pick<ShopTableProps, "changes" | "onLink">) {
  const { unlink, release } = changes;
  const mine = (change: typeof unlink) => change.isPending && change.variables === good.outside_id;
  return (
    <Flex wrap gap="small">
      <Button size="small" onClick={() => onLink(good)}>
        {good.product ? "Выбрать другой" : "Выбрать товар"}
      </Button>
      {good.product && (
        <Popconfirm
          title="Отвязать товар?"
          description="Сам он больше не привяжется, только вручную."
          okText="Отвязать"
          cancelText="Отмена"
          onConfirm={() => unlink.mutate(good.outside_id)}
        >
          <Button size="small" loading={mine(unlink)}>
            Отвязать
          </Button>
        </Popconfirm>
      )}
      {(good.unlinked || good.by === "hand") && (
        <Button size="small" loading={mine(release)} onClick={() => release.mutate(good.outside_id)}>
          Сопоставлять автоматически
        </Button>
      )}
      {good.unlinked && (
        <span className="muted">{good.unlinked === "hand" ? "отвязан вручную" : "удалён в магазине"}</span>
      )}
    </Flex>
  );
}
