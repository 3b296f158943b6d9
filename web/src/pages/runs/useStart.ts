import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useNavigate } from "react-router";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { keys } from "../../live/keys";
import type { Run } from "./words";

/** Does in earnest what a dry run showed, and opens the run that does it. */
export function useStart(service: string, preview: Run) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: () =>
      answered(
        kit(service).POST("/v1/connections/{connection}/runs", {
          params: { path: { connection: preview.connection } },
          body: { kind: preview.kind, dry_run: false },
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
