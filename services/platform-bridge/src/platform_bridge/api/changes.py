"""Changing records by hand."""

from typing import Annotated

from fastapi import APIRouter, Path

from contracts.base import Ref
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import ProductRow, StockRow
from platform_bridge.api.callers import Employee, Owner
from platform_bridge.api.schemas import EntryFields, NewProduct, ProductFields, StockFields
from platform_bridge.app.change_records import ChangeRecords

EntryRef = Annotated[str, Path(max_length=100, pattern=r"^[\w.:-]+$")]


def changes_router(records: ChangeRecords) -> APIRouter:
    """Goods may be changed by managers, directories by the owner."""
    router = APIRouter(prefix="/v1", tags=["records"])

    @router.post("/products", status_code=201, response_model_exclude_none=True)
    async def add_product(caller: Employee, body: NewProduct) -> ProductRow:
        return await records.add_product(caller.account, body.given())

    @router.patch("/products/{ref}", response_model_exclude_none=True)
    async def change_product(caller: Employee, ref: str, body: ProductFields) -> ProductRow:
        return await records.change_product(caller.account, ref, body.given())

    @router.put("/stock", response_model_exclude_none=True)
    async def set_stock(caller: Employee, body: StockFields) -> StockRow:
        variant = Ref(body.variant_ref) if body.variant_ref else None
        stock = (Ref(body.product_ref), variant, Ref(body.store_ref))
        return await records.set_stock(caller.account, stock, body.total, body.min_stock)

    @router.put("/directories/{kind}/{ref}", response_model_exclude_none=True)
    async def set_entry(caller: Owner, kind: DirectoryKind, ref: EntryRef, body: EntryFields) -> DirectoryRow:
        return await records.set_entry(caller.account, kind, ref, body.model_dump())

    return router
