import { Table } from "antd";
import { Facts } from "../../../ui/Facts";
import { EmailLink, PhoneLink } from "../../../ui/contacts";
import { count, money } from "../../../ui/format";
import { Scrolled } from "../../../ui/Scrolled";
import type { Found, FoundItem, FoundOrder } from "./model";

/** Lines of an order as they were found. */
export function FoundItems({ items, currency }: { items: readonly FoundItem[]; currency?: string | null }) {
  const sum = (amount: string | null) => (amount === null ? "–" : money(amount, currency ?? undefined));
  return (
    <Scrolled label="Товары письма">
      <Table
        size="small"
        pagination={false}
        // the same product may stand in two lines
        rowKey={(row) => items.indexOf(row)}
        dataSource={items}
        columns={[
          { title: "Товар", render: (_, row) => <Good {...row} /> },
          { title: "Артикул", render: (_, row) => row.sku ?? "–" },
          { title: "Кол-во", align: "right", render: (_, row) => count(row.qty) },
          { title: "Цена", align: "right", render: (_, row) => sum(row.price) },
          { title: "Сумма", align: "right", render: (_, row) => sum(row.sum) },
        ]}
      />
    </Scrolled>
  );
}

function Good({ name, options }: FoundItem) {
  return (
    <>
      {name || "–"}
      {options.length > 0 && <div className="muted">{options.join(", ")}</div>}
    </>
  );
}

/** What was found in a letter. */
export function FoundView({ found }: { found: Found }) {
  if (found.kind === "order") return <FoundOrderView order={found} />;
  if (found.kind === "status") return <p>Письмо о смене статуса{found.number ? ` заказа № ${found.number}` : ""}.</p>;
  const { name, phone, email, text, page } = found;
  return (
    <Facts
      none="Ничего не найдено."
      items={[
        ["Имя", name],
        ["Телефон", phone && <PhoneLink key="phone" phone={phone} />],
        ["Email", email && <EmailLink key="email" email={email} />],
        [
          "Текст",
          text && (
            <span key="said" className="letter-said">
              {text}
            </span>
          ),
        ],
        ["Страница сайта", page],
      ]}
    />
  );
}

function FoundOrderView({ order }: { order: FoundOrder }) {
  const { customer, delivery, currency } = order;
  const sum = (amount: string | null) => amount && money(amount, currency ?? undefined);
  return (
    <>
      <Facts
        none="Ничего не найдено."
        items={[
          ["Номер", order.number],
          ["Покупатель", customer.name],
          ["Телефон", customer.phone && <PhoneLink key="phone" phone={customer.phone} />],
          ["Email", customer.email && <EmailLink key="email" email={customer.email} />],
          ["Доставка", delivery.method],
          ["Адрес", delivery.address],
          ["Стоимость доставки", sum(delivery.price)],
          ["Оплата", order.payment],
          [
            "Комментарий",
            order.comment && (
              <span key="said" className="letter-said">
                {order.comment}
              </span>
            ),
          ],
          ["Скидка", sum(order.discount)],
          ["Итого", sum(order.total)],
        ]}
      />
      {order.items.length > 0 && <FoundItems items={order.items} currency={currency} />}
    </>
  );
}
