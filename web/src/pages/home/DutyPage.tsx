import { Tag } from "antd";
import { Link } from "react-router";
import { Loading } from "../../ui/states";
import { counted } from "../../ui/format";
import { useFailureGroups, useSystems } from "../operator/duty";
import { Panel, PanelFailed } from "./Panel";

/** What an engineer on duty sees first: messages that were given up, and outside systems that are switched off. */
export function DutyPage() {
  return (
    <div className="home-grid">
      <FailedCounts />
      <Systems />
    </div>
  );
}

function FailedCounts() {
  return (
    <Panel title="Сбойные сообщения" extra={<Link to="/failed">Разобрать</Link>}>
      <ul className="home-parts">
        {useFailureGroups().map(({ service, items, error, refetch }) => (
          <li key={service}>
            <div className="direction">
              <strong>{service}</strong>
              {items && !error && <Count count={items.reduce((sum, group) => sum + group.count, 0)} />}
            </div>
            {error ? <PanelFailed error={error} again={refetch} /> : !items && <Loading rows={1} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Count({ count }: { count: number }) {
  return (
    <Tag color={count ? "error" : "success"}>
      {count ? counted(count, "сообщение", "сообщения", "сообщений") : "Нет"}
    </Tag>
  );
}

function Systems() {
  const told = useSystems();
  const off = told.flatMap(({ service, items = [] }) =>
    items.filter(({ enabled }) => !enabled).map((system) => ({ ...system, service })),
  );
  const silent = told.filter(({ error }) => error).map(({ service }) => service);
  const known = told.some(({ items }) => items);
  return (
    <Panel title="Внешние системы" extra={<Link to="/systems">Выключатели</Link>}>
      {!known && !silent.length && <Loading rows={2} />}
      {known && !off.length && <p className="home-well">Все системы включены.</p>}
      <ul className="home-parts">
        {off.map(({ service, name, reason }) => (
          <li key={`${service} ${name}`}>
            <div className="direction">
              <strong>{name}</strong>
              <Tag color="error">Выключена</Tag>
            </div>
            <span className="muted">{reason}</span>
          </li>
        ))}
      </ul>
      {silent.length > 0 && <p className="home-late">Не отвечают: {silent.join(", ")}.</p>}
    </Panel>
  );
}
