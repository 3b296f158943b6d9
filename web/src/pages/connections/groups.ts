import type { components as Journal } from "../../api/schema/journal";
import type { components as Kit } from "../../api/schema/shop-sync";
import { STATES, stateOfHealth, type State } from "../../ui/StateTag";

type Known = Journal["schemas"]["KnownConnection"];
type Told = Kit["schemas"]["ConnectionAnswer"];

/** One direction of exchange: when it last went well, and when it is due; null for never and for not planned. */
export interface Exchange {
  kind: string;
  last: string | null;
  next: string | null;
}

/** A connection in the list; `exchanges` null while its service has not told of them. */
export interface Row {
  id: string;
  service: string;
  name: string;
  state: State;
  cause: Told["cause"];
  exchanges: Exchange[] | null;
}

/** The connections of one integration; `away`: its service does not answer, this is what was known before. */
export interface Group {
  key: string;
  service: string;
  integration: string;
  title: string;
  rows: Row[];
  away: boolean;
}

/** What is known of the connections of one service: by the journal, and by the service itself once it answered. */
export interface Source {
  service: string;
  known: readonly Known[];
  told: ReadonlyMap<string, Told>;
  pending: boolean;
  error: unknown;
}

/**
 * All connections by integration, in the order of titles; inside, those that wait for somebody come first. A service
 * that answers is believed, also where the journal has not heard of a change yet.
 */
export function groupsOf(sources: readonly Source[]): Group[] {
  const titles = new Map(
    sources.flatMap(({ known }) => known.map((row) => [row.integration, row.integration_title ?? row.integration])),
  );
  const groups = new Map<string, Group>();
  for (const source of sources) {
    const answered = !source.pending && !source.error;
    const rows = answered ? [...source.told.values()] : source.known;
    for (const row of rows) {
      const key = `${source.service}/${row.integration}`;
      const title = titles.get(row.integration) ?? row.integration;
      const group: Group = groups.get(key) ?? {
        key,
        service: source.service,
        integration: row.integration,
        title,
        rows: [],
        away: Boolean(source.error),
      };
      groups.set(key, group);
      group.rows.push(rowOf(source.service, row, source.told.get(row.id)));
    }
  }
  for (const { rows } of groups.values()) rows.sort((one, other) => rank(one) - rank(other) || byName(one, other));
  return [...groups.values()].sort((one, other) => one.title.localeCompare(other.title, "ru"));
}

/** The groups with only the rows in a state (all of them for "") whose name or integration holds `text`. */
export function chosen(groups: readonly Group[], state: State | "", text: string): Group[] {
  const wanted = text.trim().toLocaleLowerCase("ru");
  const holds = (name: string) => name.toLocaleLowerCase("ru").includes(wanted);
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter((row) => (!state || row.state === state) && (holds(row.name) || holds(group.title))),
    }))
    .filter((group) => group.rows.length > 0);
}

/** How many connections are in each state, the worst state first; states without any are left out. */
export function statesOf(groups: readonly Group[]): { state: State; count: number }[] {
  const rows = groups.flatMap((group) => group.rows);
  return STATES.map((state) => ({ state, count: rows.filter((row) => row.state === state).length })).filter(
    ({ count }) => count > 0,
  );
}

function rowOf(service: string, row: Known | Told, told: Told | undefined): Row {
  return {
    id: row.id,
    service,
    name: row.name,
    state: told?.state ?? stateOfHealth(row.enabled, row.health),
    cause: row.cause?.what ? row.cause : null,
    exchanges: told ? exchangesOf(told) : null,
  };
}

function exchangesOf({ schedule, last_success, next_run }: Told): Exchange[] {
  const kinds = new Set([...Object.keys(schedule), ...Object.keys(last_success), ...Object.keys(next_run)]);
  return [...kinds].sort().map((kind) => ({ kind, last: last_success[kind] ?? null, next: next_run[kind] ?? null }));
}

function rank(row: Row): number {
  return ["needs_attention", "retrying"].includes(row.state) ? STATES.indexOf(row.state) : STATES.length;
}

function byName(one: Row, other: Row): number {
  return one.name.localeCompare(other.name, "ru", { numeric: true }) || one.id.localeCompare(other.id);
}
