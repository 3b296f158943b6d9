"""Changing goods and directories by hand."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from contracts.base import Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from platform_bridge.api.callers import Expected, shown
from platform_bridge.api.schemas import EntryFields, NewProduct, PriceFields, ProductFields, StockFields
from platform_bridge.app.change_goods import ChangeGoods
from platform_bridge.app.change_records import ChangeRecords
from platform_bridge.app.images import KeepImages
from service_kit.parameters import Employee, Owner

EntryRef = Annotated[str, Path(max_length=100, pattern=r"^[\w.:-]+$")]

_PRODUCTS = SnapshotKind.PRODUCTS


def changes_router(records: ChangeRecords, goods: ChangeGoods, images: KeepImages) -> APIRouter:
    """Goods may be changed by managers, directories by the owner."""
    router = APIRouter(prefix="/v1", tags=["records"])

    @router.post("/products", status_code=201, response_model_exclude_none=True)
    async def add_product(caller: Employee, body: NewProduct, response: Response) -> ProductRow:
        made: ProductRow = await records.add(caller.account, _PRODUCTS, body.given())
        return shown(made, "product_unknown", response)

    @router.patch("/products/{ref}", response_model_exclude_none=True)
    async def change_product(
        caller: Employee, ref: str, body: ProductFields, expected: Expected, response: Response
    ) -> ProductRow:
        kept: ProductRow = await records.change(caller.account, _PRODUCTS, ref, body.given(), expected)
        return shown(kept, "product_unknown", response)

    @router.delete("/products/{ref}", status_code=204)
    async def delete_product(caller: Employee, ref: str, expected: Expected) -> None:
        await images.drop(caller.account, await goods.delete_product(caller.account, ref, expected))

    @router.put("/prices", response_model_exclude_none=True)
    async def set_price(caller: Employee, body: PriceFields) -> PriceRow:
        variant = Ref(body.variant_ref) if body.variant_ref else None
        return await goods.set_price(
            caller.account,
            Ref(body.product_ref),
            variant,
            price_type=Ref(body.price_type_ref),
            amount=body.amount,
            currency=body.currency,
        )

    @router.delete("/prices/{ref}", status_code=204)
    async def delete_price(caller: Employee, ref: str) -> None:
        await records.delete(caller.account, SnapshotKind.PRICES, ref)

    @router.put("/stock", response_model_exclude_none=True)
    async def set_stock(caller: Employee, body: StockFields) -> StockRow:
        variant = Ref(body.variant_ref) if body.variant_ref else None
        stock = (Ref(body.product_ref), variant, Ref(body.store_ref))
        return await goods.set_stock(caller.account, stock, body.total, body.min_stock)

    @router.put("/directories/{kind}/{ref}", response_model_exclude_none=True)
    async def set_entry(caller: Owner, kind: DirectoryKind, ref: EntryRef, body: EntryFields) -> DirectoryRow:
        return await records.set_entry(caller.account, kind, ref, body.model_dump())

    @router.delete("/directories/{kind}/{ref}", status_code=204)
    async def delete_entry(caller: Owner, kind: DirectoryKind, ref: EntryRef) -> None:
        await records.delete_entry(caller.account, kind, ref)

    return router
