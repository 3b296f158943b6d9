import { Button, Flex } from "antd";
import type { ReactNode } from "react";
import { counted, moment } from "../../../ui/format";
import { RecordList } from "../../../ui/RecordList";
import { Nothing } from "../../../ui/states";
import { useAddress } from "../../../ui/useAddress";
import { LetterDrawer } from "./LetterDrawer";
import type { KeptLetter } from "./model";
import { useReadAgain, useUnread, useUnreadCount } from "./useLetters";
import "./mail.css";

/** «Непрочитанные письма»: letters that gave nothing, why, and what can be done. */
export default function UnreadTab({ connection }: { connection: string }) {
  const pages = useUnread(connection);
  const count = useUnreadCount(connection);
  const again = useReadAgain(connection);
  const [open, setOpen] = useAddress("letter", { history: true });
  const subject = ({ id, subject }: KeptLetter) => (
    <Button type="link" className="as-link" onClick={() => setOpen(id)}>
      {subject || "Без темы"}
    </Button>
  );
  return (
    <>
      {pages.items.length > 0 && (
        <Flex wrap gap="small" align="center" className="links-bar">
          <Button loading={again.isPending && again.variables === null} onClick={() => again.mutate(null)}>
            Прочитать снова все
          </Button>
          {count !== undefined && <span className="muted">{counted(count, "письмо", "письма", "писем")}</span>}
        </Flex>
      )}
      <RecordList
        label="Непрочитанные письма"
        pages={{ ...pages, items: pages.items.map((letter) => ({ ...letter, ref: letter.id })) }}
        empty={<Nothing>Все письма прочитаны.</Nothing>}
        columns={[
          { title: "Письмо", render: (_, letter) => <Letter name={subject(letter)} sender={letter.sender} /> },
          { title: "Пришло", render: (_, { received_at: at }) => moment(at) },
          { title: "Почему не прочитано", render: (_, letter) => <Why {...letter} /> },
        ]}
        renderCard={(letter) => (
          <div className="link-card">
            {subject(letter)}
            <div className="muted">
              {letter.sender}, {moment(letter.received_at)}
            </div>
            <Why {...letter} />
          </div>
        )}
      />
      <LetterDrawer connection={connection} letter={open} onClose={() => setOpen("")} />
    </>
  );
}

function Letter({ name, sender }: { name: ReactNode; sender: string }) {
  return (
    <div className="letter-name">
      {name}
      <div className="muted">{sender}</div>
    </div>
  );
}

function Why({ why }: KeptLetter) {
  if (!why) return "–";
  return (
    <div className="letter-why">
      <div>{why.what}</div>
      {why.why && <div className="muted">{why.why}</div>}
      {why.do && <div className="cure">{why.do}</div>}
    </div>
  );
}
