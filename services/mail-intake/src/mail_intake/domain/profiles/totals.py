"""Sums of an order: which amount is the discount, the delivery, the total; checked against the lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mail_intake.domain.order import Item
from mail_intake.domain.profiles.fact import Fact, amount_of
from mail_intake.domain.profiles.facts import Facts
from mail_intake.domain.profiles.profile import Profile

_ZERO = Decimal(0)
_PER_LINE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Totals:
    """Amounts of an order; `delivery` and `payment` are methods that stand in rows of amounts."""

    discount: Decimal | None
    delivery_price: Decimal | None
    total: Decimal | None
    delivery: str | None
    payment: str | None
    balanced: bool
    """Whether lines − discount + delivery + fees give the total, within a kopeck per line."""


def totals(facts: Facts, items: Sequence[Item], profile: Profile, told: Mapping[str, str]) -> Totals:
    """The sums out of labelled rows; of several totals the one that the lines add up to."""
    amounts = [fact for fact in facts.facts if fact.money is not None]
    names = dict(zip(profile.unnamed, facts.unnamed, strict=False))
    delivery = _of(amounts, "delivery_price")
    price = delivery[-1] if delivery else None
    if "delivery_price" in told and (money := amount_of(told["delivery_price"])) is not None:
        price = money.amount
    if "delivery" in names and price is None:
        price = names["delivery"][1]
    discounts = [abs(amount) for amount in _of(amounts, "discount")]
    discount = sum(_distinct(discounts), _ZERO)
    fees = sum(_of(amounts, "fee"), _ZERO) + sum((amount for _, amount, _ in facts.unnamed[len(names) :]), _ZERO)
    if "payment" in names:
        fees += names["payment"][1]
    lines = sum((item.sum for item in items if item.sum is not None), _ZERO)
    total, balanced = _total(amounts, told, lines - discount + (price or _ZERO), fees, len(items))
    return Totals(
        discount=discount or None,
        delivery_price=price,
        total=total,
        delivery=names["delivery"][0] if "delivery" in names else None,
        payment=names["payment"][0] if "payment" in names else None,
        balanced=balanced,
    )


def _of(facts: Sequence[Fact], role: str) -> list[Decimal]:
    return [fact.money.amount for fact in facts if fact.role == role and fact.money is not None]


def _distinct(amounts: Sequence[Decimal]) -> list[Decimal]:
    """Discounts that are not told twice (once above the total, once in it)."""
    return list(dict.fromkeys(amounts))


def _total(
    facts: Sequence[Fact], told: Mapping[str, str], expected: Decimal, fees: Decimal, count: int
) -> tuple[Decimal | None, bool]:
    candidates = _of(facts, "total")[::-1]
    if "total" in told and (money := amount_of(told["total"])) is not None:
        candidates.append(money.amount)
    near = _PER_LINE * max(count, 1)
    taxes = sum(_of(facts, "tax"), _ZERO)
    for wanted in (expected, expected + fees, expected + taxes, expected + fees + taxes):
        found = next((amount for amount in candidates if abs(amount - wanted) <= near), None)
        if found is not None:
            return found, True
    if not candidates:
        other = next((amount for amount in _of(facts, "subtotal")[::-1] if abs(amount - expected) <= near), None)
        return other, other is not None
    return candidates[0], False
