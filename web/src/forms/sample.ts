import type { Schema } from "./schema";

/** A settings schema with one field of each kind, as a service writes it; for tests. */
export const SAMPLE = {
  $defs: {
    Period: { type: "string", title: "Period", description: "How often.", enum: ["15m", "1h"] },
    Pair: {
      type: "object",
      title: "Pair",
      additionalProperties: false,
      required: ["outside", "status"],
      properties: {
        outside: { type: "string", title: "Статус в магазине", minLength: 1 },
        status: { type: "string", title: "Статус в Бизнес.Ру", minLength: 1, "x-list": "order_statuses" },
      },
    },
  },
  type: "object",
  additionalProperties: false,
  "x-sections": [
    { title: "Подключение", check: true },
    { title: "Выгрузка товаров", ticks: "Настройка выгрузки", runs: ["export_goods"] },
  ],
  required: ["key", "owner"],
  properties: {
    all_goods: { type: "boolean", title: "Все товары", default: true, "x-section": "Выгрузка товаров" },
    groups: {
      type: "array",
      title: "Группы товаров",
      items: { type: "string" },
      default: [],
      "x-list": "product_groups",
      "x-section": "Выгрузка товаров",
      "x-visible-if": { all_goods: [false] },
    },
    owner: { type: "string", title: "Владелец", minLength: 1, "x-list": "employees", "x-section": "Выгрузка товаров" },
    address: { type: "string", title: "Адрес", minLength: 4, default: "", "x-section": "Подключение" },
    pairs: {
      type: "array",
      title: "Соответствие статусов",
      items: { $ref: "#/$defs/Pair" },
      default: [],
      "x-section": "Выгрузка товаров",
    },
    every: {
      anyOf: [{ $ref: "#/$defs/Period" }, { type: "null" }],
      title: "Желаемая частота выгрузки",
      description: "Как часто выгружать.",
      default: "1h",
      "x-widget": "buttons",
      "x-labels": { "15m": "15 мин", "1h": "1 ч" },
      "x-empty": "Только по кнопке",
      "x-section": "Выгрузка товаров",
    },
    key: {
      type: "string",
      format: "password",
      writeOnly: true,
      title: "Ключ соединения",
      description: "Ключ из панели магазина.",
      "x-causes": ["key_"],
      "x-section": "Подключение",
    },
  },
} as Schema;
