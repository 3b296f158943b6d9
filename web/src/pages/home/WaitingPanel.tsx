import { CheckCircleOutlined } from "@ant-design/icons";
import { Link } from "react-router";
import { AttentionCard } from "../attention/AttentionCard";
import { useAttention } from "../attention/useAttention";
import { Loading } from "../../ui/states";
import { Panel, PanelFailed } from "./Panel";

const TOP = 3;

/** The worst of what waits for a person, and the way to all of it. */
export function WaitingPanel() {
  const { data, error, isPending, refetch } = useAttention();
  const all = data?.count ? <Link to="/attention">Все: {data.count}</Link> : null;
  return (
    <Panel title="Требует внимания" extra={all}>
      {isPending ? (
        <Loading rows={3} />
      ) : !data ? (
        <PanelFailed error={error} again={refetch} />
      ) : data.count === 0 ? (
        <p className="home-well">
          <CheckCircleOutlined aria-hidden="true" /> Всё в порядке, вас ничего не ждёт.
        </p>
      ) : (
        <ul className="attention-list" aria-label="Самое важное">
          {data.items.slice(0, TOP).map((item) => (
            <li key={[item.kind, item.links.connection, item.links.run, item.cause.key].join()}>
              <AttentionCard item={item} heading="h3" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
