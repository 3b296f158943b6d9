import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useNavigate } from "react-router";
import { answered, kit } from "../../../api/clients";
import { asProblem } from "../../../api/problem";
import { keys } from "../../../live/keys";
import type { Run } from "../words";

/** Does rejected rows of a run again, `null` = all of them, and opens the run that does it. */
export function useRetry(service: string, run: Run) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (rows: number[] | null) =>
      answered(
        kit(service).POST("/v1/runs/{run}/retry", {
          params: { path: { run: run.id } },
          body: rows ? { rows } : { all_rejected: true },
        }),
      ),
    onSuccess: async (made) => {
      client.setQueryData(keys.run(service, made.id), made);
      await navigate(`/runs/${service}/${made.id}`);
    },
    onError: (error) => {
      const problem = asProblem(error);
      void message.error(`${problem.message} ${problem.detail}`);
    },
  });
}
