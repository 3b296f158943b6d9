import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Popconfirm, Table } from "antd";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { usePages } from "../../api/usePages";
import { useMe } from "../../app/me";
import "../../forms/forms.css";
import { FormAround } from "../../forms/Source";
import { keys } from "../../live/keys";
import { moment } from "../../ui/format";
import { More } from "../../ui/More";
import { Failed, Loading } from "../../ui/states";
import type { Connection, FormInfo, Version } from "./model";
import { SettingValue } from "./SettingValue";
import { useAuthor } from "./useAuthor";

interface HistoryTabProps {
  service: string;
  connection: Connection;
  form: FormInfo;
}

/** «История настроек»: who changed what, was and now, and the way back. */
export default function HistoryTab({ service, connection, form }: HistoryTabProps) {
  const author = useAuthor();
  const { isOwner } = useMe();
  const { items, isPending, error, refetch, ...more } = usePages(
    keys.connection(service, connection.id, "history", connection.revision),
    (cursor: number | undefined) =>
      answered(
        kit(service).GET("/v1/connections/{connection}/history", {
          params: { path: { connection: connection.id }, query: { cursor } },
        }),
      ),
  );
  if (isPending) return <Loading />;
  if (error && items.length === 0) return <Failed error={error} again={() => void refetch()} />;
  const around = { service, slug: connection.integration, sections: [] };
  return (
    <FormAround value={around}>
      {items.map((version, place) => (
        <section key={version.version} className="part" aria-label={`Версия ${version.version}`}>
          <div className="version-head">
            <div>
              <strong>Версия {version.version}</strong>
              {place === 0 && " (сейчас)"}
              <div className="muted">
                {moment(version.at)}, {author(version.by)}
              </div>
            </div>
            {isOwner && place > 0 && <Restore service={service} connection={connection} version={version.version} />}
          </div>
          <Changes version={version} form={form} />
        </section>
      ))}
      <More {...more} />
    </FormAround>
  );
}

function Changes({ version, form }: { version: Version; form: FormInfo }) {
  if (version.changes.length === 0)
    return <p className="muted">{version.version === 1 ? "Подключение создано." : "Значения полей не изменились."}</p>;
  const value = (change: Version["changes"][number], which: "was" | "now") =>
    change.secret ? (
      which === "now" ? (
        "изменён"
      ) : (
        "скрыт"
      )
    ) : (
      <SettingValue field={change.field} value={change[which]} form={form} />
    );
  return (
    <Table
      size="small"
      rowKey="field"
      pagination={false}
      dataSource={version.changes}
      columns={[
        { title: "Поле", dataIndex: "title" },
        { title: "Было", render: (_, change) => value(change, "was") },
        { title: "Стало", render: (_, change) => value(change, "now") },
      ]}
    />
  );
}

function Restore({ service, connection, version }: { service: string; connection: Connection; version: number }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const restoring = useMutation({
    mutationFn: () =>
      answered(
        kit(service).POST("/v1/connections/{connection}/history/{version}/restore", {
          params: { path: { connection: connection.id, version } },
        }),
      ),
    onSuccess: (restored) => {
      client.setQueryData(keys.connection(service, connection.id), restored);
      void message.success(`Возвращены настройки версии ${version}`);
    },
  });
  return (
    <div>
      <Popconfirm
        title={`Вернуть настройки версии ${version}?`}
        description="Нынешние настройки останутся в истории."
        okText="Вернуть"
        cancelText="Отмена"
        onConfirm={() => restoring.mutate()}
      >
        <Button loading={restoring.isPending}>Вернуть как было</Button>
      </Popconfirm>
      {restoring.error && (
        <Alert
          showIcon
          type="error"
          role="alert"
          title={asProblem(restoring.error).message}
          description={asProblem(restoring.error).detail}
        />
      )}
    </div>
  );
}
