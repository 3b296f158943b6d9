"""Why a document cannot be kept or held: keys of texts that name its line."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from contracts.base import Ref
from contracts.rows.directory import DirectoryKind
from contracts.rows.documents import DocumentLine, DocumentRow, DocumentType
from contracts.rows.goods import StockRow
from platform_bridge.domain.documents import MONEY, MOVING, movements
from platform_bridge.domain.orders import StockKey
from platform_bridge.domain.refs import Refs
from platform_bridge.domain.stock import stock_ref
from service_kit.errors import DataError


def check_lines(document: DocumentRow, refs: Refs) -> None:
    """DataError `document_…` naming the first line with something that the account has not, or a sum below zero."""
    if document.type in MONEY:
        if document.lines:
            raise DataError("document_money_with_lines")
        return
    for line in document.lines:
        if (key := next(_line_problems(line, refs), None)) is not None:
            raise DataError(key, line=line.number, name=line.name)


def _line_problems(line: DocumentLine, refs: Refs) -> Iterator[str]:
    if line.product_ref is not None:
        variants = refs.products.get(line.product_ref)
        if variants is None:
            yield "document_product_missing"
        elif line.variant_ref is not None and line.variant_ref not in variants:
            yield "document_variant_missing"
    if line.vat_ref is not None and not refs.has(DirectoryKind.VAT_RATE, line.vat_ref):
        yield "document_vat_missing"
    if line.store_ref is not None and not refs.has(DirectoryKind.STORE, line.store_ref):
        yield "document_line_store_missing"
    if (line.discount or 0) > line.quantity * line.price:
        yield "document_discount_too_big"


def check_allocations(document: DocumentRow, debts: Mapping[Ref, Decimal | None]) -> None:
    """DataError `allocation_…` naming the first allocation to nothing, twice, or beyond the payment or the debt.

    `debts` tell what is unpaid of each document that the account has; None where that is not known.
    """
    left = document.total or Decimal(0)
    seen: set[Ref] = set()
    for line, part in enumerate(document.allocations, start=1):
        if part.document_ref not in debts:
            raise DataError("allocation_document_missing", line=line)
        if part.document_ref in seen:
            raise DataError("allocation_twice", line=line)
        seen.add(part.document_ref)
        if part.sum > left:
            raise DataError("allocation_over_payment", line=line, left=left)
        left -= part.sum
        debt = debts[part.document_ref]
        if debt is not None and part.sum > debt:
            raise DataError("allocation_over_debt", line=line, debt=max(debt, Decimal(0)))


def check_moving(document: DocumentRow) -> None:
    """DataError `document_…` when a document that moves goods does not say which or where."""
    if document.type not in MOVING:
        return
    if not document.lines:
        raise DataError("document_without_lines")
    if document.type == DocumentType.SHIFTING and document.store_ref is None:
        raise DataError("document_store_missing")
    for line in document.lines:
        if line.product_ref is None:
            raise DataError("document_line_without_product", line=line.number, name=line.name)
        if document.type == DocumentType.SHIFTING and line.store_ref in (None, document.store_ref):
            raise DataError("document_line_store_same", line=line.number, name=line.name)
        if line.store_ref is None and document.store_ref is None:
            raise DataError("document_line_store_missing", line=line.number, name=line.name)


def check_stock(document: DocumentRow, stock: Mapping[str, StockRow], *, back: bool) -> None:
    """DataError `document_stock_short` naming the first line that would leave a warehouse with less than nothing.

    `stock` by ref; `back` when the document is held and is to be given back.
    """
    changes = movements(document)
    for key, change in changes.items():
        total = -change.total if back else change.total
        lying = stock[stock_ref(key)].total if stock_ref(key) in stock else Decimal(0)
        if total < 0 and lying + total < 0:
            line = next(line for line in document.lines if _touches(document, line, key))
            raise DataError("document_stock_short", line=line.number, name=line.name, lying=lying, needed=-total)


def _touches(document: DocumentRow, line: DocumentLine, key: StockKey) -> bool:
    return key in movements(document.model_copy(update={"lines": (line,)}))
