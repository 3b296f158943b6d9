import { Button, Input, Select } from "antd";
import { useState } from "react";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { Facts, type Fact } from "../../ui/Facts";
import { count, moment, money } from "../../ui/format";
import { useDirectory } from "./directories";
import { OrderParcel } from "./OrderParcel";
import type { Change } from "./useOrder";
import type { Order } from "./words";

interface DeliveryTabProps {
  order: Order;
  change: Change;
  busy: boolean;
}

/** «Информация о доставке»; the number of the parcel is asked for once there is a delivery method. */
export function DeliveryTab({ order, change, busy }: DeliveryTabProps) {
  const { delivery } = order;
  const parts = { order, change, busy };
  const sent = delivery?.method_ref || delivery?.method || delivery?.tracking_number;
  return (
    <>
      <Facts
        items={[
          ["Дата доставки", delivery?.date],
          ["Адрес доставки", delivery?.address],
          ["Способ доставки", <Method key="method" {...parts} />],
          ...(sent ? [["Номер отправления", <Tracking key={order.ref} {...parts} />] as const] : []),
          ...(delivery?.tracking_number ? parcel(delivery) : []),
          ["Телефон для связи", delivery?.phone && <PhoneLink key="phone" phone={delivery.phone} />],
          ["Email для связи", delivery?.email && <EmailLink key="email" email={delivery.email} />],
          ["Габариты, см", delivery?.dimensions],
          ["Вес, кг", delivery?.weight && count(delivery.weight)],
          ["Стоимость доставки", delivery?.cost && money(delivery.cost, order.currency ?? undefined)],
          ["Примечание", delivery?.note],
        ]}
      />
      {delivery?.tracking_number && <OrderParcel order={order} />}
    </>
  );
}

/** What the carrier says of the number. */
function parcel(delivery: NonNullable<Order["delivery"]>): Fact[] {
  return [
    ["Статус отправления", delivery.carrier_status],
    ["Последняя проверка", moment(delivery.carrier_checked_at)],
  ];
}

/** «Способ доставки»: a choice of the platform's, which is kept at once; beside it the words of the shop. */
function Method({ order, change, busy }: DeliveryTabProps) {
  const { entries, isPending } = useDirectory("delivery_method");
  const { method, method_ref: chosen } = order.delivery ?? {};
  const offered = entries.filter(({ ref, archived }) => !archived || ref === chosen);
  const told = method && offered.every(({ ref, name }) => ref !== chosen || name !== method);
  return (
    <>
      <Select
        allowClear
        className="delivery-method"
        aria-label="Способ доставки"
        placeholder={isPending ? "Загрузка…" : "Не выбран"}
        loading={isPending || busy}
        disabled={busy}
        value={isPending ? undefined : chosen}
        showSearch={{ optionFilterProp: "label" }}
        options={offered.map(({ ref, name }) => ({ value: ref, label: name }))}
        onChange={(ref: string | undefined) => void change({ delivery_method_ref: ref ?? null }).catch(() => undefined)}
      />
      {told && <div className="muted">В источнике: {method}</div>}
    </>
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
