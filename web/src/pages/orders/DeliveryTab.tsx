import { Button, Input } from "antd";
import { useState } from "react";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { Facts } from "../../ui/Facts";
import { count, money } from "../../ui/format";
import { useDirectory } from "./directories";
import type { Change } from "./useOrder";
import type { Order } from "./words";

interface DeliveryTabProps {
  order: Order;
  change: Change;
  busy: boolean;
}

/** «Информация о доставке». */
export function DeliveryTab({ order, change, busy }: DeliveryTabProps) {
  const { name } = useDirectory("delivery_method");
  const { delivery } = order;
  const ours = name(delivery?.method_ref);
  const method = ours && delivery?.method && ours !== delivery.method ? `${ours} (${delivery.method})` : ours;
  return (
    <Facts
      items={[
        ["Дата доставки", delivery?.date],
        ["Адрес доставки", delivery?.address],
        ["Способ доставки", method || delivery?.method],
        ["Номер отправления", <Tracking key={order.ref} order={order} change={change} busy={busy} />],
        ["Статус отправления", delivery?.carrier_status],
        ["Телефон для связи", delivery?.phone && <PhoneLink key="phone" phone={delivery.phone} />],
        ["Email для связи", delivery?.email && <EmailLink key="email" email={delivery.email} />],
        ["Габариты, см", delivery?.dimensions],
        ["Вес, кг", delivery?.weight && count(delivery.weight)],
        ["Стоимость доставки", delivery?.cost && money(delivery.cost, order.currency ?? undefined)],
        ["Примечание", delivery?.note],
      ]}
    />
  );
}

function Tracking({ order, change, busy }: DeliveryTabProps) {
  const kept = order.delivery?.tracking_number ?? "";
  const [text, setText] = useState<string | null>(null);
  const typed = text ?? kept;
  const save = () =>
    void change({ tracking_number: typed.trim() || null })
      .then(() => setText(null))
      .catch(() => undefined);
  return (
    <span className="tracking">
      <Input
        aria-label="Номер отправления"
        maxLength={100}
        value={typed}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => typed.trim() !== kept && save()}
      />
      {typed.trim() !== kept && (
        <Button type="primary" loading={busy} onClick={save}>
          Сохранить
        </Button>
      )}
    </span>
  );
}
