import type { components } from "../../api/schema/shop-sync";
import { period, span } from "./words";

export type Connection = components["schemas"]["ConnectionAnswer"];
type Promises = Pick<Connection, "enabled" | "schedule" | "last_success" | "next_run" | "updated_at">;

/** `late`: over one period since the last good exchange; `lost`: over two; `first`: none yet, and it is not due. */
export type Grade = "lost" | "late" | "first" | "fresh" | "unplanned";

/** How fresh one direction of a connection is; moments are ISO, `promised` is in seconds, null without a schedule. */
export interface Freshness {
  kind: string;
  grade: Grade;
  last: string | null;
  promised: number | null;
  next: string | null;
}

/** Part of a period that an exchange itself may take: the services call a connection late by the same measure. */
const GRACE = 0.1;
const KINDS = ["import_orders", "import_leads", "export_goods", "export_statuses", "track_parcels"];
const GRADES: readonly Grade[] = ["lost", "late", "first", "fresh", "unplanned"];

/** Every direction that has a schedule or ever worked, as it stands at `now` (ms). Nothing is promised while off. */
export function freshnessOf(connection: Promises, now: number): Freshness[] {
  const { schedule, last_success: successes } = connection;
  const kinds = [...new Set([...Object.keys(schedule), ...Object.keys(successes)])];
  return kinds.sort(byKind).map((kind) => {
    const promised = connection.enabled ? (schedule[kind] ?? null) : null;
    const last = successes[kind] ?? null;
    const grade = gradeOf({ promised, last, since: connection.updated_at, now });
    return { kind, grade, last, promised, next: connection.next_run[kind] ?? null };
  });
}

/** The place of the worst direction; smaller is worse. */
export function worst(freshness: readonly Freshness[]): number {
  return Math.min(GRADES.length, ...freshness.map(({ grade }) => GRADES.indexOf(grade)));
}

/** «7 мин назад, обещано 15 мин»; «ещё не было, начнётся через 3 мин, обещано 15 мин»; «2 ч назад, без расписания». */
export function freshnessWords({ last, promised, next, grade }: Freshness, now: number): string {
  const parts = [last ? `${span(Math.max(0, now - Date.parse(last)) / 1000)} назад` : "ещё не было"];
  if (grade === "first" && next) parts.push(soon((Date.parse(next) - now) / 1000));
  parts.push(promised === null ? "без расписания" : `обещано ${period(promised)}`);
  return parts.join(", ");
}

function soon(seconds: number): string {
  return seconds < 60 ? "сейчас начнётся" : `начнётся через ${span(seconds)}`;
}

interface Standing {
  promised: number | null;
  last: string | null;
  since: string;
  now: number;
}

function gradeOf({ promised, last, since, now }: Standing): Grade {
  if (promised === null) return "unplanned";
  // settings that were just saved start the count anew
  const from = Math.max(Date.parse(since), last ? Date.parse(last) : 0);
  const periods = (now - from) / 1000 / promised;
  if (periods > 2 + GRACE) return "lost";
  if (periods > 1 + GRACE) return "late";
  return last ? "fresh" : "first";
}

function byKind(one: string, other: string): number {
  return place(one) - place(other) || one.localeCompare(other);
}

function place(kind: string): number {
  return KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length;
}
