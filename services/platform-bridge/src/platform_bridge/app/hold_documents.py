"""What follows from holding a document («провести») and from giving it back."""

from decimal import Decimal

from contracts.base import Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.documents import DocumentRow, DocumentType, OrderRow
from platform_bridge.app.change_orders import is_finished, move_reserve
from platform_bridge.app.ledger import Page
from platform_bridge.app.ports import PlatformPort
from platform_bridge.domain.document_checks import check_allocations, check_moving, check_stock
from platform_bridge.domain.documents import INCOMING, given_back, movements, shipped
from platform_bridge.domain.orders import CURRENCY
from platform_bridge.domain.payments import Paid
from platform_bridge.domain.stock import stock_ref
from service_kit.errors import DataError

_ORDERS = SnapshotKind.ORDERS


class HoldDocuments:
    """Changes stock, orders and payments within the page; gives the document as it is to be kept."""

    def __init__(self, platform: PlatformPort) -> None:
        self._platform = platform

    async def hold(self, page: Page, row: DocumentRow) -> DocumentRow:
        """DataError `document_…`, `allocation_…` naming the line that stands against it."""
        check_moving(row)
        check_allocations(row, await debts(page, row))
        await self._move(page, row, back=False)
        if row.type == DocumentType.REALIZATION:
            row = await self._ship(page, row)
        if row.type in INCOMING:
            await self._pay(page, row, back=False)
        return row.model_copy(update={"held": True})

    async def give_back(self, page: Page, row: DocumentRow) -> DocumentRow:
        """DataError `document_stock_short` when what the document brought is gone already."""
        await self._move(page, row, back=True)
        if row.type == DocumentType.REALIZATION:
            row = await self._unship(page, row)
        if row.type in INCOMING:
            await self._pay(page, row, back=True)
        return row.model_copy(update={"held": False})

    async def _move(self, page: Page, row: DocumentRow, *, back: bool) -> None:
        changes = movements(row)
        if not changes:
            return
        check_stock(row, await page.some(SnapshotKind.STOCK, map(stock_ref, changes)), back=back)
        wanted = {stock: -change for stock, change in changes.items()} if back else changes
        page.tell(SnapshotKind.STOCK, await self._platform.change_stock(page.account, wanted, page.unit.session))

    async def _ship(self, page: Page, row: DocumentRow) -> DocumentRow:
        order = await _order_of(page, row)
        if order is None:
            return row
        if await is_finished(page, order):
            raise DataError("document_order_over", number=order.number)
        row, sent = shipped(row, order)
        await move_reserve(page, self._platform, order, sent)
        await page.keep(_ORDERS, sent)
        return row

    async def _unship(self, page: Page, row: DocumentRow) -> DocumentRow:
        order = await _order_of(page, row)
        if order is None:
            return row
        others = await self._platform.held_realizations(page.account, order.ref, page.unit.session)
        over = await is_finished(page, order)
        row, kept = given_back(row, order, still_shipped=bool(set(others) - {row.ref}), over=over)
        await move_reserve(page, self._platform, order, kept)
        await page.keep(_ORDERS, kept)
        return row

    async def _pay(self, page: Page, row: DocumentRow, *, back: bool) -> None:
        orders: dict[str, OrderRow] = await page.some(_ORDERS, [part.document_ref for part in row.allocations])
        if not orders:
            return
        paid = {
            part.document_ref: Paid(
                f"document:{row.ref}", part.sum, row.currency or CURRENCY, row.date or page.now, row.type
            )
            for part in row.allocations
            if part.document_ref in orders and not back
        }
        sums = await self._platform.pay_by_document(
            page.account, row.ref, [order.ref for order in orders.values()], paid, page.unit.session
        )
        await page.keep(_ORDERS, *(order.model_copy(update={"paid": sums[order.ref]}) for order in orders.values()))


async def debts(page: Page, row: DocumentRow) -> dict[Ref, Decimal | None]:
    """What is unpaid of the orders and documents that the allocations name; None for what has no total."""
    refs = [part.document_ref for part in row.allocations]
    found: dict[Ref, Decimal | None] = {}
    orders: dict[str, OrderRow] = await page.some(_ORDERS, refs)
    for order in orders.values():
        found[order.ref] = order.total - (order.paid or Decimal(0)) if order.total is not None else None
    documents: dict[str, DocumentRow] = await page.some(SnapshotKind.DOCUMENTS, refs)
    return found | {document.ref: document.total for document in documents.values()}


async def _order_of(page: Page, row: DocumentRow) -> OrderRow | None:
    """The order that the document ships: the first one among its links."""
    orders: dict[str, OrderRow] = await page.some(_ORDERS, row.links)
    return next((orders[link] for link in row.links if link in orders), None)
