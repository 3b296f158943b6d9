"""The goods of a shop as a connection has met them, and which products they are: by hand, by themselves, or none.

What a person decided stays: neither a match nor the deletion of a good outside brings back what was unlinked.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.ids import utc_now
from service_kit.mongo import Document, Index, Mongo, UpdateOne

Hit = tuple[Ref, Ref | None]
"""A product, or one of its variants."""


class By(StrEnum):
    """Who linked a good."""

    HAND = "hand"
    AUTO = "auto"


class Unlinked(StrEnum):
    """Why a good is kept from being linked by itself: a person unlinked it, or the shop does not have it any more."""

    HAND = "hand"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Link:
    """A good of the shop that is, or was, linked to a product or its variant; `sure`: not by its texts alone."""

    outside_id: str
    product: Ref
    variant: Ref | None
    sure: bool
    unlinked: Unlinked | None


@dataclass(frozen=True, slots=True)
class SeenGood:
    """A good of the shop as it was met, and the product that it was recognised as, if any."""

    outside_id: str
    name: str
    article: str | None = None
    barcode: str | None = None
    hit: Hit | None = None


_LINKED: Document = {"product": {"$type": "string"}, "unlinked": {"$exists": False}}
_UNLINKED: Document = {"$ne": [{"$type": "$unlinked"}, "missing"]}
_HAS_PRODUCT: Document = {"$eq": [{"$type": "$product"}, "string"]}
_BY_HAND: Document = {"$or": [_UNLINKED, {"$and": [_HAS_PRODUCT, {"$ne": ["$auto", True]}]}]}
_DECIDED: Document = {"$or": [_BY_HAND, {"$and": [_HAS_PRODUCT, {"$eq": ["$sure", True]}]}]}


class GoodsLinks:
    """Repository of the goods of connections, by (account, connection, outside id)."""

    INDEXES = (
        Index("goods_links", (("account", 1), ("connection", 1), ("outside_id", 1)), unique=True),
        Index("goods_links", (("account", 1), ("connection", 1), ("product", 1))),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["goods_links"]

    async def remember(
        self, account: AccountId, connection: ConnectionId, outside_id: str, product: Ref, variant: Ref | None
    ) -> None:
        """Link the outside id to the product («Запомнить соответствие»)."""
        linked = {"product": product, "variant": variant, "at": utc_now()}
        await self._rows.update_one(
            {"account": account, "connection": connection, "outside_id": outside_id},
            {"$set": linked, "$unset": {"auto": 1, "sure": 1, "unlinked": 1}},
            upsert=True,
        )

    async def unlink(self, account: AccountId, connection: ConnectionId, outside_id: str) -> None:
        """Unlink it; from now on it is linked by hand only."""
        await self._rows.update_one(
            {"account": account, "connection": connection, "outside_id": outside_id},
            {"$set": {"unlinked": Unlinked.HAND, "at": utc_now()}},
            upsert=True,
        )

    async def release(self, account: AccountId, connection: ConnectionId, outside_id: str) -> None:
        """Take back what was decided about it: it may be linked by itself again."""
        mine = {"account": account, "connection": connection, "outside_id": outside_id}
        await self._rows.delete_one({**mine, "seen_at": {"$exists": False}})
        await self._rows.update_one(
            mine,
            {"$unset": {"product": 1, "variant": 1, "auto": 1, "sure": 1, "unlinked": 1, "at": 1}},
        )

    async def deleted(self, account: AccountId, connection: ConnectionId, gone: Mapping[str, Hit]) -> None:
        """Unlink goods that the shop does not have any more: outside id → what it was linked to."""
        writes = [
            UpdateOne(
                {"account": account, "connection": connection, "outside_id": outside_id},
                {"$set": {"product": product, "variant": variant, "unlinked": Unlinked.DELETED, "at": utc_now()}},
                upsert=True,
            )
            for outside_id, (product, variant) in gone.items()
        ]
        if writes:
            await self._rows.bulk_write(writes, ordered=False)

    async def see(self, account: AccountId, connection: ConnectionId, goods: Iterable[SeenGood]) -> None:
        """Note goods of the shop and what they were recognised as; what was decided about them stays."""
        await self._note(account, connection, goods, _DECIDED, {})

    async def keep(self, account: AccountId, connection: ConnectionId, goods: Iterable[SeenGood]) -> None:
        """Link goods of the shop that certainly are the products of their `hit`: we made them, or write to them.

        What a person decided about them stays; later matches by text do not change these links.
        """
        await self._note(account, connection, goods, _BY_HAND, {"sure": True})

    async def _note(
        self,
        account: AccountId,
        connection: ConnectionId,
        goods: Iterable[SeenGood],
        decided: Document,
        more: Mapping[str, object],
    ) -> None:
        writes = [
            UpdateOne(
                {"account": account, "connection": connection, "outside_id": good.outside_id},
                [{"$set": _seen(good, decided, more)}],
                upsert=True,
            )
            for good in {good.outside_id: good for good in goods}.values()
        ]
        if writes:
            await self._rows.bulk_write(writes, ordered=False)

    async def of_products(
        self, account: AccountId, connection: ConnectionId, products: Collection[Ref]
    ) -> Sequence[Link]:
        """What is known of the links of these products, those taken back included."""
        query = {"account": account, "connection": connection, "product": {"$in": list(products)}}
        return [
            Link(
                row["outside_id"],
                row["product"],
                row.get("variant"),
                row.get("auto") is not True or row.get("sure") is True,
                Unlinked(row["unlinked"]) if "unlinked" in row else None,
            )
            for row in await self._rows.find(query).sort("outside_id", 1).to_list(None)
        ]

    async def find(
        self, account: AccountId, connection: ConnectionId, outside_ids: Iterable[str]
    ) -> dict[str, Hit | None]:
        """(product, variant) of each outside id that is certainly linked, None of each that was unlinked by hand."""
        query = {"account": account, "connection": connection, "outside_id": {"$in": list(outside_ids)}}
        decided = {**_LINKED, "$or": [{"auto": {"$ne": True}}, {"sure": True}]}
        rows = self._rows.find({**query, "$or": [decided, {"unlinked": Unlinked.HAND}]})
        return {
            row["outside_id"]: None if "unlinked" in row else (row["product"], row["variant"])
            for row in await rows.to_list(None)
        }

    async def linked(self, account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> set[Ref]:
        """Those of the products that a good of the shop is linked to, by hand or by itself."""
        query = {"account": account, "connection": connection, **_LINKED, "product": {"$in": list(products)}}
        return {row["product"] async for row in self._rows.find(query, {"product": 1})}

    async def one(self, account: AccountId, connection: ConnectionId, outside_id: str) -> Document | None:
        """The good, if it was met."""
        found: Document | None = await self._rows.find_one(
            {"account": account, "connection": connection, "outside_id": outside_id}
        )
        return found

    async def page(
        self, account: AccountId, connection: ConnectionId, wanted: Document, *, part: str, after: str, limit: int
    ) -> Sequence[Document]:
        """Goods behind the outside id `after`; `part` is looked for in names, articles and ids."""
        query: Document = {"account": account, "connection": connection, "outside_id": {"$gt": after}}
        filters = [wanted]
        if words := " ".join(part.split()):
            holds = {"$regex": re.escape(words.casefold())}
            filters.append({"$or": [{"search": holds}, {"outside_id": {"$regex": re.escape(words)}}]})
        rows: list[Document] = (
            await self._rows.find({**query, "$and": filters}).sort("outside_id", 1).limit(limit).to_list(None)
        )
        return rows


def linked_by(by: By | None) -> Document:
    """Filter for `page`: goods that are linked, by whom."""
    auto: Mapping[By | None, Document] = {By.HAND: {"auto": {"$ne": True}}, By.AUTO: {"auto": True}, None: {}}
    return {**_LINKED, **auto[by]}


def not_linked() -> Document:
    """Filter for `page`: goods that are no product of ours, as far as is known."""
    return {"$nor": [_LINKED]}


def _seen(good: SeenGood, decided: Document, more: Mapping[str, object]) -> Document:
    product, variant = good.hit or (None, None)
    search = " ".join(f"{good.name} {good.article or ''} {good.barcode or ''}".split()).casefold()
    facts = {
        "name": good.name,
        "article": good.article,
        "barcode": good.barcode,
        "search": search,
        "seen_at": utc_now(),
    }
    told = {"product": product, "variant": variant, "auto": product is not None, **more}
    return {name: {"$literal": value} for name, value in facts.items()} | {
        name: {"$cond": [decided, f"${name}", {"$literal": value}]} for name, value in told.items()
    }
