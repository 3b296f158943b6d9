import type { components } from "../../api/schema/platform-bridge";

type Schemas = components["schemas"];

export type Order = Schemas["OrderRow"];
export type OrderLine = Schemas["DocumentLine"];
export type LineBeside = Schemas["OrderLineBeside"];

/** «Учёт НДС». */
export const VAT_MODES: Record<Schemas["VatMode"], string> = {
  included: "Цена включает НДС",
  not_included: "Цена не включает НДС",
  none: "Без НДС",
};

/** «Вид» of a line. */
export const PRODUCT_KINDS: Record<Schemas["ProductKind"], string> = {
  goods: "Товар",
  service: "Услуга",
  kit: "Комплект",
};

const DOCUMENTS: Record<Schemas["DocumentType"], string> = {
  offer: "Коммерческое предложение",
  invoice: "Счёт на оплату",
  realization: "Реализация",
  act: "Акт выполненных работ",
  buyer_return: "Возврат покупателя",
  vat_invoice_out: "Счёт-фактура исходящий",
  supplier_order: "Заказ поставщику",
  supplier_invoice: "Счёт поставщика",
  supply: "Поступление",
  supplier_return: "Возврат поставщику",
  vat_invoice_in: "Счёт-фактура входящий",
  posting: "Оприходование товаров",
  charge: "Списание товаров",
  shifting: "Перемещение",
  inventory: "Инвентаризация",
  retail_check: "Чек",
  retail_return: "Возврат по чеку",
  payment_in: "Платёжное поручение входящее",
  payment_out: "Платёжное поручение исходящее",
  cash_in: "Приходный кассовый ордер",
  cash_out: "Расходный кассовый ордер",
  reservation: "Резервирование",
};

/** The document's kind in Russian; kinds that this console does not know keep their own name. */
export function documentWord(type: string): string {
  return DOCUMENTS[type as keyof typeof DOCUMENTS] ?? type;
}

/** How much of an order is paid. */
export type Paid = "paid" | "part" | "nothing";

/** Whether an order is paid: wholly, in part, or not at all; an order of nothing needs no payment. */
export function paidState({ total, paid }: Pick<Order, "total" | "paid">): Paid {
  const sum = Number(paid ?? 0);
  if (sum <= 0) return "nothing";
  return total != null && sum < Number(total) ? "part" : "paid";
}
