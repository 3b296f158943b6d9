import { Grid, Table, type TableColumnsType } from "antd";
import { count } from "../../../ui/format";
import { rowNames } from "../rows/words";
import type { Row } from "../words";
import { priceLine, relative, type Move } from "./prices";

/** A price list «было → станет»: a table, and cards where it would not fit. */
export function PriceTable({ rows }: { rows: Row[] }) {
  const wide = Grid.useBreakpoint().md ?? true;
  if (wide) {
    return (
      <Table
        aria-label="Прайс-лист"
        className="run-table"
        size="middle"
        rowKey="number"
        columns={rows.some(hasOthers) ? COLUMNS : COLUMNS.slice(0, -1)}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 720 }}
      />
    );
  }
  return (
    <ul className="run-cards" aria-label="Прайс-лист">
      {rows.map((row) => (
        <li key={row.number} className="run-card">
          <Good row={row} />
          <Labelled name="Цена" moves={priceLine(row).prices} signed />
          <Labelled name="Остаток" moves={priceLine(row).stocks} />
          <Others row={row} />
        </li>
      ))}
    </ul>
  );
}

const COLUMNS: TableColumnsType<Row> = [
  { key: "good", title: "Товар", render: (_, row) => <Good row={row} /> },
  {
    key: "price",
    title: "Цена: было → станет",
    width: 250,
    render: (_, row) => <Moves moves={priceLine(row).prices} signed />,
  },
  {
    key: "stock",
    title: "Остаток: было → станет",
    width: 210,
    render: (_, row) => <Moves moves={priceLine(row).stocks} />,
  },
  { key: "others", title: "Ещё", width: 220, render: (_, row) => <Others row={row} /> },
];

function Good({ row }: { row: Row }) {
  const { head, under } = rowNames(row);
  return (
    <div>
      {head}
      {under && <div className="muted">{under}</div>}
    </div>
  );
}

function Labelled({ name, moves, signed }: { name: string; moves: Move[]; signed?: boolean }) {
  if (!moves.length) return null;
  return (
    <div>
      <span className="muted">{name}: </span>
      <Moves moves={moves} signed={signed} />
    </div>
  );
}

function Moves({ moves, signed = false }: { moves: Move[]; signed?: boolean }) {
  if (!moves.length) return <span className="muted">не меняется</span>;
  return (
    <>
      {moves.map((move) => (
        <div key={move.of} className="move">
          {move.of && <div className="muted">{move.of}</div>}
          <del>{value(move.was)}</del>
          <span aria-hidden="true"> → </span>
          <ins>{value(move.becomes)}</ins>
          {signed && <Part move={move} />}
        </div>
      ))}
    </>
  );
}

function Part({ move }: { move: Move }) {
  const part = relative(move);
  return part && <span className={part.startsWith("+") ? "move-up" : "move-down"}> {part}</span>;
}

function value(amount: string | null): string {
  return amount === null ? "–" : count(amount);
}

/** A dry run gives each good a sentence about price and stock, which the columns tell better. */
const TOLD_BY_COLUMNS = "good_would_be_sent";

function othersOf(row: Row): string[] {
  const warning = row.reason && row.reason.key !== TOLD_BY_COLUMNS ? [row.reason.what] : [];
  return [...priceLine(row).others, ...warning];
}

function hasOthers(row: Row): boolean {
  return othersOf(row).length > 0;
}

function Others({ row }: { row: Row }) {
  return <span className="muted">{othersOf(row).join("; ")}</span>;
}
