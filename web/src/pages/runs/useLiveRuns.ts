import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { keys } from "../../live/keys";
import { useLive } from "../../live/LiveProvider";
import type { LiveMessage } from "../../live/stream";
import type { RunLine } from "./runLine";
import { isOver, type Counts } from "./words";

/** The data of `run.progress` and of `run.finished`, as far as both have it. */
export interface RunTold {
  service: string;
  integration: string;
  connection: string;
  run: string;
  kind: string;
  trigger: string;
  status: string;
  counts: Counts;
  dry_run?: boolean;
  sequence: number;
  time: string;
  done?: number;
  total?: number;
  attempt_of?: string;
}

/** The run that a message of the live stream is about; null for other messages. */
export function runTold({ name, data }: LiveMessage): RunTold | null {
  return name === "run.progress" || name === "run.finished" ? (data as unknown as RunTold) : null;
}

type Told = Pick<RunLine, "status" | "counts" | "progress">;

/**
 * What the live stream told of runs of a connection since the component was shown, by the run's id. A run that is not
 * in its connection's list yet has the list read anew.
 */
export function useLiveRuns({ service, connection }: { service: string; connection: string }): Map<string, Told> {
  const client = useQueryClient();
  const [told, setTold] = useState(() => new Map<string, Told>());
  const listener = useCallback(
    (message: LiveMessage) => {
      const run = runTold(message);
      if (!run || run.service !== service || run.connection !== connection) return;
      const begins = !isOver(run) && !told.has(run.run);
      setTold((before) => withTold(before, run));
      if (begins) void client.invalidateQueries({ queryKey: keys.connection(service, connection, "runs") });
    },
    [client, told, service, connection],
  );
  useLive(listener);
  return told;
}

/** Over is over: a list that is read after the end knows more than the stream did. */
function withTold(before: Map<string, Told>, run: RunTold): Map<string, Told> {
  const after = new Map(before);
  if (isOver(run)) after.delete(run.run);
  else {
    const progress = { done: run.done ?? 0, total: run.total ?? 0 };
    after.set(run.run, { status: run.status, counts: run.counts, progress });
  }
  return after;
}
