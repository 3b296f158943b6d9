import { Button, Flex, Segmented, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { answered, kit } from "../../../api/clients";
import { usePages } from "../../../api/usePages";
import { keys } from "../../../live/keys";
import { count } from "../../../ui/format";
import { More } from "../../../ui/More";
import { Failed, Loading, Nothing } from "../../../ui/states";
import { isOver, type Row, type Run } from "../words";
import { ChooseGood } from "./ChooseGood";
import { RowTable } from "./RowTable";
import { useRetry } from "./useRetry";
import { RESULTS, STATES } from "./words";

interface RowsPanelProps {
  service: string;
  run: Run;
  /** Whether rejected rows of the run can be done again at all. */
  repeatable: boolean;
}

const PAGE = 100;

/** The report of a run row by row, with the cure beside each rejected one. */
export function RowsPanel({ service, run, repeatable }: RowsPanelProps) {
  const [chosen, setChosen] = useState<Row | null>(null);
  const [filter, setFilter] = useFilter(run);
  const retry = useRetry(service, run);
  const { items, isPending, error, refetch, ...more } = useRows(service, run, filter);
  const mayRetry = repeatable && isOver(run);
  const again = mayRetry ? (rows: number[] | null) => retry.mutate(rows) : undefined;
  const actions = {
    connection: `/connections/${service}/${run.connection}`,
    choose: setChosen,
    retry: again,
    retrying: retry.isPending,
  };
  return (
    <section aria-label="Строки">
      <Flex wrap gap="small" align="center" className="rows-bar">
        <Segmented
          aria-label="Результат"
          options={RESULTS.map((option) => ({ ...option }))}
          value={filter.result}
          onChange={(result) => setFilter({ ...filter, result })}
        />
        <Select
          aria-label="Состояние"
          className="rows-state"
          options={STATES.map((option) => ({ ...option }))}
          value={filter.state}
          onChange={(state) => setFilter({ ...filter, state })}
        />
        {again && run.open_rejected > 0 && (
          <Button loading={retry.isPending} onClick={() => again(null)}>
            Повторить все отклонённые ({count(run.open_rejected)})
          </Button>
        )}
      </Flex>
      {isPending && <Loading />}
      {error && !items.length && <Failed error={error} again={() => void refetch()} />}
      {!isPending && !error && !items.length && <Nothing>{emptyWords(run, filter)}</Nothing>}
      {items.length > 0 && <RowTable {...{ service, run, actions }} rows={items} />}
      <More {...more} />
      {chosen && (
        <ChooseGood
          service={service}
          connection={run.connection}
          row={chosen}
          retry={again && chosen.result === "rejected" ? () => again([chosen.number]) : undefined}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}

interface Filter {
  result: (typeof RESULTS)[number]["value"];
  state: (typeof STATES)[number]["value"];
}

/** The filter of the address; what waits for its reader is shown first. */
function useFilter(run: Run): [Filter, (filter: Filter) => void] {
  const [search, setSearch] = useSearchParams();
  const known = <T extends string>(options: readonly { value: T }[], name: string) =>
    options.find(({ value }) => value === search.get(name))?.value;
  const first = isOver(run) && run.open_rejected > 0 ? "rejected" : "";
  const filter = { result: known(RESULTS, "result") ?? first, state: known(STATES, "state") ?? "" } as const;
  return [filter, ({ result, state }) => setSearch({ result, ...(state && { state }) }, { replace: true })];
}

function useRows(service: string, run: Run, { result, state }: Filter) {
  return usePages(keys.run(service, run.id, "rows", result, state), (cursor: number | undefined) =>
    answered(
      kit(service).GET("/v1/runs/{run}/rows", {
        params: {
          path: { run: run.id },
          query: { result: result || undefined, state: state || undefined, cursor, limit: PAGE },
        },
      }),
    ),
  );
}

function emptyWords(run: Run, { result, state }: Filter): string {
  if (result || state) return "Таких строк нет.";
  if (!isOver(run)) return "Строк пока нет.";
  return run.counts.seen ? "Строк нет: всё без изменений." : "Строк нет.";
}
