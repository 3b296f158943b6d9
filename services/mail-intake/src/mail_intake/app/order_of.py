"""An order that a letter gave, as the platform takes it."""

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from hashlib import blake2b
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from contracts.order import (
    Address,
    Attribute,
    Contact,
    ContactKind,
    Delivery,
    Discount,
    Order,
    OrderLine,
    Party,
    Payment,
)
from mail_intake.app.settings import OrderSettings
from mail_intake.domain.order import Customer, DateSource, Item, MailOrder, Reading
from mail_intake.domain.profiles.extractor import number_key
from service_kit.contacts import email_of, phone_of
from service_kit.errors import DataError
from service_kit.texts import Texts

MOSCOW: Final = ZoneInfo("Europe/Moscow")
SOURCE: Final = "почта"
_KOPECK: Final = Decimal("0.01")
_MICRO: Final = Decimal("0.000001")
_DIGITS: Final = 120
"""More than a letter can make of two numbers, so that no rounding fails; the contract judges the result."""
_LONGEST_ID: Final = 200
"""Links of goods take no longer ids."""


def order_of(reading: Reading, settings: OrderSettings, received_at: dt.datetime, texts: Texts) -> tuple[str, Order]:
    """Outside id and order of a letter that lacks nothing; DataError `mail_values_impossible`, `mail_number_missing`.

    ValueError for a letter that lacks something: whoever reads it refuses it. The outside id is the number as numbers
    are compared: all letters of a connection come from one shop, so that its engine tells nothing more. `texts` have
    the warnings.
    """
    told = reading.result
    if not isinstance(told, MailOrder) or told.number is None or told.missing:
        raise ValueError("the letter gives no whole order")
    outside_id = number_key(told.number)
    if not outside_id:  # «№» alone
        raise DataError("mail_number_missing")
    try:
        with localcontext(prec=_DIGITS):
            return outside_id, _order(told, told.number, settings, received_at, texts)
    except ValidationError:  # a sum beyond all sense: the letter was misread
        raise DataError("mail_values_impossible") from None


def _order(told: MailOrder, number: str, settings: OrderSettings, received_at: dt.datetime, texts: Texts) -> Order:
    placed_at, placed_text = _placed(told, received_at)
    lines = tuple(_line(place, item) for place, item in enumerate(told.items, start=1))
    return Order(
        number=number,
        placed_at=placed_at,
        placed_text=placed_text,
        currency=told.currency or settings.currency,
        total=told.total if told.total is not None else _total(told, lines),
        lines=lines,
        customer=_customer(told.customer),
        delivery=_delivery(told),
        payment=Payment(method=told.payment) if told.payment else None,
        comment=told.comment,
        manager_comment="\n".join(_remarks(told, texts)) or None,
        vat_mode=settings.vat_mode,
        discounts=(Discount(amount=told.discount, included=False),) if told.discount else (),
        source=SOURCE,
    )


def _remarks(told: MailOrder, texts: Texts) -> Iterator[str]:
    """What a person should look at: warnings, and options of goods, since lines of documents show none."""
    for warning in told.warnings:
        yield texts.get(warning.value).whole
    for item in told.items:
        if item.options:
            yield f"{item.name} — {'; '.join(item.options)}"


def _placed(told: MailOrder, received_at: dt.datetime) -> tuple[dt.datetime, str | None]:
    """When it was ordered, and the words for it where only the day is known; days are those of Moscow."""
    day = received_at.astimezone(MOSCOW).date()
    if told.date is None or (told.date_source is DateSource.HEADER and told.date == day):
        return received_at, None
    return dt.datetime.combine(told.date, dt.time(), MOSCOW), told.date.isoformat()


def _line(number: int, item: Item) -> OrderLine:
    """Of price and sum the absent one follows from the other one; what both say stays as it stands in the letter."""
    price, total = item.price, item.sum
    if price is None and total is not None:
        price = _of_one(total, item.qty)
    if price is None:
        raise ValueError("a line without price and sum")
    if total is None:
        total = (price * item.qty).quantize(_KOPECK, ROUND_HALF_UP)
    return OrderLine(
        number=number,
        name=item.name,
        quantity=item.qty,
        price=price,
        sum=total,
        outside_id=_good_id(item),
        article=item.sku,
        characteristics=tuple(_options(item)),
    )


def _good_id(item: Item) -> str:
    """What a good is linked to a product by: letters have no ids, so its article or name, with its options."""
    text = "#".join((item.sku or item.name, *item.options))
    return text if len(text) <= _LONGEST_ID else blake2b(text.encode(), digest_size=16).hexdigest()


def _of_one(total: Decimal, quantity: Decimal) -> Decimal:
    """The price of one, in kopecks when that is exact, else as finely as a price may be."""
    exact = total / quantity
    price = exact.quantize(_KOPECK, ROUND_HALF_UP)
    return price if price * quantity == total else exact.quantize(_MICRO, ROUND_HALF_UP)


def _options(item: Item) -> Iterator[Attribute]:
    """«Цвет: Красный» as name and value; an option without a name has its words as value alone."""
    for option in item.options:
        name, colon, value = option.partition(":")
        if colon and name.strip() and value.strip():
            yield Attribute(name=name.strip(), value=value.strip())
        else:
            yield Attribute(name="", value=option.strip())


def _customer(told: Customer) -> Party | None:
    if not (told.name or told.phone or told.email):
        return None
    written = ((ContactKind.PHONE, told.phone), (ContactKind.EMAIL, told.email))
    return Party(
        name=told.name,
        phone=phone_of(told.phone) if told.phone else None,
        email=email_of(told.email) if told.email else None,
        contacts=tuple(Contact(kind=kind, value=value) for kind, value in written if value),
    )


def _delivery(told: MailOrder) -> Delivery | None:
    delivery = told.delivery
    if delivery.method is None and delivery.address is None and delivery.price is None:
        return None
    address = Address(text=delivery.address) if delivery.address else None
    return Delivery(method=delivery.method, address=address, price=delivery.price)


def _total(told: MailOrder, lines: tuple[OrderLine, ...]) -> Decimal:
    """What the letter leaves to be added up."""
    goods = sum((line.sum for line in lines), Decimal(0))
    return goods - (told.discount or Decimal(0)) + (told.delivery.price or Decimal(0))
