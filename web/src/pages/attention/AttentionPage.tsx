import { CheckCircleOutlined } from "@ant-design/icons";
import { Result } from "antd";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { counted, moment } from "../../ui/format";
import { Failed, Loading } from "../../ui/states";
import { AttentionCard } from "./AttentionCard";
import { useAttention } from "./useAttention";

/** «Требует внимания»: one list over all integrations, the worst first; it changes by itself. */
export default function AttentionPage() {
  const { data, error, isPending, refetch, dataUpdatedAt } = useAttention();
  const lead = data?.count
    ? `${counted(data.count, "причина", "причины", "причин")}, сначала самые важные. Строка исчезнет сама, когда причина устранена.`
    : undefined;
  return (
    <Page title="Требует внимания" lead={lead}>
      {isPending ? (
        <Loading />
      ) : !data ? (
        <Failed error={error} again={() => void refetch()} />
      ) : data.count === 0 ? (
        <AllWell checked={dataUpdatedAt} />
      ) : (
        <ul className="attention-list" aria-label="Требует внимания">
          {data.items.map((item) => (
            <li key={[item.kind, item.links.connection, item.links.run, item.cause.key].join()}>
              <AttentionCard item={item} heading="h2" />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

/** Nothing waits; `checked` is when that was read last, in milliseconds. */
function AllWell({ checked }: { checked: number }) {
  return (
    <div className="attention-good">
      <Result
        icon={<CheckCircleOutlined className="good" />}
        title="Всё в порядке"
        subTitle={`Подключения работают, отклонённых и забытых заказов нет. Проверено ${moment(new Date(checked).toISOString())}.`}
        extra={[
          <LinkButton key="connections" to="/connections">
            Подключения
          </LinkButton>,
          <LinkButton key="runs" to="/runs">
            Журнал обменов
          </LinkButton>,
        ]}
      />
    </div>
  );
}
