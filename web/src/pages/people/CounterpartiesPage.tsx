import type { TableColumnsType } from "antd";
import { Button } from "antd";
import { answered, bridge } from "../../api/clients";
import { usePages } from "../../api/usePages";
import type { components } from "../../api/schema/platform-bridge";
import { keys } from "../../live/keys";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { RecordList } from "../../ui/RecordList";
import { SearchBox } from "../../ui/SearchBox";
import { Nothing } from "../../ui/states";
import { useAddress } from "../../ui/useAddress";
import { CounterpartyDrawer } from "./CounterpartyDrawer";

type Counterparty = components["schemas"]["CounterpartyRow"];
type Open = (ref: string) => void;

/** «Контрагенты»: customers and suppliers, by name, with a card of each. */
export default function CounterpartiesPage() {
  const [q, setQ] = useAddress("q");
  const [card, setCard] = useAddress("card", { history: true });
  const pages = usePages(keys.platform("counterparties", "list", q), (cursor: string | undefined) =>
    answered(bridge.GET("/v1/counterparties", { params: { query: { q: q || undefined, cursor, limit: 50 } } })),
  );
  return (
    <Page title="Контрагенты">
      <search className="record-filters">
        <SearchBox value={q} onSearch={setQ} label="Наименование, телефон или email" />
      </search>
      <RecordList
        pages={pages}
        label="Контрагенты"
        columns={columns(setCard)}
        renderCard={(row) => <CounterpartyCard row={row} open={setCard} />}
        empty={q ? <NotFound /> : <Nothing>Контрагентов пока нет: они появляются с первыми заказами.</Nothing>}
      />
      <CounterpartyDrawer reference={card} onClose={() => setCard("")} />
    </Page>
  );
}

function columns(open: Open): TableColumnsType<Counterparty> {
  return [
    { key: "name", title: "Наименование", render: (_, row) => <Name row={row} open={open} /> },
    { key: "persons", title: "Контактные лица", render: (_, row) => persons(row) || "–" },
    { key: "phones", title: "Телефоны", render: (_, row) => <Phones row={row} /> },
    { key: "emails", title: "Email", render: (_, row) => <Emails row={row} /> },
  ];
}

function Name({ row, open }: { row: Counterparty; open: Open }) {
  return (
    <Button type="link" className="as-link" onClick={() => open(row.ref)}>
      {row.name}
    </Button>
  );
}

function persons(row: Counterparty): string {
  return row.persons.map((person) => person.name).join(", ");
}

function Phones({ row }: { row: Counterparty }) {
  if (row.phones.length === 0) return "–";
  return row.phones.map((phone) => (
    <div key={phone}>
      <PhoneLink phone={phone} />
    </div>
  ));
}

function Emails({ row }: { row: Counterparty }) {
  if (row.emails.length === 0) return "–";
  return row.emails.map((email) => (
    <div key={email}>
      <EmailLink email={email} />
    </div>
  ));
}

function CounterpartyCard({ row, open }: { row: Counterparty; open: Open }) {
  const who = persons(row);
  return (
    <>
      <div className="record-card-head">
        <Name row={row} open={open} />
      </div>
      {who && <div className="record-card-line">{who}</div>}
      <div className="record-card-line">
        <span>
          <Phones row={row} />
        </span>
        <span>
          <Emails row={row} />
        </span>
      </div>
    </>
  );
}

function NotFound() {
  const reset = <LinkButton to="/counterparties">Сбросить поиск</LinkButton>;
  return (
    <Nothing action={reset}>
      Никого не нашлось. Телефон и email ищутся целиком, наименование – по любой своей части.
    </Nothing>
  );
}
