import { Table, type TableColumnsType } from "antd";
import type { components } from "../../api/schema/platform-bridge";
import { count, money } from "../../ui/format";
import { Scrolled } from "../../ui/Scrolled";
import { useDirectory } from "../orders/directories";

type Schemas = components["schemas"];
type Card = Schemas["ProductCard"];
type Price = Schemas["PriceRow"];
type Stock = Schemas["StockRow"];

const ROWS_A_PAGE = 12;

interface OfVariant {
  variant_ref?: string | null;
}

/** The column that names the variant, where the product has any. */
function variantColumn<Row extends OfVariant>({ product }: Card): TableColumnsType<Row> {
  if (product.variants.length === 0) return [];
  const names = new Map(product.variants.map((variant) => [variant.ref, variant.name]));
  return [
    {
      key: "variant",
      title: "Модификация",
      render: (_, row) => (row.variant_ref ? (names.get(row.variant_ref) ?? "–") : "Все"),
    },
  ];
}

function paging(rows: readonly unknown[]) {
  return rows.length > ROWS_A_PAGE
    ? ({ pageSize: ROWS_A_PAGE, size: "small", showSizeChanger: false } as const)
    : false;
}

/** Prices by price type. */
export function PriceTable({ card }: { card: Card }) {
  const { entries, name } = useDirectory("price_type");
  if (card.prices.length === 0) return <span className="muted">Цены не заданы</span>;
  const place = (ref: string) => entries.findIndex((entry) => entry.ref === ref);
  const columns: TableColumnsType<Price> = [
    { key: "type", title: "Тип цены", render: (_, row) => name(row.price_type_ref) || "–" },
    ...variantColumn<Price>(card),
    { key: "amount", title: "Цена", className: "numbers", render: (_, row) => money(row.amount, row.currency) },
  ];
  return (
    <Scrolled label="Все цены">
      <Table<Price>
        aria-label="Цены"
        size="small"
        rowKey="ref"
        columns={columns}
        dataSource={card.prices.toSorted((a, b) => place(a.price_type_ref) - place(b.price_type_ref))}
        pagination={paging(card.prices)}
      />
    </Scrolled>
  );
}

/** Stock by warehouse. */
export function StockTable({ card }: { card: Card }) {
  const { name } = useDirectory("store");
  if (card.stock.length === 0) return <span className="muted">На складах нет</span>;
  const columns: TableColumnsType<Stock> = [
    { key: "store", title: "Склад", render: (_, row) => name(row.store_ref) || "–" },
    ...variantColumn<Stock>(card),
    { key: "total", title: "Всего", className: "numbers", render: (_, row) => count(row.total) },
    { key: "reserved", title: "Резерв", className: "numbers", render: (_, row) => count(row.reserved) },
    {
      key: "free",
      title: "Свободно",
      className: "numbers",
      render: (_, row) => count(Number(row.total) - Number(row.reserved)),
    },
  ];
  return (
    <Scrolled label="Все остатки">
      <Table<Stock>
        aria-label="Остатки по складам"
        size="small"
        rowKey="ref"
        columns={columns}
        dataSource={card.stock}
        pagination={paging(card.stock)}
      />
    </Scrolled>
  );
}
