import { Tag } from "antd";
import { Link } from "react-router";
import { StateTag } from "../../ui/StateTag";
import { moment } from "../../ui/format";
import { useNow } from "./clock";
import { freshnessOf, freshnessWords, worst, type Connection, type Freshness, type Grade } from "./freshness";
import { Panel, PanelFailed } from "./Panel";
import type { ServiceConnections } from "./useConnections";
import { Loading } from "../../ui/states";
import { direction } from "./words";

const MOST = 8;

const WORDS: Record<Grade, { word: string; color: string }> = {
  fresh: { word: "В срок", color: "success" },
  late: { word: "Опаздывает", color: "warning" },
  lost: { word: "Давно не было", color: "error" },
  first: { word: "Ждёт первого обмена", color: "default" },
  unplanned: { word: "По требованию", color: "default" },
};

/** «Свежесть данных»: when each direction of each connection was last exchanged, against what its schedule promises. */
export function FreshnessPanel({ groups }: { groups: readonly ServiceConnections[] }) {
  const now = useNow();
  const lines = groups.flatMap(({ service, known, told }) =>
    known.flatMap(({ id, integration, integration_title: title }) => {
      const connection = told.get(id);
      if (!connection) return [];
      const freshness = freshnessOf(connection, now);
      return [{ service, title: title ?? integration, connection, freshness }];
    }),
  );
  const shown = lines.sort((one, other) => worst(one.freshness) - worst(other.freshness)).slice(0, MOST);
  const all = <Link to="/connections">{lines.length > MOST ? `Все подключения: ${lines.length}` : "Подключения"}</Link>;
  return (
    <Panel title="Свежесть данных" extra={all}>
      {groups.some(({ pending }) => pending) && <Loading rows={2} />}
      {groups.map(
        (group) => group.error !== null && group.told.size === 0 && <Away key={group.service} group={group} />,
      )}
      <ul className="home-parts">
        {shown.map((line) => (
          <OfConnection key={line.connection.id} {...line} now={now} />
        ))}
      </ul>
    </Panel>
  );
}

/** A service that does not answer, by the names of its connections: its own name says nothing to a shop owner. */
function Away({ group: { known, error, again } }: { group: ServiceConnections }) {
  return (
    <div className="home-away">
      <PanelFailed error={error} again={again} />
      <p className="muted">Свежесть не известна: {known.map(({ name }) => name).join(", ")}.</p>
    </div>
  );
}

/** Whether its owner switched it off, or must do something before it goes on. */
function isStopped({ state }: Connection): boolean {
  return state === "paused" || state === "needs_attention";
}

interface LineProps {
  service: string;
  title: string;
  connection: Connection;
  freshness: readonly Freshness[];
  now: number;
}

function OfConnection({ service, title, connection, freshness, now }: LineProps) {
  const plain = connection.state === "ok" || connection.state === "late";
  return (
    <li>
      <div className="part-title">
        <Link to={`/connections/${service}/${connection.id}`}>{connection.name}</Link>{" "}
        <span className="muted">{title}</span> {!plain && <StateTag state={connection.state} />}
      </div>
      {freshness.length === 0 && <span className="muted">Обменов ещё не было, расписание не задано.</span>}
      {freshness.map((direction_) => (
        <Direction key={direction_.kind} freshness={direction_} now={now} stopped={isStopped(connection)} />
      ))}
    </li>
  );
}

interface DirectionProps {
  freshness: Freshness;
  now: number;
  /** Nothing starts by itself: its state says why, so no word of a schedule is put beside. */
  stopped: boolean;
}

function Direction({ freshness, now, stopped }: DirectionProps) {
  const { word, color } = WORDS[freshness.grade];
  const waits = freshness.grade === "first" || freshness.grade === "unplanned";
  return (
    <div className={`direction home-${freshness.grade}`}>
      <span>
        {direction(freshness.kind)}:{" "}
        <span title={freshness.last ? moment(freshness.last) : undefined}>{freshnessWords(freshness, now)}</span>
      </span>
      {!(stopped && waits) && <Tag color={color}>{word}</Tag>}
    </div>
  );
}
