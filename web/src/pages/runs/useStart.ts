import { useMutation } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import { useOpenRun } from "./useOpenRun";
import type { Run } from "./words";

interface Wanted {
  kind: Run["kind"];
  dryRun: boolean;
}

/** Starts an exchange of a connection, or tries it without effect, and opens its run. */
export function useStart(service: string, connection: string, onError?: (error: Error) => void) {
  const open = useOpenRun(service);
  return useMutation({
    mutationFn: ({ kind, dryRun }: Wanted) =>
      answered(
        kit(service).POST("/v1/connections/{connection}/runs", {
          params: { path: { connection } },
          body: { kind, dry_run: dryRun },
        }),
      ),
    onSuccess: open,
    onError,
  });
}
