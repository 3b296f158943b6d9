import { useQueries } from "@tanstack/react-query";
import { Tag } from "antd";
import { Link } from "react-router";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { Loading } from "../../ui/states";
import { counted } from "../../ui/format";
import { Panel, PanelFailed } from "./Panel";

/** Services of the product, by the documents of their API that the console was built with. */
const SERVICES = Object.keys(import.meta.glob("../../../openapi/*.json")).map((path) =>
  path.split("/").at(-1)!.replace(".json", ""),
);
const refetchInterval = 15_000;

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
  const groups = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: keys.failed(service, "groups"),
      queryFn: () => answered(kit(service).GET("/v1/failed-messages/groups")),
      refetchInterval,
    })),
  });
  return (
    <Panel title="Сбойные сообщения" extra={<Link to="/failed">Разобрать</Link>}>
      <ul className="parts">
        {groups.map(({ data, error, isPending, refetch }, place) => {
          const count = data?.items.reduce((sum, group) => sum + group.count, 0) ?? 0;
          return (
            <li key={SERVICES[place]}>
              <div className="direction">
                <strong>{SERVICES[place]}</strong>
                {data && (
                  <Tag color={count ? "error" : "success"}>
                    {count ? counted(count, "сообщение", "сообщения", "сообщений") : "Нет"}
                  </Tag>
                )}
              </div>
              {isPending && <Loading rows={1} />}
              {error && !data && <PanelFailed error={error} again={refetch} />}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Systems() {
  const systems = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: [...keys.service(service), "systems"],
      queryFn: () => answered(kit(service).GET("/v1/systems")),
      refetchInterval,
    })),
  });
  const off = systems.flatMap(({ data }, place) =>
    (data?.items ?? []).filter(({ enabled }) => !enabled).map((system) => ({ ...system, service: SERVICES[place]! })),
  );
  const silent = SERVICES.filter((_, place) => systems[place]!.isError && !systems[place]!.data);
  const known = systems.some(({ data }) => data);
  return (
    <Panel title="Внешние системы" extra={<Link to="/systems">Выключатели</Link>}>
      {!known && !silent.length && <Loading rows={2} />}
      {known && !off.length && <p className="well">Все системы включены.</p>}
      <ul className="parts">
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
      {silent.length > 0 && <p className="late">Не отвечают: {silent.join(", ")}.</p>}
    </Panel>
  );
}
