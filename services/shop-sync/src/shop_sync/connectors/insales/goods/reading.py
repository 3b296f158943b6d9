"""Products of the shop as its API tells them (shops.md names no schema: fields seen in payloads of 2023)."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from contracts.base import AccountId, Ref
from service_kit.errors import DataError
from shop_sync.app.goods.shop import ShopProduct, ShopVariant
from shop_sync.connectors.insales.fields import Fields

_VALUE: Final = re.compile(r"price\d*|old_price|quantity|quantity_at_warehouse\d+")


class Marks:
    """What the shop keeps for us with a product: the account and our ref, since two accounts may have like refs."""

    def __init__(self, account: AccountId) -> None:
        self._begin = f"{account}:"

    def text(self, ref: str) -> str:
        """The mark of a good."""
        return f"{self._begin}{ref}"

    def of(self, field: int | None) -> Callable[[Fields], Ref | None]:
        """Reads the ref out of a product; `field` is that of the marks, None when the shop does not have it yet."""

        def read(product: Fields) -> Ref | None:
            for item in product.items("product_field_values"):
                value = Fields(item)
                text = value.text("value") or ""
                if field is not None and value.raw("product_field_id") == field and text.startswith(self._begin):
                    return Ref(text.removeprefix(self._begin))
            return None

        return read


def product_of(raw: Any, mark: Callable[[Fields], Ref | None]) -> ShopProduct:
    """A product with its variants; none when it lies in the recycle bin. `mark` reads ours.

    DataError `insales_goods_unreadable` when it has no id.
    """
    fields = Fields(raw)
    id_ = fields.text("id")
    if not id_:
        raise DataError("insales_goods_unreadable")
    if fields.raw("archived") is True:
        return ShopProduct(id_, ())
    variants = fields.items("variants")
    title, marked, pictures = fields.text("title") or "", mark(fields), len(fields.items("images"))
    found = []
    for item in variants:
        variant = Fields(item)
        variant_id, options = variant.text("id"), _options(variant)
        if not variant_id:
            raise DataError("insales_goods_unreadable")
        values = _values(item)
        name = " ".join((title, *options)) if len(variants) > 1 else title
        found.append(
            ShopVariant(
                id=variant_id,
                product=id_,
                name=name,
                article=variant.text("sku"),
                barcode=variant.text("barcode"),
                options=options,
                price=values.get("price"),
                stock=values.get("quantity"),
                values=values,
                mark=marked,
                pictures=pictures,
            )
        )
    return ShopProduct(id_, found)


def variant_of(raw: Any, product: str) -> ShopVariant:
    """A variant that was made just now."""
    fields = Fields(raw)
    id_ = fields.text("id")
    if not id_:
        raise DataError("insales_goods_unreadable")
    values = _values(raw)
    return ShopVariant(
        id=id_,
        product=product,
        name=fields.text("title") or "",
        article=fields.text("sku"),
        barcode=fields.text("barcode"),
        options=_options(fields),
        price=values.get("price"),
        stock=values.get("quantity"),
        values=values,
    )


def list_of(raw: Any) -> list[Any]:
    """The rows of a list; DataError `insales_goods_unreadable` when it is none."""
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise DataError("insales_goods_unreadable")
    return raw


def _options(variant: Fields) -> tuple[str, ...]:
    """Titles of the values that tell the variant apart, in alphabetic order."""
    titles = (Fields(value).text("title", "value") for value in variant.items("option_values"))
    return tuple(sorted(title for title in titles if title))


def _values(raw: Mapping[str, Any]) -> dict[str, str | None]:
    fields = Fields(raw)
    return {name: _plain(fields.number(name)) for name in raw if _VALUE.fullmatch(name)}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
