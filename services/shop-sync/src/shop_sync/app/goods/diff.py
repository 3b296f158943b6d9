"""Which goods of a page are new to a connection, changed, unchanged or gone; everything here runs in one thread."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from service_kit.goods.reading import GoodsPage
from service_kit.runs.model import Result
from shop_sync.app.goods.changes import good_changes
from shop_sync.app.goods.digest import digest
from shop_sync.app.goods.report import ExportReport
from shop_sync.app.ports import NEVER, Card, GoodsPrinter, SentGood, SentOffer
from shop_sync.domain.goods import ZERO, Assortment, Good, Refusal, Row, Terms

Piece: TypeAlias = tuple[bytes, ...]
"""An offer as a piece of each file of offers."""


@dataclass(slots=True)
class Told:
    """A good that goes into the files: its card when that is to be written, and the offers that are.

    `now` is what is known as sent afterwards; `changed`: the shop does not have it so yet.
    """

    good: Good
    before: SentGood | None
    now: SentGood
    changed: bool
    card: Card | None
    offers: Sequence[Piece]
    warning: str | None


@dataclass(slots=True)
class DiffedPage:
    """What a page became: goods to be told, and what is known as sent after it."""

    told: list[Told] = field(default_factory=list)
    gone: list[tuple[SentGood, Row | None]] = field(default_factory=list)
    kept: list[SentGood] = field(default_factory=list)

    def images(self) -> list[str]:
        """Addresses of the pictures that the page needs."""
        return [url for one in self.told if one.card for url in one.card.images]


class GoodsDiff:
    """Compares goods, as the printer puts them, with what was sent."""

    def __init__(self, terms: Terms, printer: GoodsPrinter, report: ExportReport) -> None:
        self._terms = terms
        self._printer = printer
        self._report = report
        self._assortment = Assortment(terms)

    def page(self, page: GoodsPage, marked: Collection[str], sent: Mapping[str, SentGood]) -> DiffedPage:
        """Judge every product of the page; what was sent and is not there any more is gone."""
        result, left = DiffedPage(), dict(sent)
        for document in page.products:
            ref, row = document["ref"], document["row"]
            before = left.pop(ref, None)
            if not self._told_of(ref):
                result.kept.extend([before] if before else ())
                continue
            if document["deleted"] or not self._assortment.wants(row, marked=ref in marked):
                if before is not None:
                    result.gone.append((before, row))
                continue
            good = self._assortment.good(ref, row, page.stock.get(ref, ()), page.prices.get(ref, ()))
            refusal = good.key if isinstance(good, Refusal) else self._printer.refusal(good)
            if refusal is not None:
                self._report.add(Result.REJECTED, ref, row, refusal)
                if before is not None:
                    result.kept.append(before)
            elif isinstance(good, Good):
                self._good(good, before, result)
        for before in left.values():
            if self._told_of(before.ref):
                result.gone.append((before, None))
            else:
                result.kept.append(before)
        return result

    def _told_of(self, ref: str) -> bool:
        return self._terms.only is None or ref in self._terms.only

    def _good(self, good: Good, before: SentGood | None, result: DiffedPage) -> None:
        card = self._printer.card(good) if self._terms.with_cards else None
        known = before.card if before else ""
        print_ = digest(card.head, *(url.encode() for url in card.images), card.tail) if card else known
        written: list[Piece] = []
        offers = self._offers(good, before.offers if before else {}, written)
        now = SentGood(good.ref, print_, offers)
        warning = good.lost or (card.warning if card else None)
        if self._terms.updates_only and known == print_:
            card = None
        if card is not None or written:
            result.told.append(Told(good, before, now, before != now, card, written, warning))
            return
        self._report.unchanged()
        if print_ or offers:
            result.kept.append(now)

    def _offers(self, good: Good, before: Mapping[str, SentOffer], told: list[Piece]) -> dict[str, SentOffer]:
        """What is known as sent of the offers afterwards; those to be written are put into `told`."""
        updates_only, positive_only = self._terms.updates_only, self._terms.positive_only
        now: dict[str, SentOffer] = {}
        for offer in good.offers:
            known = before.get(offer.key, NEVER)
            if positive_only and offer.total == ZERO:
                if known is NEVER:
                    continue
                if known.stock == ZERO:
                    now[offer.key] = known
                    continue
            texts = self._printer.offer(good, offer)
            sent = SentOffer(digest(*texts), offer.prices[0].amount, offer.total)
            now[offer.key] = sent
            if not updates_only or known.digest != sent.digest:
                told.append(texts)
        told.extend(
            self._printer.removed_offer(good.ref, key, known.price) for key, known in before.items() if key not in now
        )
        return now


def report_told(report: ExportReport, told: Told, warning: str | None, *, dry_run: bool) -> None:
    """The row of a good that a shop is told of; one that the shop has so already is only counted."""
    if not told.changed:
        report.unchanged()
        return
    result = Result.CREATED if told.before is None else Result.UPDATED
    key = warning or ("good_would_be_sent" if dry_run else None)
    details = _change(told) if dry_run else {}
    changes = good_changes(told.good, told.before, told.now) if dry_run or told.before else ()
    report.add(result, told.good.ref, told.good.row, key, details, changes=changes)


def _change(told: Told) -> dict[str, Any]:
    """Lowest price and stock of the good, in the shop and after the export."""
    price, stock = _sum(told.now.offers.values())
    was_price, was_stock = _sum(told.before.offers.values() if told.before else ())
    return {"price": price, "stock": stock, "was_price": was_price, "was_stock": was_stock}


def _sum(offers: Collection[SentOffer]) -> tuple[str, str]:
    if not offers:
        return "—", "—"
    lowest = min((offer.price for offer in offers), key=Decimal)
    amounts: Sequence[str] = [offer.stock for offer in offers if offer.stock is not None]
    return lowest, format(sum(map(Decimal, amounts), Decimal(0)), "f") if amounts else "—"
