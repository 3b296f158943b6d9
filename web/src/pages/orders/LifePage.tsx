import { Link, useParams, useSearchParams } from "react-router";
import { money } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { LifeLine } from "./LifeLine";
import { useLife, type By } from "./useLife";
import "./orders.css";

const WAYS: readonly By[] = ["ref", "id", "number", "outside_id"];

/** The life of an order that is looked up by any of its names (`?by=`), also of one that the platform did not take. */
export default function LifePage() {
  const { ref = "" } = useParams();
  const [parameters] = useSearchParams();
  const by = WAYS.find((way) => way === parameters.get("by")) ?? "ref";
  const order = useLife(ref, by).data?.order;
  const number = order?.number ?? order?.platform_number;
  const facts = [
    order?.connection_name ?? order?.integration_title,
    order?.platform_number && `в Бизнес.Ру № ${order.platform_number}`,
    order?.total && money(order.total, order.currency ?? undefined),
  ].filter(Boolean);
  return (
    <Page
      title={number ? `Жизнь заказа № ${number}` : "Жизнь заказа"}
      back={<Link to="/orders">Заказы покупателей</Link>}
      lead={facts.join(" · ")}
      extra={
        order?.ref ? <LinkButton to={`/orders/${encodeURIComponent(order.ref)}`}>Заказ покупателя</LinkButton> : null
      }
    >
      <div className="order-panel life-panel">
        <LifeLine reference={ref} by={by} />
      </div>
    </Page>
  );
}
