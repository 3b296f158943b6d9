import { useQuery } from "@tanstack/react-query";
import { answered, journal } from "../../api/clients";
import type { components } from "../../api/schema/journal";
import { keys } from "../../live/keys";

export type Life = components["schemas"]["Timeline"];
export type LifeStep = components["schemas"]["Step"];
export type By = components["schemas"]["By"];

/** The life of an order over all services; `by` says what `reference` is. */
export function useLife(reference: string, by: By) {
  return useQuery({
    queryKey: keys.journal("timeline", by, reference),
    queryFn: () =>
      answered(journal.GET("/v1/orders/{ref}/timeline", { params: { path: { ref: reference }, query: { by } } })),
  });
}
