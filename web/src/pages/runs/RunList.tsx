import { answered, kit } from "../../api/clients";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import { More } from "../../ui/More";
import { Failed, Loading, Nothing } from "../../ui/states";
import { ofService } from "./runLine";
import { RunTable } from "./RunTable";
import { useLiveRuns } from "./useLiveRuns";

interface RunListProps {
  service: string;
  connection: string;
}

/** Exchanges of one connection, newest first; those that run move by themselves. */
export default function RunList({ service, connection }: RunListProps) {
  const queryKey = keys.connection(service, connection, "runs");
  const { items, isPending, error, refetch, ...more } = usePages(queryKey, (cursor: string | undefined) =>
    answered(
      kit(service).GET("/v1/connections/{connection}/runs", { params: { path: { connection }, query: { cursor } } }),
    ),
  );
  const live = useLiveRuns({ service, connection });
  if (isPending) return <Loading />;
  if (error && !items.length) return <Failed error={error} again={() => void refetch()} />;
  const lines = items.map((run) => ({ ...ofService(service, run), ...live.get(run.id) }));
  if (!lines.length) return <Nothing>Обменов ещё не было.</Nothing>;
  return (
    <>
      <RunTable ofOne lines={lines} label="Обмены подключения" />
      <More {...more} />
    </>
  );
}
