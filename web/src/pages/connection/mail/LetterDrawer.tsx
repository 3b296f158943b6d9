import { Button, Drawer, Flex, Popconfirm } from "antd";
import { lazy, Suspense, useState } from "react";
import { CauseView } from "../../../ui/CauseView";
import { moment } from "../../../ui/format";
import { LinkButton } from "../../../ui/LinkButton";
import { Failed, Loading } from "../../../ui/states";
import { FoundView } from "./FoundView";
import { LetterBody } from "./LetterBody";
import type { LetterView } from "./model";
import { editorOf } from "./useEditor";
import { useLetter, usePassOver, useReadAgain } from "./useLetters";

const HandForm = lazy(() => import("./HandForm"));

interface LetterDrawerProps {
  connection: string;
  /** Id of the letter; empty for none. */
  letter: string;
  onClose: () => void;
}

/** An unread letter beside the list: why it is not read, its text, what was found, what can be done. */
export function LetterDrawer({ connection, letter, onClose }: LetterDrawerProps) {
  // the content stays while the drawer slides away
  const [last, setLast] = useState(letter);
  const [byHand, setByHand] = useState(false);
  if (letter && letter !== last) {
    setLast(letter);
    setByHand(false);
  }
  const { data, error, isPending, refetch } = useLetter(connection, last);
  const title = data ? data.subject || "Без темы" : "Письмо";
  return (
    <Drawer open={letter !== ""} onClose={onClose} size="min(760px, 100vw)" title={title}>
      {data ? (
        byHand ? (
          <Suspense fallback={<Loading />}>
            <HandForm letter={data} onBack={() => setByHand(false)} />
          </Suspense>
        ) : (
          <Shown connection={connection} letter={data} onClose={onClose} onByHand={() => setByHand(true)} />
        )
      ) : isPending ? (
        <Loading />
      ) : (
        <Failed error={error} again={() => void refetch()} />
      )}
    </Drawer>
  );
}

interface ShownProps {
  connection: string;
  letter: LetterView;
  onClose: () => void;
  onByHand: () => void;
}

function Shown({ connection, letter, onClose, onByHand }: ShownProps) {
  const waits = letter.state === "unread";
  return (
    <>
      <p>
        От: {letter.sender}
        <br />
        <span className="muted">Пришло {moment(letter.received_at)}</span>
      </p>
      {letter.why && <CauseView cause={letter.why} type="warning" />}
      {waits ? (
        <Cures connection={connection} letter={letter} onClose={onClose} onByHand={onByHand} />
      ) : (
        <p className="muted">Письмо уже разобрано.</p>
      )}
      <h2>Что найдено</h2>
      {letter.found ? <FoundView found={letter.found} /> : <p className="muted">Ничего не найдено.</p>}
      <h2>Письмо</h2>
      <LetterBody letter={letter} />
    </>
  );
}

function Cures({ connection, letter, onClose, onByHand }: ShownProps) {
  const again = useReadAgain(connection);
  const pass = usePassOver(connection, onClose);
  const order = Boolean(letter.fill.order);
  const kept = letter.lines.length > 0;
  return (
    <Flex wrap gap="small" className="letter-cures">
      {kept && (
        <>
          <Button type="primary" loading={again.isPending} onClick={() => again.mutate([letter.id])}>
            Прочитать снова
          </Button>
          <LinkButton to={editorOf(connection, "new", letter.id)}>Составить шаблон</LinkButton>
        </>
      )}
      <Button onClick={onByHand}>{order ? "Создать заказ вручную" : "Создать заявку вручную"}</Button>
      <Popconfirm
        title={order ? "В этом письме нет заказа?" : "В этом письме нет заявки?"}
        description="Письмо уйдёт из списка и читаться больше не будет."
        okText="Да, убрать"
        cancelText="Отмена"
        onConfirm={() => pass.mutate(letter.id)}
      >
        <Button loading={pass.isPending}>{order ? "Это не заказ" : "Это не заявка"}</Button>
      </Popconfirm>
    </Flex>
  );
}
