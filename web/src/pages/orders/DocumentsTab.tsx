import { useQuery } from "@tanstack/react-query";
import { Table, Tag, type TableColumnsType } from "antd";
import { answered, bridge } from "../../api/clients";
import { keys } from "../../live/keys";
import { moment, money } from "../../ui/format";
import { Failed, Loading, Nothing } from "../../ui/states";
import { Scrolled } from "../../ui/Scrolled";
import { documentWord, type Order } from "./words";

/** A document, or a payment that came without one. */
interface Linked {
  key: string;
  what: string;
  number: string;
  date: string | null | undefined;
  sum: string | null | undefined;
  currency: string | null | undefined;
  held: boolean;
}

const MOST = 200;

/** «Связанные документы»: what was made from the order, and what was paid for it. */
export function DocumentsTab({ order }: { order: Order }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.platform("orders", "one", order.ref, "documents"),
    queryFn: () => linkedTo(order.ref),
  });
  if (isPending) return <Loading rows={3} />;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (data.length === 0)
    return <Nothing>Связанных документов нет: по заказу ещё ничего не отгружено и не оплачено.</Nothing>;
  return (
    <Scrolled label="Документы">
      <Table<Linked>
        aria-label="Связанные документы"
        size="small"
        columns={COLUMNS}
        dataSource={data}
        pagination={false}
      />
    </Scrolled>
  );
}

const COLUMNS: TableColumnsType<Linked> = [
  { key: "what", title: "Документ", dataIndex: "what" },
  { key: "number", title: "№", render: (_, row) => row.number || "–" },
  { key: "date", title: "Дата", render: (_, row) => moment(row.date) },
  {
    key: "sum",
    title: "Сумма",
    className: "numbers",
    render: (_, row) => (row.sum == null ? "–" : money(row.sum, row.currency ?? undefined)),
  },
  {
    key: "held",
    title: "Состояние",
    render: (_, row) => (row.held ? <Tag color="success">Проведён</Tag> : <Tag>Не проведён</Tag>),
  },
];

async function linkedTo(order: string): Promise<Linked[]> {
  const [documents, payments] = await Promise.all([
    answered(bridge.GET("/v1/documents", { params: { query: { order, limit: MOST } } })),
    answered(bridge.GET("/v1/orders/{ref}/payments", { params: { path: { ref: order } } })),
  ]);
  const shown = new Set(documents.items.map((one) => one.ref));
  const paid = payments.items
    .filter((one) => !one.document_ref || !shown.has(one.document_ref))
    .map((one): Linked => ({
      key: one.ref,
      what: one.document_ref ? documentWord(one.method ?? "") : ["Оплата", one.method].filter(Boolean).join(": "),
      number: "",
      date: one.paid_at,
      sum: one.amount,
      currency: one.currency,
      held: true,
    }));
  const made = documents.items.map((one): Linked => ({
    key: one.ref,
    what: documentWord(one.type),
    number: one.number,
    date: one.date,
    sum: one.total,
    currency: one.currency,
    held: one.held,
  }));
  return [...made, ...paid].toSorted((a, b) => (a.date ?? "").localeCompare(b.date ?? ""));
}
