import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { answered, bridge } from "../../api/clients";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema/platform-bridge";
import { keys } from "../../live/keys";
import type { Order } from "./words";

type Fields = components["schemas"]["OrderFields"];

/** One order of the platform; read again for a while when its parcel has just got a number. */
export function useOrder(ref: string) {
  return useQuery({
    queryKey: keys.platform("orders", "one", ref),
    queryFn: () => answered(bridge.GET("/v1/orders/{ref}", { params: { path: { ref } } })),
    refetchInterval: ({ state }) => (awaitsParcel(state.data) ? AGAIN_MS : false),
  });
}

const AGAIN_MS = 2_000;
const PATIENCE_MS = 60_000;

/** Whether something may soon be known of the order's parcel: tracking begins right after the number is saved. */
function awaitsParcel(order: Order | undefined): boolean {
  const { method_ref, tracking_number, carrier_status } = order?.delivery ?? {};
  const begun = Boolean(method_ref && tracking_number && !carrier_status);
  return begun && Date.now() - Date.parse(order?.updated_at ?? "") < PATIENCE_MS;
}

/**
 * Changes an order if nobody else has changed it since it was read: `stale` tells that somebody has, `again` reads it
 * anew. Other refusals are told as a message.
 */
export function useChangeOrder(ref: string, sequence: number | undefined) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const own = keys.platform("orders", "one", ref);
  const mutation = useMutation({
    mutationFn: (fields: Fields) =>
      answered(
        bridge.PATCH("/v1/orders/{ref}", {
          params: { path: { ref }, header: { "if-match": `"${sequence}"` } },
          body: fields,
        }),
      ),
    onSuccess(order) {
      client.setQueryData(own, order);
      void client.invalidateQueries({ queryKey: keys.platform("orders") });
      void client.invalidateQueries({ queryKey: keys.journal("timeline") });
      void message.success("Сохранено");
    },
    onError(error) {
      const problem = asProblem(error);
      if (problem.status !== 412) void message.error(`${problem.message}. ${problem.detail}`);
    },
  });
  const again = async () => {
    await client.invalidateQueries({ queryKey: own });
    mutation.reset();
  };
  return {
    change: mutation.mutateAsync,
    busy: mutation.isPending,
    stale: mutation.error !== null && asProblem(mutation.error).status === 412,
    again,
  };
}

/** How a change is made; rejects when the order was not changed, which is told already. */
export type Change = (fields: Fields) => Promise<unknown>;
