"""Reading of the replica from end to end: products in the order of their refs, each page with its stock and prices."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass, field

from contracts.base import AccountId
from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.mongo import Document, Mongo

PAGE = 1000
_STOCK = ("product_ref", "variant_ref", "store_ref", "total", "reserved")
_PRICES = ("product_ref", "variant_ref", "measure_ref", "price_type_ref", "amount", "currency")


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """Products whose refs lie above that of the page before, up to `last` (None = to the end of all refs).

    Rows are documents as the contract's rows dump themselves to JSON, ascending: `ProductRow` under `ref` and
    `deleted`, `StockRow` and `PriceRow` by product. A deleted product has its ref only.
    """

    last: str | None
    products: list[Document]
    stock: dict[str, list[Document]] = field(default_factory=dict)
    prices: dict[str, list[Document]] = field(default_factory=dict)


class GoodsReader:
    """Reads the replica of one service page by page: its memory does not depend on the number of products."""

    def __init__(self, mongo: Mongo, page: int = PAGE) -> None:
        self._mongo = mongo
        self._page = page

    async def count(self, account: AccountId) -> int:
        """How many products there are, deleted ones too."""
        found: int = await self._mongo["replica_products"].count_documents({"account": account})
        return found

    async def directories(self, account: AccountId, kinds: Sequence[DirectoryKind]) -> list[DirectoryRow]:
        """Entries of these kinds, archived ones too, in the order that the platform gives them."""
        query = {"account": account, "row.kind": {"$in": list(kinds)}, "deleted": False}
        rows = await self._mongo["replica_directories"].find(query, {"row": 1}).sort("row.sort", 1).to_list(None)
        return [DirectoryRow.model_validate(row["row"]) for row in rows]

    async def pages(
        self, account: AccountId, stores: Collection[str], price_types: Collection[str], after: str = ""
    ) -> AsyncGenerator[GoodsPage, None]:
        """All products behind the ref `after`; stock of the given stores, prices of the given types.

        While one page is used, the next is read.

        The last page is always there and has `last` None; it may be empty.
        """
        ahead = asyncio.ensure_future(self._read(account, stores, price_types, after))
        try:
            while True:
                page = await ahead
                if page.last is not None:
                    ahead = asyncio.ensure_future(self._read(account, stores, price_types, page.last))
                yield page
                if page.last is None:
                    return
        finally:
            ahead.cancel()
            await asyncio.wait([ahead])

    async def _read(
        self, account: AccountId, stores: Collection[str], price_types: Collection[str], after: str
    ) -> GoodsPage:
        query = {"account": account, "ref": {"$gt": after}}
        wanted = {"ref": 1, "deleted": 1, "row": 1, "_id": 0}
        found = self._mongo["replica_products"].find(query, wanted, batch_size=self._page)
        products = await found.sort("ref", 1).limit(self._page).to_list(None)
        if not products:
            return GoodsPage(None, [])
        last = products[-1]["ref"]
        between = {"account": account, "deleted": False, "row.product_ref": {"$gt": after, "$lte": last}}
        stock, prices = await asyncio.gather(
            self._rows("replica_stock", {**between, "row.store_ref": {"$in": list(stores)}}, _STOCK),
            self._rows("replica_prices", {**between, "row.price_type_ref": {"$in": list(price_types)}}, _PRICES),
        )
        return GoodsPage(last if len(products) == self._page else None, products, stock, prices)

    async def _rows(self, collection: str, query: Document, wanted: Sequence[str]) -> dict[str, list[Document]]:
        """Rows by product, flat: a dictionary less a row to make and to free."""
        fields = {"_id": 0, **{name: f"$row.{name}" for name in wanted}}
        found = self._mongo[collection].find(query, fields, batch_size=10 * self._page)
        by_product: dict[str, list[Document]] = {}
        for row in await found.to_list(None):
            known = by_product.get(row["product_ref"])
            if known is None:
                by_product[row["product_ref"]] = [row]
            else:
                known.append(row)
        return by_product
