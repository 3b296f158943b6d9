"""Whose order it is: finding a counterparty by phone, e-mail or outside id, making him when he is new."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from contracts.base import ConnectionId, Ref
from contracts.events.lead import LeadReceivedData
from contracts.order import Contact, ContactKind, Order, OrderOrigin, Party, PartyRole
from contracts.rows.people import ContactPerson, CounterpartyRow
from platform_bridge.domain.addresses import address_text
from platform_bridge.domain.contacts import email_text, phone_digits

UNNAMED = "Покупатель сайта"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A buyer; `keys` identify him, the strongest first."""

    party: Party
    keys: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """A counterparty of the account. `keys` find him; `claims` are those that nobody else may ever claim."""

    row: CounterpartyRow
    keys: set[str]
    claims: set[str] = field(default_factory=set)
    new: bool = False
    changed: bool = False
    touched: bool = False


def row_keys(row: CounterpartyRow) -> set[str]:
    """Keys that follow from a row alone."""
    return {f"phone:{phone}" for phone in row.phones} | {f"email:{email}" for email in row.emails}


def buyer_of(order: Order, origin: OrderOrigin) -> Wanted:
    """The buyer of an order and how to recognise him."""
    party = order.customer or next((party for party in order.parties if party.role is PartyRole.BUYER), None)
    if party is None and (delivery := order.delivery) is not None:
        party = Party(name=delivery.recipient, phone=delivery.phone, email=delivery.email)
    return _wanted(party or Party(), origin.connection, f"order:{origin.connection}:{origin.outside_id}")


def asker_of(lead: LeadReceivedData) -> Wanted:
    """Who left a request and how to recognise him."""
    party = Party(name=lead.name, phone=lead.phone, email=lead.email)
    return _wanted(party, lead.origin.connection, f"lead:{lead.origin.connection}:{lead.lead}")


def _wanted(party: Party, connection: ConnectionId, alone: str) -> Wanted:
    """The party with its keys.

    Without contacts a name alone does not identify anybody: such a party belongs to what it came with only (`alone`),
    and all of a connection that name nobody share one counterparty.
    """
    keys = []
    if party.phone:
        keys.append(f"phone:{party.phone}")
    if party.email:
        keys.append(f"email:{party.email}")
    if party.outside_id:
        keys.append(f"outside:{connection}:{party.outside_id}")
    if not keys:
        keys.append(alone if party_name(party) is not None else f"nobody:{connection}")
    return Wanted(party, tuple(keys))


def party_name(party: Party) -> str | None:
    """How the party is called, None when it says nothing."""
    person = " ".join(part for part in (party.last_name, party.first_name, party.middle_name) if part)
    return party.name or person or party.full_name or party.legal_name


class Book:
    """The counterparties that a batch of orders meets; `settle` finds or makes, `touched` tells what to write."""

    def __init__(self, known: Iterable[Known], new_ref: Callable[[], Ref]) -> None:
        self._new_ref = new_ref
        self._by_key: dict[str, Known] = {}
        self._by_ref: dict[Ref, Known] = {}
        for person in known:
            self._add(person)

    def settle(self, wanted: Wanted) -> Ref:
        """Ref of the buyer's counterparty."""
        person = next((self._by_key[key] for key in wanted.keys if key in self._by_key), None)
        if person is None:
            person = Known(_new_row(wanted.party, self._new_ref()), set(wanted.keys), set(wanted.keys), new=True)
            person.changed = person.touched = True
            self._add(person)
        else:
            self._learn(person, wanted)
        return person.row.ref

    @property
    def touched(self) -> list[Known]:
        """Counterparties to write; those `changed` have a new version of their row."""
        return [person for person in self._by_ref.values() if person.touched]

    def _add(self, person: Known) -> None:
        self._by_ref[person.row.ref] = person
        for key in person.keys:
            self._by_key.setdefault(key, person)

    def _learn(self, person: Known, wanted: Wanted) -> None:
        free = {key for key in wanted.keys if key not in self._by_key}
        if free:
            person.keys |= free
            person.claims |= free
            person.touched = True
            self._add(person)
        have = {_contact_key(contact) for contact in person.row.contacts}
        fresh = tuple(contact for contact in _contacts(wanted.party) if _contact_key(contact) not in have)
        if fresh:
            step = 0 if person.changed else 1
            person.row = person.row.model_copy(
                update={
                    "sequence": person.row.sequence + step,
                    "contacts": person.row.contacts + fresh,
                    "phones": _joined(person.row.phones, wanted.party.phone),
                    "emails": _joined(person.row.emails, wanted.party.email),
                }
            )
            person.changed = person.touched = True


def _new_row(party: Party, ref: Ref) -> CounterpartyRow:
    return CounterpartyRow(
        ref=ref,
        sequence=1,
        name=party_name(party) or UNNAMED,
        full_name=party.legal_name or party.full_name,
        inn=party.inn,
        kpp=party.kpp,
        address_legal=address_text(party.legal_address),
        address_actual=address_text(party.address),
        contacts=_contacts(party),
        phones=_joined((), party.phone),
        emails=_joined((), party.email),
        persons=tuple(
            ContactPerson(
                ref=Ref(f"{ref}-{place}"), name=person.name, position=person.relation, contacts=person.contacts
            )
            for place, person in enumerate(party.representatives, start=1)
            if person.name
        ),
    )


def _contacts(party: Party) -> tuple[Contact, ...]:
    """Contacts as they were written, each once, and what was given only in the form for matching."""
    plain = []
    if party.phone:
        plain.append(Contact(kind=ContactKind.PHONE, value=f"+{party.phone}"))
    if party.email:
        plain.append(Contact(kind=ContactKind.EMAIL, value=party.email))
    found: dict[tuple[ContactKind, str], Contact] = {}
    for contact in (*party.contacts, *plain):
        found.setdefault(_contact_key(contact), contact)
    return tuple(found.values())


def _contact_key(contact: Contact) -> tuple[ContactKind, str]:
    if contact.kind is ContactKind.PHONE:
        return contact.kind, phone_digits(contact.value)
    return contact.kind, email_text(contact.value)


def _joined(values: tuple[str, ...], value: str | None) -> tuple[str, ...]:
    return (*values, value) if value and value not in values else values
