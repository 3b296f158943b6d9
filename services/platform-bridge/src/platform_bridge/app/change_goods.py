"""What is bound to a product: its prices, its stock, and its end."""

from decimal import Decimal

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from platform_bridge.app.ledger import Ledger, Page
from platform_bridge.app.ports import GoodsOf
from platform_bridge.domain.kinds import tombstone
from platform_bridge.domain.orders import CURRENCY, StockKey
from platform_bridge.domain.stock import empty_stock, price_ref, stock_ref
from service_kit.errors import DataError
from service_kit.problems import Problem


class ChangeGoods:
    """DataError `…_unknown` for what the account has not."""

    def __init__(self, ledger: Ledger, goods: GoodsOf) -> None:
        self._ledger = ledger
        self._goods = goods

    async def set_stock(
        self, account: AccountId, stock: StockKey, total: Decimal, min_stock: Decimal | None
    ) -> StockRow:
        """Set what lies in a warehouse; reserves stay."""
        product, variant, store = stock

        async def body(page: Page) -> StockRow:
            await _check_goods(page, product, variant)
            await page.check_ref(DirectoryKind.STORE, store, "store_ref")
            old: StockRow | None = await page.find(SnapshotKind.STOCK, stock_ref(stock))
            if old is None:
                sequence = await page.buried(SnapshotKind.STOCK, stock_ref(stock))
                old = empty_stock(stock).model_copy(update={"sequence": sequence})
            row = old.model_copy(update={"total": total, "min_stock": min_stock})
            (kept,) = await page.keep(SnapshotKind.STOCK, row)
            return kept

        return await self._ledger.write(account, body)

    async def set_price(
        self,
        account: AccountId,
        product: Ref,
        variant: Ref | None,
        *,
        price_type: Ref,
        amount: Decimal,
        currency: str | None,
    ) -> PriceRow:
        """Set a price; without a currency it is in that of its price type."""

        async def body(page: Page) -> PriceRow:
            await _check_goods(page, product, variant)
            await page.check_ref(DirectoryKind.PRICE_TYPE, price_type, "price_type_ref")
            entry: DirectoryRow = await page.found(SnapshotKind.DIRECTORIES, price_type)
            ref = price_ref(product, variant, price_type)
            row = PriceRow(
                ref=ref,
                sequence=await page.buried(SnapshotKind.PRICES, ref),
                product_ref=product,
                variant_ref=variant,
                price_type_ref=price_type,
                amount=amount,
                currency=currency or entry.currency or CURRENCY,
            )
            (kept,) = await page.keep(SnapshotKind.PRICES, row)
            return kept

        return await self._ledger.write(account, body)

    async def delete_product(self, account: AccountId, ref: str, expected: int | None) -> ProductRow:
        """Delete a card with its prices and empty stock rows; Problem 409 `product_in_stock` while goods lie or wait.

        Gives the card as it was: its pictures are to be deleted too.
        """

        async def body(page: Page) -> ProductRow:
            row: ProductRow = await page.found(SnapshotKind.PRODUCTS, ref, expected)
            prices, stock = await self._goods.goods_of(account, row.ref, page.unit.session)
            if any(lying.total or lying.reserved for lying in stock):
                raise Problem(409, "product_in_stock", name=row.name)
            await page.keep(SnapshotKind.PRODUCTS, tombstone(SnapshotKind.PRODUCTS, row))
            if prices:
                await page.keep(SnapshotKind.PRICES, *(tombstone(SnapshotKind.PRICES, price) for price in prices))
            if stock:
                await page.keep(SnapshotKind.STOCK, *(tombstone(SnapshotKind.STOCK, lying) for lying in stock))
            return row

        return await self._ledger.write(account, body)


async def _check_goods(page: Page, product: Ref, variant: Ref | None) -> None:
    card: ProductRow = await page.found(SnapshotKind.PRODUCTS, product)
    if variant is not None and variant not in {one.ref for one in card.variants}:
        raise DataError("variant_unknown")
