"""Payments of an order: what an outside system confirms is registered once."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from contracts.base import Ref
from contracts.events.order import OrderCreatedData
from contracts.order import PaymentEntry
from platform_bridge.domain.orders import CURRENCY

UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment; `key` is its number or transaction outside, `UNNAMED` when only the fact is known."""

    key: str
    amount: Decimal
    currency: str
    paid_at: dt.datetime
    method: str | None


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """A registered payment."""

    ref: Ref
    paid: Paid


def confirmed(data: OrderCreatedData, now: dt.datetime) -> tuple[Paid, ...]:
    """Payments that the order tells of and its connection lets in; a flag back to false takes nothing away."""
    payment = data.order.payment
    if payment is None or not data.options.accept_payments:
        return ()
    whole = PaymentEntry(number=payment.number, amount=payment.amount, paid_at=payment.paid_at)
    entries = payment.entries or ((whole,) if payment.paid else ())
    return tuple(
        Paid(
            key=entry.number or entry.transaction or (f"#{place}" if place > 1 else UNNAMED),
            amount=entry.amount if entry.amount is not None else data.order.full_total(),
            currency=data.order.currency or CURRENCY,
            paid_at=entry.paid_at or payment.paid_at or now,
            method=entry.method or payment.method,
        )
        for place, entry in enumerate(entries, start=1)
    )


def to_register(
    stored: Iterable[PaymentRecord], wanted: Sequence[Paid], new_ref: Callable[[], Ref]
) -> list[PaymentRecord]:
    """Records to write so that each payment counts once.

    A payment that comes with its number takes the place of the unnamed one that told of it before; an unnamed one adds
    nothing where payments are known.
    """
    known = {record.paid.key: record for record in stored}
    written: list[PaymentRecord] = []
    for paid in wanted:
        if paid.key in known or (paid.key == UNNAMED and known):
            continue
        unnamed = known.pop(UNNAMED, None)
        record = replace(unnamed, paid=paid) if unnamed else PaymentRecord(new_ref(), paid)
        known[paid.key] = record
        written.append(record)
    return written
