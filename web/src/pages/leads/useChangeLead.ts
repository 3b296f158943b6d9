import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { answered, bridge } from "../../api/clients";
import { keys } from "../../live/keys";
import { useTellProblem } from "../../ui/useTellProblem";
import type { Lead, View } from "./model";

/** What may be changed here. */
interface Fields {
  status_ref?: string;
  responsible_ref?: string;
}

/**
 * Changes a request if nobody else has changed it since it was read. Whatever comes of it is told as a message, and the
 * request is read again: after a refusal what is shown may be out of date.
 */
export function useChangeLead(view: View, { ref, sequence }: Lead) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (body: Fields) => change(view, { path: { ref }, header: { "if-match": `"${sequence}"` } }, body),
    onSuccess: () => void message.success("Сохранено"),
    onError: useTellProblem(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.platform(view) }),
  });
}

interface Params {
  path: { ref: string };
  header: { "if-match": string };
}

function change(view: View, params: Params, body: Fields): Promise<unknown> {
  return view === "tickets"
    ? answered(bridge.PATCH("/v1/tickets/{ref}", { params, body }))
    : answered(bridge.PATCH("/v1/deals/{ref}", { params, body }));
}
