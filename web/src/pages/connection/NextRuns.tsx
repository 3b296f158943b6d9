import { ago } from "../../ui/format";
import { kindWord } from "../runs/words";
import type { Connection } from "./model";

/** When the next exchanges start by themselves. */
export function NextRuns({ connection }: { connection: Connection }) {
  const due = Object.entries(connection.next_run).toSorted(([, one], [, other]) => one.localeCompare(other));
  if (due.length === 0) return null;
  return <span className="next-runs">{due.map(([kind, at]) => `${kindWord(kind)}: ${ago(at)}`).join(" · ")}</span>;
}
