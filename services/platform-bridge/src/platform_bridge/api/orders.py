"""Orders: what the console shows of them and what a person changes."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from contracts.events.changed import SnapshotKind
from contracts.rows.documents import OrderRow
from platform_bridge.adapters.embedded.beside import Beside
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.beside import OrderLineBeside, OrderList, OrderPayment
from platform_bridge.api.callers import Cursor, Expected, RefFilter, equal, shown
from platform_bridge.api.schemas import OrderFields
from platform_bridge.app.change_orders import ChangeOrders
from service_kit.paging import Items
from service_kit.parameters import Employee, Limit

Begins = Annotated[str | None, Query(max_length=100, description="How a number begins, ours or the shop's")]
UNKNOWN = "order_unknown"


def orders_router(store: EmbeddedStore, orders: ChangeOrders) -> APIRouter:
    """A record of another account is not found."""
    router = APIRouter(prefix="/v1/orders", tags=["orders"])
    beside = Beside(store)

    @router.get("", response_model_exclude_none=True)
    async def find(
        caller: Employee,
        *,
        q: Begins = None,
        number: RefFilter = None,
        status: RefFilter = None,
        counterparty: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> OrderList:
        query = equal(number=number, status_ref=status, counterparty_ref=counterparty)
        if q and q.strip():
            query |= _begins(q.strip())
        page = await store.orders.latest_by(caller.account, "row.placed_at", query, cursor, limit)
        names = await beside.names(caller.account, SnapshotKind.ORDERS, page.items)
        return OrderList(items=page.items, next=page.next, names=names)

    @router.get("/{ref}", response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> OrderRow:
        return shown(await store.orders.get(caller.account, ref), UNKNOWN, response)

    @router.get("/{ref}/lines", response_model_exclude_none=True)
    async def lines(caller: Employee, ref: str, response: Response) -> Items[OrderLineBeside]:
        """What stands beside the lines of an order: reserve, stock, what is shipped."""
        order = shown(await store.orders.get(caller.account, ref), UNKNOWN, response)
        found = await beside.lines(caller.account, order)
        return Items[OrderLineBeside](items=[OrderLineBeside.model_validate(line) for line in found])

    @router.get("/{ref}/payments", response_model_exclude_none=True)
    async def payments(caller: Employee, ref: str, response: Response) -> Items[OrderPayment]:
        """Payments of an order, oldest first."""
        order = shown(await store.orders.get(caller.account, ref), UNKNOWN, response)
        found = await store.payments.of_order(caller.account, order.ref)
        return Items[OrderPayment](items=[OrderPayment.model_validate(payment) for payment in found])

    @router.patch("/{ref}", response_model_exclude_none=True)
    async def change(caller: Employee, ref: str, body: OrderFields, expected: Expected, response: Response) -> OrderRow:
        kept = await orders.change(caller.account, ref, body.given(), by=caller.user, expected=expected)
        return shown(kept, UNKNOWN, response)

    return router


def _begins(text: str) -> dict[str, Any]:
    start = {"$regex": f"^{re.escape(text)}"}
    return {"$or": [{"row.number": start}, {"row.origin.number": start}]}
