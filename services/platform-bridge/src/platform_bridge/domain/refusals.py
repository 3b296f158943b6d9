"""Why the platform cannot keep an order as it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.events.order import OrderCreatedData
from contracts.order import OrderLine
from contracts.rows.directory import DirectoryKind
from platform_bridge.domain.orders import Part
from platform_bridge.domain.refs import Refs


@dataclass(frozen=True, slots=True)
class Refusal:
    """One problem: key of its text, the line (None for the order itself), its goods name, and the field."""

    key: str
    field: str
    line: int | None = None
    name: str = ""


def refusals(data: OrderCreatedData, parts: frozenset[Part], refs: Refs, new: bool) -> tuple[Refusal, ...]:
    """Problems of those parts of the order that would be taken over; `new` when the order is not stored yet."""
    return tuple(_of_order(data, parts, refs, new))


def _of_order(data: OrderCreatedData, parts: frozenset[Part], refs: Refs, new: bool) -> Iterator[Refusal]:
    order, options = data.order, data.options
    named = [
        (new, DirectoryKind.ORGANIZATION, options.organization, "options.organization"),
        (new, DirectoryKind.EMPLOYEE, options.owner, "options.owner"),
        (Part.STATUS in parts, DirectoryKind.ORDER_STATUS, options.status, "options.status"),
        (Part.LINES in parts, DirectoryKind.STORE, options.store, "options.store"),
        (
            Part.DELIVERY in parts,
            DirectoryKind.DELIVERY_METHOD,
            order.delivery.method_ref if order.delivery else None,
            "delivery.method_ref",
        ),
    ]
    for taken, kind, ref, field in named:
        if taken and ref is not None and not refs.has(kind, ref):
            yield Refusal(f"{kind.value}_missing", field)
    if Part.LINES in parts:
        for line in order.lines:
            yield from _of_line(line, refs)


def _of_line(line: OrderLine, refs: Refs) -> Iterator[Refusal]:
    if line.quantity <= 0:
        yield Refusal("line_quantity_wrong", "quantity", line.number, line.name)
    if line.price < 0:
        yield Refusal("line_price_wrong", "price", line.number, line.name)
    if line.product_ref is not None:
        variants = refs.products.get(line.product_ref)
        if variants is None:
            yield Refusal("line_product_missing", "product_ref", line.number, line.name)
        elif line.variant_ref is not None and line.variant_ref not in variants:
            yield Refusal("line_variant_missing", "variant_ref", line.number, line.name)
    if line.store_ref is not None and not refs.has(DirectoryKind.STORE, line.store_ref):
        yield Refusal("line_store_missing", "store_ref", line.number, line.name)
