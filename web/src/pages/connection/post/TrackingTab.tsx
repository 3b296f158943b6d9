import { Alert, Progress, Tag } from "antd";
import { Link } from "react-router";
import { count, counted, moment, percent } from "../../../ui/format";
import { Failed, Loading, Nothing } from "../../../ui/states";
import { statusColor, type StatusCount } from "../../parcels/model";
import { useTracking } from "../../parcels/useParcels";
import "../../../ui/records.css";
import "./post.css";

/** «Отслеживание»: calls of today, answers that are waited for, and how many parcels are in each status. */
export default function TrackingTab({ connection }: { connection: string }) {
  const { data, error, isPending, refetch } = useTracking(connection);
  if (isPending) return <Loading rows={4} />;
  if (!data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <div className="tracking-panels">
      {data.quota ? <Quota {...data.quota} /> : <Tickets waiting={data.tickets} />}
      <Statuses connection={connection} statuses={data.statuses} />
    </div>
  );
}

interface QuotaProps {
  used: number;
  limit: number;
  until: string;
}

function Quota({ used, limit, until }: QuotaProps) {
  const spent = used >= limit;
  return (
    <section className="tracking-panel" aria-labelledby="tracking-quota">
      <h2 id="tracking-quota">Запросы за сутки</h2>
      <Progress percent={percent(used, limit)} status={spent ? "exception" : "normal"} showInfo={false} aria-hidden />
      <div>
        {count(used)} из {count(limit)}, новые сутки с {moment(until)}
      </div>
      {spent && (
        <Alert
          showIcon
          type="warning"
          title="Запросы на сегодня исчерпаны"
          description="Отправления, которые не успели запросить, будут запрошены в новые сутки."
        />
      )}
    </section>
  );
}

function Tickets({ waiting }: { waiting: number }) {
  return (
    <section className="tracking-panel" aria-labelledby="tracking-tickets">
      <h2 id="tracking-tickets">Пакетные запросы</h2>
      <div>
        {waiting > 0 ? `Ждём ответа: ${counted(waiting, "запрос", "запроса", "запросов")}` : "Все ответы получены"}
      </div>
      <div className="muted">Ответ приходит минут через 20.</div>
    </section>
  );
}

interface StatusesProps {
  connection: string;
  statuses: readonly StatusCount[];
}

function Statuses({ connection, statuses }: StatusesProps) {
  return (
    <section className="tracking-panel" aria-labelledby="tracking-statuses">
      <h2 id="tracking-statuses">Отправления по статусам</h2>
      {statuses.length === 0 ? (
        <Nothing>
          Отправлений пока нет. Они появятся, когда в заказе будут указаны выбранный здесь способ доставки и номер
          отправления.
        </Nothing>
      ) : (
        <ul className="plain-list">
          {statuses.map(({ status, title, count: many }) => (
            <li key={status} className="record-card-line">
              <Link to={`/parcels?connection=${connection}&status=${status}`}>
                <Tag color={statusColor(status)}>{title}</Tag>
              </Link>
              <span>{count(many)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
