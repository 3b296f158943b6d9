import { Alert, Button, Input, Tabs } from "antd";
import { useEffect, useRef, useState } from "react";
import { Link, useParams } from "react-router";
import { moment } from "../../ui/format";
import { Page } from "../../ui/Page";
import { Failed, Loading } from "../../ui/states";
import "../../ui/tabs.css";
import { useAddress } from "../../ui/useAddress";
import { DeliveryTab } from "./DeliveryTab";
import { DocumentsTab } from "./DocumentsTab";
import { GoodsTab } from "./GoodsTab";
import { LifeLine } from "./LifeLine";
import { OrderHead } from "./OrderHead";
import "./orders.css";
import { useChangeOrder, useOrder, type Change } from "./useOrder";
import type { Order } from "./words";

/** «Заказ покупателя»: one order with its goods, delivery, documents and life. */
export default function OrderPage() {
  const { ref = "" } = useParams();
  const { data: order, error, isPending, refetch } = useOrder(ref);
  const { change, busy, stale, again } = useChangeOrder(ref, order?.sequence);
  const back = <Link to="/orders">Заказы покупателей</Link>;
  if (!order)
    return (
      <Page title="Заказ покупателя" back={back}>
        {isPending ? <Loading /> : <Failed error={error} again={() => void refetch()} />}
      </Page>
    );
  const date = order.placed_at ? ` от ${moment(order.placed_at)}` : "";
  return (
    <Page title={`Заказ покупателя № ${order.number}${date}`} back={back}>
      {stale && <Stale again={() => void again()} />}
      <OrderHead order={order} change={change} busy={busy} />
      <OrderTabs order={order} change={change} busy={busy} />
    </Page>
  );
}

interface PartProps {
  order: Order;
  change: Change;
  busy: boolean;
}

function OrderTabs({ order, change, busy }: PartProps) {
  const [tab, setTab] = useAddress("tab");
  const parts = { order, change, busy };
  return (
    <div className="order-panel">
      <Tabs
        className="wrapped-tabs"
        activeKey={tab || "goods"}
        onChange={(key) => setTab(key === "goods" ? "" : key)}
        items={[
          { key: "goods", label: "Товары / услуги", children: <GoodsTab {...parts} /> },
          { key: "delivery", label: "Информация о доставке", children: <DeliveryTab {...parts} /> },
          { key: "documents", label: "Связанные документы", children: <DocumentsTab order={order} /> },
          { key: "life", label: "Жизнь заказа", children: <LifeLine reference={order.ref} by="ref" /> },
        ]}
      />
      <Comment {...parts} />
    </div>
  );
}

function Comment({ order, change, busy }: PartProps) {
  const kept = order.comment ?? "";
  const [text, setText] = useState<string | null>(null);
  const typed = text ?? kept;
  const save = () =>
    void change({ comment: typed || null })
      .then(() => setText(null))
      .catch(() => undefined);
  return (
    <div className="order-comment">
      <label htmlFor="order-comment">Комментарий</label>
      <Input.TextArea
        id="order-comment"
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={10_000}
        value={typed}
        onChange={(event) => setText(event.target.value)}
      />
      {typed !== kept && (
        <Button type="primary" loading={busy} onClick={save}>
          Сохранить
        </Button>
      )}
    </div>
  );
}

/** Somebody else was faster: what was typed here stays, what he wrote is shown. */
function Stale({ again }: { again: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  // the button that was pressed may stand far below
  useEffect(() => {
    place.current?.scrollIntoView?.({ block: "center" });
  }, []);
  return (
    <div ref={place}>
      <Alert
        showIcon
        type="warning"
        className="life-alert"
        title="Заказ изменён другим пользователем"
        description="Ваше изменение не сохранено. Посмотрите свежие данные и повторите его, если оно ещё нужно."
        action={<Button onClick={again}>Показать свежие</Button>}
      />
    </div>
  );
}
