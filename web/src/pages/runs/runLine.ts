import dayjs from "dayjs";
import type { components } from "../../api/schema/journal";
import type { Counts, Run } from "./words";

type JournalRun = components["schemas"]["Run"];

/** A run as a line of a list, whichever service told of it; `seconds` null = it has not started or is not over. */
export interface RunLine {
  service: string;
  id: string;
  integration: string;
  connection: string;
  connectionName: string | null;
  kind: string;
  trigger: string;
  status: string;
  dryRun: boolean;
  counts: Counts;
  money: readonly { amount: string; currency: string }[];
  when: string;
  seconds: number | null;
  progress?: { done: number; total: number };
}

/** A finished run that the journal tells of. */
export function ofJournal(run: JournalRun): RunLine {
  return {
    service: run.service,
    id: run.id,
    integration: run.integration_title ?? run.integration,
    connection: run.connection,
    connectionName: run.connection_name,
    kind: run.kind,
    trigger: run.trigger,
    status: run.status,
    dryRun: run.dry_run,
    counts: run.counts,
    money: run.money,
    when: run.started_at,
    seconds: run.seconds,
  };
}

/** A run as its own service shows it. */
export function ofService(service: string, run: Run): RunLine {
  const { started_at: started, finished_at: finished } = run;
  return {
    service,
    id: run.id,
    integration: run.integration,
    connection: run.connection,
    connectionName: null,
    kind: run.kind,
    trigger: run.trigger,
    status: run.status,
    dryRun: run.dry_run,
    counts: run.counts,
    money: run.money,
    when: started ?? run.created_at,
    seconds: started && finished ? dayjs(finished).diff(started) / 1000 : null,
    progress: run.progress,
  };
}
