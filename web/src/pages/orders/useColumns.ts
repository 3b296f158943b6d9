import { useState } from "react";
import { useMe } from "../../app/me";

/** Columns that stand in the table until the user chooses otherwise; «№» always does. */
const SHOWN_AT_FIRST = [
  "placed_at",
  "status",
  "counterparty",
  "total",
  "paid",
  "source",
  "method",
  "tracking_number",
] as const;

/** Columns of the orders that a user may show or hide, in their order, with their headings. */
export const CHOICES = [
  { value: "placed_at", label: "Дата" },
  { value: "status", label: "Статус" },
  { value: "counterparty", label: "Контрагент" },
  { value: "total", label: "Сумма" },
  { value: "paid", label: "Оплачено" },
  { value: "source", label: "Источник" },
  { value: "method", label: "Способ доставки" },
  { value: "tracking_number", label: "Номер отправления" },
  { value: "carrier_status", label: "Статус отправления" },
  { value: "carrier_status_at", label: "Последнее обновление" },
] as const;

/** The columns shown to this user, and how to change them; kept in this browser, apart for each account and user. */
export function useColumns(): [readonly string[], (columns: readonly string[]) => void] {
  const { me } = useMe();
  const place = `orders.columns|${me?.account}|${me?.user}`;
  const [columns, setColumns] = useState(() => read(place));
  const save = (chosen: readonly string[]) => {
    setColumns(chosen);
    try {
      localStorage.setItem(place, JSON.stringify(chosen));
    } catch {
      // a browser that keeps nothing still shows the choice until it is closed
    }
  };
  return [columns, save];
}

function read(place: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "null");
    if (Array.isArray(kept)) return kept.filter((name) => typeof name === "string");
  } catch {
    // nothing readable is kept
  }
  return SHOWN_AT_FIRST;
}
