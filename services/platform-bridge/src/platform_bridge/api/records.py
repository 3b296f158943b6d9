"""The platform's records: what the console shows of orders, goods, counterparties and directories."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query

from contracts.rows.directory import DirectoryKind
from contracts.rows.documents import OrderRow
from contracts.rows.people import CounterpartyRow
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.callers import Cursor, Employee, Limit
from platform_bridge.api.schemas import (
    CounterpartyPage,
    Directory,
    OrderPage,
    ProductCard,
    ProductPage,
    StockPage,
)
from service_kit.problems import NotFound

Search = Annotated[str | None, Query(max_length=100)]
RefFilter = Annotated[str | None, Query(max_length=200)]


def records_router(store: EmbeddedStore) -> APIRouter:
    """Reading; a record of another account is not found."""
    router = APIRouter(prefix="/v1", tags=["records"])

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
        query = _equal(number=number, status_ref=status, counterparty_ref=counterparty)
        page = await store.orders.newest(caller.account, query, cursor, limit)
        return OrderPage(items=page.items, next=page.next)

    @router.get("/orders/{ref}", response_model_exclude_none=True)
    async def order(caller: Employee, ref: str) -> OrderRow:
        found = await store.orders.get(caller.account, ref)
        if found is None:
            raise NotFound("order_unknown")
        return found

    @router.get("/products", response_model_exclude_none=True)
    async def products(
        caller: Employee, q: Search = None, group: RefFilter = None, cursor: Cursor = None, limit: Limit = 50
    ) -> ProductPage:
        """Search by a part of the name, an article or a barcode."""
        query = _equal(group_ref=group)
        if q:
            query["text"] = {"$regex": re.escape(q.strip().lower())}
        page = await store.products.sorted_by(caller.account, "row.name", query, cursor, limit)
        return ProductPage(items=page.items, next=page.next)

    @router.get("/products/{ref}", response_model_exclude_none=True)
    async def product(caller: Employee, ref: str) -> ProductCard:
        found = await store.products.get(caller.account, ref)
        if found is None:
            raise NotFound("product_unknown")
        query = _equal(product_ref=ref)
        prices = await store.prices.every(caller.account, query)
        stock = await store.stock.every(caller.account, query)
        return ProductCard(product=found, prices=tuple(prices), stock=tuple(stock))

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

    @router.get("/stock", response_model_exclude_none=True)
    async def stock(
        caller: Employee,
        product: RefFilter = None,
        store_ref: Annotated[str | None, Query(alias="store", max_length=200)] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> StockPage:
        query = _equal(product_ref=product, store_ref=store_ref)
        page = await store.stock.sorted_by(caller.account, "row.product_ref", query, cursor, limit)
        return StockPage(items=page.items, next=page.next)

    @router.get("/directories/{kind}", response_model_exclude_none=True)
    async def directory(caller: Employee, kind: DirectoryKind) -> Directory:
        found = await store.directories.every(caller.account, _equal(kind=kind.value))
        return Directory(items=tuple(sorted(found, key=lambda row: (row.sort, row.name))))

    return router


def _equal(**fields: str | None) -> dict[str, Any]:
    return {f"row.{name}": value for name, value in fields.items() if value is not None}
