import type { Field, LetterView, Preview } from "./model";

/** Lines of a letter; for tests. */
export const LINES = [
  "Тема: Новый заказ № 1055",
  "Здравствуйте!",
  "Название | Кол-во | Цена",
  "Чехол | 2 шт. | 1 290,00",
  "Итого: | 2 580,00 руб.",
];

const field = (name: string, title: string, more: Partial<Field> = {}): Field => ({
  field: name,
  title,
  placeholder: `{{${name}}}`,
  in_items: name.startsWith("item."),
  required: false,
  ...more,
});

/** Some of the fields of an order; for tests. */
export const FIELDS = [
  field("number", "Номер", { required: true }),
  field("total", "Итого"),
  field("item.name", "Товар", { required: true }),
  field("item.price", "Цена"),
];

/** A letter that is read but for its number; for tests. */
export const READ: Preview = {
  ok: true,
  lines: LINES,
  fields: [
    { field: "number", title: "Номер", value: "1055", line: LINES[0]!, template_line: null, why: null, required: true },
  ],
  found: {
    kind: "order",
    number: "1055",
    date: "2026-11-03",
    customer: { name: "Иванов Пётр", phone: "+7 900 000-00-01", email: null },
    delivery: { method: null, address: null, price: null },
    payment: null,
    comment: null,
    items: [{ name: "Чехол", sku: null, options: [], qty: "2", price: "1290.00", sum: "2580.00" }],
    discount: null,
    total: "2580.00",
    currency: "RUB",
    warnings: [],
    missing: [],
  } as unknown as Preview["found"],
};

const WHY = {
  key: "template_line_not_found",
  what: "Не найдено.",
  why: "В письме нет строки, похожей на эту строку шаблона.",
  do: "Сравните строку с письмом.",
};

/** A letter in which the number is not found; for tests. */
export const UNREAD: Preview = {
  ...READ,
  ok: false,
  fields: [{ ...READ.fields[0]!, value: null, line: null, template_line: 1, why: WHY }],
  found: { ...READ.found, number: null, missing: ["number"] } as Preview["found"],
};

/** A kept letter that is not read; for tests. */
export const LETTER: LetterView = {
  id: "l1",
  connection: "c1",
  subject: "Новый заказ № 1055",
  sender: "shop@shop.example",
  received_at: "2026-11-24T10:00:00Z",
  size: 2048,
  state: "unread",
  why: {
    key: "mail_number_missing",
    what: "Заказ не загружен: в письме не найден его номер.",
    why: "Без номера нельзя отличить новый заказ от уже загруженного.",
    do: "Составьте собственный шаблон.",
  },
  run: "r1",
  gave: null,
  lines: LINES,
  html: "<p>Новый заказ № 1055</p>",
  attachments: [{ name: "счёт.pdf", size: 1500 }],
  found: { ...READ.found, number: null, missing: ["number"] } as Preview["found"],
  fill: {
    order: {
      number: null,
      date: "2026-11-03",
      customer: { name: "Иванов Пётр", phone: "+7 900 000-00-01", email: null },
      delivery: { method: null, address: null, price: null },
      payment: null,
      comment: null,
      items: [{ name: "Чехол", sku: null, options: ["красный"], qty: "2", price: "1290.00" }],
      discount: null,
      currency: "RUB",
    },
  },
};
