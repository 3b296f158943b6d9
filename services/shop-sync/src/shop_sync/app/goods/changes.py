"""What of a good changes in a shop, as far as is known of what was sent: price, stock, card."""

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from service_kit.runs.model import CHANGES_LIMIT, Change
from shop_sync.app.ports import SentGood, SentOffer
from shop_sync.domain.goods import Good

TAKEN_OFF: Final = "good_taken_off"
"""The key of a good that the shop shall not show any more."""
_NOTHING: Final = SentOffer("", "", None)


def good_changes(good: Good, before: SentGood | None, now: SentGood) -> tuple[Change, ...]:
    """Changes of the card and of each offer, `CHANGES_LIMIT` at most; prices are those of the first price list."""
    names = {offer.key: offer.variant["name"] if offer.variant else None for offer in good.offers}
    return tuple(itertools.islice(_changes(names, before or SentGood(good.ref, now.card, {}), now), CHANGES_LIMIT))


def price_change(changes: Sequence[Change]) -> float | None:
    """The largest relative change of a price among them: 0.5 = by half; None when no price changes."""
    moves = [
        abs(Decimal(change.becomes) / Decimal(change.was) - 1)
        for change in changes
        if change.field == "good_price" and change.was and change.becomes and Decimal(change.was)
    ]
    return float(max(moves)) if moves else None


def _changes(names: dict[str, str | None], before: SentGood, now: SentGood) -> Iterator[Change]:
    for key in {**now.offers, **before.offers}:
        was, becomes = before.offers.get(key, _NOTHING), now.offers.get(key, _NOTHING)
        told = tuple(_of_offer(was, becomes, names.get(key, key)))
        yield from told
        if not told and was.digest != becomes.digest:
            yield Change("good_offer", None, None, names.get(key, key))
    if before.card != now.card:
        yield Change("good_card", None, None)


def _of_offer(was: SentOffer, becomes: SentOffer, name: str | None) -> Iterator[Change]:
    if was.price != becomes.price:
        yield Change("good_price", was.price or None, becomes.price or None, name)
    if was.stock != becomes.stock:
        yield Change("good_stock", was.stock, becomes.stock, name)
