"""What connections were sent last, in MongoDB: packs of a thousand goods, since they are only read in a row."""

import json
import zlib
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Final

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.mongo import Index, Mongo
from service_kit.outbox import Unit
from shop_sync.app.ports import SentGood, SentOffer

_READ_AHEAD: Final = 4


class MongoSentGoods:
    """Repository behind the port `SentGoods`."""

    INDEXES = (
        Index("goods_sent", (("account", 1), ("connection", 1), ("generation", 1), ("first", 1)), unique=True),
        Index("goods_sent_current", (("account", 1), ("connection", 1)), unique=True),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._packs = mongo["goods_sent"]
        self._current = mongo["goods_sent_current"]

    async def current(self, account: AccountId, connection: ConnectionId) -> str:
        """The generation that counts, "" for none; what unfinished exports left behind is deleted."""
        mine = {"account": account, "connection": connection}
        found = await self._current.find_one(mine)
        generation: str = found["generation"] if found else ""
        await self._packs.delete_many({**mine, "generation": {"$ne": generation}})
        return generation

    async def read(
        self, account: AccountId, connection: ConnectionId, generation: str
    ) -> AsyncIterator[Sequence[SentGood]]:
        """All goods of a generation by ref, in packs."""
        mine = {"account": account, "connection": connection, "generation": generation}
        async for pack in self._packs.find(mine, {"goods": 1}, batch_size=_READ_AHEAD).sort("first", 1):
            yield _unpacked(pack["goods"])

    async def among(self, account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> set[Ref]:
        """Those of the products that the generation that counts holds."""
        mine = {"account": account, "connection": connection}
        found = await self._current.find_one(mine)
        if found is None or not products:
            return set()
        mine["generation"] = found["generation"]
        before = self._packs.find({**mine, "first": {"$lte": min(products)}}, {"goods": 1}).sort("first", -1).limit(1)
        behind = self._packs.find({**mine, "first": {"$gt": min(products), "$lte": max(products)}}, {"goods": 1})
        packs = [*await before.to_list(None), *await behind.to_list(None)]
        sent = {good.ref for pack in packs for good in _unpacked(pack["goods"])}
        return {product for product in products if product in sent}

    async def write(
        self, account: AccountId, connection: ConnectionId, generation: str, goods: Sequence[SentGood]
    ) -> None:
        """Add a pack of goods, all behind those written before."""
        mine = {"account": account, "connection": connection, "generation": generation}
        await self._packs.insert_one({**mine, "first": goods[0].ref, "goods": _packed(goods)})

    async def confirm(self, account: AccountId, connection: ConnectionId, generation: str, unit: Unit) -> None:
        """From now on this generation counts."""
        mine = {"account": account, "connection": connection}
        await self._current.update_one(mine, {"$set": {"generation": generation}}, upsert=True, session=unit.session)


def _packed(goods: Sequence[SentGood]) -> bytes:
    return zlib.compress(json.dumps(goods, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _unpacked(data: bytes) -> list[SentGood]:
    return [
        SentGood(ref, card, {key: SentOffer(*offer) for key, offer in offers.items()})
        for ref, card, offers in json.loads(zlib.decompress(data))
    ]
