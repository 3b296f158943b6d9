import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import dayjs from "dayjs";
import { Link } from "react-router";
import { answered, journal } from "../../api/clients";
import type { components } from "../../api/schema/journal";
import { keys } from "../../live/keys";
import { statusWord } from "../runs/words";
import { counted } from "../../ui/format";
import { Loading } from "../../ui/states";
import { useAttention } from "../attention/useAttention";
import { timeZone } from "./clock";
import { Panel, PanelFailed } from "./Panel";
import { agree, daySentence, orders } from "./words";

type Part = Pick<components["schemas"]["Day"], "loaded" | "waiting" | "runs">;
type IntegrationPart = components["schemas"]["IntegrationDay"];

const EVERY_MS = 120_000;
const STATUSES = ["success", "partial", "failed", "cancelled"];

/** Money of the day in the browser's time zone; asked for again now and then, since the day ends by itself. */
export function useToday() {
  const tz = timeZone();
  return useQuery({
    queryKey: keys.journal("today", tz),
    queryFn: () => answered(journal.GET("/v1/today", { params: { query: { tz } } })),
    refetchInterval: EVERY_MS,
  });
}

/** «За сегодня»: what was loaded and what waits, in orders and money, over all integrations and for each. */
export function DayPanel() {
  const { data, error, isPending, refetch } = useToday();
  return (
    <Panel title={dayjs(data?.since).format("D MMMM, dddd")} className="day">
      {isPending ? (
        <Loading rows={3} />
      ) : !data ? (
        <PanelFailed error={error} again={refetch} />
      ) : (
        <>
          <Sentence day={data} />
          <Rejected />
          <Runs runs={data.runs} date={data.date} />
          {data.integrations.length > 0 && (
            <ul className="home-parts" aria-label="По интеграциям">
              {data.integrations.map((part) => (
                <OfIntegration key={part.integration} part={part} date={data.date} />
              ))}
            </ul>
          )}
        </>
      )}
    </Panel>
  );
}

function Sentence({ day }: { day: Part }) {
  const { loaded, waiting } = daySentence(day.loaded, day.waiting);
  return (
    <p className="day-sentence">
      За сегодня: {loaded}
      {waiting && (
        <>
          , <Link to="/attention">{waiting}</Link>
        </>
      )}
    </p>
  );
}

/** Rows that services themselves rejected: the platform never saw them, so they are in no sum of money. */
function Rejected() {
  const { data } = useAttention();
  const rows = data?.items.reduce((sum, { kind, count }) => sum + (kind === "run_partial" ? count : 0), 0);
  if (!rows) return null;
  return (
    <p className="day-rejected">
      <Link to="/attention">В последних обменах отклонено: {counted(rows, "строка", "строки", "строк")}</Link>
    </p>
  );
}

function OfIntegration({ part, date }: { part: IntegrationPart; date: string }) {
  const { loaded, waiting, runs } = part;
  return (
    <li>
      <strong className="part-title">{part.title ?? part.integration ?? "Без подключения"}</strong>
      <span>
        {loaded.count ? `${orders(loaded)} ${agree(loaded.count, "загружен", "загружены")}` : "новых заказов нет"}
      </span>
      {waiting.count > 0 && (
        <span className="home-late">
          {orders(waiting)} {agree(waiting.count, "ждёт", "ждут")}
        </span>
      )}
      <Runs runs={runs} date={date} integration={part.integration} />
    </li>
  );
}

interface RunsProps {
  runs: Part["runs"];
  /** The day, as 2026-11-24. */
  date: string;
  integration?: string | null;
}

/** Exchanges that ended today by result, each a way into the journal. */
function Runs({ runs, date, integration }: RunsProps) {
  const statuses = [...STATUSES, ...Object.keys(runs).filter((status) => !STATUSES.includes(status))];
  const some = statuses.filter((status) => runs[status]);
  if (!some.length) return null;
  const way = (status: string) => {
    const query = new URLSearchParams({ status, from: date });
    if (integration) query.set("integration", integration);
    return `/runs?${query}`;
  };
  return (
    <span className="day-runs">
      <span className="muted">Обмены:</span>
      {some.map((status) => (
        <Link key={status} to={way(status)}>
          <Tag color={statusWord(status).color}>
            {statusWord(status).word}: {runs[status]}
          </Tag>
        </Link>
      ))}
    </span>
  );
}
