import { Descriptions, type DescriptionsProps } from "antd";
import dayjs from "dayjs";
import { Link } from "react-router";
import { count, duration, moment, sums } from "../../ui/format";
import { triggerWord, type Run } from "./words";

const COUNTS = [
  ["created", "Создано", "Будет создано"],
  ["updated", "Изменено", "Изменится"],
  ["unchanged", "Без изменений", "Без изменений"],
  ["rejected", "Отклонено", "Будет пропущено"],
] as const;

/** The numbers of a run, the largest things on its page. */
export function RunNumbers({ run }: { run: Run }) {
  return (
    <dl className="run-numbers">
      {COUNTS.map(([name, word, dry]) => (
        <div
          key={name}
          className={name === "rejected" && run.counts.rejected ? "run-number run-rejected" : "run-number"}
        >
          <dt>{run.dry_run ? dry : word}</dt>
          <dd>{count(run.counts[name])}</dd>
        </div>
      ))}
      {run.money.length > 0 && (
        <div className="run-number">
          <dt>На сумму</dt>
          <dd>{sums(run.money)}</dd>
        </div>
      )}
    </dl>
  );
}

/** When and why the run was, and what it belongs to. */
export function RunFacts({ service, run }: { service: string; run: Run }) {
  const { started_at: started, finished_at: finished } = run;
  const items: DescriptionsProps["items"] = [
    { key: "trigger", label: "Запуск", children: triggerWord(run.trigger) },
    { key: "started", label: "Начат", children: moment(started ?? run.created_at) },
  ];
  if (started && finished) {
    items.push({ key: "took", label: "Длительность", children: duration(dayjs(finished).diff(started) / 1000) });
  }
  if (run.file_name) items.push({ key: "file", label: "Файл", children: run.file_name });
  if (run.attempt_of) {
    const before = <Link to={`/runs/${service}/${run.attempt_of}`}>Открыть исходный обмен</Link>;
    items.push({ key: "before", label: "Повтор обмена", children: before });
  }
  return <Descriptions size="small" column={{ xs: 1, sm: 2, lg: 4 }} items={items} className="run-facts" />;
}
