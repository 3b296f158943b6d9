"""`order_lines` and discounts."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from shop_sync.connectors.insales.fields import Fields, Raw
from shop_sync.connectors.insales.rejection import Rejection

_KOPECK: Final = Decimal("0.01")
_MICRO: Final = Decimal("0.000001")
_BARCODE_LENGTHS: Final = frozenset({8, 12, 13, 14})  # GTIN
_OF_THE_SHOP_ALONE: Final = frozenset({"id", "order_id", "created_at", "updated_at"})
"""Ids of lines change when the shop rewrites them, times change without anything else: no news of an order."""


def lines_of(given: list[Any]) -> list[Raw]:
    """All lines. Raises `Rejection` that names the line and the goods when one cannot be right."""
    if not given:
        raise Rejection("insales_order_without_lines")
    return [_line(number, Fields(item)) for number, item in enumerate(given, 1)]


def discounts_of(order: Fields, lines_total: Decimal, delivery: Decimal, total: Decimal | None) -> list[Raw]:
    """Discounts of the order. They are included when lines and delivery make up the total without them."""
    included = None if total is None else lines_total + delivery <= total
    single = order.raw("discount")
    found = order.items("discounts")
    if not found and single not in (None, "", []):
        found = [single if isinstance(single, dict) else {"amount": single}]
    return [_discount(Fields(item), included=included) for item in found]


def amount_of(fields: Fields, name: str) -> Decimal | None:
    """A sum of the order; `Rejection` when it is none."""
    try:
        value = fields.number(name)
    except ValueError as error:
        raise Rejection("insales_sum_unreadable", field=name, value=str(error)[:100]) from None
    if value is not None and value < 0:
        raise Rejection("insales_sum_negative", field=name, value=value)
    return value


def _line(number: int, line: Fields) -> Raw:
    sku, barcode, variant = line.text("sku"), line.text("barcode"), line.text("variant_id")
    name = line.text("title") or sku or variant
    if not name:
        raise Rejection("insales_line_without_name", line=number)
    quantity, price, total, discount = _figures(line, number, name)
    return {
        "number": number,
        "name": name,
        "quantity": quantity,
        "price": price,
        "sum": total,
        "outside_id": variant,
        "article": sku,
        # shops often keep the barcode in `sku`
        "barcode": barcode or (sku if sku and sku.isdecimal() and len(sku) in _BARCODE_LENGTHS else None),
        "discounts": [{"amount": discount, "included": True}] if discount else [],
        "attributes": list(line.rest(passed_over=_OF_THE_SHOP_ALONE)),
    }


def _figures(line: Fields, number: int, name: str) -> tuple[Decimal, Decimal, Decimal, Decimal | None]:
    """Quantity, price and sum as they are paid, and by how much the sum is lowered."""
    read = {field: _figure(line, field, number, name) for field in _FIGURES}
    quantity, before = read["quantity"], read["total_price"]
    if quantity is None or quantity <= 0:
        raise Rejection("insales_line_quantity", line=number, goods=name, value=quantity or 0)
    price, total = _first(read, "full_sale_price", "sale_price"), _first(read, "full_total_price", "total_price")
    if price is None and total is None:
        raise Rejection("insales_line_without_price", line=number, goods=name)
    if total is None:
        total = ((price or Decimal(0)) * quantity).quantize(_KOPECK, ROUND_HALF_UP)
    if price is None:
        price = (total / quantity).quantize(_MICRO).normalize()
    return quantity, price, total, before - total if before is not None and before > total else None


_FIGURES: Final = ("quantity", "sale_price", "full_sale_price", "total_price", "full_total_price")


def _first(read: dict[str, Decimal | None], *names: str) -> Decimal | None:
    return next((value for name in names if (value := read[name]) is not None), None)


def _figure(line: Fields, field: str, number: int, name: str) -> Decimal | None:
    try:
        value = line.number(field)
    except ValueError as error:
        text = str(error)[:100]
        raise Rejection("insales_line_unreadable", line=number, goods=name, field=field, value=text) from None
    if value is not None and value < 0 and field != "quantity":
        raise Rejection("insales_line_negative", line=number, goods=name, field=field, value=value)
    return value


def _discount(fields: Fields, *, included: bool | None) -> Raw:
    return {
        "name": fields.text("description", "title"),
        "amount": amount_of(fields, "amount"),
        "percent": amount_of(fields, "percent"),
        "included": included,
    }
