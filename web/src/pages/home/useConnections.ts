import { useQueries, useQuery } from "@tanstack/react-query";
import { answered, journal, kit } from "../../api/clients";
import { ApiProblem } from "../../api/problem";
import type { components } from "../../api/schema/journal";
import { keys } from "../../live/keys";
import type { Connection } from "./freshness";

type Known = components["schemas"]["KnownConnection"];

/** Connections of one service as the journal knows them, with what the service itself says, or why it does not. */
export interface ServiceConnections {
  service: string;
  known: readonly Known[];
  told: ReadonlyMap<string, Connection>;
  pending: boolean;
  error: unknown;
  again: () => unknown;
}

const EVERY_MS = 60_000;
const AWAY_MS = 5_000;

/** An exchange that finds nothing new tells nobody, so freshness is asked for once a minute. */
const refetchInterval = (query: { state: { error: unknown } }) =>
  query.state.error instanceof ApiProblem && query.state.error.away ? AWAY_MS : EVERY_MS;

/** All connections of the account by service: a service that is away leaves the others as they are. */
export function useConnections() {
  const { data, ...known } = useQuery({
    queryKey: keys.journal("connections"),
    queryFn: () => answered(journal.GET("/v1/connections")),
  });
  const services = [...new Set(data?.items.map((connection) => connection.service))].sort();
  const lists = useQueries({
    queries: services.map((service) => ({
      queryKey: keys.connections(service),
      queryFn: () => answered(kit(service).GET("/v1/connections")),
      refetchInterval,
    })),
  });
  const groups = lists.map((list, place): ServiceConnections => {
    const service = services[place]!;
    return {
      service,
      known: data!.items.filter((connection) => connection.service === service),
      told: new Map(list.data?.items.map((connection) => [connection.id, connection])),
      pending: list.isPending,
      error: list.error,
      again: list.refetch,
    };
  });
  return { ...known, known: data?.items, groups };
}
