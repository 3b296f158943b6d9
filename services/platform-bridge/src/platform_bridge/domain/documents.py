"""Documents other than orders: their sums, and what holding them («провести») does to stock and reserves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from contracts.base import Ref
from contracts.order import VatMode
from contracts.rows.documents import DocumentLine, DocumentRow, DocumentType, OrderRow
from platform_bridge.domain.orders import StockChange, StockKey

KOPECK = Decimal("0.01")

SIGNS: Mapping[str, int] = MappingProxyType(
    {
        DocumentType.REALIZATION: -1,
        DocumentType.RETAIL_CHECK: -1,
        DocumentType.SUPPLIER_RETURN: -1,
        DocumentType.CHARGE: -1,
        DocumentType.SUPPLY: 1,
        DocumentType.POSTING: 1,
        DocumentType.BUYER_RETURN: 1,
        DocumentType.RETAIL_RETURN: 1,
    }
)
"""Documents that take goods from the warehouse (-1) or bring them (1) when they are held."""

MOVING = frozenset({*SIGNS, DocumentType.SHIFTING, DocumentType.RESERVATION})
"""Documents whose lines need a product and a warehouse."""

INCOMING = frozenset({DocumentType.PAYMENT_IN, DocumentType.CASH_IN})
"""Documents whose allocations pay orders."""

MONEY = INCOMING | {DocumentType.PAYMENT_OUT, DocumentType.CASH_OUT}
"""Documents about money: their total is given, they have no lines."""


def summed(document: DocumentRow, rates: Mapping[Ref, Decimal]) -> DocumentRow:
    """The document with the sums of its lines and its total; `rates` are percents by VAT ref.

    The sum of a line is in the prices of the document; the total always has VAT in it. Money documents keep theirs.
    """
    if document.type in MONEY:
        return document
    lines = tuple(line.model_copy(update={"sum": line_sum(line)}) for line in document.lines)
    total = sum((line.sum for line in lines), Decimal(0))
    if document.vat_mode is VatMode.NOT_INCLUDED:
        total += sum((line_vat(line, rates) for line in lines), Decimal(0))
    return document.model_copy(update={"lines": lines, "total": total})


def line_sum(line: DocumentLine) -> Decimal:
    """Quantity × price, lowered by the discount (an amount), to the kopeck."""
    return (line.quantity * line.price - (line.discount or Decimal(0))).quantize(KOPECK, ROUND_HALF_UP)


def line_vat(line: DocumentLine, rates: Mapping[Ref, Decimal]) -> Decimal:
    """VAT on top of a line whose price does not include it."""
    rate = rates.get(line.vat_ref, Decimal(0)) if line.vat_ref else Decimal(0)
    return (line.sum * rate / 100).quantize(KOPECK, ROUND_HALF_UP)


def movements(document: DocumentRow) -> dict[StockKey, StockChange]:
    """What holding the document adds to the stock.

    «Перемещение» takes goods from the warehouse of the document to those of its lines.
    """
    changes: defaultdict[StockKey, StockChange] = defaultdict(StockChange)
    for line in document.lines:
        for stock, change in _moved(document, line):
            changes[stock] += change
    return {stock: change for stock, change in changes.items() if change != StockChange()}


def _moved(document: DocumentRow, line: DocumentLine) -> Iterator[tuple[StockKey, StockChange]]:
    store = line.store_ref or document.store_ref
    if line.product_ref is None or store is None:
        return
    stock = (line.product_ref, line.variant_ref, store)
    if document.type in SIGNS:
        yield stock, StockChange(total=line.quantity * SIGNS[document.type])
    elif document.type == DocumentType.RESERVATION:
        yield stock, StockChange(reserved=line.quantity)
    elif document.type == DocumentType.SHIFTING and document.store_ref is not None:
        yield (line.product_ref, line.variant_ref, document.store_ref), StockChange(total=-line.quantity)
        yield stock, StockChange(total=line.quantity)


def shipped(document: DocumentRow, order: OrderRow) -> tuple[DocumentRow, OrderRow]:
    """Both once the document ships the order; its lines tell in `reserved` what they took of the reserve."""
    order_lines = list(order.lines)
    lines = []
    for line in document.lines:
        taken = Decimal(0)
        for place, ordered in enumerate(order_lines):
            if _same_goods(line, ordered) and ordered.reserved:
                part = min(ordered.reserved, line.quantity - taken)
                taken += part
                order_lines[place] = ordered.model_copy(update={"reserved": ordered.reserved - part or None})
        lines.append(line.model_copy(update={"reserved": taken or None}))
    return (
        document.model_copy(update={"lines": tuple(lines)}),
        order.model_copy(update={"lines": tuple(order_lines), "shipped": True}),
    )


def given_back(
    document: DocumentRow, order: OrderRow, *, still_shipped: bool, over: bool
) -> tuple[DocumentRow, OrderRow]:
    """Both once the document ships the order no more; an order that is `over` gets no reserve back."""
    order_lines = list(order.lines)
    for line in document.lines:
        left = line.reserved or Decimal(0)
        for place, ordered in enumerate(order_lines):
            if not over and _same_goods(line, ordered) and ordered.store_ref is not None and left:
                part = min(left, ordered.quantity - (ordered.reserved or Decimal(0)))
                left -= part
                order_lines[place] = ordered.model_copy(
                    update={"reserved": (ordered.reserved or Decimal(0)) + part or None}
                )
    lines = tuple(line.model_copy(update={"reserved": None}) for line in document.lines)
    return (
        document.model_copy(update={"lines": lines}),
        order.model_copy(update={"lines": tuple(order_lines), "shipped": still_shipped}),
    )


def _same_goods(line: DocumentLine, ordered: DocumentLine) -> bool:
    return line.product_ref is not None and (line.product_ref, line.variant_ref) == (
        ordered.product_ref,
        ordered.variant_ref,
    )
