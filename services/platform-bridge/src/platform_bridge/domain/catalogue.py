"""A catalogue from outside (CommerceML) in pieces, and how its goods become product cards.

Refs follow from the outside ids alone, so that whatever comes first, goods, prices or stock, the parts find each other,
and what comes twice meets itself.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from contracts.base import Ref

_NAMESPACE = uuid.UUID("8a4b3f9e-53a5-4b3c-9d51-0e6c52f6a9d7")


def ref_of(kind: str, outside: str) -> Ref:
    """Ref of the record that has this id outside."""
    return Ref(str(uuid.uuid5(_NAMESPACE, f"{kind}|{outside}")))


@dataclass(frozen=True, slots=True)
class Entry:
    """A group, price type or warehouse; `kind` is that of the directory."""

    kind: str
    outside: str
    name: str
    sort: int = 0
    parent: str | None = None
    currency: str | None = None
    address: str | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """The name of something that goods mention by its id: `kind` is property, value or unit."""

    kind: str
    outside: str
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Unit of a product: its OKEI code and what it is called there, each where it was given."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Priced:
    """A price; `price_type` is an outside id."""

    price_type: str
    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a product; values are texts or ids of values."""

    outside: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A product or an offer as far as its file tells; None stands for what the file does not mention.

    `full_of` is the catalogue's id when the file promises to have all of its goods. `stock` is by outside id of the
    warehouse, "" for goods without one.
    """

    product: str
    variant: str | None = None
    offer: bool = False
    full_of: str | None = None
    deleted: bool = False
    name: str = ""
    full_name: str | None = None
    article: str | None = None
    code: str | None = None
    barcodes: tuple[str, ...] | None = None
    description_html: str | None = None
    unit: Unit | None = None
    groups: tuple[str, ...] | None = None
    vat: str | None = None
    service: bool = False
    weight: Decimal | None = None
    images: tuple[str, ...] | None = None
    properties: tuple[Property, ...] | None = None
    characteristics: tuple[tuple[str, str], ...] | None = None
    prices: tuple[Priced, ...] = ()
    stock: Mapping[str, Decimal] | None = None

    @property
    def product_ref(self) -> Ref:
        """Ref of its card."""
        return ref_of("product", self.product)

    @property
    def variant_ref(self) -> Ref | None:
        """Ref of its variant, None for the product itself."""
        return ref_of("variant", f"{self.product}#{self.variant}") if self.variant else None


Piece: TypeAlias = Entry | Name | Item
