import type { TableColumnsType } from "antd";
import { Tag } from "antd";
import { Link } from "react-router";
import { moment, money } from "../../ui/format";
import { chosenColumns, type ColumnChoices } from "../../ui/useColumns";
import type { Order } from "./words";

/** What an order's row needs beside the order: names by ref, and names of connections by id. */
export interface Known {
  names: ReadonlyMap<string, string>;
  sources: ReadonlyMap<string, string>;
}

type Column = TableColumnsType<Order>[number];

const NOTHING = "–";

const CHOICES = [
  { value: "placed_at", label: "Дата" },
  { value: "status", label: "Статус" },
  { value: "counterparty", label: "Контрагент" },
  { value: "total", label: "Сумма" },
  { value: "paid", label: "Оплачено" },
  { value: "source", label: "Источник" },
  { value: "method", label: "Способ доставки" },
  { value: "tracking_number", label: "Номер отправления" },
  { value: "carrier_status", label: "Статус отправления" },
  { value: "carrier_status_at", label: "Последнее обновление" },
] as const;

/** The table of orders; what the carrier says of parcels is hidden at first, «№» always stands there. */
export const ORDERS: ColumnChoices = {
  name: "orders",
  choices: CHOICES,
  first: ["placed_at", "status", "counterparty", "total", "paid", "source", "method", "tracking_number"],
};

/** The order's number as a link to its window. */
export function OrderLink({ order, children }: { order: Order; children?: React.ReactNode }) {
  return <Link to={`/orders/${encodeURIComponent(order.ref)}`}>{children ?? order.number}</Link>;
}

/** Where the order came from: the connection's name with the shop's own number. */
export function Source({ order, sources }: { order: Order; sources: ReadonlyMap<string, string> }) {
  const { origin } = order;
  if (!origin) return <>Введён вручную</>;
  const name = sources.get(origin.connection);
  return (
    <>
      {name ? <Link to={`/connections/${origin.service}/${origin.connection}`}>{name}</Link> : "Подключение"}{" "}
      <span className="muted source-number">№ {origin.number}</span>
    </>
  );
}

interface NamedProps {
  reference: string | null | undefined;
  names: ReadonlyMap<string, string>;
}

/** The counterparty as a link to his card. */
export function Counterparty({ reference, names }: NamedProps) {
  if (!reference) return <>{NOTHING}</>;
  return (
    <Link to={`/counterparties?card=${encodeURIComponent(reference)}`}>{names.get(reference) ?? "Контрагент"}</Link>
  );
}

/** The status as a label. */
export function Status({ reference, names }: NamedProps) {
  return reference ? <Tag>{names.get(reference) ?? reference}</Tag> : <>Без статуса</>;
}

/** The columns of the table of orders that the user wants to see. */
export function orderColumns(shown: readonly string[], { names, sources }: Known): TableColumnsType<Order> {
  const sum = (value: string | null | undefined, order: Order) =>
    value == null ? NOTHING : money(value, order.currency ?? undefined);
  const cells: Record<(typeof CHOICES)[number]["value"], Column> = {
    placed_at: { render: (_, order) => moment(order.placed_at) },
    status: { render: (_, order) => <Status reference={order.status_ref} names={names} /> },
    counterparty: {
      render: (_, order) => <Counterparty reference={order.counterparty_ref} names={names} />,
      className: "wide-cell",
    },
    total: { render: (_, order) => sum(order.total, order), className: "numbers" },
    paid: { render: (_, order) => sum(order.paid, order), className: "numbers" },
    source: { render: (_, order) => <Source order={order} sources={sources} />, className: "source-cell" },
    method: { render: (_, order) => methodOf(order, names) || NOTHING, className: "wide-cell" },
    tracking_number: { render: (_, order) => order.delivery?.tracking_number ?? NOTHING },
    carrier_status: { render: (_, order) => order.delivery?.carrier_status ?? NOTHING, className: "wide-cell" },
    carrier_status_at: { render: (_, order) => moment(order.delivery?.carrier_status_at) },
  };
  const number: Column = { key: "number", title: "№", render: (_, order) => <OrderLink order={order} /> };
  return [number, ...chosenColumns(CHOICES, cells, shown)];
}

/** «Способ доставки»: the platform's, else the shop's words. */
export function methodOf({ delivery }: Order, names: ReadonlyMap<string, string>): string {
  return (delivery?.method_ref && names.get(delivery.method_ref)) || delivery?.method || "";
}
