import { ColumnSettings } from "../../ui/ColumnSettings";
import { moment, money } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { RecordList } from "../../ui/RecordList";
import { SearchBox } from "../../ui/SearchBox";
import { Nothing } from "../../ui/states";
import { useAddress } from "../../ui/useAddress";
import { useColumns } from "../../ui/useColumns";
import { Counterparty, OrderLink, orderColumns, ORDERS, Source, Status, type Known } from "./columns";
import { CounterpartySelect } from "./CounterpartySelect";
import { DirectorySelect } from "./DirectorySelect";
import "./orders.css";
import { PaidTag } from "./PaidTag";
import { useOrders } from "./useOrders";
import type { Order } from "./words";

/** «Заказы покупателей»: what all connections brought, newest first. */
export default function OrdersPage() {
  const [q, setQ] = useAddress("q");
  const [status, setStatus] = useAddress("status");
  const [counterparty, setCounterparty] = useAddress("counterparty");
  const { shown, save } = useColumns(ORDERS);
  const pages = useOrders({ q, status, counterparty });
  const filtered = Boolean(q || status || counterparty);
  return (
    <Page title="Заказы покупателей" extra={<ColumnSettings table={ORDERS} shown={shown} onSave={save} />}>
      <search className="record-filters">
        <SearchBox value={q} onSearch={setQ} label="Номер: наш или магазина" />
        <DirectorySelect kind="order_status" label="Статус" value={status} onChange={setStatus} />
        <CounterpartySelect value={counterparty} onChange={setCounterparty} />
      </search>
      <RecordList
        pages={pages}
        label="Заказы покупателей"
        columns={shown && orderColumns(shown, pages.known)}
        renderCard={(order) => <OrderCard order={order} known={pages.known} />}
        empty={filtered ? <NotFound /> : <NoOrders />}
      />
    </Page>
  );
}

function OrderCard({ order, known }: { order: Order; known: Known }) {
  return (
    <>
      <div className="record-card-head">
        <OrderLink order={order}>№ {order.number}</OrderLink>
        <span>{order.total == null ? "–" : money(order.total, order.currency ?? undefined)}</span>
      </div>
      <div className="record-card-line">
        <Counterparty reference={order.counterparty_ref} names={known.names} />
        <span className="muted">{moment(order.placed_at)}</span>
      </div>
      <div className="record-card-line">
        <span className="order-marks">
          <Status reference={order.status_ref} names={known.names} />
          <PaidTag order={order} />
        </span>
        <span>
          <Source order={order} sources={known.sources} />
        </span>
      </div>
    </>
  );
}

function NotFound() {
  const reset = <LinkButton to="/orders">Сбросить фильтры</LinkButton>;
  return <Nothing action={reset}>Таких заказов нет. Проверьте номер или уберите часть условий.</Nothing>;
}

function NoOrders() {
  const choose = (
    <LinkButton to="/market" type="primary">
      Маркетплейс
    </LinkButton>
  );
  return (
    <Nothing action={choose}>
      Заказов пока нет. Они появятся здесь, когда подключённый магазин передаст первый заказ.
    </Nothing>
  );
}
