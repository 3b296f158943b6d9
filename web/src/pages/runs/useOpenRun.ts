import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { keys } from "../../live/keys";
import type { Run } from "./words";

/** Opens a run that has just been made; its page shows what is known of it without asking. */
export function useOpenRun(service: string) {
  const navigate = useNavigate();
  const client = useQueryClient();
  return async (made: Run) => {
    client.setQueryData(keys.run(service, made.id), made);
    await navigate(`/runs/${service}/${made.id}`);
  };
}
