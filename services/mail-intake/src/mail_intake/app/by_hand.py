"""What a person enters instead of a letter that could not be read: an order or a request."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Currency, Money, Quantity
from mail_intake.app.letters import KeptLetter
from mail_intake.domain.order import (
    Customer,
    DateSource,
    DedupKeys,
    Delivery,
    Item,
    MailLead,
    MailOrder,
    Origin,
    Reading,
)
from mail_intake.domain.profiles.extractor import number_key
from service_kit.contacts import email_of, phone_of
from service_kit.problems import Problem
from service_kit.texts import Texts

BY_HAND: Final = "hand"
"""What stands in a reading where the engine does."""
MAX_ITEMS: Final = 500
MAX_OPTIONS: Final = 50
LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 200
LONGEST_PAGE: Final = 2_000
MOST: Final = Decimal(10**12)
_CENTS: Final = Decimal("0.01")

Line = Annotated[str, Field(max_length=LONGEST_LINE)]
Words = Annotated[str, Field(max_length=LONGEST_TEXT)]
Amount = Annotated[Money, Field(ge=0, lt=MOST, decimal_places=2)]
Count = Annotated[Quantity, Field(gt=0, lt=MOST)]


class _Entered(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PersonFields(_Entered):
    """Who ordered."""

    name: Line | None = None
    phone: Line | None = None
    email: Line | None = None


class DeliveryFields(_Entered):
    """How and where to."""

    method: Line | None = None
    address: Words | None = None
    price: Amount | None = None


class ItemDraft(_Entered):
    """A line of an order as far as it is known; `options` as the letter prints them."""

    name: Words = ""
    sku: Line | None = None
    options: tuple[Line, ...] = Field(default=(), max_length=MAX_OPTIONS)
    qty: Count = Decimal(1)
    price: Amount | None = None


class HandItem(ItemDraft):
    """A line of an order."""

    name: Annotated[Words, Field(min_length=1)]
    price: Amount


class OrderDraft(_Entered):
    """An order as far as it is known. `discount` is taken off the lines; `currency` None = that of the connection."""

    number: Line | None = None
    date: dt.date | None = None
    customer: PersonFields = PersonFields()
    delivery: DeliveryFields = DeliveryFields()
    payment: Line | None = None
    comment: Words | None = None
    items: tuple[ItemDraft, ...] = ()
    discount: Amount | None = None
    currency: Currency | None = None


class HandOrder(OrderDraft):
    """An order as a person enters it; without a `date` it is of the day of its letter."""

    number: Annotated[str, Field(min_length=1, max_length=100)]
    items: Annotated[tuple[HandItem, ...], Field(max_length=MAX_ITEMS)]


class HandLead(_Entered):
    """A request; somebody must be there to be answered, by `phone` or by `email`."""

    name: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    phone: Line | None = None
    email: Line | None = None
    text: Words | None = None
    page: Annotated[str, Field(max_length=LONGEST_PAGE)] | None = None


class Filled(_Entered):
    """One of both."""

    order: HandOrder | None = None
    lead: HandLead | None = None


def judged(filled: Filled, texts: Texts) -> Filled:
    """The same; Problem 422 names each field that makes no sense beside the others."""
    found = _of_order(filled.order) if filled.order else _of_lead(filled.lead) if filled.lead else {}
    if found:
        errors = [{"loc": list(place), "key": key, "msg": texts.get(key).whole} for place, key in found.items()]
        raise Problem(422, "invalid_input", errors)
    return filled


def reading_by_hand(filled: Mapping[str, Any], letter: KeptLetter) -> Reading:
    """What was entered for `letter` (`Filled` as JSON), as if the letter had been read so."""
    entered = Filled.model_validate(filled)
    origin = Origin(letter.sender, letter.subject)
    if entered.order is not None:
        order = _order(entered.order, letter)
        keys = DedupKeys(letter.message_id, (BY_HAND, number_key(entered.order.number)))
        return Reading(order, origin, keys, BY_HAND)
    lead = entered.lead or HandLead()
    result = MailLead(
        date=letter.received_at,
        name=lead.name or None,
        phone=lead.phone or None,
        email=email_of(lead.email or ""),
        text=lead.text or None,
        page=lead.page or None,
    )
    return Reading(result, origin, DedupKeys(letter.message_id), BY_HAND)


def order_draft(order: MailOrder | None, letter: KeptLetter) -> OrderDraft:
    """What the letter says of an order, to be corrected; of a price only the sum of the line may be known."""
    if order is None:
        return OrderDraft(date=letter.received_at.date())
    person, delivery = order.customer, order.delivery
    return OrderDraft(
        number=_line(order.number),
        date=order.date or letter.received_at.date(),
        customer=PersonFields(name=_line(person.name), phone=_line(person.phone), email=_line(person.email)),
        delivery=DeliveryFields(
            method=_line(delivery.method), address=_words(delivery.address), price=_amount(delivery.price)
        ),
        payment=_line(order.payment),
        comment=_words(order.comment),
        items=tuple(_item_draft(item) for item in order.items[:MAX_ITEMS]),
        discount=_amount(order.discount),
        currency=order.currency,
    )


def lead_draft(lead: MailLead | None) -> HandLead:
    """What the letter says of a request, to be corrected."""
    if lead is None:
        return HandLead()
    return HandLead(
        name=(lead.name or "")[:LONGEST_NAME] or None,
        phone=_line(lead.phone),
        email=_line(lead.email),
        text=_words(lead.text),
        page=(lead.page or "")[:LONGEST_PAGE] or None,
    )


def _item_draft(item: Item) -> ItemDraft:
    price = item.price
    if price is None and item.sum is not None:
        price = (item.sum / item.qty).quantize(_CENTS)
    options = tuple(option[:LONGEST_LINE] for option in item.options[:MAX_OPTIONS])
    return ItemDraft(
        name=item.name[:LONGEST_TEXT], sku=_line(item.sku), options=options, qty=item.qty, price=_amount(price)
    )


def _line(text: str | None) -> str | None:
    return text[:LONGEST_LINE] if text else None


def _words(text: str | None) -> str | None:
    return text[:LONGEST_TEXT] if text else None


def _amount(amount: Decimal | None) -> Decimal | None:
    """An amount that the form takes; a letter may print others."""
    return amount.quantize(_CENTS) if amount is not None and 0 <= amount < MOST else None


def _order(entered: HandOrder, letter: KeptLetter) -> MailOrder:
    person, delivery = entered.customer, entered.delivery
    return MailOrder(
        number=entered.number,
        date=entered.date or letter.received_at.date(),
        date_source=DateSource.BODY if entered.date else DateSource.HEADER,
        customer=Customer(person.name or None, person.phone or None, email_of(person.email or "")),
        delivery=Delivery(delivery.method or None, delivery.address or None, delivery.price),
        payment=entered.payment or None,
        comment=entered.comment or None,
        items=tuple(_item(item) for item in entered.items),
        discount=entered.discount or None,
        total=_sum(entered) - (entered.discount or 0) + (delivery.price or 0),
        currency=entered.currency,
    )


def _item(item: HandItem) -> Item:
    return Item(item.name, item.sku or None, item.options, item.qty, item.price, _of_line(item))


def _of_line(item: HandItem) -> Decimal:
    return (item.price * item.qty).quantize(_CENTS)


def _sum(order: HandOrder) -> Decimal:
    return sum((_of_line(item) for item in order.items), Decimal(0))


def _of_order(order: HandOrder) -> dict[tuple[str, ...], str]:
    """{place: key of the text} of what is wrong."""
    found = _of_person(order.customer.phone, order.customer.email, ("order", "customer"))
    if not order.items:
        found["order", "items"] = "hand_items_missing"
    if not number_key(order.number):
        found["order", "number"] = "hand_number_unusable"
    if order.discount and order.items and order.discount > _sum(order):
        found["order", "discount"] = "hand_discount_too_large"
    return found


def _of_lead(lead: HandLead) -> dict[tuple[str, ...], str]:
    found = _of_person(lead.phone, lead.email, ("lead",))
    if not (lead.phone or lead.email):
        found["lead", "phone"] = "hand_contact_missing"
    return found


def _of_person(phone: str | None, email: str | None, place: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    if phone and phone_of(phone) is None:
        found[*place, "phone"] = "hand_phone_unusable"
    if email and email_of(email) is None:
        found[*place, "email"] = "hand_email_unusable"
    return found
