import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import { problemOf } from "../../api/problem";
import { keys } from "../../live/keys";

/** The form of an integration of a service. */
export function useForm(service: string, slug: string | undefined) {
  return useQuery({
    queryKey: keys.form(service, slug ?? ""),
    queryFn: () =>
      answered(kit(service).GET("/v1/integrations/{slug}/form", { params: { path: { slug: slug ?? "" } } })),
    enabled: slug !== undefined,
    staleTime: 5 * 60_000,
  });
}

/** How a saved connection is read and kept. */
export function connectionQuery(service: string, id: string) {
  return queryOptions({
    queryKey: keys.connection(service, id),
    queryFn: () => answered(kit(service).GET("/v1/connections/{connection}", { params: { path: { connection: id } } })),
  });
}

/** Whether the integration links goods of a shop with ours: services without such links do not know the address. */
export function useHasLinks(service: string, id: string): boolean {
  const { data } = useQuery({
    queryKey: keys.connection(service, id, "goods-links", "any"),
    queryFn: async () => {
      const params = { path: { connection: id }, query: { limit: 1 } };
      const { response, error } = await kit(service).GET("/v1/connections/{connection}/goods-links", { params });
      if (!response.ok && response.status !== 404) throw await problemOf(response, error);
      return response.ok;
    },
    staleTime: Infinity,
  });
  return data ?? false;
}
