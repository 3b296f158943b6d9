import { Segmented } from "antd";
import { ColumnSettings } from "../../ui/ColumnSettings";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { RecordList } from "../../ui/RecordList";
import { Nothing } from "../../ui/states";
import { useAddress } from "../../ui/useAddress";
import { useColumns } from "../../ui/useColumns";
import { DirectorySelect } from "../orders/DirectorySelect";
import "../orders/orders.css";
import { LeadCard, leadColumns, LEADS } from "./cells";
import { LeadDrawer } from "./LeadDrawer";
import { WORDS, type View } from "./model";
import { useLeads } from "./useLeads";

const VIEWS = (["tickets", "deals"] as const).map((value) => ({ value, label: WORDS[value].many }));

/** «Обращения и сделки»: what people left on the sites, newest first, with a window of each. */
export default function LeadsPage() {
  const [chosen, setView] = useAddress("view");
  const [status, setStatus] = useAddress("status");
  const [responsible, setResponsible] = useAddress("responsible");
  const [card, setCard] = useAddress("card", { history: true });
  const { shown, save } = useColumns(LEADS);
  const view: View = chosen === "deals" ? "deals" : "tickets";
  const pages = useLeads(view, { status, responsible });
  return (
    <Page title="Обращения и сделки" extra={<ColumnSettings table={LEADS} shown={shown} onSave={save} />}>
      <search className="record-filters">
        <Segmented<View>
          aria-label="Что показать"
          options={VIEWS}
          value={view}
          onChange={(value) => setView(value === "deals" ? value : "")}
        />
        <DirectorySelect kind="lead_status" label="Статус" value={status} onChange={setStatus} />
        <DirectorySelect kind="employee" label="Ответственный" value={responsible} onChange={setResponsible} />
      </search>
      <RecordList
        pages={pages}
        label={WORDS[view].many}
        columns={shown && leadColumns(shown, view, pages.known, setCard)}
        renderCard={(lead) => <LeadCard lead={lead} known={pages.known} open={setCard} />}
        empty={status || responsible ? <NotFound view={view} /> : <NoLeads view={view} />}
      />
      <LeadDrawer view={view} reference={card} onClose={() => setCard("")} />
    </Page>
  );
}

function NotFound({ view }: { view: View }) {
  const reset = <LinkButton to={view === "deals" ? "/leads?view=deals" : "/leads"}>Сбросить фильтры</LinkButton>;
  return <Nothing action={reset}>{WORDS[view].notFound}</Nothing>;
}

function NoLeads({ view }: { view: View }) {
  const choose = (
    <LinkButton to="/market" type="primary">
      Маркетплейс
    </LinkButton>
  );
  return <Nothing action={choose}>{WORDS[view].none}</Nothing>;
}
