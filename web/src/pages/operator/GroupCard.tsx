import { Button, Card, Flex, Popconfirm, Tag } from "antd";
import { useState } from "react";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { ago, count, counted, moment } from "../../ui/format";
import { Messages, WILL_REST } from "./Messages";
import { ReasonDialog } from "./ReasonDialog";
import type { FailureGroup } from "./duty";
import { useAct } from "./useAct";

interface GroupCardProps {
  service: string;
  group: FailureGroup;
}

/** Failures that are alike: why, how many, since when, and what may be done to all of them or to each. */
export function GroupCard({ service, group }: GroupCardProps) {
  const { queue, reason, error, cause } = group;
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={`${cause?.what ?? reason} ${queue}`}>
      <Card size="small" className="failures">
        <Flex wrap justify="space-between" align="start" gap="small">
          <div className="failures-what">
            <h3>
              {cause?.what ?? reason} <Tag className="failures-count">{count(group.count)}</Tag>
            </h3>
            {cause && <div>{`${cause.why} ${cause.do}`}</div>}
          </div>
          <GroupActions service={service} group={group} />
        </Flex>
        <dl className="facts">
          <div>
            <dt>Очередь</dt>
            <dd>{queue}</dd>
          </div>
          <div>
            <dt>Ключ</dt>
            <dd>{reason}</dd>
          </div>
          {error && (
            <div>
              <dt>Ошибка</dt>
              <dd>{error}</dd>
            </div>
          )}
          <div>
            <dt>Первый сбой</dt>
            <dd>{moment(group.first_failed_at)}</dd>
          </div>
          <div>
            <dt>Последний</dt>
            <dd>{`${moment(group.last_failed_at)}, ${ago(group.last_failed_at)}`}</dd>
          </div>
        </dl>
        <Button type="link" className="failures-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Скрыть сообщения" : `Показать ${messages(group.count)}`}
        </Button>
        {open && <Messages service={service} wanted={{ state: "failed", queue, reason, error }} />}
      </Card>
    </section>
  );
}

function GroupActions({ service, group }: GroupCardProps) {
  const { busy, act } = useAct(keys.failed(service));
  const [asking, setAsking] = useState(false);
  const { queue, reason, error } = group;
  const one = group.count === 1;
  const retry = () =>
    act(async () => {
      const body = { queue, reason, error };
      const { retried } = await answered(kit(service).POST("/v1/failed-messages/retry", { body }));
      if (retried >= group.count) return { text: `Отправлено на повтор: ${messages(retried)}` };
      return { text: `Отправлено на повтор ${count(retried)} из ${count(group.count)}: ${REST}`, partly: true };
    });
  const discard = async (why: string) => {
    const done = await act(async () => {
      const body = { queue, reason, error, why };
      const { discarded } = await answered(kit(service).POST("/v1/failed-messages/discard", { body }));
      return { text: `Отклонено: ${messages(discarded)}` };
    });
    if (done) setAsking(false);
  };
  return (
    <Flex gap="small">
      <Popconfirm
        placement="topRight"
        title={`Повторить ${messages(group.count)}?`}
        description={`${one ? "Оно снова встанет" : "Они снова встанут"} в очередь. Что уже сделано, второй раз не делается.`}
        okText="Повторить"
        cancelText="Отмена"
        onConfirm={() => void retry()}
      >
        <Button type="primary" loading={busy && !asking}>
          {one ? "Повторить" : "Повторить все"}
        </Button>
      </Popconfirm>
      <Button danger onClick={() => setAsking(true)}>
        {one ? "Отклонить" : "Отклонить все"}
      </Button>
      <ReasonDialog
        open={asking}
        title={`Отклонить ${messages(group.count)}`}
        note={one ? WILL_REST : "Они не будут обработаны. Причина останется рядом с каждым."}
        label="Причина"
        action="Отклонить"
        busy={busy}
        onReason={(why) => void discard(why)}
        onClose={() => setAsking(false)}
      />
    </Flex>
  );
}

const REST = "остальные слишком велики, чтобы повторить их, или уже взяты другим дежурным";

function messages(number: number): string {
  return counted(number, "сообщение", "сообщения", "сообщений");
}
