import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { answered, bridge, kit } from "../../../api/clients";
import { ApiProblem, asProblem } from "../../../api/problem";
import { keys } from "../../../live/keys";

/** A product of ours or one variant of it, as something to choose; `score` from 0 to 1 when it was found by likeness. */
export interface Product {
  product: string;
  variant: string | null;
  name: string;
  article: string | null;
  score?: number;
}

/** What tells products and variants apart in a list. */
export function idOf({ product, variant }: Product): string {
  return `${product}#${variant ?? ""}`;
}

interface Wanted {
  service: string;
  connection: string;
  outsideId: string;
  /** Part of a name, an article or a barcode; without it products that are like the outside good are given. */
  part: string;
}

const FOUND = 20;

/** Products that an outside good may be. */
export function useProducts({ service, connection, outsideId, part: typed }: Wanted) {
  const part = useDeferredValue(typed.trim());
  const likely = useQuery({
    queryKey: keys.connection(service, connection, "candidates", outsideId),
    queryFn: () => candidates(service, connection, outsideId),
    enabled: !part,
  });
  const found = useQuery({
    queryKey: keys.platform("products", "choice", part),
    queryFn: ({ signal }) => search(part, signal),
    enabled: part.length > 0,
    placeholderData: keepPreviousData,
  });
  const { data, isPending, error } = part ? found : likely;
  return { products: data ?? [], isPending, problem: error && asProblem(error) };
}

/** A good that only a dry run has met is not known yet: nothing is like it then. */
async function candidates(service: string, connection: string, outsideId: string): Promise<Product[]> {
  const params = { path: { connection }, query: { outside_id: outsideId } };
  try {
    const { items } = await answered(
      kit(service).GET("/v1/connections/{connection}/goods-links/candidates", { params }),
    );
    return items;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return [];
    throw error;
  }
}

async function search(part: string, signal: AbortSignal): Promise<Product[]> {
  const query = { q: part, limit: FOUND };
  const { items } = await answered(bridge.GET("/v1/products", { params: { query }, signal }));
  return items.flatMap(({ ref, name, article, variants }) => [
    { product: ref, variant: null, name, article: article ?? null },
    ...variants
      .filter(({ archived }) => !archived)
      .map((variant) => ({
        product: ref,
        variant: variant.ref,
        name: `${name} ${variant.name}`,
        article: variant.article ?? article ?? null,
      })),
  ]);
}
