import { CheckOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { paidState, type Order } from "./words";

/** The mark «Оплачен» of an order. */
export function PaidTag({ order }: { order: Pick<Order, "total" | "paid"> }) {
  const state = paidState(order);
  if (state === "paid")
    return (
      <Tag color="success" icon={<CheckOutlined />}>
        Оплачен
      </Tag>
    );
  return state === "part" ? <Tag color="warning">Оплачен частично</Tag> : <Tag>Не оплачен</Tag>;
}
