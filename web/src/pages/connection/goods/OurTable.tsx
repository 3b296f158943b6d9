import { More } from "../../../ui/More";
import { RecordList } from "../../../ui/RecordList";
import { Nothing } from "../../../ui/states";
import type { OurProduct } from "./model";
import { useGoods, type Of } from "./useLinks";

/** Products of ours that the shop does not have. */
export function OurTable({ of, q }: { of: Of; q: string }) {
  const pages = useGoods<OurProduct>(of, "platform", q);
  const nothing = <Nothing>{q ? "Ничего не найдено. Измените запрос." : "Все товары есть в магазине."}</Nothing>;
  return (
    <RecordList
      label="Товары, которых нет в магазине"
      pages={pages}
      // a page may be empty though more follow: the service looks through so many products at once
      empty={pages.hasNextPage ? <More {...pages} /> : nothing}
      columns={[
        { title: "Товар в Бизнес.Ру", render: (_, product) => product.name ?? "Без названия" },
        { title: "Артикул", render: (_, product) => product.article ?? "–" },
      ]}
      renderCard={(product) => (
        <>
          <div>{product.name ?? "Без названия"}</div>
          {product.article && <div className="muted">Артикул {product.article}</div>}
        </>
      )}
    />
  );
}
