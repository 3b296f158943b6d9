import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm } from "antd";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { keys } from "../../live/keys";
import { isOver, type Run } from "./words";

/** «Остановить», while the source of the run is being read. */
export function StopButton({ service, run }: { service: string; run: Run }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const stop = useMutation({
    mutationFn: () => answered(kit(service).POST("/v1/runs/{run}/cancel", { params: { path: { run: run.id } } })),
    onSuccess: (stopped) => client.setQueryData(keys.run(service, run.id), stopped),
    onError: (error) => void message.error(asProblem(error).message),
  });
  if (isOver(run) || run.waits_for_platform) return null;
  return (
    <Popconfirm
      title="Остановить обмен?"
      description="То, что уже загружено или выгружено, останется."
      okText="Остановить"
      cancelText="Отмена"
      onConfirm={() => stop.mutate()}
    >
      <Button danger loading={stop.isPending}>
        Остановить
      </Button>
    </Popconfirm>
  );
}
