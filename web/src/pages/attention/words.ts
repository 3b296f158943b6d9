import { counted, sums } from "../../ui/format";
import type { AttentionItem } from "./useAttention";

/** Where an item is cured: a page of the console and the words of its button; the first one is the shortest way. */
export interface Cure {
  to: string;
  label: string;
}

type Place = Pick<AttentionItem, "kind" | "links">;

/** Ways to cure an item, at most two. */
export function cures({ kind, links }: Place): Cure[] {
  const { service, connection, run, order } = links;
  const settings = { to: `/connections/${service}/${connection}`, label: "Открыть настройки" };
  const rejected = kind === "run_partial" || kind === "orders_refused" ? "?result=rejected" : "";
  const report = run ? { to: `/runs/${service}/${run}${rejected}`, label: "Открыть отчёт" } : null;
  const life = order ? { to: `/life/${encodeURIComponent(order)}?by=id`, label: "Жизнь заказа" } : null;
  const ways: Record<AttentionItem["kind"], (Cure | null)[]> = {
    connection_needs_attention: [settings, report],
    connection_retrying: [settings, report],
    run_failed: [report, settings],
    run_partial: [report, settings],
    orders_refused: [report ?? settings, life],
    orders_unanswered: [life, report],
  };
  return ways[kind].filter((way) => way !== null);
}

/** How many things wait and for how much money: «2 заказа на 8 400 ₽», «4 строки»; null where a number says nothing. */
export function amount({ kind, count, money }: Pick<AttentionItem, "kind" | "count" | "money">): string | null {
  if (kind === "orders_refused" || kind === "orders_unanswered") {
    const what = counted(count, "заказ", "заказа", "заказов");
    return money.length ? `${what} на ${sums(money)}` : what;
  }
  return kind === "run_partial" ? counted(count, "строка", "строки", "строк") : null;
}

/** Whether it passes by itself: such an item is told, but nothing need be done yet. */
export function passes(kind: AttentionItem["kind"]): boolean {
  return kind === "connection_retrying" || kind === "orders_unanswered";
}
