import dayjs from "dayjs";
import { useSearchParams } from "react-router";
import type { components } from "../../api/schema/journal";
import { STATUS_CHOICES } from "./words";

type Status = components["schemas"]["RunStatus"];

/** Which finished runs are shown; days are of the browser's time zone, both included, as `YYYY-MM-DD`. */
export interface RunFilter {
  integration: string;
  kind: string;
  status: Status[];
  from: string;
  to: string;
}

/** The filter as the address has it, and how to change it. */
export function useRunFilter() {
  const [search, setSearch] = useSearchParams();
  const filter: RunFilter = {
    integration: search.get("integration") ?? "",
    kind: search.get("kind") ?? "",
    status: STATUS_CHOICES.map(({ value }) => value).filter((value) => search.getAll("status").includes(value)),
    from: day(search.get("from")),
    to: day(search.get("to")),
  };
  const change = (part: Partial<RunFilter>) => {
    const { status, ...words } = { ...filter, ...part };
    const pairs = Object.entries(words).filter(([, value]) => value);
    setSearch([...pairs, ...status.map((value) => ["status", value])] as [string, string][], { replace: true });
  };
  const isEmpty = [...search.keys()].length === 0;
  return { filter, change, isEmpty, clear: () => setSearch({}, { replace: true }) };
}

/** The filter as the journal reads it. */
export function queryOf({ integration, kind, status, from, to }: RunFilter) {
  return {
    integration: integration || undefined,
    kind: kind || undefined,
    status: status.length ? status : undefined,
    from: from ? dayjs(from).startOf("day").toISOString() : undefined,
    to: to ? dayjs(to).add(1, "day").startOf("day").toISOString() : undefined,
  };
}

function day(value: string | null): string {
  return value && /^\d{4}-\d\d-\d\d$/.test(value) && dayjs(value).isValid() ? value : "";
}
