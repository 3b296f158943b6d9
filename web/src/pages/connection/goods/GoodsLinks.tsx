import { Flex, Segmented } from "antd";
import { useCallback, useState } from "react";
import { SearchBox } from "../../../ui/SearchBox";
import { LinkDialog } from "./LinkDialog";
import type { ShopGood, View } from "./model";
import { OurTable } from "./OurTable";
import { ShopTable } from "./ShopTable";
import { useLinkChanges, type Of } from "./useLinks";

const VIEWS: { value: View; label: string }[] = [
  { value: "linked", label: "Сопоставлены" },
  { value: "shop", label: "Без пары" },
  { value: "platform", label: "Нет в магазине" },
];
const EXPLAINED: Record<View, string> = {
  linked: "Заказы и выгрузка узнают эти товары. Неверную пару отвяжите или выберите другой товар.",
  shop: "Эти товары встретились в магазине, но пара в Бизнес.Ру не найдена: заказы с ними не загружаются.",
  platform: "Этих товаров нет в магазине, насколько известно: они появятся там при выгрузке.",
};

/** «Сопоставление товаров»: goods of the shop and products of ours, linked by themselves or by hand. */
export default function GoodsLinks(of: Of) {
  const [view, setView] = useState<View>("linked");
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<ShopGood | null>(null);
  const changes = useLinkChanges(of);
  const search = useCallback((text: string) => setQ(text), []);
  return (
    <>
      <Flex wrap gap="small" align="center" className="links-bar">
        <Segmented aria-label="Какие товары показать" options={VIEWS} value={view} onChange={setView} />
        <SearchBox value={q} onSearch={search} label="Название или артикул" />
      </Flex>
      <p className="muted">{EXPLAINED[view]}</p>
      {view === "platform" ? (
        <OurTable of={of} q={q} />
      ) : (
        <ShopTable key={view} of={of} view={view} q={q} changes={changes} onLink={setChosen} />
      )}
      {chosen && (
        <LinkDialog
          service={of.service}
          connection={of.connection}
          good={chosen}
          busy={changes.link.isPending}
          onClose={() => setChosen(null)}
          onChoice={(target) =>
            changes.link.mutate({ good: chosen.outside_id, target }, { onSuccess: () => setChosen(null) })
          }
        />
      )}
    </>
  );
}
