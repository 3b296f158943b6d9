import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Flex, Table, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { answered, bridge } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { keys } from "../../live/keys";
import { count, money } from "../../ui/format";
import { Scrolled } from "../../ui/Scrolled";
import type { Change } from "./useOrder";
import { PRODUCT_KINDS, type LineBeside, type Order, type OrderLine } from "./words";

interface GoodsTabProps {
  order: Order;
  change: Change;
  busy: boolean;
}

/** «Товары / услуги»: the lines with their reserve and stock. */
export function GoodsTab({ order, change, busy }: GoodsTabProps) {
  const beside = useQuery({
    queryKey: keys.platform("orders", "one", order.ref, "lines"),
    queryFn: () => answered(bridge.GET("/v1/orders/{ref}/lines", { params: { path: { ref: order.ref } } })),
  });
  const known = new Map(beside.data?.items.map((one) => [one.line, one]) ?? []);
  return (
    <>
      {beside.error && (
        <Alert
          showIcon
          type="warning"
          className="life-alert"
          title="Резерв и остатки не загрузились"
          description={asProblem(beside.error).detail}
          action={<Button onClick={() => void beside.refetch()}>Повторить</Button>}
        />
      )}
      <Scrolled label="Товары и услуги">
        <Table<OrderLine>
          aria-label="Товары и услуги заказа"
          size="small"
          rowKey="ref"
          loading={beside.isPending}
          columns={columns(order, known)}
          dataSource={order.lines}
          pagination={order.lines.length > LINES_A_PAGE ? { pageSize: LINES_A_PAGE, showSizeChanger: false } : false}
        />
      </Scrolled>
      <Sums order={order} />
      <Reserve order={order} change={change} busy={busy} />
    </>
  );
}

const LINES_A_PAGE = 100;

function columns(order: Order, known: ReadonlyMap<string, LineBeside>): TableColumnsType<OrderLine> {
  const sum = (value: string) => money(value, order.currency ?? undefined);
  const of = (name: "reserved" | "free" | "total" | "shipped", short = false) => ({
    className: "numbers",
    render: (_: unknown, line: OrderLine) => {
      const value = known.get(line.ref)?.[name];
      if (value == null) return "–";
      return short && Number(value) < 0 ? <strong className="short-of">{count(value)}</strong> : count(value);
    },
  });
  return [
    { key: "number", title: "№", dataIndex: "number" },
    { key: "kind", title: "Вид", render: (_, line) => kindWord(known.get(line.ref)) },
    { key: "name", title: "Товар / услуга", className: "wide-cell", render: (_, line) => nameOf(line, known) },
    { key: "quantity", title: "Кол-во", className: "numbers", render: (_, line) => count(line.quantity) },
    {
      title: "Резерв",
      children: [
        {
          key: "own",
          title: "По заказу",
          className: "numbers",
          render: (_, line) => (line.product_ref ? count(line.reserved ?? 0) : "–"),
        },
        { key: "reserved", title: "Общий", ...of("reserved") },
      ],
    },
    {
      title: "Остаток",
      children: [
        { key: "free", title: "Свободно", ...of("free", true) },
        { key: "total", title: "Всего", ...of("total") },
      ],
    },
    { key: "shipped", title: "Отгружено", ...of("shipped") },
    { key: "price", title: "Цена", className: "numbers", render: (_, line) => sum(line.price) },
    { key: "sum", title: "Сумма", className: "numbers", render: (_, line) => sum(line.sum) },
  ];
}

function kindWord(beside: LineBeside | undefined): string {
  return beside?.kind ? PRODUCT_KINDS[beside.kind] : "–";
}

function nameOf(line: OrderLine, known: ReadonlyMap<string, LineBeside>) {
  const article = known.get(line.ref)?.article;
  return (
    <>
      {line.product_ref ? (
        <Link to={`/products?card=${encodeURIComponent(line.product_ref)}`}>{line.name}</Link>
      ) : (
        line.name
      )}
      {!line.product_ref && <div className="muted">Нет в справочнике товаров</div>}
      {article && <div className="muted">Артикул {article}</div>}
    </>
  );
}

function Sums({ order }: { order: Order }) {
  const sum = (value: string | number) => money(value, order.currency ?? undefined);
  const goods = Math.round(order.lines.reduce((all, line) => all + Number(line.sum), 0) * 100) / 100;
  const delivery = Number(order.delivery?.cost ?? 0);
  return (
    <dl className="order-sums">
      <dt>Товары и услуги:</dt>
      <dd>{sum(goods)}</dd>
      {delivery > 0 && (
        <>
          <dt>Доставка:</dt>
          <dd>{sum(delivery)}</dd>
        </>
      )}
      <dt className="grand">Итого:</dt>
      <dd className="grand">{sum(order.total ?? goods)}</dd>
    </dl>
  );
}

/** Making the reserve of an order and giving it back; an order that is over has none. */
function Reserve({ order, change, busy }: GoodsTabProps) {
  const reserved = order.lines.some((line) => Number(line.reserved ?? 0) > 0);
  const ours = order.lines.some((line) => line.product_ref);
  if (!ours || (order.shipped && !reserved)) return null;
  const set = (reserve: boolean) => void change({ reserve }).catch(() => undefined);
  return (
    <Flex gap="small" wrap className="order-actions">
      <Button loading={busy} onClick={() => set(!reserved)}>
        {reserved ? "Снять резерв" : "Зарезервировать товары"}
      </Button>
    </Flex>
  );
}
