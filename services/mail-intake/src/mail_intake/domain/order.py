"""What a letter says: an order, a request, or only that the status of an order changed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class DateSource(StrEnum):
    """Where the date of an order stands."""

    BODY = "body"
    HEADER = "header"
    FORWARD = "forward_block"


class Warn(StrEnum):
    """What a person should look at although the order is whole; the values are keys of `strings.ru.json`."""

    SUM_DIFFERS = "mail_order_sum_differs"
    LINE_DIFFERS = "mail_order_line_differs"
    LETTER_DAMAGED = "mail_letter_damaged"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an order: money has two decimals, `sum` is for all `qty` of it, `options` are as printed."""

    name: str
    sku: str | None = None
    options: tuple[str, ...] = ()
    qty: Decimal = Decimal(1)
    price: Decimal | None = None
    sum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Who ordered; name and phone as the letter prints them, e-mail in lower case."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How and where to; the address without name, phone and e-mail, its parts joined by «, »."""

    method: str | None = None
    address: str | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MailOrder:
    """An order read from a letter; `missing` names what an order needs and the letter does not say."""

    number: str | None
    date: date | None
    date_source: DateSource
    customer: Customer
    delivery: Delivery
    payment: str | None
    comment: str | None
    items: tuple[Item, ...]
    discount: Decimal | None
    total: Decimal | None
    currency: str | None
    warnings: tuple[Warn, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Required and absent: number; items, each with a name and a price or sum."""
        absent = []
        if not self.number:
            absent.append("number")
        if not self.items or any(not item.name or (item.price is None and item.sum is None) for item in self.items):
            absent.append("items")
        return tuple(absent)


@dataclass(frozen=True, slots=True)
class MailLead:
    """A request read from a letter: `text` is the visitor's message, `page` the address it was sent from."""

    date: datetime | None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    text: str | None = None
    page: str | None = None
    date_source: DateSource = DateSource.HEADER

    @property
    def missing(self) -> tuple[str, ...]:
        """A request needs somebody to answer: «contact» when there is neither phone nor e-mail; or a text."""
        absent = []
        if not (self.phone or self.email):
            absent.append("contact")
        return tuple(absent)


@dataclass(frozen=True, slots=True)
class StatusLetter:
    """A letter about an order that exists already: no order is made of it."""

    number: str | None
    subject: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the letter came from, with both senders of a forwarded one."""

    sender: str
    subject: str
    forwarded: str | None = None
    """«inline» or «attachment»."""
    original_sender: str | None = None


@dataclass(frozen=True, slots=True)
class DedupKeys:
    """What makes a letter or order the same as one that was seen: either of them is enough."""

    message_id: str
    order: tuple[str, str] | None = None
    """Engine (or template) and number, in the form in which numbers are compared."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one letter gave."""

    result: MailOrder | MailLead | StatusLetter
    origin: Origin
    keys: DedupKeys
    engine: str
    extra: dict[str, str] = field(default_factory=dict)
