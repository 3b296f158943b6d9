import { useQueries } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import type { components } from "../../api/schema/shop-sync";
import { keys } from "../../live/keys";

/** Open failures of one service that are alike: their number, first and last time, and the cause in words. */
export type FailureGroup = components["schemas"]["FailureGroup"];
/** A message that a service gave up, without its body. */
export type FailedMessage = components["schemas"]["FailedMessage"];
/** The switch of an outside system: who turned it, when and why. */
export type SystemSwitch = components["schemas"]["SystemSwitch"];

/** Names of all services, sorted: those whose API this console was built with. */
export const SERVICES = Object.keys(import.meta.glob("../../api/schema/*.ts", { eager: true }))
  .map((path) => path.replace(/^.*\/|\.ts$/g, ""))
  .sort();

/** Operators have no live stream, so what they watch is read again. */
export const AGAIN_MS = 15_000;
const WHEN_AWAY_MS = 5000;
const again = (query: { state: { error: unknown } }) => (query.state.error ? WHEN_AWAY_MS : AGAIN_MS);

/** What one service says: `items` are the last ones heard, also while it is away (`error`). */
export interface Told<Item> {
  service: string;
  items: Item[] | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** The groups of open failures of every service. */
export function useFailureGroups(): Told<FailureGroup>[] {
  const found = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: keys.failed(service, "groups"),
      queryFn: () => answered(kit(service).GET("/v1/failed-messages/groups")),
      refetchInterval: again,
    })),
  });
  return found.map(told);
}

/** The switches of outside systems of every service. */
export function useSystems(): Told<SystemSwitch>[] {
  const found = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: keys.systems(service),
      queryFn: () => answered(kit(service).GET("/v1/systems")),
      refetchInterval: again,
    })),
  });
  return found.map(told);
}

function told<Item>(
  { data, error, refetch }: { data?: { items: Item[] }; error: Error | null; refetch: () => unknown },
  place: number,
): Told<Item> {
  return { service: SERVICES[place] ?? "", items: data?.items, error, refetch };
}
