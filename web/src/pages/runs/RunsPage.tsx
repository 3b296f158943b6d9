import { Button } from "antd";
import { Link } from "react-router";
import { answered, journal } from "../../api/clients";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import { More } from "../../ui/More";
import { Page } from "../../ui/Page";
import { Failed, Loading, Nothing } from "../../ui/states";
import { RunFilterBar } from "./RunFilterBar";
import { ofJournal } from "./runLine";
import { RunTable } from "./RunTable";
import { useGoing } from "./useGoing";
import { queryOf, useRunFilter } from "./useRunFilter";
import "./runs.css";

/** «Журнал обменов»: what goes on now, and what is over, of all services. */
export default function RunsPage() {
  const chosen = useRunFilter();
  const going = useGoing();
  const query = queryOf(chosen.filter);
  const { items, isPending, error, refetch, ...more } = usePages(
    keys.journal("runs", query),
    (cursor: string | undefined) => answered(journal.GET("/v1/runs", { params: { query: { ...query, cursor } } })),
  );
  return (
    <Page title="Журнал обменов">
      {going.length > 0 && (
        <section className="run-going" aria-label="Идут сейчас">
          <h2>Идут сейчас</h2>
          <RunTable lines={going} label="Идут сейчас" />
        </section>
      )}
      <RunFilterBar {...chosen} />
      {isPending && <Loading />}
      {error && !items.length && <Failed error={error} again={() => void refetch()} />}
      {!isPending && !error && !items.length && <Empty filtered={!chosen.isEmpty} clear={chosen.clear} />}
      {items.length > 0 && <RunTable lines={items.map(ofJournal)} label="Завершённые обмены" />}
      <More {...more} />
    </Page>
  );
}

function Empty({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  if (filtered) {
    return (
      <Nothing
        action={
          <Button type="link" onClick={clear}>
            Показать все обмены
          </Button>
        }
      >
        Таких обменов не было.
      </Nothing>
    );
  }
  return (
    <Nothing action={<Link to="/connections">Открыть подключения</Link>}>
      Обменов ещё не было. Они появятся здесь, когда подключение начнёт работать.
    </Nothing>
  );
}
