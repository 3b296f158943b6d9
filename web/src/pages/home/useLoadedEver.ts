import { useQuery } from "@tanstack/react-query";
import { answered, journal } from "../../api/clients";
import { keys } from "../../live/keys";

const AMONG = 50;

/** Whether the account has ever exchanged anything in earnest: `data`, undefined until that is known. */
export function useLoadedEver() {
  return useQuery({
    queryKey: keys.journal("runs", "ever"),
    queryFn: () =>
      answered(journal.GET("/v1/runs", { params: { query: { status: ["success", "partial"], limit: AMONG } } })),
    select: ({ items, next }) => Boolean(next) || items.some((run) => !run.dry_run),
  });
}
