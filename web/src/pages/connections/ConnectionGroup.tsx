import { Alert } from "antd";
import { Link } from "react-router";
import { ago, moment } from "../../ui/format";
import { StateTag } from "../../ui/StateTag";
import { kindWord } from "../runs/words";
import type { Exchange, Group, Row } from "./groups";

/** The connections of one integration. */
export function ConnectionGroup({ group }: { group: Group }) {
  const id = `of-${group.key.replace("/", "-")}`;
  return (
    <section className="connections-group" aria-labelledby={id}>
      <h2 id={id}>{group.title}</h2>
      {group.away && (
        <Alert
          showIcon
          type="warning"
          className="connections-away"
          title="Сервис этой интеграции сейчас не отвечает: показано то, что было известно до этого."
        />
      )}
      <ul>
        {group.rows.map((row) => (
          <li key={row.id}>
            <ConnectionRow row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** No service gives a cause for this state: it is derived from the time alone. */
const LATE = {
  what: "Обмен не прошёл в срок.",
  why: "Очередь длинная, или внешняя система отвечает медленно.",
  do: "Обычно обмен догоняет сам. Если нет, откройте подключение и запустите его кнопкой.",
};

function ConnectionRow({ row }: { row: Row }) {
  const cause = row.cause ?? (row.state === "late" ? LATE : null);
  return (
    <div className="connections-row">
      <div className="connections-name">
        <Link to={`/connections/${row.service}/${encodeURIComponent(row.id)}`}>{row.name}</Link>
        <StateTag state={row.state} />
      </div>
      {row.exchanges && <Exchanges exchanges={row.exchanges} paused={row.state === "paused"} />}
      {cause && row.state !== "paused" && (
        <div className={`connections-cause connections-${row.state}`}>
          <div>
            {cause.what} {cause.why}
          </div>
          <div className="cure">{cause.do}</div>
        </div>
      )}
    </div>
  );
}

function Exchanges({ exchanges, paused }: { exchanges: Exchange[]; paused: boolean }) {
  if (exchanges.length === 0) return <div className="muted">Обменов ещё не было</div>;
  return (
    <table className="connections-exchanges">
      <thead>
        <tr>
          <th scope="col">Обмен</th>
          <th scope="col">Последний успешный</th>
          <th scope="col">Следующий</th>
        </tr>
      </thead>
      <tbody>
        {exchanges.map(({ kind, last, next }) => (
          <tr key={kind}>
            <th scope="row">{kindWord(kind)}</th>
            <td>{last ? <Time value={last} /> : "ещё не было"}</td>
            <td>{next && !paused ? <Time value={next} /> : "не запланирован"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Time({ value }: { value: string }) {
  return (
    <time dateTime={value} title={moment(value)}>
      {ago(value)}
    </time>
  );
}
