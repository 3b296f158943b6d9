import type { components } from "../../api/schema/catalog";

export type Category = components["schemas"]["Category"];
export type Kind = "all" | "free" | "paid" | "connected";

/** What the marketplace shows: one of four kinds, only these categories (none = all ten), names that hold `text`. */
export interface Filters {
  kind: Kind;
  categories: readonly Category[];
  text: string;
}

/** The four filters in the guide's words. */
export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "all", label: "Все" },
  { value: "free", label: "Бесплатно" },
  { value: "paid", label: "Платно" },
  { value: "connected", label: "Подключено" },
];

/** The service refuses longer texts. */
export const LONGEST_TEXT = 100;

/** The filters that an address says; what it does not say is not filtered, a kind that does not exist is «Все». */
export function filtersOf(search: URLSearchParams): Filters {
  const kind = KINDS.find(({ value }) => value === search.get("filter"))?.value ?? "all";
  const categories = [...new Set(search.getAll("category"))] as Category[];
  return { kind, categories, text: (search.get("q") ?? "").slice(0, LONGEST_TEXT) };
}

/** The query of an address that says these filters: `?filter=free&category=shops&q=…`, "" for none. */
export function searchOf({ kind, categories, text }: Filters): string {
  const search = new URLSearchParams();
  if (kind !== "all") search.set("filter", kind);
  for (const category of categories) search.append("category", category);
  if (text) search.set("q", text);
  return search.size > 0 ? `?${search}` : "";
}

/** Whether anything is left out. */
export function isFiltering(filters: Filters): boolean {
  return searchOf(filters) !== "";
}
