import type { components } from "../../api/schema/post-tracker";

type Schemas = components["schemas"];

/** A parcel in a list. */
export type Parcel = Schemas["ShipmentAnswer"];
/** A parcel with its history. */
export type ParcelView = Schemas["ShipmentView"];
export type Operation = Schemas["OperationAnswer"];
export type StatusCount = Schemas["StatusCount"];

const COLORS: Record<string, string> = {
  requested: "processing",
  no_data: "default",
  stopped: "default",
  bad_number: "error",
  error: "error",
  delivered: "success",
  delivered_partly: "success",
  refused: "warning",
  attempt_failed: "warning",
  expiring: "warning",
  unclaimed: "warning",
  problem: "error",
  lost: "error",
  cancelled: "default",
};

/** Colour of a status's tag; a status without a mood of its own is on its way. */
export function statusColor(status: string): string {
  return COLORS[status] ?? "blue";
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:\d\d)?$/;

interface Told {
  date: string;
  time: string;
  /** «UTC+3»; empty where the carrier tells none. */
  zone: string;
}

function told(at: string): Told | null {
  const [, year, month, day, time, offset] = MOMENT.exec(at) ?? [];
  if (!time) return null;
  return { date: `${day}.${month}.${year}`, time, zone: offset ? zoneWord(offset) : "" };
}

function zoneWord(offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  if (!sign || (hours === "00" && minutes === "00")) return "UTC";
  return `UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** The time of an operation on the clock of its place, as the carrier gives it: «23.11.2026 06:00 UTC+3». */
export function placeTime(at: string | null): string {
  const parts = at === null ? null : told(at);
  if (!parts) return at ?? "Время не указано";
  return [parts.date, parts.time, parts.zone].filter(Boolean).join(" ");
}

/** Whether some of the times have no zone: they are those of the places. */
export function hasLocalTimes(history: readonly Operation[]): boolean {
  return history.some(({ at }) => at !== null && told(at)?.zone === "");
}

/** A place that a parcel was at, with the first and the last time that it was seen there. */
export interface Stop {
  postal_index: string | null;
  place: string | null;
  from: string | null;
  to: string | null;
}

/** The way of a parcel: operations one after another at one place are one stop; those without a place are left out. */
export function stopsOf(history: readonly Operation[]): Stop[] {
  const stops: Stop[] = [];
  for (const { postal_index, place, at } of history) {
    if (!postal_index && !place) continue;
    const last = stops.at(-1);
    if (last && (postal_index && last.postal_index ? postal_index === last.postal_index : place === last.place)) {
      last.to = at ?? last.to;
      last.place ??= place;
      last.postal_index ??= postal_index;
    } else stops.push({ postal_index, place, from: at, to: at });
  }
  return stops;
}

/** «23.11.2026 06:00 – 08:12», the date once where both are of one day. */
export function stopTime({ from, to }: Stop): string {
  if (from === to || from === null || to === null) return placeTime(from ?? to);
  const [begin, end] = [told(from), told(to)];
  if (!begin || !end || begin.date !== end.date) return `${placeTime(from)} – ${placeTime(to)}`;
  if (begin.time === end.time) return placeTime(from);
  return `${begin.date} ${begin.time} – ${[end.time, end.zone].filter(Boolean).join(" ")}`;
}

/** «101000, Москва»; «индекс 101000» where no more is known. */
export function placeWord({ postal_index, place }: Pick<Stop, "postal_index" | "place">): string {
  if (postal_index && !place) return `индекс ${postal_index}`;
  return [postal_index, place].filter(Boolean).join(", ");
}
