import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { answered, kit, post } from "../../api/clients";
import { problemOf } from "../../api/problem";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import { useTellProblem } from "../../ui/useTellProblem";
import type { ParcelView } from "./model";

/** The service whose connections track parcels. */
export const POST = "post-tracker";
const AGAIN_MS = 30_000;
const SOON_MS = 5_000;

interface Filters {
  /** How the number of the parcel or of its order begins. */
  q: string;
  status: string;
  connection: string;
}

/** Parcels page by page, the newest first; empty filters do not count. A check without news tells nobody. */
export function useParcels({ q, status, connection }: Filters) {
  const query = { q: q || undefined, status: status || undefined, connection: connection || undefined };
  return usePages(
    keys.parcels("list", query),
    (cursor: string | undefined) =>
      answered(post.GET("/v1/shipments", { params: { query: { ...query, cursor, limit: 50 } } })),
    { refetchInterval: AGAIN_MS },
  );
}

/** How many parcels are in each status, of one connection or of all (""). */
export function useStatusCounts(connection: string) {
  return useQuery({
    queryKey: keys.parcels("counts", connection),
    queryFn: () =>
      answered(post.GET("/v1/shipment-statuses", { params: { query: { connection: connection || undefined } } })),
    refetchInterval: AGAIN_MS,
  });
}

const followed = ({ state }: { state: { data?: ParcelView | null } }) => (state.data?.waiting ? SOON_MS : AGAIN_MS);

/** One parcel with its history; none for "". */
export function useParcel(shipment: string) {
  return useQuery({
    queryKey: keys.parcels("one", shipment),
    queryFn: () => answered(post.GET("/v1/shipments/{shipment}", { params: { path: { shipment } } })),
    enabled: shipment !== "",
    refetchInterval: followed,
  });
}

/** The parcel of an order as it was changed last, by its number or by news; null where none is tracked for it. */
export function useOrderParcel(order: string, sequence: number) {
  return useQuery({
    queryKey: keys.parcels("of-order", order, sequence),
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<ParcelView | null> => {
      const { data, error, response } = await post.GET("/v1/orders/{order}/shipment", { params: { path: { order } } });
      if (response.status === 404) return null;
      if (!data) throw await problemOf(response, error);
      return data;
    },
    refetchInterval: followed,
  });
}

/** «Запросить сейчас». */
export function useRefresh() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const tell = useTellProblem();
  return useMutation({
    mutationFn: (shipment: string) =>
      answered(post.POST("/v1/shipments/{shipment}/refresh", { params: { path: { shipment } } })),
    onSuccess: () => void message.success("Запрос отправлен"),
    onError: tell,
    onSettled: () => client.invalidateQueries({ queryKey: keys.parcels() }),
  });
}

/** How the tracking of a connection is doing. */
export function useTracking(connection: string) {
  return useQuery({
    queryKey: keys.connection(POST, connection, "tracking"),
    queryFn: () => answered(post.GET("/v1/connections/{connection}/tracking", { params: { path: { connection } } })),
    refetchInterval: AGAIN_MS,
  });
}

/** Connections that track parcels; undefined until they are known. */
export function usePostConnections() {
  const { data } = useQuery({
    queryKey: keys.connection(POST, "names"),
    queryFn: () => answered(kit(POST).GET("/v1/connections")),
    staleTime: 60_000,
  });
  return data?.items;
}
