import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { keys } from "../../live/keys";
import { useLive, useLiveUp } from "../../live/LiveProvider";
import type { LiveMessage } from "../../live/stream";
import { runTold, type RunTold } from "./useLiveRuns";
import { isOver, type Run } from "./words";

/** While nothing arrives by itself, and while it does: the stream does not tell that all rows are read. */
const POLL_MS = { down: 3000, up: 5000 };
/** Rows of a run that goes on are read anew at most this often. */
const ROWS_MS = 3000;

/** A run that moves by itself until it is over. */
export function useRun(service: string, id: string) {
  const client = useQueryClient();
  const up = useLiveUp();
  const rowsAt = useRef(0);
  const listener = useCallback(
    (message: LiveMessage) => {
      const told = runTold(message);
      if (!told || told.service !== service) return;
      if (told.attempt_of && isOver(told)) {
        // rows of the run that was repeated may be cured by now, whichever of the two is shown
        void client.invalidateQueries({ queryKey: keys.run(service, told.attempt_of) });
      }
      if (told.run !== id || isOver(told)) return;
      client.setQueryData(keys.run(service, id), (run: Run | undefined) => run && advanced(run, told));
      if (Date.now() - rowsAt.current < ROWS_MS) return;
      rowsAt.current = Date.now();
      void client.invalidateQueries({ queryKey: keys.run(service, id, "rows") });
    },
    [client, service, id],
  );
  useLive(listener);
  return useQuery({
    queryKey: keys.run(service, id),
    queryFn: () => answered(kit(service).GET("/v1/runs/{run}", { params: { path: { run: id } } })),
    refetchInterval: ({ state: { data, error } }) => {
      if (error) return asProblem(error).away ? POLL_MS.up : false;
      return data && !isOver(data) ? POLL_MS[up ? "up" : "down"] : false;
    },
  });
}

/** The run with what a message of its progress tells; one that is over stays as it is. */
export function advanced(run: Run, told: RunTold): Run {
  if (isOver(run)) return run;
  const progress = { done: told.done ?? run.progress.done, total: told.total ?? run.progress.total };
  return { ...run, status: told.status as Run["status"], counts: told.counts, progress };
}
