import { Flex, Segmented } from "antd";
import { useState } from "react";
import { answered, kit } from "../../../api/clients";
import { usePages } from "../../../api/usePages";
import { keys } from "../../../live/keys";
import { count, counted } from "../../../ui/format";
import { More } from "../../../ui/More";
import { Failed, Loading, Nothing } from "../../../ui/states";
import { useRunFiles } from "../RunFiles";
import { RowTable } from "../rows/RowTable";
import type { Run } from "../words";
import { groupsOf, type Group } from "./groups";
import { PriceTable } from "./PriceTable";

const PAGE = 100;

/** A dry run of an export as a price list «было → станет», the biggest change first. */
export function PriceList({ service, run }: { service: string; run: Run }) {
  const groups = groupsOf(run);
  const [name, setName] = useState(() => (groups.find((group) => group.count > 0) ?? groups[0]!).name);
  const group = groups.find((one) => one.name === name)!;
  const cut = useRunFiles(service, run).data?.items.some(({ kind }) => kind === "rows");
  const { unchanged } = run.counts;
  return (
    <section aria-label="Прайс-лист выгрузки">
      <Flex wrap gap="small" align="center" className="rows-bar">
        <Segmented
          aria-label="Что станет с товарами"
          value={name}
          onChange={setName}
          options={groups.map(({ name: value, label, count: size }) => ({ value, label: `${label} (${count(size)})` }))}
        />
        <span className="muted">Без изменений: {counted(unchanged, "товар", "товара", "товаров")}</span>
      </Flex>
      {cut && (
        <p className="muted">Показана часть товаров: самые первые по списку. Все строки есть в отчёте для Excel.</p>
      )}
      <Goods key={name} {...{ service, run, group }} />
    </section>
  );
}

function Goods({ service, run, group }: { service: string; run: Run; group: Group }) {
  const { items, isPending, error, refetch, ...more } = usePages(
    keys.run(service, run.id, "rows", "preview", group.name),
    (cursor: number | undefined) =>
      answered(
        kit(service).GET("/v1/runs/{run}/rows", {
          params: { path: { run: run.id }, query: { ...group.query, sort: "change", cursor, limit: PAGE } },
        }),
      ),
  );
  if (isPending) return <Loading />;
  if (error && !items.length) return <Failed error={error} again={() => void refetch()} />;
  if (!items.length) return <Nothing>Таких товаров нет.</Nothing>;
  const actions = { connection: `/connections/${service}/${run.connection}`, choose: () => undefined, retrying: false };
  return (
    <>
      {group.name === "skipped" ? (
        <RowTable {...{ service, run, actions }} rows={items} />
      ) : (
        <PriceTable rows={items} />
      )}
      <More {...more} />
    </>
  );
}
