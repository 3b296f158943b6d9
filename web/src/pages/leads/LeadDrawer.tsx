import { Drawer } from "antd";
import { useState } from "react";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { Facts } from "../../ui/Facts";
import { moment } from "../../ui/format";
import { SafeLink } from "../../ui/SafeLink";
import { Failed, Loading } from "../../ui/states";
import { Counterparty } from "../orders/columns";
import { useDirectory } from "../orders/directories";
import { useCounterpartyName } from "../orders/useCounterpartyName";
import { useSources } from "../orders/useSources";
import { Source } from "./cells";
import "./leads.css";
import { WORDS, type Lead, type View } from "./model";
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
      {data ? <Card lead={data} /> : isPending ? <Loading /> : <Failed error={error} again={() => void refetch()} />}
    </Drawer>
  );
}

function Card({ lead }: { lead: Lead }) {
  const statuses = useDirectory("lead_status");
  const employees = useDirectory("employee");
  const names = useCounterpartyName(lead.counterparty_ref);
  const sources = useSources([lead.origin]);
  return (
    <>
      <section aria-label="Текст">
        {lead.text ? <p className="lead-text">{lead.text}</p> : <p className="muted">Без текста</p>}
      </section>
      <Facts
        items={[
          ["Контактное лицо", lead.contact_name],
          ["Телефон", lead.phone && <PhoneLink key="phone" phone={lead.phone} />],
          ["Email", lead.email && <EmailLink key="email" email={lead.email} />],
          ["Контрагент", <Counterparty key="who" reference={lead.counterparty_ref} names={names} />],
          ["Статус", statuses.name(lead.status_ref)],
          ["Ответственный", employees.name(lead.responsible_ref)],
          ["Дата", moment(lead.created_at)],
          ["Источник", <Source key="from" lead={lead} sources={sources} />],
          ["Страница сайта", lead.page && <SafeLink key="page" address={lead.page} />],
        ]}
      />
    </>
  );
}
