import { Button, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { moment } from "../../ui/format";
import { SafeLink } from "../../ui/SafeLink";
import { chosenColumns, type ColumnChoices } from "../../ui/useColumns";
import { Status, type Known } from "../orders/columns";
import { WORDS, type Lead, type View } from "./model";

const NOTHING = "–";
const CHANNELS: Record<string, string> = { marketplace: "Маркетплейс" };

interface TitleProps {
  lead: Lead;
  open: (ref: string) => void;
}

/** What the request is about; opens it. */
export function Title({ lead, open }: TitleProps) {
  return (
    <Button type="link" className="as-link" onClick={() => open(lead.ref)}>
      {lead.title}
    </Button>
  );
}

/** Who asks, with the way to his card when the platform knows him. */
export function Contact({ lead, names }: { lead: Lead; names: ReadonlyMap<string, string> }) {
  const card = lead.counterparty_ref;
  const name = lead.contact_name || (card && names.get(card));
  if (!card) return <>{name || NOTHING}</>;
  return <Link to={`/counterparties?card=${encodeURIComponent(card)}`}>{name || "Контрагент"}</Link>;
}

/** The connection that brought the request, or how else it came. */
export function Source({ lead, sources }: { lead: Lead; sources: ReadonlyMap<string, string> }) {
  const { origin, channel } = lead;
  if (!origin) return <>{(channel && CHANNELS[channel]) ?? "Введено вручную"}</>;
  const address = `/connections/${origin.service}/${origin.connection}`;
  return <Link to={address}>{sources.get(origin.connection) ?? "Подключение"}</Link>;
}

const CHOICES = [
  { value: "created_at", label: "Дата" },
  { value: "contact", label: "Контактное лицо" },
  { value: "contacts", label: "Телефон, email" },
  { value: "status", label: "Статус" },
  { value: "responsible", label: "Ответственный" },
  { value: "source", label: "Источник" },
  { value: "page", label: "Страница сайта" },
] as const;

/** The table of requests and that of deals; what they are about always stands there. */
export const LEADS: ColumnChoices = {
  name: "leads",
  choices: CHOICES,
  first: ["created_at", "contact", "contacts", "status", "responsible", "source"],
};

type Column = TableColumnsType<Lead>[number];

/** The columns of the table that the user wants to see. */
export function leadColumns(
  shown: readonly string[],
  view: View,
  { names, sources }: Known,
  open: (ref: string) => void,
): TableColumnsType<Lead> {
  const cells: Record<(typeof CHOICES)[number]["value"], Column> = {
    created_at: { render: (_, lead) => moment(lead.created_at) },
    contact: { render: (_, lead) => <Contact lead={lead} names={names} />, className: "wide-cell" },
    contacts: { render: (_, lead) => <Contacts lead={lead} />, className: "lead-contacts" },
    status: { render: (_, lead) => <Status reference={lead.status_ref} names={names} /> },
    responsible: { render: (_, lead) => (lead.responsible_ref && names.get(lead.responsible_ref)) || NOTHING },
    source: { render: (_, lead) => <Source lead={lead} sources={sources} />, className: "wide-cell" },
    page: {
      render: (_, lead) => (lead.page ? <SafeLink address={lead.page} /> : NOTHING),
      className: "lead-contacts",
    },
  };
  const title: Column = {
    key: "title",
    title: WORDS[view].title,
    className: "wide-cell",
    render: (_, lead) => <Title lead={lead} open={open} />,
  };
  return [title, ...chosenColumns(CHOICES, cells, shown)];
}

function Contacts({ lead: { phone, email } }: { lead: Lead }) {
  return (
    <>
      {phone && <PhoneLink phone={phone} />}
      {email && <EmailLink email={email} />}
      {!phone && !email && NOTHING}
    </>
  );
}

interface LeadCardProps extends TitleProps {
  known: Known;
}

/** The request on a narrow screen. */
export function LeadCard({ lead, known, open }: LeadCardProps) {
  const responsible = lead.responsible_ref && known.names.get(lead.responsible_ref);
  return (
    <>
      <div className="record-card-head">
        <Title lead={lead} open={open} />
      </div>
      <div className="record-card-line">
        <Contact lead={lead} names={known.names} />
        <span className="muted">{moment(lead.created_at)}</span>
      </div>
      {(lead.phone || lead.email) && (
        <div className="record-card-line">
          {lead.phone && <PhoneLink phone={lead.phone} />}
          {lead.email && <EmailLink email={lead.email} />}
        </div>
      )}
      <div className="record-card-line">
        <span>
          <Status reference={lead.status_ref} names={known.names} /> {responsible}
        </span>
        <Source lead={lead} sources={known.sources} />
      </div>
    </>
  );
}
