import { Button, Select, type TableColumnsType } from "antd";
import { useMemo } from "react";
import { answered, bridge } from "../../api/clients";
import { usePages } from "../../api/usePages";
import type { components } from "../../api/schema/platform-bridge";
import { keys } from "../../live/keys";
import { count, money } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { RecordList } from "../../ui/RecordList";
import { SearchBox } from "../../ui/SearchBox";
import { Nothing } from "../../ui/states";
import { useAddress } from "../../ui/useAddress";
import { useDirectory } from "../orders/directories";
import { PRODUCT_KINDS } from "../orders/words";
import "./goods.css";
import { groupTree, type GroupChoice } from "./groups";
import { Picture } from "./Picture";
import { ProductDrawer } from "./ProductDrawer";

type Schemas = components["schemas"];
type Product = Schemas["ProductRow"];
type Beside = Schemas["ProductBeside"];
type Open = (ref: string) => void;

/** «Товары и услуги» of the platform: what exports send and orders are matched with. */
export default function ProductsPage() {
  const [q, setQ] = useAddress("q");
  const [group, setGroup] = useAddress("group");
  const [card, setCard] = useAddress("card", { history: true });
  const query = { q: q || undefined, group: group || undefined };
  const pages = usePages(keys.platform("products", "list", query), (cursor: string | undefined) =>
    answered(bridge.GET("/v1/products", { params: { query: { ...query, cursor, limit: 50 } } })),
  );
  const loaded = pages.data?.pages;
  const beside = useMemo(() => new Map(loaded?.flatMap((page) => Object.entries(page.beside)) ?? []), [loaded]);
  return (
    <Page title="Товары и услуги">
      <search className="record-filters">
        <SearchBox value={q} onSearch={setQ} label="Наименование, артикул или штрихкод" />
        <GroupFilter value={group} onChange={setGroup} />
      </search>
      <RecordList
        pages={pages}
        label="Товары и услуги"
        columns={columns(beside, setCard)}
        renderCard={(product) => <ProductCard product={product} beside={beside.get(product.ref)} open={setCard} />}
        empty={q || group ? <NotFound /> : <Nothing>Товаров пока нет. Загрузите каталог в Бизнес.Ру.</Nothing>}
      />
      <ProductDrawer reference={card} onClose={() => setCard("")} />
    </Page>
  );
}

function columns(beside: ReadonlyMap<string, Beside>, open: Open): TableColumnsType<Product> {
  return [
    { key: "name", title: "Наименование", render: (_, product) => <Name product={product} open={open} /> },
    { key: "kind", title: "Вид", render: (_, product) => PRODUCT_KINDS[product.kind] },
    { key: "article", title: "Артикул", render: (_, product) => product.article ?? "–" },
    { key: "code", title: "Код / штрихкод", render: (_, product) => codes(product) || "–" },
    {
      key: "stock",
      title: "Остаток",
      className: "numbers",
      render: (_, product) => <Stock product={product} beside={beside.get(product.ref)} />,
    },
    {
      key: "price",
      title: "Цена",
      className: "numbers",
      render: (_, product) => priceText(beside.get(product.ref)),
    },
  ];
}

function Name({ product, open }: { product: Product; open: Open }) {
  return (
    <span className="product-name">
      <Picture image={product.images[0]} name={product.name} />
      <Button type="link" className="as-link" onClick={() => open(product.ref)}>
        {product.name}
      </Button>
    </span>
  );
}

function codes(product: Product): string {
  return [product.code, product.barcodes[0]].filter(Boolean).join(" / ");
}

function Stock({ product, beside }: { product: Product; beside: Beside | undefined }) {
  if (!beside || product.kind === "service") return "–";
  return (
    <>
      {count(beside.total)}
      {beside.free !== beside.total && <div className="muted">свободно {count(beside.free)}</div>}
    </>
  );
}

function priceText(beside: Beside | undefined): string {
  if (beside?.amount == null) return "–";
  return `${beside.several ? "от " : ""}${money(beside.amount, beside.currency ?? undefined)}`;
}

function ProductCard({ product, beside, open }: { product: Product; beside: Beside | undefined; open: Open }) {
  return (
    <>
      <div className="record-card-head">
        <Name product={product} open={open} />
        <span>{priceText(beside)}</span>
      </div>
      <div className="record-card-line">
        <span className="muted">{product.article ? `Артикул ${product.article}` : codes(product)}</span>
        <span>{product.kind !== "service" && beside && `Остаток ${count(beside.total)}`}</span>
      </div>
    </>
  );
}

function GroupFilter({ value, onChange }: { value: string; onChange: (ref: string) => void }) {
  const { entries, isPending } = useDirectory("product_group");
  const groups = useMemo(() => groupTree(entries), [entries]);
  return (
    <Select
      allowClear
      className="group-filter"
      aria-label="Группа товаров"
      placeholder="Все группы товаров"
      loading={isPending}
      options={groups}
      optionRender={({ data }) => groupOption(data)}
      value={value || undefined}
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={320}
      onChange={(ref: string | undefined) => onChange(ref ?? "")}
    />
  );
}

function groupOption({ depth, name }: GroupChoice) {
  return <span className={`group-depth-${Math.min(depth, 4)}`}>{name}</span>;
}

function NotFound() {
  const reset = <LinkButton to="/products">Сбросить фильтры</LinkButton>;
  return <Nothing action={reset}>Таких товаров нет. Уберите часть условий.</Nothing>;
}
