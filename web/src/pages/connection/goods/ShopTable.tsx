import { Button, Flex, Popconfirm, Table, Tag } from "antd";
import { More } from "../../../ui/More";
import { Failed, Loading, Nothing } from "../../../ui/states";
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
  const { items, isPending, error, refetch, ...more } = useGoods<ShopGood>(of, view, q);
  if (isPending) return <Loading />;
  if (error && items.length === 0) return <Failed error={error} again={() => void refetch()} />;
  if (items.length === 0) return <Nothing>{nothing(view, q)}</Nothing>;
  return (
    <>
      <Table
        size="middle"
        rowKey="outside_id"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={items}
        columns={[
          { title: "Товар магазина", render: (_, good) => <Good {...good} /> },
          ...(view === "linked"
            ? [{ title: "Товар в Бизнес.Ру", render: (_: unknown, good: ShopGood) => <Ours good={good} /> }]
            : []),
          {
            title: "Действия",
            render: (_, good) => <Actions good={good} changes={changes} onLink={onLink} />,
          },
        ]}
      />
      <More {...more} />
    </>
  );
}

function nothing(view: "linked" | "shop", q: string): string {
  if (q) return "Ничего не найдено. Измените запрос.";
  return view === "linked" ? "Сопоставленных товаров пока нет." : "У всех товаров магазина есть пара.";
}

function Good({ name, article, outside_id: id }: Pick<ShopGood, "name" | "article" | "outside_id">) {
  return (
    <>
      <div>{name ?? "Без названия"}</div>
      <div className="muted">{article ? `Артикул ${article}` : `Ид ${id}`}</div>
    </>
  );
}

function Ours({ good: { product, variant, by } }: { good: ShopGood }) {
  if (!product) return null;
  return (
    <>
      <div>
        {product.name ?? "Товар удалён"} <Tag>{by === "hand" ? "вручную" : "автоматически"}</Tag>
      </div>
      <div className="muted">
        {product.article ? `Артикул ${product.article}` : ""}
        {variant ? " · модификация" : ""}
      </div>
    </>
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
