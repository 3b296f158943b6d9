import { Button } from "antd";
import { useParams } from "react-router";
import { counted } from "../../ui/format";
import { useHashOnce } from "../../ui/hash";
import { Page } from "../../ui/Page";
import { Failed, Nothing } from "../../ui/states";
import { Anchors } from "./Anchors";
import { FilterBar } from "./FilterBar";
import { isFiltering, searchOf } from "./filters";
import "./market.css";
import { Shelf, ShelfSkeleton } from "./Shelf";
import { useFilters, useMarket, useOpen } from "./useMarket";
import { WidgetWindow } from "./WidgetWindow";

/** «Маркетплейс»: the widgets of all integrations, and over them the information window of one (`/market/:slug`). */
export default function MarketPage() {
  const { slug } = useParams();
  const [filters, change] = useFilters();
  const { data, error, refetch } = useMarket(filters);
  const open = useOpen();
  useHashOnce(data !== undefined);
  const reset = () => change({ kind: "all", categories: [], text: "" });
  const resetButton = isFiltering(filters) && <Button onClick={reset}>Сбросить фильтры</Button>;
  return (
    <Page title="Маркетплейс" lead="Интеграции и приложения, которые можно подключить к Бизнес.Ру">
      <FilterBar filters={filters} categories={data?.anchors ?? []} onChange={change} />
      {error && !data && (
        <>
          <Failed error={error} again={() => void refetch()} />
          <div className="market-reset">{resetButton}</div>
        </>
      )}
      {!error && !data && <ShelfSkeleton />}
      {data && (
        <>
          <Anchors anchors={data.anchors} search={data.search} />
          <output className="market-total muted">{counted(data.total, "виджет", "виджета", "виджетов")}</output>
          {data.total > 0 ? (
            <Shelf groups={data.groups} search={data.search} onOpen={open} />
          ) : (
            <Nothing action={resetButton}>Ничего не найдено. Измените запрос или сбросьте фильтры.</Nothing>
          )}
        </>
      )}
      {slug && <WidgetWindow key={slug} slug={slug} search={searchOf(filters)} />}
    </Page>
  );
}
