import { Grid, Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { More } from "./More";
import { Failed, Loading } from "./states";
import "./records.css";

interface Pages<Row> {
  items: Row[];
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

interface RecordListProps<Row> {
  /** The list as `usePages` gives it. */
  pages: Pages<Row>;
  /** Undefined while it is not known which the user wants to see. */
  columns: TableColumnsType<Row> | undefined;
  /** The record on a narrow screen, where a table does not fit. */
  renderCard: (row: Row) => ReactNode;
  /** What is listed, for those who do not see the heading. */
  label: string;
  /** Shown when nothing is there. */
  empty: ReactNode;
}

/** Records of the platform with all their states: a table, or cards on a narrow screen, and «Показать ещё». */
export function RecordList<Row extends { ref: string }>({
  pages,
  columns,
  renderCard,
  label,
  empty,
}: RecordListProps<Row>) {
  const wide = Grid.useBreakpoint().md ?? true;
  if (pages.isPending || !columns) return <Loading />;
  if (pages.error && pages.items.length === 0) return <Failed error={pages.error} again={() => void pages.refetch()} />;
  if (pages.items.length === 0) return empty;
  return (
    <>
      {wide ? (
        <Table<Row>
          aria-label={label}
          className="records"
          rowKey="ref"
          size="middle"
          columns={columns}
          dataSource={pages.items}
          pagination={false}
          scroll={{ x: "max-content" }}
        />
      ) : (
        <ul className="record-cards" aria-label={label}>
          {pages.items.map((row) => (
            <li key={row.ref}>{renderCard(row)}</li>
          ))}
        </ul>
      )}
      <More {...pages} />
    </>
  );
}
