import { counted, sums } from "../../ui/format";

/** A number of orders and their money by currency, as the journal gives it. */
export interface Sum {
  count: number;
  money: readonly { amount: string; currency: string }[];
}

/** The day in two parts, so that the second can be a link: what came in, and what waits (null when nothing does). */
export interface DaySentence {
  loaded: string;
  waiting: string | null;
}

const plural = new Intl.PluralRules("ru");
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** «37 заказов на 412 300 ₽ загружены» and «2 на 8 400 ₽ ждут вас»; orders without a currency add no money. */
export function daySentence(loaded: Sum, waiting: Sum): DaySentence {
  const some = loaded.count > 0;
  const came = some
    ? `${orders(loaded)} ${agree(loaded.count, "загружен", "загружены")}`
    : waiting.count > 0
      ? "новых заказов не было"
      : "заказов ещё не было";
  if (waiting.count === 0) return { loaded: came, waiting: null };
  const waits = some ? `${waiting.count}${onMoney(waiting)}` : orders(waiting);
  return { loaded: came, waiting: `${waits} ${agree(waiting.count, "ждёт", "ждут")} вас` };
}

/** «37 заказов на 412 300 ₽». */
export function orders(sum: Sum): string {
  return counted(sum.count, "заказ", "заказа", "заказов") + onMoney(sum);
}

/** A verb or participle in the number of what it is said of. */
export function agree(count: number, one: string, many: string): string {
  return plural.select(count) === "one" ? one : many;
}

/** A period as the guide's buttons say it: 900 s → «15 мин», 86 400 s → «24 ч». */
export function period(seconds: number): string {
  if (seconds >= HOUR && seconds % HOUR === 0) return `${seconds / HOUR} ч`;
  return seconds >= MINUTE ? `${Math.round(seconds / MINUTE)} мин` : `${Math.round(seconds)} с`;
}

/** A span of time, rounded down: «меньше минуты», «7 мин», «2 ч 5 мин», «3 дня». */
export function span(seconds: number): string {
  if (seconds < MINUTE) return "меньше минуты";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} мин`;
  if (seconds >= DAY) return counted(Math.floor(seconds / DAY), "день", "дня", "дней");
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  return `${Math.floor(seconds / HOUR)} ч${minutes ? ` ${minutes} мин` : ""}`;
}

const DIRECTIONS: Record<string, string> = {
  import_orders: "Заказы из магазина",
  import_leads: "Заявки с сайта",
  track_parcels: "Статусы посылок",
  export_goods: "Товары, остатки и цены в магазине",
  export_statuses: "Статусы заказов в магазине",
};

/** What a kind of run keeps fresh; kinds may grow, so one that is not known is an exchange all the same. */
export function direction(kind: string): string {
  return DIRECTIONS[kind] ?? "Обмен данными";
}

function onMoney(sum: Sum): string {
  return sum.money.length ? ` на ${sums(sum.money)}` : "";
}
