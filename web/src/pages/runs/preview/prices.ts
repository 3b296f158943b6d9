import type { Row } from "../words";

/** A price or a stock as it was and as it becomes; `of` names its variants, "" for the good itself. */
export interface Move {
  of: string;
  was: string | null;
  becomes: string | null;
}

/** A row of an export as a line of a price list; `others` names what else changes. */
export interface PriceLine {
  prices: Move[];
  stocks: Move[];
  others: string[];
}

const PRICE = "good_price";
const STOCK = "good_stock";

/** Prices and stock of a row; its other changes by their names. */
export function priceLine(row: Row): PriceLine {
  const moves = (field: string) => merged(row.changes.filter((change) => change.field === field));
  const others = row.changes.filter(({ field }) => field !== PRICE && field !== STOCK).map(({ title }) => title);
  return { prices: moves(PRICE), stocks: moves(STOCK), others: [...new Set(others)] };
}

/** «+12 %», «−50 %»; null when there was nothing, or too little to be seen. */
export function relative({ was, becomes }: Move): string | null {
  if (was === null || becomes === null || !Number(was)) return null;
  const part = Math.round((Number(becomes) / Number(was) - 1) * 100);
  return part ? `${part > 0 ? "+" : "−"}${Math.abs(part)} %` : null;
}

/** «Цена: Размер L» → «Размер L». */
function ofTitle(title: string): string {
  return title.includes(": ") ? title.slice(title.indexOf(": ") + 2) : "";
}

/** Variants that move alike stand in one line. */
function merged(changes: Row["changes"]): Move[] {
  const alike = new Map<string, Move>();
  for (const { title, was, becomes } of changes) {
    const key = `${was} ${becomes}`;
    const before = alike.get(key);
    alike.set(key, { of: before ? `${before.of}, ${ofTitle(title)}` : ofTitle(title), was, becomes });
  }
  return [...alike.values()];
}
