import { Alert, Button, Flex } from "antd";
import { lazy, Suspense, useState } from "react";
import { asProblem } from "../../api/problem";
import { useStart } from "../runs/useStart";
import type { Connection, FormInfo } from "./model";
import type { EndProps } from "./useSettings";

const FilesDialog = lazy(() => import("./FilesDialog"));
const UploadDialog = lazy(() => import("./UploadDialog"));

type Kind = FormInfo["by_hand"][number];

const START: Record<string, string> = {
  import_orders: "Загрузить сейчас",
  import_leads: "Загрузить сейчас",
  track_parcels: "Запросить сейчас",
  export_goods: "Выгрузить сейчас",
  export_statuses: "Отправить статусы",
};

/** «Загрузить сейчас», «Выгрузить сейчас», «Предпросмотр», «Загрузить вручную», «Скачать файлы» for these kinds of runs. */
export function RunButtons({ of, state, kinds }: EndProps & { kinds: readonly string[] }) {
  const { service, form, connection } = of;
  const start = useStart(service, connection?.id ?? "");
  const [dialog, setDialog] = useState<"upload" | "files" | null>(null);
  const mine = kinds.filter((kind): kind is Kind => form.by_hand.includes(kind as Kind));
  const takes = form.uploads && kinds.includes("import_orders");
  const gives = form.uploads && kinds.includes("export_goods");
  if (mine.length === 0 && !takes && !gives) return null;
  const closed = whyNot(connection, state.dirty && state.isOwner);
  const begin = (kind: Kind, dryRun: boolean) => start.mutate({ kind, dryRun });
  const busy = (kind: Kind, dryRun: boolean) =>
    start.isPending && start.variables.kind === kind && start.variables.dryRun === dryRun;
  return (
    <div className="section-end">
      <Flex wrap gap="small">
        {mine.map((kind) => (
          <Button key={kind} disabled={Boolean(closed)} loading={busy(kind, false)} onClick={() => begin(kind, false)}>
            {START[kind] ?? "Запустить сейчас"}
          </Button>
        ))}
        {takes && (
          <Button disabled={Boolean(closed)} onClick={() => setDialog("upload")}>
            Загрузить вручную
          </Button>
        )}
        {gives && (
          <Button disabled={!connection} onClick={() => setDialog("files")}>
            Скачать файлы
          </Button>
        )}
        {mine
          .filter((kind) => form.dry_runs.includes(kind))
          .map((kind) => (
            <Button
              key={`${kind}-dry`}
              type="dashed"
              disabled={Boolean(closed)}
              loading={busy(kind, true)}
              onClick={() => begin(kind, true)}
            >
              {kind === "export_statuses" ? "Предпросмотр статусов" : "Предпросмотр"}
            </Button>
          ))}
      </Flex>
      {closed && <div className="muted section-why">{closed}</div>}
      {start.error && (
        <Alert
          showIcon
          type="error"
          role="alert"
          title={asProblem(start.error).message}
          description={asProblem(start.error).detail}
        />
      )}
      <Suspense>
        {connection && dialog === "upload" && (
          <UploadDialog service={service} connection={connection.id} form={form} onClose={() => setDialog(null)} />
        )}
        {connection && dialog === "files" && (
          <FilesDialog service={service} connection={connection.id} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </div>
  );
}

function whyNot(connection: Connection | undefined, dirty: boolean): string {
  if (!connection) return "Кнопки станут доступны после сохранения подключения";
  if (dirty) return "Сохраните изменения: обмен идёт по сохранённым настройкам";
  return connection.enabled ? "" : "Подключение отключено: выберите «Подключен» и сохраните";
}
