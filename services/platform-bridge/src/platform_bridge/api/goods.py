"""Goods, their stock, and directories: what the console shows of them."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import PriceRow, StockRow
from platform_bridge.adapters.embedded.beside import Beside
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.beside import ProductBeside, ProductList
from platform_bridge.api.callers import Cursor, RefFilter, Search, equal, shown
from platform_bridge.api.schemas import ProductCard
from service_kit.paging import Items, Page
from service_kit.parameters import Employee, Limit


def goods_router(store: EmbeddedStore) -> APIRouter:
    """Reading; a record of another account is not found."""
    router = APIRouter(prefix="/v1", tags=["goods"])
    beside = Beside(store)

    @router.get("/products", response_model_exclude_none=True)
    async def products(
        caller: Employee, q: Search = None, group: RefFilter = None, cursor: Cursor = None, limit: Limit = 50
    ) -> ProductList:
        """Search by a part of the name, an article, a code or a barcode; `group` is one with all groups under it."""
        query: dict[str, Any] = {}
        if group:
            query["row.group_ref"] = {"$in": await beside.groups_below(caller.account, group)}
        if q:
            query["text"] = {"$regex": re.escape(q.strip().lower())}
        page = await store.products.sorted_by(caller.account, "row.name", query, cursor, limit)
        found = await beside.products(caller.account, page.items)
        shown_beside = {ref: ProductBeside.model_validate(one) for ref, one in found.items()}
        return ProductList(items=page.items, next=page.next, beside=shown_beside)

    @router.get("/products/{ref}", response_model_exclude_none=True)
    async def product(caller: Employee, ref: str, response: Response) -> ProductCard:
        found = shown(await store.products.get(caller.account, ref), "product_unknown", response)
        prices, stock = await store.goods_of(caller.account, found.ref)
        return ProductCard(product=found, prices=tuple(prices), stock=tuple(stock))

    @router.get("/prices", response_model_exclude_none=True)
    async def prices(
        caller: Employee,
        *,
        product: RefFilter = None,
        price_type: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[PriceRow]:
        query = equal(product_ref=product, price_type_ref=price_type)
        page = await store.prices.sorted_by(caller.account, "row.product_ref", query, cursor, limit)
        return Page[PriceRow](items=page.items, next=page.next)

    @router.get("/stock", response_model_exclude_none=True)
    async def stock(
        caller: Employee,
        product: RefFilter = None,
        store_ref: Annotated[str | None, Query(alias="store", max_length=200)] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[StockRow]:
        query = equal(product_ref=product, store_ref=store_ref)
        page = await store.stock.sorted_by(caller.account, "row.product_ref", query, cursor, limit)
        return Page[StockRow](items=page.items, next=page.next)

    @router.get("/directories/{kind}", response_model_exclude_none=True)
    async def directory(caller: Employee, kind: DirectoryKind) -> Items[DirectoryRow]:
        found = await store.directories.every(caller.account, equal(kind=kind.value) | {"row.deleted": False})
        return Items[DirectoryRow](items=sorted(found, key=lambda row: (row.sort, row.name)))

    return router
