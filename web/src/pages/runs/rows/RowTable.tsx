import { Grid, Table, Tag, type TableColumnsType, type TableProps } from "antd";
import { Link } from "react-router";
import { money } from "../../../ui/format";
import type { Row, Run } from "../words";
import { Changes } from "./Changes";
import { Reason, type Actions } from "./Reason";
import { outcomeWord, rowNames } from "./words";

interface RowTableProps {
  service: string;
  run: Run;
  rows: Row[];
  actions: Actions;
}

/** Rows of a report: a table, and cards where it would not fit. Changes open under a row. */
export function RowTable(props: RowTableProps) {
  const wide = Grid.useBreakpoint().md ?? true;
  return wide ? <Wide {...props} /> : <Cards {...props} />;
}

function Wide({ service, run, rows, actions }: RowTableProps) {
  const columns: TableColumnsType<Row> = [
    { key: "number", title: "№", width: 64, render: (_, row) => row.number + 1 },
    { key: "title", title: "Строка", width: "28%", render: (_, row) => <Names run={run} row={row} /> },
    { key: "result", title: "Результат", width: 150, render: (_, row) => <Outcome {...{ service, run, row }} /> },
    { key: "amount", title: "Сумма", align: "right", className: "numbers", width: 120, render: (_, row) => sum(row) },
    { key: "reason", title: "Причина и что сделать", render: (_, row) => <Reason row={row} actions={actions} /> },
  ];
  return (
    <Table
      aria-label="Строки обмена"
      size="middle"
      rowKey="number"
      columns={columns}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 720 }}
      className="run-table"
      expandable={{
        showExpandColumn: rows.some((row) => row.changes.length > 0),
        rowExpandable: (row) => row.changes.length > 0,
        expandedRowRender: changesOf,
        expandIcon: expander,
      }}
    />
  );
}

const changesOf = (row: Row) => <Changes changes={row.changes} />;

const expander: NonNullable<TableProps<Row>["expandable"]>["expandIcon"] = ({
  expanded,
  onExpand,
  record,
  expandable,
}) =>
  expandable ? (
    <button
      type="button"
      className={`ant-table-row-expand-icon ant-table-row-expand-icon-${expanded ? "expanded" : "collapsed"}`}
      aria-expanded={expanded}
      aria-label={`Изменения: ${rowNames(record).head}`}
      onClick={(event) => onExpand(record, event)}
    />
  ) : null;

function Cards({ service, run, rows, actions }: RowTableProps) {
  return (
    <ul className="run-cards" aria-label="Строки обмена">
      {rows.map((row) => (
        <li key={row.number} className="run-card">
          <div className="row-head">
            <Names run={run} row={row} />
            <Outcome {...{ service, run, row }} />
          </div>
          {row.amount && <span>{sum(row)}</span>}
          <Reason row={row} actions={actions} />
          {row.changes.length > 0 && (
            <details>
              <summary>Изменения</summary>
              <Changes changes={row.changes} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function sum({ amount, currency }: Row): string {
  return amount === null ? "–" : money(amount, currency ?? undefined);
}

function Names({ run, row }: { run: Run; row: Row }) {
  const { head, under } = rowNames(row);
  const isOrder = run.kind === "import_orders" && row.title && !run.dry_run;
  return (
    <div>
      {isOrder ? <Link to={`/life/${encodeURIComponent(row.title!)}?by=number`}>{head}</Link> : head}
      {under && <div className="muted">{under}</div>}
    </div>
  );
}

function Outcome({ service, run, row }: { service: string; run: Run; row: Row }) {
  const { word, color } = outcomeWord(row, run.dry_run);
  const tag = <Tag color={color}>{word}</Tag>;
  return row.cured_by ? <Link to={`/runs/${service}/${row.cured_by}`}>{tag}</Link> : tag;
}
