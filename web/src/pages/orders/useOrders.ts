import { useMemo } from "react";
import { answered, bridge } from "../../api/clients";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import type { Known } from "./columns";
import { useSources } from "./useSources";

interface Filters {
  /** How the number begins, ours or the shop's. */
  q?: string;
  /** Ref of a status. */
  status?: string;
  /** Ref of a counterparty. */
  counterparty?: string;
}

/** Orders page by page, newest first, with the names they refer to. Empty filters do not count. */
export function useOrders({ q, status, counterparty }: Filters) {
  const query = { q: q || undefined, status: status || undefined, counterparty: counterparty || undefined };
  const pages = usePages(keys.platform("orders", "list", query), (cursor: string | undefined) =>
    answered(bridge.GET("/v1/orders", { params: { query: { ...query, cursor, limit: 50 } } })),
  );
  const sources = useSources(pages.items.map((order) => order.origin));
  const loaded = pages.data?.pages;
  const names = useMemo(() => new Map(loaded?.flatMap((page) => Object.entries(page.names)) ?? []), [loaded]);
  return { ...pages, known: { names, sources } satisfies Known };
}
