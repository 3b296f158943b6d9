"""A product as it is offered to a shop: what of the replica's rows the terms of a connection let out.

Rows are documents as the contract's rows dump themselves to JSON: this is the hot path of an export.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

Row = Mapping[str, Any]

PRODUCT: Final = ""
"""Key of the offer of a product that is not told apart by variants."""

ZERO: Final = "0"
"""Nothing in stock, as `number` tells it."""

_CENT: Final = Decimal("0.01")
_TOO_MUCH: Final = Decimal(10) ** 16
"""CommerceML writes sums of up to 18 digits, two of them behind the point."""
_CACHED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What a connection lets out. `price_types` in the order of the form; `groups` with all groups below them.

    `currency` None leaves each price in its own; `rates` are units of the account's currency for one.
    `updates_only`: what was sent before is not sent again; `positive_only`: nor what is out of stock, but for the
    time when it ends; `with_cards`: not prices and stock alone; `only`: no other goods are told of (None = all are).
    """

    stores: Sequence[str]
    price_types: Sequence[str]
    currency: str | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    all_goods: bool = True
    groups: frozenset[str] = frozenset()
    characteristics: bool = True
    updates_only: bool = False
    positive_only: bool = False
    with_cards: bool = True
    only: frozenset[str] | None = None

    @property
    def whole(self) -> bool:
        """Whether all goods of the account are told of: a shop may hide those that are absent."""
        return self.all_goods and not self.updates_only and not self.positive_only and self.only is None

    @property
    def all_cards(self) -> bool:
        """Whether the cards of all goods are told: a shop may be told to hide those that were absent."""
        return self.whole and self.with_cards


@dataclass(slots=True)
class Price:
    """Price in one price type: decimal text with two digits."""

    type: str
    amount: str
    currency: str


@dataclass(slots=True)
class Offer:
    """What can be bought: a product, or its variant. `stock` per store, `total` over all; None = has no stock.

    Numbers are texts: whole ones without a fraction, none below zero.
    """

    key: str
    variant: Row | None
    prices: list[Price]
    stock: list[tuple[str, str]]
    total: str | None


@dataclass(slots=True)
class Good:
    """A product card with its offers; `lost` is the key of what was left out of it, if anything was."""

    ref: str
    row: Row
    offers: list[Offer]
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a product cannot be exported."""

    key: str


class Assortment:
    """Makes goods of rows."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._order = {type_: place for place, type_ in enumerate(terms.price_types)}
        self._store_order = {store: place for place, store in enumerate(terms.stores)}
        self._amounts: dict[tuple[str, str], str | None] = {}

    def wants(self, row: Row, *, marked: bool) -> bool:
        """Whether the product is one of those that the connection exports."""
        if row.get("archived"):
            return False
        return self._terms.all_goods or marked or row.get("group_ref") in self._terms.groups

    def good(self, ref: str, row: Row, stock: Sequence[Row], prices: Sequence[Row]) -> Good | Refusal:
        """The product with its offers; those without a price are left out."""
        variants = [variant for variant in row.get("variants", ()) if not variant.get("archived")]
        base, by_variant, lost = self._prices(row, prices)
        counted = row.get("kind") != "service"
        if not variants:
            offers = [self._offer(PRODUCT, None, base, stock, counted)] if base else []
        elif self._terms.characteristics:
            offers = self._of_variants(variants, base, by_variant, stock, counted)
        else:
            lowest = _lowest([by_variant.get(variant["ref"], {}) for variant in variants], base)
            refs = {variant["ref"] for variant in variants} | {None}
            mine = [line for line in stock if line.get("variant_ref") in refs]
            offers = [self._offer(PRODUCT, None, lowest, mine, counted)] if lowest else []
        if not offers:
            return Refusal(lost or "good_without_price")
        return Good(ref, row, offers, lost)

    def _of_variants(
        self,
        variants: Sequence[Row],
        base: Mapping[str, Price],
        by_variant: Mapping[str, Mapping[str, Price]],
        stock: Sequence[Row],
        counted: bool,
    ) -> list[Offer]:
        """An offer for each variant that has a price, its own one or that of the product."""
        lines: dict[str, list[Row]] = {}
        for line in stock:
            if variant := line.get("variant_ref"):
                lines.setdefault(variant, []).append(line)
        offers = []
        for variant in variants:
            ref = variant["ref"]
            prices = {**base, **by_variant[ref]} if ref in by_variant else base
            if prices:
                offers.append(self._offer(ref, variant, prices, lines.get(ref, ()), counted))
        return offers

    def _offer(
        self, key: str, variant: Row | None, prices: Mapping[str, Price], stock: Sequence[Row], counted: bool
    ) -> Offer:
        chosen = list(prices.values())
        if len(chosen) > 1:
            chosen.sort(key=lambda price: self._order[price.type])
        if not counted:
            return Offer(key, variant, chosen, [], None)
        by_store: dict[str, int | Decimal] = {}
        for line in stock:
            store, free = line["store_ref"], _free(line["total"], line["reserved"])
            by_store[store] = by_store[store] + free if store in by_store else free
        stores = sorted(by_store, key=self._store_order.__getitem__) if len(by_store) > 1 else list(by_store)
        lying = [(store, number(by_store[store])) for store in stores]
        return Offer(key, variant, chosen, lying, number(sum(by_store.values())))

    def _prices(
        self, row: Row, prices: Sequence[Row]
    ) -> tuple[dict[str, Price], dict[str, dict[str, Price]], str | None]:
        """Prices of the product, of its variants (by price type), and the key of what could not be used."""
        base: dict[str, Price] = {}
        by_variant: dict[str, dict[str, Price]] = {}
        lost = None
        for line in prices:
            if "measure_ref" in line and line["measure_ref"] != _base_measure(row):
                continue
            amount = self._amount(line["amount"], line["currency"])
            if amount is None:
                lost = "price_not_converted"
            elif amount != "0.00":
                type_ = line["price_type_ref"]
                price = Price(type_, amount, self._terms.currency or line["currency"])
                variant = line.get("variant_ref")
                if variant is None:
                    base[type_] = price
                else:
                    by_variant.setdefault(variant, {})[type_] = price
        return base, by_variant, lost

    def _amount(self, amount: str, currency: str) -> str | None:
        """In the currency of the terms; "0.00" for what is no price, None when it cannot be expressed."""
        key = amount, currency
        if key not in self._amounts:
            if len(self._amounts) >= _CACHED:
                self._amounts.clear()
            self._amounts[key] = self._converted(Decimal(amount), currency)
        return self._amounts[key]

    def _converted(self, amount: Decimal, currency: str) -> str | None:
        wanted = self._terms.currency
        if wanted is not None and wanted != currency:
            have, want = self._terms.rates.get(currency), self._terms.rates.get(wanted)
            if not have or not want:
                return None
            amount = amount * have / want
            if amount >= _TOO_MUCH:
                return None
        return format(max(amount, Decimal(0)).quantize(_CENT, ROUND_HALF_UP), "f")


def with_subgroups(chosen: Iterable[str], parents: Mapping[str, str | None]) -> frozenset[str]:
    """The chosen groups and all below them; `parents` of every group."""
    found, known = set(chosen), dict.fromkeys(chosen, True)
    for group in parents:
        way: list[str] = []
        at: str | None = group
        while at is not None and at not in known and at not in way:
            way.append(at)
            at = parents.get(at)
        inside = at is not None and known.get(at, False)
        known.update(dict.fromkeys(way, inside))
        if inside:
            found.update(way)
    return frozenset(found)


def number(amount: int | Decimal) -> str:
    """As text, not below zero: whole numbers without a fraction, since shops refuse `7.000`."""
    if isinstance(amount, int):
        return str(amount) if amount > 0 else ZERO
    if amount <= 0:
        return ZERO
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _free(total: str, reserved: str) -> int | Decimal:
    try:
        return int(total) - int(reserved)
    except ValueError:  # a fraction
        return Decimal(total) - Decimal(reserved)


def _lowest(variants: Iterable[Mapping[str, Price]], base: Mapping[str, Price]) -> dict[str, Price]:
    """The lowest price of each type among the variants; a variant without an own price has that of the product."""
    found: dict[str, Price] = {}
    for own in variants:
        for type_, price in {**base, **own}.items():
            known = found.get(type_)
            if known is None or Decimal(price.amount) < Decimal(known.amount):
                found[type_] = price
    return found


def _base_measure(row: Row) -> str | None:
    measures = row.get("measures", ())
    return next((measure["ref"] for measure in measures if measure.get("base", True)), None)
