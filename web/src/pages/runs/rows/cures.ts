import type { Row } from "../words";

/** Where the cure of a row is found: in goods of its order, in the goods of its connection, or in its settings. */
export type Cure = "goods" | "links" | "settings";

/**
 * What cures a row. The words of a cause are what sends its reader somewhere, whichever service wrote them, so the
 * button follows the words; keys of causes are as many as integrations have.
 */
export function cureOf(row: Row): Cure | null {
  if (row.goods.length) return "goods";
  const text = row.reason ? `${row.reason.why} ${row.reason.do}`.toLowerCase() : "";
  if (/свяжите|связать|сопоставьте/.test(text)) return "links";
  return /настройк|«соответствие статусов»/.test(text) ? "settings" : null;
}

/** Whether a row is rejected and no later run has done it. */
export function isOpen(row: Row): boolean {
  return row.result === "rejected" && !row.cured_by;
}
