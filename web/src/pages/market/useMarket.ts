import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, type MouseEvent } from "react";
import { useLocation, useNavigate } from "react-router";
import { answered, catalog } from "../../api/clients";
import type { components } from "../../api/schema/catalog";
import { keys } from "../../live/keys";
import { filtersOf, searchOf, type Filters } from "./filters";

export type MarketPageView = components["schemas"]["MarketPage"];
export type Tile = components["schemas"]["Tile"];
export type Widget = components["schemas"]["Window"];

/**
 * The filters of the address, and a way to change some of them. Each choice is a step of the browser's history, but a
 * word being typed is one step.
 */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const { search } = useLocation();
  const navigate = useNavigate();
  const filters = useMemo(() => filtersOf(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (part: Partial<Filters>) => {
      const wanted = searchOf({ ...filters, ...part });
      if (wanted === searchOf(filters)) return;
      const typing = Boolean(part.text && filters.text);
      void navigate({ pathname: "/market", search: wanted }, { replace: typing, preventScrollReset: true });
    },
    [filters, navigate],
  );
  return [filters, change];
}

/** The widgets under some filters, and the query of an address that says these filters. */
export interface Market extends MarketPageView {
  search: string;
}

/** The widgets under the filters; those of the filters before stay until the new ones are there. */
export function useMarket(filters: Filters) {
  const query = { filter: filters.kind, category: [...filters.categories], q: filters.text };
  const search = searchOf(filters);
  return useQuery({
    queryKey: keys.market("widgets", query),
    queryFn: async ({ signal }): Promise<Market> => {
      const found = await answered(catalog.GET("/v1/widgets", { params: { query }, signal }));
      // beside the widgets, so that the tiles change once, not for the address and then for the answer
      return { ...found, search };
    },
    placeholderData: keepPreviousData,
  });
}

/** Opens the window of the tile that was clicked, over the place where the reader is; other clicks are the browser's. */
export function useOpen(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const aside = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (event.button !== 0 || aside) return;
      event.preventDefault();
      const { pathname, search } = event.currentTarget;
      void navigate({ pathname, search }, { state: { opened: true }, preventScrollReset: true });
    },
    [navigate],
  );
}

/** What the information window shows; asked again while it still has a connection of `gone`, which was deleted. */
export function useWidget(slug: string, gone: ReadonlySet<string>) {
  return useQuery({
    queryKey: keys.market("window", slug),
    queryFn: () => answered(catalog.GET("/v1/widgets/{slug}", { params: { path: { slug } } })),
    refetchInterval: (query) => (query.state.data?.connection_list.some((row) => gone.has(row.id)) ? 1000 : false),
  });
}
