import { InboxOutlined } from "@ant-design/icons";
import { Button, Input, Modal, Tabs, Upload } from "antd";
import { useState } from "react";
import { moment } from "../../../ui/format";
import { More } from "../../../ui/More";
import { Failed, Loading, Nothing } from "../../../ui/states";
import { useTellProblem } from "../../../ui/useTellProblem";
import "../../../ui/tabs.css";
import { base64, MAX_FILE } from "./file";
import type { Sample } from "./model";
import { useMailbox, useUnread } from "./useLetters";

interface SampleDialogProps {
  connection: string;
  onChoice: (sample: Sample) => void;
  onClose: () => void;
}

/** «Письмо-образец»: one of the last letters, an unread one, pasted text, or a file. */
export default function SampleDialog({ connection, onChoice, onClose }: SampleDialogProps) {
  const items = [
    { key: "mailbox", label: "Последние письма", children: <Mailbox connection={connection} onChoice={onChoice} /> },
    { key: "unread", label: "Непрочитанные", children: <Unread connection={connection} onChoice={onChoice} /> },
    { key: "text", label: "Вставить текст", children: <Pasted onChoice={onChoice} /> },
    { key: "file", label: "Файл .eml", children: <EmlFile onChoice={onChoice} /> },
  ];
  return (
    <Modal open title="Письмо-образец" footer={null} width={720} onCancel={onClose}>
      <Tabs className="wrapped-tabs" items={items} destroyOnHidden />
    </Modal>
  );
}

type Chosen = Pick<SampleDialogProps, "connection" | "onChoice">;

function Mailbox({ connection, onChoice }: Chosen) {
  const { data, error, isPending, refetch } = useMailbox(connection);
  if (isPending) return <Loading rows={4} />;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (data.items.length === 0)
    return <Nothing>Писем от отправителей из настройки в этой папке нет. Проверьте «От кого» и «Имя папки».</Nothing>;
  const rows = data.items.map(({ uid, received_at: at, ...letter }) => ({ ...letter, id: uid, at, source: { uid } }));
  return <Letters rows={rows} onChoice={onChoice} />;
}

function Unread({ connection, onChoice }: Chosen) {
  const { items, error, isPending, refetch, ...more } = useUnread(connection);
  if (isPending) return <Loading rows={4} />;
  if (error && items.length === 0) return <Failed error={error} again={() => void refetch()} />;
  if (items.length === 0) return <Nothing>Все письма прочитаны.</Nothing>;
  const rows = items.map(({ id, received_at: at, ...letter }) => ({ ...letter, id, at, source: { letter: id } }));
  return (
    <>
      <Letters rows={rows} onChoice={onChoice} />
      <More {...more} />
    </>
  );
}

interface LetterRow {
  id: string | number;
  subject: string;
  sender: string;
  at: string | null;
  source: Sample["source"];
}

function Letters({ rows, onChoice }: { rows: LetterRow[] } & Pick<Chosen, "onChoice">) {
  return (
    <ul className="sample-letters">
      {rows.map(({ id, subject, sender, at, source }) => {
        const title = subject || "Без темы";
        const about = `${sender}, ${moment(at)}`;
        return (
          <li key={id}>
            <button type="button" onClick={() => onChoice({ source, title, about })}>
              <strong>{title}</strong>
              <span className="muted">{about}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Pasted({ onChoice }: Pick<Chosen, "onChoice">) {
  const [text, setText] = useState("");
  const choose = () =>
    onChoice({ source: { text }, title: "Вставленный текст", about: "Первая строка может быть «Тема: …»" });
  return (
    <>
      <p className="muted">
        Скопируйте письмо из почты целиком. Тему укажите первой строкой: «Тема: Новый заказ № 15».
      </p>
      <Input.TextArea
        aria-label="Текст письма"
        rows={10}
        maxLength={500_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="primary" className="sample-take" disabled={!text.trim()} onClick={choose}>
        Взять этот текст
      </Button>
    </>
  );
}

function EmlFile({ onChoice }: Pick<Chosen, "onChoice">) {
  const [refused, setRefused] = useState("");
  const tell = useTellProblem();
  const read = async (file: File) => {
    setRefused(file.size > MAX_FILE ? "Письмо больше 25 МБ: сохраните его без вложений." : "");
    if (file.size > MAX_FILE) return;
    try {
      onChoice({ source: { eml: await base64(file) }, title: file.name, about: "Письмо из файла" });
    } catch (error) {
      tell(error);
    }
  };
  return (
    <>
      <Upload.Dragger
        accept=".eml"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void read(file);
          return false;
        }}
      >
        <p className="upload-mark" aria-hidden>
          <InboxOutlined />
        </p>
        <p>Выберите файл или перетащите его сюда</p>
        <p className="muted">Письмо, сохранённое из почты в формате .eml, до 25 МБ</p>
      </Upload.Dragger>
      {refused && (
        <div className="field-error" role="alert">
          {refused}
        </div>
      )}
    </>
  );
}
