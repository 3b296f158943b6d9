import dayjs from "dayjs";
import relativeTime from "dayjs/plugin/relativeTime";

dayjs.extend(relativeTime);

const number = new Intl.NumberFormat("ru-RU", { maximumFractionDigits: 6 });
const plural = new Intl.PluralRules("ru");
const currencies = new Map<string, Intl.NumberFormat>();

/** 1234.5 → «1 234,5»; also for decimals that come as text. */
export function count(value: number | string): string {
  return number.format(Number(value));
}

/** «412 300 ₽», «1 055,50 ₽»; the amount is a decimal as text, as services give money. */
export function money(amount: string | number, currency = "RUB"): string {
  const whole = Number.isInteger(Number(amount));
  const kind = `${currency}${whole}`;
  let format = currencies.get(kind);
  if (!format) {
    const digits = whole ? 0 : 2;
    const options = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: 2 } as const;
    currencies.set(kind, (format = new Intl.NumberFormat("ru-RU", options)));
  }
  return format.format(Number(amount));
}

/** Sums of several currencies: «412 300 ₽ + 20 $»; «0 ₽» for none. */
export function sums(parts: readonly { amount: string; currency: string }[]): string {
  return parts.map((part) => money(part.amount, part.currency)).join(" + ") || money(0);
}

/** «1 заказ», «2 заказа», «5 заказов». */
export function counted(value: number, one: string, few: string, many: string): string {
  const form = plural.select(value);
  return `${count(value)} ${form === "one" ? one : form === "few" ? few : many}`;
}

/** «24.11.2026 12:30» in the browser's time zone; «–» for nothing. */
export function moment(value: string | null | undefined): string {
  return value ? dayjs(value).format("DD.MM.YYYY HH:mm") : "–";
}

/** «5 минут назад», «через час»; «никогда» for nothing. */
export function ago(value: string | null | undefined): string {
  return value ? dayjs(value).fromNow() : "никогда";
}

/** «1,2 с», «3 мин 20 с», «2 ч 05 мин». */
export function duration(seconds: number): string {
  if (seconds < 60) return `${number.format(Math.round(seconds * 10) / 10)} с`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} мин ${Math.round(seconds % 60)} с`;
  return `${Math.floor(minutes / 60)} ч ${String(minutes % 60).padStart(2, "0")} мин`;
}

/** The part as a whole percentage, 0–100. */
export function percent(done: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
}
