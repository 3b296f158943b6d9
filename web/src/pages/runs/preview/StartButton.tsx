import { App, Button } from "antd";
import { useTellProblem } from "../../../ui/useTellProblem";
import { useStart } from "../useStart";
import type { Run } from "../words";
import { massChange } from "./guard";

const WORDS: Record<string, string> = { import_orders: "Загрузить сейчас" };

/** Does in earnest what the dry run showed; a mass change of prices is asked about first. */
export function StartButton({ service, run }: { service: string; run: Run }) {
  const start = useStart(service, run.connection, useTellProblem());
  const begin = () => start.mutate({ kind: run.kind, dryRun: false });
  const { modal } = App.useApp();
  const ask = () => {
    const question = massChange(run);
    if (!question) return begin();
    modal.confirm({
      title: "Выгрузить цены?",
      content: `${question} Подтвердите выгрузку.`,
      okText: "Выгрузить",
      cancelText: "Отмена",
      onOk: begin,
    });
  };
  return (
    <Button type="primary" loading={start.isPending} onClick={ask}>
      {WORDS[run.kind] ?? "Выгрузить сейчас"}
    </Button>
  );
}
