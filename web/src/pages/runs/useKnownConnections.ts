import { useQuery } from "@tanstack/react-query";
import { answered, journal } from "../../api/clients";
import { keys } from "../../live/keys";

/** Connections of all services as the journal knows them; an empty list until they are there. */
export function useKnownConnections() {
  const { data } = useQuery({
    queryKey: keys.journal("connections"),
    queryFn: () => answered(journal.GET("/v1/connections")),
  });
  return data?.items ?? [];
}
