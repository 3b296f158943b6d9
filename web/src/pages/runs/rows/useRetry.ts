import { useMutation } from "@tanstack/react-query";
import { answered, kit } from "../../../api/clients";
import { useTellProblem } from "../../../ui/useTellProblem";
import { useOpenRun } from "../useOpenRun";
import type { Run } from "../words";

/** Does rejected rows of a run again, `null` = all of them, and opens the run that does it. */
export function useRetry(service: string, run: Run) {
  const open = useOpenRun(service);
  const tell = useTellProblem();
  return useMutation({
    mutationFn: (rows: number[] | null) =>
      answered(
        kit(service).POST("/v1/runs/{run}/retry", {
          params: { path: { run: run.id } },
          body: rows ? { rows } : { all_rejected: true },
        }),
      ),
    onSuccess: open,
    onError: tell,
  });
}
