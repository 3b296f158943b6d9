"""Orders and counterparties: what the console shows of them."""

import re
from typing import Any

from fastapi import APIRouter

from contracts.rows.documents import OrderRow
from contracts.rows.people import CounterpartyRow
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.callers import Cursor, Employee, Limit, RefFilter, Search, equal
from platform_bridge.api.schemas import CounterpartyPage, OrderPage
from service_kit.problems import NotFound


def orders_router(store: EmbeddedStore) -> APIRouter:
    """Reading; a record of another account is not found."""
    router = APIRouter(prefix="/v1", tags=["orders"])

    @router.get("/orders", response_model_exclude_none=True)
    async def orders(
        caller: Employee,
        *,
        number: RefFilter = None,
        status: RefFilter = None,
        counterparty: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> OrderPage:
        query = equal(number=number, status_ref=status, counterparty_ref=counterparty)
        page = await store.orders.newest(caller.account, query, cursor, limit)
        return OrderPage(items=page.items, next=page.next)

    @router.get("/orders/{ref}", response_model_exclude_none=True)
    async def order(caller: Employee, ref: str) -> OrderRow:
        found = await store.orders.get(caller.account, ref)
        if found is None:
            raise NotFound("order_unknown")
        return found

    @router.get("/counterparties", response_model_exclude_none=True)
    async def counterparties(
        caller: Employee, q: Search = None, cursor: Cursor = None, limit: Limit = 50
    ) -> CounterpartyPage:
        """Search by a part of the name, or by a whole phone (digits with the leading 7) or e-mail."""
        query: dict[str, Any] = {}
        if q:
            text = q.strip().lower()
            by_name = {"row.name": {"$regex": re.escape(q.strip()), "$options": "i"}}
            query["$or"] = [by_name, {"keys": {"$in": [f"phone:{text}", f"email:{text}"]}}]
        page = await store.counterparties.sorted_by(caller.account, "row.name", query, cursor, limit)
        return CounterpartyPage(items=page.items, next=page.next)

    @router.get("/counterparties/{ref}", response_model_exclude_none=True)
    async def counterparty(caller: Employee, ref: str) -> CounterpartyRow:
        found = await store.counterparties.get(caller.account, ref)
        if found is None:
            raise NotFound("counterparty_unknown")
        return found

    return router
