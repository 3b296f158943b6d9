"""How an outside order becomes a «Заказ покупателя», and which parts of it a later version takes over."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from contracts.base import ConnectionId, Ref
from contracts.events.order import OrderCreated, OrderCreatedData, OrderUpdated, OrderUpdatedData
from contracts.order import Delivery, LineKind, OrderLine
from contracts.rows.directory import DirectoryKind
from contracts.rows.documents import DocumentLine, OrderDelivery, OrderRow
from platform_bridge.domain.addresses import address_text
from platform_bridge.domain.parcels import parcel_of
from platform_bridge.domain.refs import Refs, name_key, vat_key

OrderEvent: TypeAlias = OrderCreated | OrderUpdated

NaturalKey: TypeAlias = tuple[ConnectionId, str]
"""Connection and outside id: what tells the orders of an account apart."""

StockKey: TypeAlias = tuple[Ref, Ref | None, Ref]
"""Product, variant, warehouse."""

_ZERO = Decimal(0)

CURRENCY = "RUB"
"""Бизнес.Ру keeps an account in roubles: the currency of an order that names none."""


@dataclass(frozen=True, slots=True)
class StockChange:
    """What is added to a stock row; negative amounts take away."""

    total: Decimal = _ZERO
    reserved: Decimal = _ZERO

    def __add__(self, other: "StockChange") -> "StockChange":
        return StockChange(self.total + other.total, self.reserved + other.reserved)

    def __neg__(self) -> "StockChange":
        return StockChange(-self.total, -self.reserved)


class Part(StrEnum):
    """Parts of an order that an update may name in `changed`."""

    LINES = "lines"
    CUSTOMER = "customer"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    STATUS = "status"
    COMMENT = "comment"
    TOTAL = "total"
    OTHER = "other"


EVERYTHING = frozenset(Part)

_BLANK = DocumentLine(ref=Ref("-"), number=0, name="", quantity=Decimal(0), price=Decimal(0), sum=Decimal(0))


def natural_key(event: OrderEvent) -> NaturalKey:
    """Key of the order that the event is about."""
    return event.data.origin.connection, event.data.origin.outside_id


def named_parts(event: OrderEvent) -> frozenset[Part]:
    """Parts that the event may change in a stored order; names of a newer contract are left out."""
    if isinstance(event.data, OrderUpdatedData):
        return frozenset(Part(name) for name in event.data.changed if name in EVERYTHING)
    return EVERYTHING


def empty_row(event: OrderEvent, ref: Ref, number: str) -> OrderRow:
    """A «Заказ покупателя» before any part of the outside order is in it."""
    options = event.data.options
    return OrderRow(
        ref=ref,
        sequence=0,
        number=number,
        organization_ref=options.organization,
        responsible_ref=options.owner,
        author_ref=options.owner,
    )


def taken_over(
    row: OrderRow,
    event: OrderEvent,
    parts: frozenset[Part],
    *,
    counterparty: Ref | None,
    refs: Refs,
    now: dt.datetime,
) -> OrderRow:
    """The row with the named parts of the event's order in it, one version further.

    A status that a person set stays; the first one is the connection's or the first of the directory.
    """
    order = event.data.order
    fields: dict[str, Any] = {"sequence": row.sequence + 1, "updated_at": now, "origin": event.data.origin}
    if Part.LINES in parts:
        fields["lines"] = _lines(row, event.data, refs)
    if Part.CUSTOMER in parts:
        fields["counterparty_ref"] = counterparty
    if Part.DELIVERY in parts:
        fields["delivery"] = _delivery(order.delivery or Delivery(), row.delivery or OrderDelivery(), refs)
    if Part.COMMENT in parts:
        fields["comment"] = "\n".join(text for text in (order.comment, order.manager_comment) if text) or None
    if Part.TOTAL in parts:
        fields["total"] = order.full_total()
    if Part.OTHER in parts:
        fields["placed_at"] = order.placed_at or row.placed_at or now
        fields["currency"] = order.currency or CURRENCY
        fields["vat_mode"] = order.vat_mode
    if Part.STATUS in parts:
        fields |= _status(row, event, refs, now)
    taken = row.model_copy(update=fields)
    return without_reserve(taken) if _over(taken, event, parts, refs) else taken


def reserves(row: OrderRow) -> Mapping[StockKey, Decimal]:
    """What the order holds reserved, per product, variant and warehouse."""
    found: defaultdict[StockKey, Decimal] = defaultdict(Decimal)
    for line in row.lines:
        if line.reserved is not None and line.product_ref is not None and line.store_ref is not None:
            found[line.product_ref, line.variant_ref, line.store_ref] += line.reserved
    return found


def reserve_changes(old: OrderRow, new: OrderRow) -> dict[StockKey, StockChange]:
    """What the reserves of the stock change by when one version of an order follows another."""
    changes: defaultdict[StockKey, Decimal] = defaultdict(Decimal)
    for stock, quantity in reserves(new).items():
        changes[stock] += quantity
    for stock, quantity in reserves(old).items():
        changes[stock] -= quantity
    return {stock: StockChange(reserved=change) for stock, change in changes.items() if change}


def without_reserve(row: OrderRow) -> OrderRow:
    """The order with nothing reserved."""
    if not any(line.reserved for line in row.lines):
        return row
    return row.model_copy(update={"lines": tuple(line.model_copy(update={"reserved": None}) for line in row.lines)})


def reserving(row: OrderRow, store: Ref | None) -> OrderRow:
    """The order with all its goods reserved; a line without a warehouse gets `store`."""
    return row.model_copy(update={"lines": tuple(_reserved(line, store) for line in row.lines)})


def _reserved(line: DocumentLine, store: Ref | None) -> DocumentLine:
    place = line.store_ref or store
    if line.product_ref is None or place is None:
        return line
    return line.model_copy(update={"store_ref": place, "reserved": line.quantity})


def warnings(event: OrderEvent, refs: Refs) -> tuple[str, ...]:
    """Keys of what a person should look at in an order that is stored."""
    data = event.data
    found = []
    if any(line.product_ref is None for line in data.order.lines):
        found.append("line_without_product")
    homeless = data.options.reserve and _default_store(data, refs) is None
    if homeless and any(_reservable(line) and line.store_ref is None for line in data.order.lines):
        found.append("reserve_without_store")
    return tuple(found)


def _lines(row: OrderRow, data: OrderCreatedData, refs: Refs) -> tuple[DocumentLine, ...]:
    """Lines with their warehouses; an order that holds a reserve goes on reserving when its lines change."""
    reserving = data.options.reserve or any(line.reserved is not None for line in row.lines)
    default = _default_store(data, refs)
    return tuple(_line(line, row.ref, line.store_ref or default, reserving, refs) for line in data.order.lines)


def _line(line: OrderLine, order: Ref, store: Ref | None, reserving: bool, refs: Refs) -> DocumentLine:
    discounts = [discount.amount for discount in line.discounts if discount.amount is not None]
    rate = next((tax.rate for tax in line.taxes if tax.rate), None)
    # the values come from a validated model, and checking the lines again would cost half as much as all the rest
    return _BLANK.model_copy(
        update={
            "ref": Ref(f"{order}-{line.number}"),
            "number": line.number,
            "name": line.name,
            "quantity": line.quantity,
            "price": line.price,
            "sum": line.sum,
            "discount": sum(discounts, Decimal(0)) if discounts else None,
            "product_ref": line.product_ref,
            "variant_ref": line.variant_ref,
            "vat_ref": refs.vat.get(vat_key(rate)) if rate else None,
            "store_ref": store,
            "reserved": line.quantity if reserving and store is not None and _reservable(line) else None,
        }
    )


def _over(row: OrderRow, event: OrderEvent, parts: frozenset[Part], refs: Refs) -> bool:
    """Whether nothing is to be reserved for the order any more: it is shipped, finished, or cancelled in the shop."""
    told = event.data.order.status
    cancelled = told is not None and told.cancelled is True and not parts.isdisjoint((Part.STATUS, Part.LINES))
    return cancelled or row.shipped or row.status_ref in refs.final


def _reservable(line: OrderLine) -> bool:
    return line.product_ref is not None and line.kind is LineKind.GOODS


def _default_store(data: OrderCreatedData, refs: Refs) -> Ref | None:
    return data.options.store or refs.first(DirectoryKind.STORE)


def _delivery(told: Delivery, known: OrderDelivery, refs: Refs) -> OrderDelivery | None:
    """What the shop tells now; a method and a number that a person chose stay until the shop names others."""
    hours = [f"{hour}:00" for hour in (told.hour_from, told.hour_to) if hour is not None]
    chosen = known.method_ref if told.method == known.method else None
    delivery = OrderDelivery(
        method_ref=chosen or told.method_ref or refs.methods.get(name_key(told.method)),
        method=told.method,
        address=address_text(told.address),
        note=told.note,
        date=" ".join(part for part in (told.date, "–".join(hours)) if part) or None,
        phone=told.phone,
        email=told.email,
        weight=told.weight,
        dimensions=told.dimensions,
        cost=told.price,
        **parcel_of(known, told.tracking_number or known.tracking_number),
    )
    return None if delivery == OrderDelivery() else delivery


def _status(row: OrderRow, event: OrderEvent, refs: Refs, now: dt.datetime) -> dict[str, Any]:
    wanted = event.data.options.status or (None if row.status_ref else refs.first(DirectoryKind.ORDER_STATUS))
    if wanted is None or wanted == row.status_ref or row.status_set_by_person:
        return {}
    return {"status_ref": wanted, "status_set_at": now, "status_set_by": event.source}
