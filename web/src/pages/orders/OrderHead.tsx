import { CheckOutlined } from "@ant-design/icons";
import { Select, Tag } from "antd";
import { Facts } from "../../ui/Facts";
import { moment, money } from "../../ui/format";
import { Counterparty, Source } from "./columns";
import { useDirectory } from "./directories";
import { PaidTag } from "./PaidTag";
import { useCounterpartyName } from "./useCounterpartyName";
import type { Change } from "./useOrder";
import { useSources } from "./useSources";
import { VAT_MODES, type Order } from "./words";

interface OrderHeadProps {
  order: Order;
  change: Change;
  busy: boolean;
}

/** The head of an order: status, marks, and whose it is. */
export function OrderHead({ order, change, busy }: OrderHeadProps) {
  const employees = useDirectory("employee");
  const organizations = useDirectory("organization");
  const sources = useSources([order.origin]);
  const names = useCounterpartyName(order.counterparty_ref);
  const setBy = order.status_set_by?.startsWith("/biz/") ? "автоматически" : employees.name(order.status_set_by);
  return (
    <section className="order-head" aria-label="О заказе">
      <div className="order-marks">
        <StatusSelect order={order} change={change} busy={busy} />
        <PaidTag order={order} />
        {order.shipped ? (
          <Tag color="success" icon={<CheckOutlined />}>
            Реализован
          </Tag>
        ) : (
          <Tag>Не реализован</Tag>
        )}
        {order.status_set_at && (
          <span className="muted">
            Статус изменён {moment(order.status_set_at)}
            {setBy && `, ${setBy}`}
          </span>
        )}
      </div>
      <Facts
        items={[
          ["Контрагент", <Counterparty key="who" reference={order.counterparty_ref} names={names} />],
          ["Организация", organizations.name(order.organization_ref)],
          ["Ответственный", employees.name(order.responsible_ref)],
          ["Автор", employees.name(order.author_ref)],
          ["Источник", <Source key="from" order={order} sources={sources} />],
          ["Статус в источнике", order.origin?.status],
          ["Учёт НДС", order.vat_mode ? VAT_MODES[order.vat_mode] : ""],
          ["Валюта", order.currency],
          ["Сумма", order.total == null ? "" : money(order.total, order.currency ?? undefined)],
          ["Оплачено", order.paid == null ? "" : money(order.paid, order.currency ?? undefined)],
        ]}
      />
    </section>
  );
}

/** «Статус»: a choice of those that may follow the present one; it is kept at once. */
function StatusSelect({ order, change, busy }: OrderHeadProps) {
  const { entries, isPending } = useDirectory("order_status");
  const now = entries.find((entry) => entry.ref === order.status_ref);
  const next = now?.transitions ?? [];
  const offered = entries.filter(
    (entry) => entry.ref === order.status_ref || (!entry.archived && (next.length === 0 || next.includes(entry.ref))),
  );
  return (
    <Select
      className="order-status"
      aria-label="Статус заказа"
      placeholder={isPending ? "Загрузка…" : "Без статуса"}
      loading={isPending || busy}
      disabled={busy}
      value={isPending ? undefined : order.status_ref}
      showSearch={{ optionFilterProp: "label" }}
      options={offered.map(({ ref, name }) => ({ value: ref, label: name }))}
      onChange={(ref: string) => void change({ status_ref: ref }).catch(() => undefined)}
    />
  );
}
