import { useQuery } from "@tanstack/react-query";
import { answered, bridge } from "../../api/clients";
import type { components } from "../../api/schema/platform-bridge";
import { keys } from "../../live/keys";

type Schemas = components["schemas"];

export type Entry = Schemas["DirectoryRow"];
export type DirectoryKind = Schemas["DirectoryKind"];

const FRESH_MS = 60_000;

/** A directory of the platform: its entries in their order, and the name of one by its ref («» while unknown). */
export function useDirectory(kind: DirectoryKind) {
  const { data, ...rest } = useQuery({
    queryKey: keys.platform("directories", kind),
    queryFn: () => answered(bridge.GET("/v1/directories/{kind}", { params: { path: { kind } } })),
    staleTime: FRESH_MS,
  });
  const entries: Entry[] = data?.items ?? [];
  const name = (ref: string | null | undefined) => entries.find((entry) => entry.ref === ref)?.name ?? "";
  return { ...rest, entries, name };
}
