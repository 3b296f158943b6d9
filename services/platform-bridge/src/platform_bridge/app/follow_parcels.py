"""What a carrier says of the parcels of orders: the orders show it, and their status follows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contracts.base import AccountId
from contracts.events.changed import SnapshotKind
from contracts.events.shipment import ShipmentsChecked, ShipmentStatusChanged
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.documents import OrderRow
from platform_bridge.app.change_orders import move_reserve
from platform_bridge.app.ledger import Ledger, Page
from platform_bridge.app.ports import Mark, Marks, PlatformPort
from platform_bridge.domain.orders import without_reserve
from platform_bridge.domain.parcels import checked, number_of, told
from service_kit.outbox import Unit
from service_kit.texts import Texts

_ORDERS = SnapshotKind.ORDERS

Statuses = Mapping[str, DirectoryRow]
"""Order statuses by ref; one that is not there is gone."""


class FollowParcels:
    """News about a number that the order has no more change nothing, nor do those about an order that is gone."""

    def __init__(
        self, platform: PlatformPort, marks: Marks, ledger: Ledger, texts: Texts, clock: Callable[[], dt.datetime]
    ) -> None:
        self._platform = platform
        self._marks = marks
        self._ledger = ledger
        self._texts = texts
        self._clock = clock

    async def work(self, events: Sequence[ShipmentStatusChanged], unit: Unit) -> None:
        """Work of the batch consumer; may run again, writes with the unit's session only."""
        by_account: defaultdict[AccountId, list[ShipmentStatusChanged]] = defaultdict(list)
        for event in events:
            by_account[event.account].append(event)
        for account, mine in by_account.items():
            page = Page(account, unit, self._platform.kept, self._clock())
            await self._follow(page, sorted(mine, key=lambda event: event.sequence))

    async def check(self, event: ShipmentsChecked) -> None:
        """Note when parcels were asked for; repeating changes nothing."""
        asked = {(one.order, one.tracking_number) for one in event.data.shipments}

        async def body(page: Page) -> None:
            orders: dict[str, OrderRow] = await page.some(_ORDERS, {order for order, _ in asked})
            ours = [order for order in orders.values() if (order.ref, number_of(order)) in asked]
            later: dict[str, OrderRow] = {order.ref: checked(order, event.data.checked_at) for order in ours}
            await self._keep(page, orders, later)

        await self._ledger.write(event.account, body)

    async def _follow(self, page: Page, events: Sequence[ShipmentStatusChanged]) -> None:
        marks = await self._marks.load(page.account, {event.data.shipment for event in events}, page.unit.session)
        orders: dict[str, OrderRow] = await page.some(_ORDERS, {event.data.order for event in events})
        statuses = await self._statuses(page, events)
        now = dict(orders)
        for event in events:
            mark = marks.get(event.data.shipment, Mark())
            order = now.get(event.data.order)
            if order is not None and number_of(order) == event.data.tracking_number:
                now[order.ref] = self._taken_over(order, event, mark, statuses, page.now)
            marks[event.data.shipment] = _moved(mark, event)
        await self._marks.save(page.account, marks, page.unit.session)
        await self._keep(page, orders, now)

    async def _statuses(self, page: Page, events: Sequence[ShipmentStatusChanged]) -> Statuses:
        wanted = {event.data.order_status for event in events if event.data.order_status}
        found: dict[str, Any] = await page.some(SnapshotKind.DIRECTORIES, wanted)
        return {ref: row for ref, row in found.items() if row.kind == DirectoryKind.ORDER_STATUS and not row.archived}

    def _taken_over(
        self, order: OrderRow, event: ShipmentStatusChanged, mark: Mark, statuses: Statuses, now: dt.datetime
    ) -> OrderRow:
        """The order after the event: its parcel if the event is the newest, its status if nothing newer named one."""
        news = event.data
        status = statuses.get(news.order_status) if news.order_status else None
        if event.sequence > mark.told:
            gone = news.order_status is not None and status is None
            order = told(order, news, self._texts.get("parcel_status_missing").whole if gone else None)
        if status is None or event.sequence <= mark.ordered or status.ref == order.status_ref:
            return order
        if order.status_set_by_person and order.status_set_at is not None and order.status_set_at > news.first_seen_at:
            return order
        set_now = {"status_ref": status.ref, "status_set_at": now, "status_set_by": event.source}
        order = order.model_copy(update=set_now)
        return without_reserve(order) if status.final else order

    async def _keep(self, page: Page, old: Mapping[str, OrderRow], new: Mapping[str, OrderRow]) -> None:
        changed = [order for ref, order in new.items() if order != old[ref]]
        for order in changed:
            await move_reserve(page, self._platform, old[order.ref], order)
        if changed:
            await page.keep(_ORDERS, *changed)


def _moved(mark: Mark, event: ShipmentStatusChanged) -> Mark:
    """The mark once the event is taken in."""
    ordered = event.sequence if event.data.order_status else -1
    return Mark(max(mark.told, event.sequence), max(mark.ordered, ordered))
