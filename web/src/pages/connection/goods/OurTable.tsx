import { Table } from "antd";
import { More } from "../../../ui/More";
import { Failed, Loading, Nothing } from "../../../ui/states";
import type { OurProduct } from "./model";
import { useGoods, type Of } from "./useLinks";

/** Products of ours that the shop does not have. */
export function OurTable({ of, q }: { of: Of; q: string }) {
  const { items, isPending, error, refetch, ...more } = useGoods<OurProduct>(of, "platform", q);
  if (isPending) return <Loading />;
  if (error && items.length === 0) return <Failed error={error} again={() => void refetch()} />;
  if (items.length === 0)
    return more.hasNextPage ? (
      <More {...more} />
    ) : (
      <Nothing>{q ? "Ничего не найдено. Измените запрос." : "Все товары есть в магазине."}</Nothing>
    );
  return (
    <>
      <Table
        size="middle"
        rowKey="ref"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={items}
        columns={[
          { title: "Товар в Бизнес.Ру", render: (_, product) => product.name ?? "Без названия" },
          { title: "Артикул", render: (_, product) => product.article ?? "–" },
        ]}
      />
      <More {...more} />
    </>
  );
}
