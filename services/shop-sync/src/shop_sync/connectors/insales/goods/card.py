"""A good as the API takes it: the product with its properties and pictures, its variants, their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from contracts.rows.directory import DirectoryKind, DirectoryRow
from shop_sync.app.goods.digest import digest_of
from shop_sync.app.goods.shop import ShopOffer, Values
from shop_sync.app.ports import Directories
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.domain.goods import PRODUCT, Good, Offer, Row

VAT_NONE: Final = -1
"""«Без НДС»."""
_OPTION: Final = "Модификация"
_NO_VALUE: Final = "—"

Options = Mapping[str, Sequence[tuple[str, str]]]
"""Key of each offer → (name, value) of what tells it apart."""


@dataclass(frozen=True, slots=True)
class Card:
    """The product. `path`: names of its groups from the top, None = its category is left as it is.

    `facts` of each variant: article, barcode, weight.
    """

    fields: Mapping[str, Any]
    path: tuple[str, ...] | None
    properties: Mapping[str, str]
    pictures: tuple[str, ...]
    options: Options
    facts: Mapping[str, Mapping[str, Any]]

    def digest(self) -> str:
        """Changes with anything of the card."""
        told = [self.fields, self.path, self.properties, self.pictures, self.facts]
        return digest_of([*told, {key: list(pairs) for key, pairs in self.options.items()}])


class Cards:
    """Makes cards of goods by the settings of a connection."""

    def __init__(self, config: InsalesConfig, directories: Directories) -> None:
        self._config = config
        self._groups = directories.get(DirectoryKind.PRODUCT_GROUP, {})
        self._vat = {ref: _vat(row) for ref, row in directories.get(DirectoryKind.VAT_RATE, {}).items()}

    def card(self, good: Good) -> Card:
        """The card of a good."""
        row = good.row
        names = ("name", "full_name") if self._config.short_names else ("full_name", "name")
        vat = self._vat.get(row.get("vat_ref") or "")
        fields = {
            "title": next((row[name] for name in names if row.get(name)), good.ref),
            "description": row.get("description_html") or "",
            **({} if vat is None else {"vat": vat}),
        }
        return Card(
            fields=fields,
            path=None if self._config.without_groups else self._path(row.get("group_ref")),
            properties=_properties(row) if self._config.with_fields else {},
            pictures=_pictures(row),
            options=_options(good),
            facts={offer.key: _facts(row, offer) for offer in good.offers},
        )

    def _path(self, group: str | None) -> tuple[str, ...]:
        names: list[str] = []
        seen: set[str] = set()
        while group is not None and group in self._groups and group not in seen:
            seen.add(group)
            names.insert(0, self._groups[group].name)
            group = self._groups[group].parent_ref
        return tuple(names)


class Offers:
    """Prices and stock of goods by the names of the shop: the first price list is `price`, the next are `price2`, …

    Stock is that of all chosen stores, or by warehouse where the stores are matched with warehouses of the shop.
    """

    def __init__(self, config: InsalesConfig) -> None:
        self._prices: dict[str, list[str]] = {}
        for place, type_ in enumerate(config.price_lists):
            self._prices.setdefault(type_, []).append("price" if place == 0 else f"price{place + 1}")
        if config.old_price_list:
            self._prices.setdefault(config.old_price_list, []).append("old_price")
        self._warehouses: dict[str, str] = {
            pair.store: f"quantity_at_warehouse{pair.warehouse}" for pair in config.warehouses
        }

    def of(self, good: Good) -> list[ShopOffer]:
        """The offers that have the main price."""
        options = _options(good)
        found = []
        for offer in good.offers:
            prices = {
                name: Decimal(price.amount) for price in offer.prices for name in self._prices.get(price.type, ())
            }
            if "price" in prices:
                others = {name: prices.get(name) for names in self._prices.values() for name in names}
                values = {**others, **self._stock(offer)}
                titles = tuple(sorted(value for _, value in options[offer.key]))
                found.append(ShopOffer(offer.key, values, str(prices["price"]), offer.total, titles))
        return found

    def empty(self) -> Values:
        """Nothing is in stock."""
        return dict.fromkeys(self._warehouses.values() or ("quantity",), Decimal(0))

    def _stock(self, offer: Offer) -> dict[str, Decimal | None]:
        if offer.total is None:
            return {}
        if not self._warehouses:
            return {"quantity": Decimal(offer.total)}
        lying: dict[str, Decimal | None] = dict.fromkeys(self._warehouses.values(), Decimal(0))
        for store, amount in offer.stock:
            if name := self._warehouses.get(store):
                lying[name] = (lying[name] or Decimal(0)) + Decimal(amount)
        return lying


def _vat(row: DirectoryRow) -> int | None:
    """Percent, -1 for goods without VAT; None for a rate that the shop cannot have."""
    if row.rate is None:
        return VAT_NONE
    return int(row.rate) if row.rate == int(row.rate) else None


def _properties(row: Row) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for field in row.get("attributes", ()):
        if field["value"]:
            found.setdefault(field["name"], []).append(field["value"])
    return {name: ", ".join(values) for name, values in found.items()}


def _pictures(row: Row) -> tuple[str, ...]:
    """Addresses that the shop can fetch, the main one first, each once."""
    found = {
        image["url"]: None
        for owner in (row, *row.get("variants", ()))
        for image in sorted(owner.get("images", ()), key=lambda image: image.get("sort", 0))
        if image["url"].startswith(("https://", "http://"))
    }
    return tuple(found)


def _facts(row: Row, offer: Offer) -> dict[str, Any]:
    """What is known; the shop keeps what it has of the rest."""
    owner = offer.variant or row
    barcodes = owner.get("barcodes") or (() if offer.variant else row.get("barcodes", ()))
    facts = {
        "sku": owner.get("article") or row.get("article"),
        "barcode": barcodes[0] if barcodes else None,
        "weight": row.get("weight"),
    }
    return {name: value for name, value in facts.items() if value}


def _options(good: Good) -> dict[str, list[tuple[str, str]]]:
    """What tells the offers apart; all have the same names, no two the same values."""
    if len(good.offers) == 1 and good.offers[0].key == PRODUCT:
        return {PRODUCT: []}
    own = {offer.key: _characteristics(offer) for offer in good.offers}
    names = list(dict.fromkeys(name for pairs in own.values() for name in pairs))
    told = {key: [(name, pairs.get(name, _NO_VALUE)) for name in names] for key, pairs in own.items()}
    if names and len({tuple(pairs) for pairs in told.values()}) == len(told):
        return told
    return {offer.key: [*told[offer.key], (_OPTION, _name(good, offer))] for offer in good.offers}


def _characteristics(offer: Offer) -> dict[str, str]:
    fields = offer.variant.get("attributes", ()) if offer.variant else ()
    return {field["name"]: field["value"] for field in fields if field["value"]}


def _name(good: Good, offer: Offer) -> str:
    """The name of the variant, with its ref where another one has the same."""
    name = (offer.variant or {}).get("name") or offer.key
    alike = sum((other.variant or {}).get("name") == name for other in good.offers)
    return name if alike < 2 else f"{name} {offer.key}"
