"""What a person changes in a «Заказ покупателя»."""

from typing import Any

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.documents import OrderDelivery, OrderRow
from platform_bridge.app.ledger import Fields, Ledger, Page
from platform_bridge.app.ports import PlatformPort, Users
from platform_bridge.domain.orders import reserve_changes, reserving, without_reserve
from platform_bridge.domain.parcels import parcel_of
from service_kit.errors import DataError
from service_kit.problems import Problem

_NOT_OF_THE_ROW = ("reserve", "tracking_number", "delivery_method_ref", "status_ref")


class ChangeOrders:
    """A finished order holds no reserve: a final status gives it back."""

    def __init__(self, ledger: Ledger, platform: PlatformPort, users: Users) -> None:
        self._ledger = ledger
        self._platform = platform
        self._users = users

    async def change(
        self, account: AccountId, ref: str, fields: Fields, *, by: str, expected: int | None = None
    ) -> OrderRow:
        """Set fields and the status, `by` the user with this ref.

        Raises DataError `…_unknown` for what the account has not, `status_not_allowed` when the present status may not
        be followed by the wanted one; Problem 409 `reserve_of_finished`, 412 `record_changed`.
        """

        async def body(page: Page) -> OrderRow:
            old: OrderRow = await page.found(SnapshotKind.ORDERS, ref, expected)
            await page.check(SnapshotKind.ORDERS, fields)
            row = old.model_copy(update={name: fields[name] for name in fields if name not in _NOT_OF_THE_ROW})
            row = await _delivered(page, row, fields)
            if (status := fields.get("status_ref")) is not None and status != old.status_ref:
                row = row.model_copy(update=await self._status(page, old, status, by))
            row = await self._reserve(page, row, fields.get("reserve"))
            await move_reserve(page, self._platform, old, row)
            (kept,) = await page.keep(SnapshotKind.ORDERS, row)
            return kept

        return await self._ledger.write(account, body)

    async def _status(self, page: Page, order: OrderRow, status: str, by: str) -> dict[str, Any]:
        wanted: DirectoryRow = await page.found(SnapshotKind.DIRECTORIES, status)
        now = await page.find(SnapshotKind.DIRECTORIES, order.status_ref) if order.status_ref else None
        if wanted.archived or (now is not None and now.transitions and status not in now.transitions):
            raise DataError("status_not_allowed", status=wanted.name, now=now.name if now else "")
        author = await self._employee(page, by)
        return {"status_ref": Ref(status), "status_set_at": page.now, "status_set_by": author}

    async def _employee(self, page: Page, by: str) -> str:
        """Ref of the employee who logs in as the user; the user's own when the directory does not know him."""
        user = await self._users.get(page.account, by)
        found = await self._platform.employee_of(page.account, user.login, page.unit.session) if user else None
        return found or by

    async def _reserve(self, page: Page, row: OrderRow, wanted: bool | None) -> OrderRow:
        finished = await is_finished(page, row)
        if wanted and (finished or row.shipped):
            raise Problem(409, "reserve_of_finished", number=row.number)
        if wanted:
            store = await self._platform.first_entry(page.account, DirectoryKind.STORE, page.unit.session)
            return reserving(row, store)
        return without_reserve(row) if finished or wanted is False else row


async def _delivered(page: Page, row: OrderRow, fields: Fields) -> OrderRow:
    """The order with the wanted delivery method and number of the parcel."""
    delivery = row.delivery or OrderDelivery()
    changes: dict[str, Any] = {}
    if "delivery_method_ref" in fields:
        changes["method_ref"] = method = fields["delivery_method_ref"]
        if method is not None:
            await page.check_ref(DirectoryKind.DELIVERY_METHOD, method, "delivery_method_ref")
    if "tracking_number" in fields:
        changes |= parcel_of(delivery, (fields["tracking_number"] or "").strip() or None)
    return row.model_copy(update={"delivery": delivery.model_copy(update=changes)}) if changes else row


async def is_finished(page: Page, order: OrderRow) -> bool:
    """Whether the order is in a final status."""
    entry = await page.find(SnapshotKind.DIRECTORIES, order.status_ref) if order.status_ref else None
    return isinstance(entry, DirectoryRow) and entry.final


async def move_reserve(page: Page, platform: PlatformPort, old: OrderRow, new: OrderRow) -> None:
    """Change the reserves of the stock by what the two versions of an order differ in, and tell."""
    changes = reserve_changes(old, new)
    if changes:
        page.tell(SnapshotKind.STOCK, await platform.change_stock(page.account, changes, page.unit.session))
