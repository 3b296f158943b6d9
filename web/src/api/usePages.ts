import { useInfiniteQuery } from "@tanstack/react-query";

/** A page of a list: `next` is the cursor of the following one, null at the end. */
export interface PageOf<Item, Cursor> {
  items: Item[];
  next?: Cursor | null;
}

/**
 * A list that is read page by page. `read` gets the cursor of the page to read, undefined for the first one.
 * `items` are those of all pages read so far; the rest is what `More` and `Failed` want.
 */
export function usePages<Page extends PageOf<unknown, unknown>>(
  queryKey: readonly unknown[],
  read: (cursor: NonNullable<Page["next"]> | undefined) => Promise<Page>,
  options: { enabled?: boolean; refetchInterval?: number } = {},
) {
  type Cursor = NonNullable<Page["next"]>;
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam as Cursor | undefined),
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: (page): Cursor | undefined => page.next ?? undefined,
    ...options,
  });
  return { ...query, items: (query.data?.pages.flatMap((page) => page.items) ?? []) as Page["items"] };
}
