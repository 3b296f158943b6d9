"""Links that a person made by hand between an outside id and a product; they win over every other match."""

from collections.abc import Iterable

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.ids import utc_now
from service_kit.mongo import Index, Mongo


class GoodsLinks:
    """Repository of links of a connection."""

    INDEXES = (Index("goods_links", (("account", 1), ("connection", 1), ("outside_id", 1)), unique=True),)

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["goods_links"]

    async def remember(
        self, account: AccountId, connection: ConnectionId, outside_id: str, product: Ref, variant: Ref | None
    ) -> None:
        """Link the outside id to the product («Запомнить соответствие»)."""
        await self._rows.update_one(
            {"account": account, "connection": connection, "outside_id": outside_id},
            {"$set": {"product": product, "variant": variant, "at": utc_now()}},
            upsert=True,
        )

    async def forget(self, account: AccountId, connection: ConnectionId, outside_id: str) -> None:
        """Unlink it."""
        await self._rows.delete_one({"account": account, "connection": connection, "outside_id": outside_id})

    async def find(
        self, account: AccountId, connection: ConnectionId, outside_ids: Iterable[str]
    ) -> dict[str, tuple[Ref, Ref | None]]:
        """(product, variant) of each outside id that is linked."""
        query = {"account": account, "connection": connection, "outside_id": {"$in": list(outside_ids)}}
        rows = await self._rows.find(query).to_list(None)
        return {row["outside_id"]: (row["product"], row["variant"]) for row in rows}
