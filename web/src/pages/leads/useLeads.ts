import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { answered, bridge } from "../../api/clients";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import type { Known } from "../orders/columns";
import { useSources } from "../orders/useSources";
import { ofDeal, ofTicket, type Lead, type View } from "./model";

interface Filters {
  /** Ref of a status. */
  status?: string;
  /** Ref of an employee. */
  responsible?: string;
}

interface Query extends Filters {
  cursor?: string;
  limit: number;
}

const REFRESH_MS = 30_000;

/**
 * «Обращения» or deals page by page, newest first, with the names they refer to. They are read again by and by, since a
 * request reaches the platform a moment after the exchange that brought it is over.
 */
export function useLeads(view: View, { status, responsible }: Filters) {
  const query = { status: status || undefined, responsible: responsible || undefined };
  const pages = usePages(
    keys.platform(view, "list", query),
    (cursor: string | undefined) => read(view, { ...query, cursor, limit: 50 }),
    { refetchInterval: REFRESH_MS },
  );
  const sources = useSources(pages.items.map((lead) => lead.origin));
  const loaded = pages.data?.pages;
  const names = useMemo(() => new Map(loaded?.flatMap((page) => Object.entries(page.names)) ?? []), [loaded]);
  return { ...pages, known: { names, sources } satisfies Known };
}

/** One of them; none for an empty ref. */
export function useLead(view: View, ref: string) {
  return useQuery({
    queryKey: keys.platform(view, "one", ref),
    queryFn: () => one(view, ref),
    enabled: ref !== "",
  });
}

async function read(view: View, query: Query) {
  if (view === "tickets") {
    const page = await answered(bridge.GET("/v1/tickets", { params: { query } }));
    return { ...page, items: page.items.map(ofTicket) };
  }
  const page = await answered(bridge.GET("/v1/deals", { params: { query } }));
  return { ...page, items: page.items.map(ofDeal) };
}

async function one(view: View, ref: string): Promise<Lead> {
  const params = { path: { ref } };
  return view === "tickets"
    ? ofTicket(await answered(bridge.GET("/v1/tickets/{ref}", { params })))
    : ofDeal(await answered(bridge.GET("/v1/deals/{ref}", { params })));
}
