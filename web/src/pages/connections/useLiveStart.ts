import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { keys } from "../../live/keys";
import { useLive } from "../../live/LiveProvider";
import { runTold } from "../runs/useLiveRuns";
import { isOver } from "../runs/words";

type Cached = { items: { id: string; state: string }[] } | undefined;

/** Has a service's connections read anew when one of them begins an exchange; its end is seen by everybody. */
export function useLiveStart(): void {
  const client = useQueryClient();
  useLive(
    useCallback(
      (message) => {
        const run = runTold(message);
        if (!run || isOver(run)) return;
        const queryKey = keys.connections(run.service);
        const cached = client.getQueryData(queryKey) as Cached;
        const row = cached?.items.find(({ id }) => id === run.connection);
        // running would hide these states; in others a run changes nothing that is shown
        if (row && ["ok", "late", "retrying"].includes(row.state))
          void client.invalidateQueries({ queryKey, exact: true });
      },
      [client],
    ),
  );
}
