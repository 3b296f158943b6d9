import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { answered, kit } from "../../../api/clients";
import { asProblem } from "../../../api/problem";
import { usePages, type PageOf } from "../../../api/usePages";
import { keys } from "../../../live/keys";
import type { OurProduct, ShopGood, Target, View } from "./model";

/** A connection of a service. */
export interface Of {
  service: string;
  connection: string;
}

/** Goods of one view, page by page; those of `platform` are products of ours, the rest goods of the shop. */
export function useGoods<Item extends ShopGood | OurProduct>({ service, connection }: Of, view: View, q: string) {
  return usePages(
    keys.connection(service, connection, "goods-links", view, q),
    async (cursor: string | undefined): Promise<PageOf<Item, string>> => {
      const api = kit(service);
      const path = { connection };
      const page =
        view === "linked"
          ? await answered(
              api.GET("/v1/connections/{connection}/goods-links", { params: { path, query: { q, cursor } } }),
            )
          : await answered(
              api.GET("/v1/connections/{connection}/goods-links/unlinked", {
                params: { path, query: { side: view, q, cursor } },
              }),
            );
      return page as PageOf<Item, string>;
    },
  );
}

/** What changes links: link by hand, unlink, let a good be linked by itself again. */
export function useLinkChanges({ service, connection }: Of) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const api = kit(service);
  const params = { path: { connection } };
  const done = (text: string) => ({
    onSuccess: () => {
      void message.success(text);
      return client.invalidateQueries({ queryKey: keys.connection(service, connection, "goods-links") });
    },
    onError: (error: unknown) => void message.error(asProblem(error).message),
  });
  const link = useMutation({
    mutationFn: ({ good, target }: { good: string; target: Target }) =>
      answered(api.POST("/v1/connections/{connection}/goods-links", { params, body: { outside_id: good, ...target } })),
    ...done("Соответствие сохранено"),
  });
  const unlink = useMutation({
    mutationFn: (good: string) =>
      answered(api.POST("/v1/connections/{connection}/goods-links/forget", { params, body: { outside_id: good } })),
    ...done("Товар отвязан"),
  });
  const release = useMutation({
    mutationFn: (good: string) =>
      answered(api.POST("/v1/connections/{connection}/goods-links/release", { params, body: { outside_id: good } })),
    ...done("Товар снова сопоставляется автоматически"),
  });
  return { link, unlink, release };
}
