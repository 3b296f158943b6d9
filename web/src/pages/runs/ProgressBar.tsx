import { Flex, Progress } from "antd";
import { count, percent } from "../../ui/format";
import { isOver, type Run } from "./words";

/** Where a run stands, in the owner's words; null when it is over. */
export function phaseWord(run: Run): string | null {
  if (isOver(run)) return null;
  if (run.waits_for_platform) return "ждём ответа платформы";
  return run.status === "queued" ? "в очереди" : "идёт";
}

/** How far a run is that is not over. */
export function ProgressBar({ run }: { run: Run }) {
  const phase = phaseWord(run);
  if (!phase) return null;
  const { done, total } = run.progress;
  const part = run.waits_for_platform ? 100 : percent(done, total);
  return (
    <div className="run-progress">
      <Flex justify="space-between" gap="small">
        <output>Обмен: {phase}</output>
        <span className="muted">прочитано строк: {count(run.counts.seen)}</span>
      </Flex>
      <Progress percent={part} status="active" aria-label={`Ход обмена: ${phase}`} />
    </div>
  );
}
