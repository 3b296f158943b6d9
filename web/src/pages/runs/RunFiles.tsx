import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Flex } from "antd";
import { useState } from "react";
import { addressOf, answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { keys } from "../../live/keys";
import { download } from "./download";
import { isOver, type Run } from "./words";

const TITLES: Record<string, string> = {
  source: "Исходный файл",
  export: "Файлы выгрузки",
  rows: "Остальные строки",
};

/** Links of files live ten minutes; they are read anew before that. */
const LINKS_LIVE_MS = 8 * 60_000;

/** Files of a run: address and kind. */
export function useRunFiles(service: string, run: Run) {
  return useQuery({
    queryKey: keys.run(service, run.id, "files"),
    queryFn: () => answered(kit(service).GET("/v1/runs/{run}/files", { params: { path: { run: run.id } } })),
    refetchInterval: LINKS_LIVE_MS,
  });
}

/** What can be downloaded of a run: its files, and its rows as a spreadsheet. */
export function RunFiles({ service, run }: { service: string; run: Run }) {
  const { data } = useRunFiles(service, run);
  const hasRows = run.counts.created + run.counts.updated + run.counts.rejected > 0;
  return (
    <Flex wrap gap="small">
      {isOver(run) && hasRows && <Spreadsheet service={service} run={run.id} />}
      {data?.items.map(({ kind, url }) => (
        <Button key={url} icon={<DownloadOutlined />} href={addressOf(service, url)} download>
          {TITLES[kind] ?? `Файл «${kind}»`}
        </Button>
      ))}
    </Flex>
  );
}

function Spreadsheet({ service, run }: { service: string; run: string }) {
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const save = async () => {
    setBusy(true);
    try {
      await download(addressOf(service, `/v1/runs/${run}/rows.xlsx`), "Отчёт об обмене.xlsx");
    } catch (error) {
      void message.error(asProblem(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      Отчёт в Excel
    </Button>
  );
}
