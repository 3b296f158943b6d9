"""Goods that a person marked for one connection, whatever their group."""

from collections.abc import Collection

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.ids import utc_now
from service_kit.mongo import Index, Mongo, UpdateOne


class MarkedGoods:
    """Repository of marks; one mark is (account, connection, product)."""

    INDEXES = (Index("marked_goods", (("account", 1), ("connection", 1), ("product", 1)), unique=True),)

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["marked_goods"]

    async def mark(self, account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> None:
        """Mark the products; one that is marked stays so."""
        writes = [
            UpdateOne(
                {"account": account, "connection": connection, "product": product},
                {"$setOnInsert": {"at": utc_now()}},
                upsert=True,
            )
            for product in products
        ]
        await self._rows.bulk_write(writes, ordered=False)

    async def unmark(self, account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> None:
        """Take the marks away."""
        mine = {"account": account, "connection": connection}
        await self._rows.delete_many({**mine, "product": {"$in": list(products)}})

    async def find(self, account: AccountId, connection: ConnectionId, after: str, limit: int) -> list[Ref]:
        """Marked products behind the ref `after`, ascending."""
        query = {"account": account, "connection": connection, "product": {"$gt": after}}
        rows = await self._rows.find(query, {"product": 1}).sort("product", 1).limit(limit).to_list(None)
        return [row["product"] for row in rows]

    async def among(self, account: AccountId, connection: ConnectionId, products: Collection[str]) -> set[str]:
        """Those of `products` that are marked."""
        query = {"account": account, "connection": connection, "product": {"$in": list(products)}}
        return {row["product"] for row in await self._rows.find(query, {"product": 1}).to_list(None)}
