import { Link } from "react-router";
import { moment, money } from "../../ui/format";
import { Failed, Loading } from "../../ui/states";
import { OrderLink, Status } from "../orders/columns";
import { useOrders } from "../orders/useOrders";

const SHOWN = 10;

/** The last orders of a counterparty, and the way to all of them. */
export function CounterpartyOrders({ counterparty }: { counterparty: string }) {
  const { items, known, isPending, error, refetch } = useOrders({ counterparty });
  if (isPending) return <Loading rows={2} />;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (items.length === 0) return <span className="muted">Заказов нет</span>;
  return (
    <>
      <ul className="plain-list">
        {items.slice(0, SHOWN).map((order) => (
          <li key={order.ref} className="record-card-line">
            <span>
              <OrderLink order={order}>№ {order.number}</OrderLink>{" "}
              <span className="muted">{moment(order.placed_at)}</span>
            </span>
            <span>
              <Status reference={order.status_ref} names={known.names} />
              {order.total == null ? "–" : money(order.total, order.currency ?? undefined)}
            </span>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && <Link to={`/orders?counterparty=${encodeURIComponent(counterparty)}`}>Все заказы</Link>}
    </>
  );
}
