import { Drawer, Select } from "antd";
import { useState } from "react";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { Facts } from "../../ui/Facts";
import { moment } from "../../ui/format";
import { SafeLink } from "../../ui/SafeLink";
import { Failed, Loading } from "../../ui/states";
import { Counterparty } from "../orders/columns";
import { useDirectory, type DirectoryKind } from "../orders/directories";
import { useCounterpartyName } from "../orders/useCounterpartyName";
import { useSources } from "../orders/useSources";
import { Source } from "./cells";
import "./leads.css";
import { WORDS, type Lead, type View } from "./model";
import { useChangeLead } from "./useChangeLead";
import { useLead } from "./useLeads";

interface LeadDrawerProps {
  view: View;
  /** Ref of the record; empty for none. */
  reference: string;
  onClose: () => void;
}

/** One request beside the list: its text, the page it was sent from, and whose it is. */
export function LeadDrawer({ view, reference, onClose }: LeadDrawerProps) {
  // the content stays while the drawer slides away
  const [last, setLast] = useState(reference);
  if (reference && reference !== last) setLast(reference);
  const { data, error, isPending, refetch } = useLead(view, last);
  return (
    <Drawer open={reference !== ""} onClose={onClose} size="min(560px, 100vw)" title={data?.title ?? WORDS[view].one}>
      {data ? (
        <Card view={view} lead={data} />
      ) : isPending ? (
        <Loading />
      ) : (
        <Failed error={error} again={() => void refetch()} />
      )}
    </Drawer>
  );
}

interface CardProps {
  view: View;
  lead: Lead;
}

function Card({ view, lead }: CardProps) {
  const names = useCounterpartyName(lead.counterparty_ref);
  const sources = useSources([lead.origin]);
  return (
    <>
      <Choices view={view} lead={lead} />
      <section aria-label="Текст">
        {lead.text ? <p className="lead-text">{lead.text}</p> : <p className="muted">Без текста</p>}
      </section>
      <Facts
        items={[
          ["Контактное лицо", lead.contact_name],
          ["Контрагент", <Counterparty key="who" reference={lead.counterparty_ref} names={names} />],
          ["Телефон", lead.phone && <PhoneLink key="phone" phone={lead.phone} />],
          ["Email", lead.email && <EmailLink key="email" email={lead.email} />],
          ["Дата", moment(lead.created_at)],
          ["Источник", <Source key="from" lead={lead} sources={sources} />],
          ["Страница сайта", lead.page && <SafeLink key="page" address={lead.page} />],
        ]}
      />
    </>
  );
}

/** Status and responsible person; a choice is kept at once. */
function Choices({ view, lead }: CardProps) {
  const { mutate, isPending } = useChangeLead(view, lead);
  return (
    <div className="lead-choices">
      <Choice
        kind="lead_status"
        label="Статус"
        value={lead.status_ref}
        busy={isPending}
        onChange={(ref) => mutate({ status_ref: ref })}
      />
      <Choice
        kind="employee"
        label="Ответственный"
        value={lead.responsible_ref}
        busy={isPending}
        onChange={(ref) => mutate({ responsible_ref: ref })}
      />
    </div>
  );
}

interface ChoiceProps {
  kind: DirectoryKind;
  label: string;
  value: string | null | undefined;
  busy: boolean;
  onChange: (ref: string) => void;
}

function Choice({ kind, label, value, busy, onChange }: ChoiceProps) {
  const { entries, isPending } = useDirectory(kind);
  const offered = entries.filter((entry) => entry.ref === value || !entry.archived);
  return (
    <label>
      {label}
      <Select
        aria-label={label}
        placeholder={isPending ? "Загрузка…" : "Не выбран"}
        loading={isPending || busy}
        disabled={busy}
        value={isPending ? undefined : value}
        showSearch={{ optionFilterProp: "label" }}
        options={offered.map(({ ref, name }) => ({ value: ref, label: name }))}
        onChange={(ref: string) => onChange(ref)}
      />
    </label>
  );
}
