import { useQuery } from "@tanstack/react-query";
import { answered, bridge } from "../../api/clients";
import { keys } from "../../live/keys";

/** The name of one counterparty by its ref; empty while it is unknown. */
export function useCounterpartyName(ref: string | null | undefined): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: keys.platform("counterparties", "one", ref),
    queryFn: () => answered(bridge.GET("/v1/counterparties/{ref}", { params: { path: { ref: ref ?? "" } } })),
    enabled: Boolean(ref),
  });
  return new Map(data ? [[data.ref, data.name]] : []);
}
