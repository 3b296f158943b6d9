/**
 * Keys of the query cache. Pages read by them, and the live stream says by them what is out of date, so a key is
 * spelled here and nowhere else.
 */
export const keys = {
  me: ["me"] as const,
  /** What the user set up for himself, by its name. */
  preference: (name: string) => ["preferences", name] as const,
  /** Everything that one service answers. */
  service: (service: string) => [service] as const,
  /** Connections of a service, one of them, and what belongs to it (`history`, `comments`, `runs`, …). */
  connections: (service: string) => [service, "connections"] as const,
  connection: (service: string, id: string, ...part: unknown[]) => [service, "connections", id, ...part] as const,
  /** Runs of a service that are not over; they change whenever its connections do. */
  going: (service: string) => [service, "connections", "going"] as const,
  form: (service: string, slug: string) => [service, "form", slug] as const,
  list: (service: string, slug: string, name: string, part: string) => [service, "list", slug, name, part] as const,
  /** A run and what belongs to it (`rows`, `files`). */
  run: (service: string, id: string, ...part: unknown[]) => [service, "run", id, ...part] as const,
  failed: (service: string, ...part: unknown[]) => [service, "failed", ...part] as const,
  systems: (service: string) => [service, "systems"] as const,
  /** The marketplace; the connected state stands in it. */
  market: (...part: unknown[]) => ["catalog", "market", ...part] as const,
  /** A guide, which is a part of the console. */
  guide: (name: string) => ["guide", name] as const,
  /** What the journal tells: `runs`, `attention`, `today`, `timeline`. */
  journal: (...part: unknown[]) => ["journal", ...part] as const,
  /** Parcels: `list`, `counts`, `one`, `of-order`, `connections`. */
  parcels: (...part: unknown[]) => ["post-tracker", "parcels", ...part] as const,
  /** Records of the platform: `orders`, `tickets`, `deals`, `counterparties`, `products`, `directories`. */
  platform: (...part: unknown[]) => ["platform", ...part] as const,
};
