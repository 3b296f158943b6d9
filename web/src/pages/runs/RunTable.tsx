import { Flex, Grid, Table, Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { duration, moment, percent, sums } from "../../ui/format";
import { CountsView } from "./CountsView";
import type { RunLine } from "./runLine";
import { StatusTag } from "./StatusTag";
import { isOver, kindWord, triggerWord } from "./words";
import "./runs.css";

interface RunTableProps {
  lines: RunLine[];
  /** Leave out whose run it is: the page is about one connection. */
  ofOne?: boolean;
  label: string;
}

/** Lines of runs: a table, and cards where it would not fit. */
export function RunTable({ lines, ofOne = false, label }: RunTableProps) {
  const wide = Grid.useBreakpoint().md ?? true;
  if (!wide) {
    return (
      <ul className="run-cards" aria-label={label}>
        {lines.map((line) => (
          <RunCard key={line.service + line.id} line={line} ofOne={ofOne} />
        ))}
      </ul>
    );
  }
  const columns = ofOne ? COLUMNS.filter(({ key }) => key !== "whose") : COLUMNS;
  return (
    <Table
      aria-label={label}
      size="middle"
      rowKey={(line) => line.service + line.id}
      columns={columns}
      dataSource={lines}
      pagination={false}
      className="run-table"
      scroll={{ x: 860 }}
    />
  );
}

function RunCard({ line, ofOne }: { line: RunLine; ofOne: boolean }) {
  return (
    <li className="run-card">
      <Flex justify="space-between" gap="small">
        <RunLink line={line} />
        <Outcome line={line} />
      </Flex>
      {!ofOne && <Whose line={line} />}
      <Kind line={line} />
      <Counts line={line} />
      {line.money.length > 0 && <span>{sums(line.money)}</span>}
      <span className="muted">{triggerWord(line.trigger)}</span>
    </li>
  );
}

function RunLink({ line }: { line: RunLine }) {
  return <Link to={`/runs/${line.service}/${line.id}`}>{moment(line.when)}</Link>;
}

function Whose({ line }: { line: RunLine }) {
  return (
    <span className="run-whose">
      <span>{line.integration}</span>
      {line.connectionName && (
        <>
          {" "}
          <Link to={`/connections/${line.service}/${line.connection}`}>{line.connectionName}</Link>
        </>
      )}
    </span>
  );
}

function Kind({ line }: { line: RunLine }) {
  return (
    <span>
      {kindWord(line.kind)} {line.dryRun && <Tag>Предпросмотр</Tag>}
    </span>
  );
}

function Counts({ line }: { line: RunLine }) {
  if (!line.counts.seen && !isOver(line)) return <span className="muted">–</span>;
  return <CountsView counts={line.counts} />;
}

function Outcome({ line }: { line: RunLine }) {
  const { status, progress } = line;
  return (
    <span>
      <StatusTag status={status} />
      {status === "running" && progress && progress.total > 0 && (
        <span>{percent(progress.done, progress.total)} %</span>
      )}
    </span>
  );
}

const COLUMNS: TableColumnsType<RunLine> = [
  { key: "when", title: "Когда", render: (_, line) => <RunLink line={line} /> },
  { key: "whose", title: "Интеграция и подключение", render: (_, line) => <Whose line={line} /> },
  { key: "kind", title: "Вид", render: (_, line) => <Kind line={line} /> },
  { key: "trigger", title: "Запуск", className: "run-trigger", render: (_, line) => triggerWord(line.trigger) },
  { key: "status", title: "Результат", render: (_, line) => <Outcome line={line} /> },
  { key: "counts", title: "Строки", render: (_, line) => <Counts line={line} /> },
  {
    key: "money",
    title: "Сумма",
    align: "right",
    className: "numbers",
    render: (_, line) => (line.money.length ? sums(line.money) : "–"),
  },
  {
    key: "seconds",
    title: "Длительность",
    align: "right",
    className: "numbers",
    render: (_, line) => (line.seconds === null ? "–" : duration(line.seconds)),
  },
];
