"""Counterparties («Контрагенты»), «Обращения» and deals."""

from collections.abc import Mapping

from pydantic import Field

from contracts.base import Contract, Currency, Moment, Money, Ref
from contracts.lead import LeadOrigin
from contracts.order import Contact
from contracts.rows.base import Row


class ContactPerson(Contract):
    """Employee of a counterparty."""

    ref: Ref
    name: str
    position: str | None = None
    contacts: tuple[Contact, ...] = ()


class CounterpartyRow(Row):
    """A customer or supplier. `phones` are digits with the leading 7, `emails` lower case: both serve look-ups."""

    name: str = ""
    full_name: str | None = None
    is_customer: bool = True
    note: str | None = None
    inn: str | None = None
    kpp: str | None = None
    requisites: Mapping[str, str] = Field(default_factory=dict)
    address_legal: str | None = None
    address_actual: str | None = None
    contacts: tuple[Contact, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    persons: tuple[ContactPerson, ...] = ()
    status_ref: Ref | None = None
    category_ref: Ref | None = None
    region_ref: Ref | None = None
    responsible_ref: Ref | None = None
    debt: Money | None = None


class TicketRow(Row):
    """An «Обращение». `page` is the address that it was sent from; `origin` is there when it came from outside."""

    subject: str = ""
    text: str | None = None
    counterparty_ref: Ref | None = None
    contact_name: str | None = None
    phone: str | None = None
    email: str | None = None
    source_ref: Ref | None = None
    status_ref: Ref | None = None
    responsible_ref: Ref | None = None
    channel: str | None = None
    message_id: str | None = None
    created_at: Moment | None = None
    page: str | None = None
    origin: LeadOrigin | None = None


class DealRow(Row):
    """A deal («Сделка»). One that was made of a request has its contacts, its `page` and its `origin`."""

    name: str = ""
    description: str | None = None
    status_ref: Ref | None = None
    counterparty_ref: Ref | None = None
    organization_ref: Ref | None = None
    author_ref: Ref | None = None
    responsible_ref: Ref | None = None
    executor_ref: Ref | None = None
    budget: Money | None = None
    currency: Currency | None = None
    created_at: Moment | None = None
    state: str | None = None
    contact_name: str | None = None
    phone: str | None = None
    email: str | None = None
    page: str | None = None
    origin: LeadOrigin | None = None
