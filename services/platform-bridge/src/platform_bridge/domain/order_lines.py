"""What stands beside the lines of an order: stock, reserve, what is shipped."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from contracts.base import Ref
from contracts.rows.documents import DocumentLine, DocumentRow, OrderRow
from contracts.rows.goods import ProductKind, ProductRow, StockRow

_ZERO = Decimal(0)

_Goods = tuple[Ref | None, Ref | None]


@dataclass(frozen=True, slots=True)
class BesideLine:
    """Beside the line with this ref. Amounts of stock are over all warehouses; None for what is no goods of ours."""

    line: Ref
    shipped: Decimal
    kind: ProductKind | None = None
    article: str | None = None
    reserved: Decimal | None = None
    free: Decimal | None = None
    total: Decimal | None = None


def beside_lines(
    order: OrderRow, products: Mapping[str, ProductRow], stock: Iterable[StockRow], held: Iterable[DocumentRow]
) -> list[BesideLine]:
    """One per line of the order, in its order; `held` are the «Реализации» that ship it."""
    totals: defaultdict[_Goods, Decimal] = defaultdict(Decimal)
    reserves: defaultdict[_Goods, Decimal] = defaultdict(Decimal)
    for row in stock:
        totals[row.product_ref, row.variant_ref] += row.total
        reserves[row.product_ref, row.variant_ref] += row.reserved
    left: defaultdict[_Goods, Decimal] = defaultdict(Decimal)
    for document in held:
        for line in document.lines:
            left[_goods(line)] += line.quantity
    shown = []
    for line in order.lines:
        goods = _goods(line)
        shipped = min(line.quantity, left[goods]) if line.product_ref else _ZERO
        left[goods] -= shipped
        product = products.get(line.product_ref or "")
        if product is None or product.deleted:
            shown.append(BesideLine(line.ref, shipped))
            continue
        article = next((one.article for one in product.variants if one.ref == line.variant_ref), None)
        beside = BesideLine(line.ref, shipped, product.kind, article or product.article)
        if product.kind is not ProductKind.SERVICE:
            total, reserved = totals[goods], reserves[goods]
            beside = BesideLine(line.ref, shipped, product.kind, beside.article, reserved, total - reserved, total)
        shown.append(beside)
    return shown


def _goods(line: DocumentLine) -> _Goods:
    return line.product_ref, line.variant_ref
