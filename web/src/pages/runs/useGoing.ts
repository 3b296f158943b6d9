import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { components } from "../../api/schema/shop-sync";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { useLive, useLiveUp } from "../../live/LiveProvider";
import type { LiveMessage } from "../../live/stream";
import { ofService, type RunLine } from "./runLine";
import { useKnownConnections } from "./useKnownConnections";
import { runTold } from "./useLiveRuns";
import { advanced } from "./useRun";
import { isOver } from "./words";

type Going = components["schemas"]["Items_RunAnswer_"];

const POLL_MS = 3000;

/** Runs of all services that are not over, newest first; they move by themselves. A service that is away has none. */
export function useGoing(): RunLine[] {
  const client = useQueryClient();
  const up = useLiveUp();
  const known = useKnownConnections();
  const services = [...new Set(known.map(({ service }) => service))].sort();
  const listener = useCallback(
    (message: LiveMessage) => {
      const told = runTold(message);
      if (!told || isOver(told)) return;
      const key = keys.going(told.service);
      if (!client.getQueryData<Going>(key)?.items.some(({ id }) => id === told.run)) {
        void client.invalidateQueries({ queryKey: key });
        return;
      }
      client.setQueryData<Going>(
        key,
        (list) => list && { items: list.items.map((run) => (run.id === told.run ? advanced(run, told) : run)) },
      );
    },
    [client],
  );
  useLive(listener);
  const lists = useQueries({
    queries: services.map((service) => ({
      queryKey: keys.going(service),
      queryFn: () => answered(kit(service).GET("/v1/runs")),
      refetchInterval: up ? (false as const) : POLL_MS,
    })),
  });
  const lines = lists.flatMap(({ data }, place) =>
    (data?.items ?? [])
      .filter((run) => !isOver(run))
      .map((run) => {
        const line = ofService(services[place]!, run);
        const its = known.find(({ id, service }) => id === run.connection && service === line.service);
        const names = { integration: its?.integration_title ?? line.integration, connectionName: its?.name ?? null };
        return { ...line, ...names };
      }),
  );
  return lines.sort((one, other) => other.when.localeCompare(one.when));
}
