import { useQuery } from "@tanstack/react-query";
import { Drawer, Tag } from "antd";
import { useState } from "react";
import { answered, bridge } from "../../api/clients";
import type { components } from "../../api/schema/platform-bridge";
import { keys } from "../../live/keys";
import { EmailLink, PhoneLink } from "../../ui/contacts";
import { Facts } from "../../ui/Facts";
import { money } from "../../ui/format";
import { Failed, Loading } from "../../ui/states";
import { useDirectory } from "../orders/directories";
import { CounterpartyOrders } from "./CounterpartyOrders";

type Counterparty = components["schemas"]["CounterpartyRow"];
type Contact = components["schemas"]["Contact"];

interface CounterpartyDrawerProps {
  /** Ref of the counterparty; empty for none. */
  reference: string;
  onClose: () => void;
}

/** The card of a counterparty beside the list. */
export function CounterpartyDrawer({ reference, onClose }: CounterpartyDrawerProps) {
  // the content stays while the drawer slides away
  const [last, setLast] = useState(reference);
  if (reference && reference !== last) setLast(reference);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.platform("counterparties", "one", last),
    queryFn: () => answered(bridge.GET("/v1/counterparties/{ref}", { params: { path: { ref: last } } })),
    enabled: last !== "",
  });
  return (
    <Drawer open={reference !== ""} onClose={onClose} size="min(560px, 100vw)" title={data?.name ?? "Контрагент"}>
      {data ? <Card row={data} /> : isPending ? <Loading /> : <Failed error={error} again={() => void refetch()} />}
    </Drawer>
  );
}

function Card({ row }: { row: Counterparty }) {
  const { name } = useDirectory("employee");
  return (
    <>
      <Tag>{row.is_customer ? "Покупатель" : "Поставщик"}</Tag>
      <section aria-label="Контакты">
        <h2>Контакты</h2>
        <Contacts contacts={row.contacts} none="Контактов нет" />
        {row.persons.map((person) => (
          <div key={person.ref}>
            <strong>{person.name}</strong> <span className="muted">{person.position}</span>
            <Contacts contacts={person.contacts} none="" />
          </div>
        ))}
      </section>
      <section aria-label="Реквизиты">
        <h2>Реквизиты</h2>
        <Facts
          none="Не заполнены"
          items={[
            ["Полное наименование", row.full_name],
            ["ИНН", row.inn],
            ["КПП", row.kpp],
            ["Юридический адрес", row.address_legal],
            ["Фактический адрес", row.address_actual],
            ["Ответственный", name(row.responsible_ref)],
            ["Долг контрагента", row.debt == null ? "" : money(row.debt)],
            ["Примечание", row.note],
            ...Object.entries(row.requisites ?? {}),
          ]}
        />
      </section>
      <section aria-label="Заказы">
        <h2>Заказы</h2>
        <CounterpartyOrders counterparty={row.ref} />
      </section>
    </>
  );
}

function Contacts({ contacts, none }: { contacts: readonly Contact[]; none: string }) {
  if (contacts.length === 0) return none ? <span className="muted">{none}</span> : null;
  return (
    <ul className="plain-list">
      {contacts.map((contact) => (
        <li key={`${contact.kind}${contact.value}`}>
          <ContactView contact={contact} /> {contact.note && <span className="muted">{contact.note}</span>}
        </li>
      ))}
    </ul>
  );
}

function ContactView({ contact }: { contact: Contact }) {
  if (contact.kind === "phone") return <PhoneLink phone={contact.value} />;
  if (contact.kind === "email") return <EmailLink email={contact.value} />;
  return <span>{contact.value}</span>;
}
