import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { Link } from "react-router";
import { addressOf, answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { moment } from "../../ui/format";
import { Failed, Loading, Nothing } from "../../ui/states";

interface FilesDialogProps {
  service: string;
  connection: string;
  onClose: () => void;
}

const PAGES = 3;

/** «Скачать файлы»: what the last export of goods wrote. */
export default function FilesDialog({ service, connection, onClose }: FilesDialogProps) {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: keys.connection(service, connection, "files"),
    queryFn: () => lastFiles(service, connection),
    // the links are signed for ten minutes
    gcTime: 0,
  });
  return (
    <Modal open title="Файлы последней выгрузки" footer={null} onCancel={onClose}>
      {isPending && <Loading rows={2} />}
      {error && <Failed error={error} again={() => void refetch()} />}
      {data === null && <Nothing>Файлов пока нет. Нажмите «Выгрузить сейчас»: они появятся в отчёте и здесь.</Nothing>}
      {data && (
        <>
          <p className="muted">
            Выгрузка от {moment(data.at)}. <Link to={`/runs/${service}/${data.run}`}>Открыть отчёт</Link>
          </p>
          <ul className="files">
            {data.files.map(({ kind, url }) => (
              <li key={url}>
                <Button icon={<DownloadOutlined aria-hidden />} href={addressOf(service, url)} download>
                  {fileWord(kind)}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}

async function lastFiles(service: string, connection: string) {
  let cursor: string | null | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const params = { path: { connection }, query: { cursor, limit: 100 } };
    const found = await answered(kit(service).GET("/v1/connections/{connection}/runs", { params }));
    for (const run of found.items) {
      if (run.kind !== "export_goods" || run.dry_run || !run.finished_at) continue;
      const { items } = await answered(kit(service).GET("/v1/runs/{run}/files", { params: { path: { run: run.id } } }));
      const files = items.filter((file) => file.kind !== "rows" && file.kind !== "source");
      if (files.length > 0) return { run: run.id, at: run.finished_at, files };
    }
    cursor = found.next;
    if (!cursor) break;
  }
  return null;
}

function fileWord(kind: string): string {
  return kind === "export" ? "Файлы выгрузки" : `Файл «${kind}»`;
}
