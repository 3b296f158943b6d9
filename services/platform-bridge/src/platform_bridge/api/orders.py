"""Orders: what the console shows of them and what a person changes."""

from fastapi import APIRouter, Response

from contracts.rows.documents import OrderRow
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.callers import Cursor, Expected, RefFilter, equal, shown
from platform_bridge.api.schemas import OrderFields
from platform_bridge.app.change_orders import ChangeOrders
from service_kit.paging import Page
from service_kit.parameters import Employee, Limit


def orders_router(store: EmbeddedStore, orders: ChangeOrders) -> APIRouter:
    """A record of another account is not found."""
    router = APIRouter(prefix="/v1/orders", tags=["orders"])

    @router.get("", response_model_exclude_none=True)
    async def find(
        caller: Employee,
        *,
        number: RefFilter = None,
        status: RefFilter = None,
        counterparty: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[OrderRow]:
        query = equal(number=number, status_ref=status, counterparty_ref=counterparty)
        page = await store.orders.newest(caller.account, query, cursor, limit)
        return Page[OrderRow](items=page.items, next=page.next)

    @router.get("/{ref}", response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> OrderRow:
        return shown(await store.orders.get(caller.account, ref), "order_unknown", response)

    @router.patch("/{ref}", response_model_exclude_none=True)
    async def change(caller: Employee, ref: str, body: OrderFields, expected: Expected, response: Response) -> OrderRow:
        kept = await orders.change(caller.account, ref, body.given(), by=caller.user, expected=expected)
        return shown(kept, "order_unknown", response)

    return router
