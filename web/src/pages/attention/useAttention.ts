import { useQuery } from "@tanstack/react-query";
import { answered, journal } from "../../api/clients";
import type { components } from "../../api/schema/journal";
import { keys } from "../../live/keys";

export type AttentionItem = components["schemas"]["AttentionItem"];

/** What waits for a person, worst first, when `enabled`; the stream says when it is another, the clock when it may be. */
export function useAttention(enabled = true) {
  return useQuery({
    enabled,
    queryKey: keys.journal("attention"),
    queryFn: () => answered(journal.GET("/v1/attention")),
  });
}
