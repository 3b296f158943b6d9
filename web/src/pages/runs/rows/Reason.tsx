import { Button, Flex } from "antd";
import { Link } from "react-router";
import type { Row } from "../words";
import { cureOf, isOpen } from "./cures";

/** What the owner may do about a row; `retry` is left out when rows of the run cannot be done again. */
export interface Actions {
  connection: string;
  choose: (row: Row) => void;
  retry?: (rows: number[]) => void;
  retrying: boolean;
}

/** Why a row is as it is, and the cure beside it. */
export function Reason({ row, actions }: { row: Row; actions: Actions }) {
  return (
    <div className="reason">
      {row.reason && <Words row={row} />}
      {!row.reason && row.goods.length > 0 && !row.cured_by && (
        <div className="muted">
          Не сопоставлено: {row.goods.map((good) => `«${good.name}»`).join(", ")}. Строка записана текстом, без товара
          Бизнес.Ру.
        </div>
      )}
      {!row.cured_by && <Cures row={row} actions={actions} />}
    </div>
  );
}

function Words({ row }: { row: Row }) {
  const { what, why, do: cure } = row.reason!;
  return (
    <>
      <div className={isOpen(row) ? "reason-what" : undefined}>{what}</div>
      {why && <div className="muted">{why}</div>}
      {cure && isOpen(row) && <div className="cure">{cure}</div>}
    </>
  );
}

function Cures({ row, actions }: { row: Row; actions: Actions }) {
  const cure = cureOf(row);
  const { connection, choose, retry, retrying } = actions;
  if (!cure && !isOpen(row)) return null;
  return (
    <Flex wrap gap="small" align="center" className="cures">
      {cure === "goods" && (
        <Button size="small" type={isOpen(row) ? "primary" : "default"} onClick={() => choose(row)}>
          Выбрать товар
        </Button>
      )}
      {cure === "links" && isOpen(row) && <Link to={`${connection}?tab=goods`}>Сопоставление товаров</Link>}
      {cure === "settings" && <Link to={connection}>Настройки подключения</Link>}
      {retry && isOpen(row) && (
        <Button size="small" disabled={retrying} onClick={() => retry([row.number])}>
          Повторить эту строку
        </Button>
      )}
    </Flex>
  );
}
