import { Segmented } from "antd";
import { useSearchParams } from "react-router";
import { counted } from "../../ui/format";
import { Page } from "../../ui/Page";
import { ByService } from "./ByService";
import { GroupCard } from "./GroupCard";
import { Messages } from "./Messages";
import { SERVICES, useFailureGroups, type FailureGroup, type Told } from "./duty";
import "./operator.css";

const VIEWS = [
  { value: "failed", label: "Ждут решения" },
  { value: "retrying", label: "Повторяются" },
  { value: "resolved", label: "Обработаны" },
  { value: "discarded", label: "Отклонены" },
];

/** «Сбойные сообщения»: what no service could handle, over all accounts, and what became of it. */
export default function FailedPage() {
  const [search, setSearch] = useSearchParams();
  const told = useFailureGroups();
  const state = VIEWS.find(({ value }) => value === search.get("state"))?.value ?? "failed";
  const choose = (value: string) => setSearch(value === "failed" ? {} : { state: value });
  return (
    <Page title="Сбойные сообщения" lead={lead(told)}>
      <div className="views">
        <Segmented options={VIEWS} value={state} onChange={choose} aria-label="Какие сообщения показать" />
      </div>
      {state === "failed" ? <Groups told={told} /> : <Closed key={state} state={state} />}
    </Page>
  );
}

function Groups({ told }: { told: Told<FailureGroup>[] }) {
  return (
    <ByService told={told} empty="Сбойных сообщений нет: сервисы обработали всё, что получили.">
      {(service, groups) =>
        groups.map((group) => (
          <GroupCard key={`${group.queue} ${group.reason} ${group.error}`} service={service} group={group} />
        ))
      }
    </ByService>
  );
}

function Closed({ state }: { state: string }) {
  return SERVICES.map((service) => (
    <section key={service} aria-label={service} className="duty-service">
      <h2>{service}</h2>
      <Messages service={service} wanted={{ state }} />
    </section>
  ));
}

function lead(told: Told<FailureGroup>[]): string {
  const groups = told.flatMap(({ items }) => items ?? []);
  const number = groups.reduce((sum, { count }) => sum + count, 0);
  if (!number) return "То, что сервисы не смогли обработать и отложили";
  return `${counted(number, "сообщение ждёт", "сообщения ждут", "сообщений ждут")} решения`;
}
