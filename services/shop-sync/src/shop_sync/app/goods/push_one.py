"""What is done with one good of ours: made in the shop, changed there, taken off, or left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from contracts.base import Ref
from service_kit.goods.links import Link
from service_kit.runs.model import Change, Result, RowState, Run, RunRow
from shop_sync.app.goods.changes import TAKEN_OFF, good_changes, price_change
from shop_sync.app.goods.digest import digest_of
from shop_sync.app.goods.push_batch import Entry, not_as
from shop_sync.app.goods.push_links import Linked, PushLinks
from shop_sync.app.goods.shop import (
    GoodGone,
    GoodRefused,
    Memory,
    Pushed,
    ShopGoods,
    ShopGoodsSession,
    ShopOffer,
    ShopProduct,
    ShopVariant,
    Values,
)
from shop_sync.app.ports import NEVER, SentGood, SentOffer
from shop_sync.domain.goods import ZERO, Good, Row

_NOWHERE: Final = Pushed(SentGood("", "", {}), "")


@dataclass(frozen=True, slots=True)
class Told:
    """A good with its offers, the row of its product, what the shop took before, and what it has of it."""

    good: Good
    offers: Sequence[ShopOffer]
    before: Pushed | None
    linked: Linked
    number: int

    @property
    def ref(self) -> Ref:
        """The product."""
        return Ref(self.good.ref)


class PushOne:
    """Decides and does it for the goods of one run; a dry run decides alone."""

    def __init__(self, run: Run, session: ShopGoodsSession, shop: ShopGoods, links: PushLinks) -> None:
        self._run = run
        self._session = session
        self._shop = shop
        self._links = links

    async def tell(self, told: Told) -> Entry:
        """Bring the good into the shop as it is."""
        try:
            if told.linked.refusal is not None:
                return _rejected(told, told.linked.refusal)
            if told.linked.gone:
                await self._close(told.linked.gone)
            if told.linked.variants:
                return await self._change(told)
            return await self._create(told) if not told.linked.closed else _unlinked(told)
        except GoodGone:
            return await self._gone_meanwhile(told)
        except GoodRefused as error:
            return Entry(told.ref, _rejected(told, error.key, error.details).row, calls=True)

    def reject(self, ref: Ref, row: Row, number: int, key: str) -> Entry:
        """The good cannot be told; the shop keeps what it has."""
        return Entry(ref, _row(ref, row, number, Result.REJECTED, key))

    async def take_off(self, ref: Ref, row: Row, before: Pushed, linked: Linked, number: int) -> Entry:
        """Once: nothing is in stock, and the shop does not show it."""
        report = _row(ref, row, number, Result.UPDATED, TAKEN_OFF)
        pairs = linked.pairs()
        if not pairs:
            return Entry(ref, report, forget=True)
        hides = self._session.terms.with_cards
        if hides and not self._run.dry_run:
            try:
                await self._session.hide(before.product)
            except GoodGone:
                return Entry(ref, report, forget=True, calls=True)
            except GoodRefused as error:
                return Entry(ref, _row(ref, row, number, Result.REJECTED, error.key, details=error.details), calls=True)
        offers = {key: SentOffer("", offer.price, ZERO) for key, offer in before.good.offers.items()}
        pushed = replace(before, good=SentGood(ref, "", offers), hidden=True, run=self._run.id, created=False)
        values = {variant.id: self._session.empty() for _, variant in pairs}
        return Entry(ref, report, values, before.product, pushed, calls=hides)

    async def _create(self, told: Told) -> Entry:
        terms = self._session.terms
        offers = [offer for offer in told.offers if not (terms.positive_only and offer.stock == ZERO)]
        if not terms.with_cards or not offers:
            return Entry(told.ref, forget=told.before is not None)
        now = SentGood(told.ref, self._session.card(told.good), _sent(offers))
        row = _told_row(told, Result.CREATED, good_changes(told.good, None, now), dry_run=self._run.dry_run)
        if self._run.dry_run:
            return Entry(told.ref, row)
        made, memory = await self._session.create(told.good, [offer.key for offer in offers])
        await self._links.keep(told.ref, _same(offers, made))
        await self._shop.take(self._run.account, self._run.connection, [made], None)
        pushed = Pushed(now, made.id, memory, run=self._run.id, created=True)
        await self._shop.save(self._run.account, self._run.connection, [pushed])
        return Entry(told.ref, row, calls=True)

    async def _change(self, told: Told) -> Entry:
        before, linked, terms = told.before or _NOWHERE, told.linked, self._session.terms
        now, values = self._offers(told, before)
        missing = self._missing(told) if terms.with_cards else []
        print_ = self._session.card(told.good) if terms.with_cards else before.good.card
        card = terms.with_cards and (print_ != before.good.card or before.hidden)
        if not card and not values and not missing:
            return self._unchanged(told, before)
        changes = good_changes(told.good, _shown(told, before.good), SentGood(told.ref, print_, now))
        memory: Memory = before.memory
        if not self._run.dry_run:
            if card:
                memory = await self._session.update(told.good, linked.pairs(), told.before)
            for offer in missing:
                variant = await self._session.add(told.good, linked.product or "", offer.key)
                linked.variants[offer.key] = [variant]
                await self._shop.take_variant(self._run.account, self._run.connection, variant)
            await self._links.keep(told.ref, linked.pairs())
        product = linked.product or before.product
        pushed = Pushed(SentGood(told.ref, print_, now), product, memory, run=self._run.id)
        row = _told_row(told, Result.UPDATED, changes, dry_run=self._run.dry_run)
        return Entry(told.ref, row, values, product, pushed, calls=card or bool(missing))

    def _offers(self, told: Told, before: Pushed) -> tuple[dict[str, SentOffer], dict[str, Values]]:
        """What is known as sent afterwards, and the values of variants that are to be written."""
        terms, linked = self._session.terms, told.linked
        now: dict[str, SentOffer] = {}
        values: dict[str, Values] = {}
        for offer in told.offers:
            variants = linked.variants.get(offer.key, [])
            if not variants and (offer.key in linked.closed or not terms.with_cards):
                continue
            known = before.good.offers.get(offer.key, NEVER)
            if terms.positive_only and offer.stock == ZERO and not _in_stock(known, variants):
                if variants:
                    now[offer.key] = known if known is not NEVER else SentOffer("", offer.price, ZERO)
                continue
            sent = now[offer.key] = _sent([offer])[offer.key]
            for variant in variants:
                if known.digest != sent.digest or (self._session.again and not_as(offer.values, variant.values)):
                    values[variant.id] = offer.values
        for key in before.good.offers.keys() - {offer.key for offer in told.offers}:
            values |= {variant.id: self._session.empty() for variant in linked.variants.get(key, ())}
        return now, values

    def _missing(self, told: Told) -> list[ShopOffer]:
        """Offers that the product of the shop does not have yet."""
        linked, only = told.linked, self._session.terms.positive_only
        return [
            offer
            for offer in told.offers
            if offer.key not in linked.variants
            and offer.key not in linked.closed
            and not (only and offer.stock == ZERO)
        ]

    def _unchanged(self, told: Told, before: Pushed) -> Entry:
        """Nothing is to be done, unless a worker did it in this very run and died before it could say so."""
        if before.run != self._run.id or self._run.dry_run:
            return Entry(told.ref)
        row = _told_row(told, Result.CREATED if before.created else Result.UPDATED, (), dry_run=False)
        return Entry(told.ref, row)

    async def _close(self, gone: Sequence[Link]) -> None:
        if not self._run.dry_run:
            await self._links.close(gone)

    async def _gone_meanwhile(self, told: Told) -> Entry:
        """The shop deleted it after its goods were read."""
        ref = told.ref
        gone = [Link(variant.id, ref, Ref(key) if key else None, True, None) for key, variant in told.linked.pairs()]
        await self._close(gone)
        entry = _rejected(told, "good_deleted_outside")
        return Entry(ref, entry.row, forget=True, calls=True)


def _same(offers: Sequence[ShopOffer], made: ShopProduct) -> list[tuple[str, ShopVariant]]:
    """The variants of a product that was made of the offers."""
    if len(offers) == 1 and len(made.variants) == 1:
        return [(offers[0].key, made.variants[0])]
    by_options = {variant.options: variant for variant in made.variants}
    return [(offer.key, by_options[offer.options]) for offer in offers if offer.options in by_options]


def _sent(offers: Sequence[ShopOffer]) -> dict[str, SentOffer]:
    return {offer.key: SentOffer(_digest(offer.values), offer.price, offer.stock) for offer in offers}


def _digest(values: Values) -> str:
    return digest_of({name: str(value) for name, value in values.items()})


def _in_stock(known: SentOffer, variants: Sequence[ShopVariant]) -> bool:
    """Whether the shop may still sell it, as far as is known."""
    if known is not NEVER:
        return known.stock != ZERO
    return any(variant.stock is None or Decimal(variant.stock) > 0 for variant in variants)


def _shown(told: Told, before: SentGood) -> SentGood:
    """The good as the shop shows it: its owner may have changed prices since they were sent."""
    offers = dict(before.offers)
    for key, variants in told.linked.variants.items():
        if variants and (price := variants[0].price) is not None:
            digest = before.offers.get(key, NEVER).digest
            offers[key] = SentOffer(digest, f"{Decimal(price):.2f}", variants[0].stock)
    return SentGood(before.ref, before.card, offers)


def _unlinked(told: Told) -> Entry:
    """Somebody deleted it in the shop or took its link away: said once, and not made anew."""
    ref, gone = told.ref, bool(told.linked.gone)
    if told.before is None and not gone:
        return Entry(ref)
    key, result = ("good_deleted_outside", Result.REJECTED) if gone else ("good_unlinked", Result.UPDATED)
    return Entry(ref, _row(ref, told.good.row, told.number, result, key), forget=True)


def _rejected(told: Told, key: str, details: Mapping[str, Any] | None = None) -> Entry:
    return Entry(told.ref, _row(told.ref, told.good.row, told.number, Result.REJECTED, key, details=details))


def _told_row(told: Told, result: Result, changes: Sequence[Change], *, dry_run: bool) -> RunRow:
    good = told.good
    shown = changes if dry_run or result is Result.UPDATED else ()
    return _row(told.ref, good.row, told.number, result, good.lost, changes=shown)


def _row(
    ref: Ref,
    row: Row,
    number: int,
    result: Result,
    key: str | None,
    *,
    details: Mapping[str, Any] | None = None,
    changes: Sequence[Change] = (),
) -> RunRow:
    return RunRow(
        number,
        row.get("article") or ref,
        result,
        RowState.DONE,
        row.get("name", ""),
        key=key,
        details=details or {},
        outside_id=ref,
        changes=changes,
        price_change=price_change(changes),
        gone=key == TAKEN_OFF,
    )
