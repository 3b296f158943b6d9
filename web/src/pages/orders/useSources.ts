import { useQueries } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";

/** Where a record came from, as far as its source is known by it. */
interface Origin {
  service: string;
}

const FRESH_MS = 60_000;

/** Where orders or requests came from: connection id → the name its owner gave it. A service that is away leaves its names out. */
export function useSources(origins: readonly (Origin | null | undefined)[]): ReadonlyMap<string, string> {
  const services = [...new Set(origins.flatMap((origin) => (origin ? [origin.service] : [])))].toSorted();
  return useQueries({
    queries: services.map((service) => ({
      queryKey: keys.connection(service, "names"),
      queryFn: () => answered(kit(service).GET("/v1/connections")),
      staleTime: FRESH_MS,
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => data?.items.map(({ id, name }) => [id, name] as const) ?? [])),
  });
}
