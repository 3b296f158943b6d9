import { Button, Flex, Tag, Typography } from "antd";
import { useState } from "react";
import { answered, kit } from "../../api/clients";
import { usePages } from "../../api/usePages";
import { useMe } from "../../app/me";
import { keys } from "../../live/keys";
import { More } from "../../ui/More";
import { counted, moment } from "../../ui/format";
import { Failed, Loading } from "../../ui/states";
import { ReasonDialog } from "./ReasonDialog";
import { AGAIN_MS, type FailedMessage } from "./duty";
import { useAct } from "./useAct";

const PAGE = 50;

/** What becomes of a message that is discarded. */
export const WILL_REST = "Оно не будет обработано. Причина останется рядом с ним.";

/** Which messages of a service to list; a part that is left out is any. */
export interface Wanted {
  state: string;
  queue?: string;
  reason?: string;
  error?: string;
}

interface MessagesProps {
  service: string;
  wanted: Wanted;
}

/** Messages that a service gave up, newest first, with what may be done to each. */
export function Messages({ service, wanted }: MessagesProps) {
  const list = usePages(
    keys.failed(service, "messages", wanted),
    (cursor?: string) =>
      answered(kit(service).GET("/v1/failed-messages", { params: { query: { ...wanted, cursor, limit: PAGE } } })),
    { refetchInterval: AGAIN_MS },
  );
  if (list.isPending) return <Loading rows={3} />;
  if (list.error && !list.items.length) return <Failed error={list.error} again={() => void list.refetch()} />;
  if (!list.items.length) return <p className="muted">Таких сообщений нет.</p>;
  return (
    <>
      <ul className="dead-letters">
        {list.items.map((message) => (
          <Message key={message.id} service={service} message={message} />
        ))}
      </ul>
      <More {...list} />
    </>
  );
}

function Message({ service, message }: { service: string; message: FailedMessage }) {
  return (
    <li>
      <Flex wrap justify="space-between" align="start" gap="small">
        <div className="dead-letter-head">
          <code>{message.type || "без типа"}</code>{" "}
          <span className="muted">аккаунт {message.account || "неизвестен"}</span>
          {message.cut && <Tag color="warning">сохранено не целиком</Tag>}
        </div>
        {message.state === "failed" && <Actions service={service} message={message} />}
      </Flex>
      <dl className="facts">
        <Fact name="Сообщение" value={message.message_id} copy />
        <Fact name="Цепочка" value={message.correlation_id} copy />
        <Fact name="Сбой" value={`${moment(message.last_failed_at)}, ${times(message.tries)}`} />
        {message.tries > 1 && <Fact name="Первый сбой" value={moment(message.first_failed_at)} />}
        <Fact name="Ошибка" value={message.error} />
        <Who name="Повторил" user={message.retried_by} />
        <Who name="Отклонил" user={message.discarded_by} />
        <Fact name="Причина" value={message.discard_reason} />
        {message.closed_at && <Fact name="Закрыто" value={moment(message.closed_at)} />}
      </dl>
    </li>
  );
}

function Actions({ service, message }: { service: string; message: FailedMessage }) {
  const { busy, act } = useAct(keys.failed(service));
  const [asking, setAsking] = useState(false);
  const path = { params: { path: { identity: message.id } } };
  const retry = () =>
    act(async () => {
      await answered(kit(service).POST("/v1/failed-messages/{identity}/retry", path));
      return { text: "Сообщение отправлено на повтор" };
    });
  const discard = async (reason: string) => {
    const done = await act(async () => {
      await answered(kit(service).POST("/v1/failed-messages/{identity}/discard", { ...path, body: { reason } }));
      return { text: "Сообщение отклонено" };
    });
    if (done) setAsking(false);
  };
  return (
    <Flex gap="small">
      {!message.cut && (
        <Button size="small" loading={busy && !asking} onClick={() => void retry()}>
          Повторить
        </Button>
      )}
      <Button size="small" danger onClick={() => setAsking(true)}>
        Отклонить
      </Button>
      <ReasonDialog
        open={asking}
        title="Отклонить сообщение"
        note={WILL_REST}
        label="Причина"
        action="Отклонить"
        busy={busy}
        onReason={(reason) => void discard(reason)}
        onClose={() => setAsking(false)}
      />
    </Flex>
  );
}

function Fact({ name, value, copy = false }: { name: string; value?: string | null; copy?: boolean }) {
  if (!value) return null;
  const tooltips = ["Скопировать", "Скопировано"];
  return (
    <div>
      <dt>{name}</dt>
      <dd>{copy ? <Typography.Text copyable={{ text: value, tooltips }}>{value}</Typography.Text> : value}</dd>
    </div>
  );
}

function Who({ name, user }: { name: string; user?: string | null }) {
  const { me } = useMe();
  return <Fact name={name} value={user && user === me?.user ? "вы" : user} />;
}

function times(tries: number): string {
  return counted(tries, "раз", "раза", "раз");
}
