import { useMutation } from "@tanstack/react-query";
import { Alert, App, Button, Flex, Popconfirm } from "antd";
import { Link } from "react-router";
import { counted, moment } from "../../../ui/format";
import { LinkButton } from "../../../ui/LinkButton";
import { RecordList } from "../../../ui/RecordList";
import { Nothing } from "../../../ui/states";
import { useTellProblem } from "../../../ui/useTellProblem";
import { useAuthor } from "../useAuthor";
import { removeTemplate } from "./api";
import type { Template } from "./model";
import { editorOf } from "./useEditor";
import { useOutdate, useReadAgain, useTemplates, useUnreadCount } from "./useLetters";
import "./mail.css";

/** «Шаблоны писем»: own templates of a connection. */
export default function TemplatesTab({ connection }: { connection: string }) {
  const { data, ...query } = useTemplates(connection);
  const author = useAuthor();
  const changed = ({ updated_at: at, updated_by: by }: Template) => `${moment(at)}, ${author(by)}`;
  const name = (template: Template) => <Link to={editorOf(connection, template.id)}>{template.name}</Link>;
  return (
    <>
      <p className="muted">
        Шаблон составляется по письму: отметьте в нём номер заказа, товары, телефон. Письмо читается тем шаблоном, в
        котором нашлось больше полей. Собственные шаблоны работают, когда в настройке выбран «Собственный шаблон».
      </p>
      <Flex wrap gap="small" className="links-bar">
        <LinkButton type="primary" to={editorOf(connection)}>
          Добавить шаблон
        </LinkButton>
      </Flex>
      {data && data.items.length > 0 && <Waiting connection={connection} />}
      <RecordList
        label="Шаблоны писем"
        pages={{ ...query, ...WHOLE, items: (data?.items ?? []).map((one) => ({ ...one, ref: one.id })) }}
        empty={<Nothing>Собственных шаблонов пока нет.</Nothing>}
        columns={[
          { title: "Название", render: (_, template) => name(template) },
          { title: "Версия", render: (_, { version }) => version },
          { title: "Изменён", render: (_, template) => changed(template) },
          { title: "Действия", render: (_, template) => <Actions connection={connection} template={template} /> },
        ]}
        renderCard={(template) => (
          <div className="link-card">
            {name(template)}
            <div className="muted">
              Версия {template.version}, {changed(template)}
            </div>
            <Actions connection={connection} template={template} />
          </div>
        )}
      />
    </>
  );
}

/** All templates come at once. */
const WHOLE = { hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined };

/** Letters that a new or corrected template may read. */
function Waiting({ connection }: { connection: string }) {
  const count = useUnreadCount(connection);
  const again = useReadAgain(connection);
  if (!count) return null;
  return (
    <Alert
      showIcon
      type="info"
      className="settings-note"
      title={`${counted(count, "письмо", "письма", "писем")} не прочитано`}
      description="После правки шаблона их можно прочитать ещё раз."
      action={
        <Button loading={again.isPending} onClick={() => again.mutate(null)}>
          Прочитать снова все
        </Button>
      }
    />
  );
}

function Actions({ connection, template: { id, name } }: { connection: string; template: Template }) {
  const outdate = useOutdate(connection);
  const { message } = App.useApp();
  const tell = useTellProblem();
  const removing = useMutation({
    mutationFn: () => removeTemplate(connection, id),
    onSuccess: () => {
      void message.success("Шаблон удалён");
      return outdate("templates");
    },
    onError: tell,
  });
  return (
    <Flex wrap gap="small">
      <LinkButton size="small" to={editorOf(connection, id)}>
        Изменить
      </LinkButton>
      <Popconfirm
        title={`Удалить шаблон «${name}»?`}
        description="Письма по нему больше не будут читаться. Загруженные заказы останутся."
        okText="Удалить"
        cancelText="Отмена"
        onConfirm={() => removing.mutate()}
      >
        <Button size="small" danger loading={removing.isPending}>
          Удалить
        </Button>
      </Popconfirm>
    </Flex>
  );
}
