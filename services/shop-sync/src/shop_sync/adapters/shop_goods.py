"""The goods of shops, and what of ours they took, in MongoDB."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.goods.keys import article_key, barcode_key, name_key, ref_key
from service_kit.ids import utc_now
from service_kit.mongo import Document, Index, Mongo, UpdateOne
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from shop_sync.app.goods.shop import GoodsCursor, Pushed, ShopProduct, ShopVariant
from shop_sync.app.ports import SentGood, SentOffer

_LONGEST_KEY: Final = 200
_PLACES_KEPT: Final = 30 * 24 * 3600


class MongoShopGoods:
    """Repository behind the port `ShopGoods`: a document per variant of the shop, per good that it took, per run."""

    INDEXES = (
        Index("shop_goods", (("account", 1), ("connection", 1), ("variant", 1)), unique=True),
        Index("shop_goods", (("account", 1), ("connection", 1), ("product", 1))),
        Index("shop_goods", (("account", 1), ("connection", 1), ("keys", 1))),
        Index("shop_goods_pushed", (("account", 1), ("connection", 1), ("ref", 1)), unique=True),
        Index("shop_goods_cursors", (("account", 1), ("connection", 1)), unique=True),
        Index("shop_goods_places", (("account", 1), ("run", 1)), unique=True),
        Index("shop_goods_places", (("at", 1),), ttl_seconds=_PLACES_KEPT),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._variants = mongo["shop_goods"]
        self._pushed = mongo["shop_goods_pushed"]
        self._cursors = mongo["shop_goods_cursors"]
        self._places = mongo["shop_goods_places"]

    async def cursor(self, account: AccountId, connection: ConnectionId) -> GoodsCursor:
        """Where the reading of the shop's goods stands; empty at first."""
        row: Document = await self._cursors.find_one({"account": account, "connection": connection}) or {}
        cursor: GoodsCursor = row.get("cursor", {})
        return cursor

    async def take(
        self, account: AccountId, connection: ConnectionId, products: Sequence[ShopProduct], cursor: GoodsCursor | None
    ) -> None:
        """Put products in place of what was known of them, then remember the cursor: a crash between reads again."""
        mine = {"account": account, "connection": connection}
        if products:
            await self._variants.delete_many({**mine, "product": {"$in": [product.id for product in products]}})
        rows = {
            variant.id: {**mine, **_variant_document(variant)} for product in products for variant in product.variants
        }
        if rows:
            writes = [UpdateOne({**mine, "variant": id_}, {"$set": row}, upsert=True) for id_, row in rows.items()]
            await self._variants.bulk_write(writes, ordered=False)
        if cursor is not None:
            await self._cursors.update_one(mine, {"$set": {"cursor": dict(cursor)}}, upsert=True)

    async def take_variant(self, account: AccountId, connection: ConnectionId, variant: ShopVariant) -> None:
        """One more variant of a product that is known."""
        mine = {"account": account, "connection": connection}
        values = _variant_document(variant)
        await self._variants.update_one({**mine, "variant": variant.id}, {"$set": values}, upsert=True)

    async def forget_others(self, account: AccountId, connection: ConnectionId, products: Collection[str]) -> None:
        """Nothing is left but these products."""
        mine = {"account": account, "connection": connection}
        known = self._variants.find(mine, {"product": 1})
        gone = {row["product"] async for row in known} - set(products)
        if gone:
            await self._variants.delete_many({**mine, "product": {"$in": sorted(gone)}})

    async def count(self, account: AccountId, connection: ConnectionId) -> int:
        """How many products are known."""
        pipeline: list[Document] = [
            {"$match": {"account": account, "connection": connection}},
            {"$group": {"_id": "$product"}},
            {"$count": "products"},
        ]
        found = await self._mongo.aggregate("shop_goods", pipeline)
        return int(found[0]["products"]) if found else 0

    async def variants(
        self, account: AccountId, connection: ConnectionId, ids: Collection[str]
    ) -> Mapping[str, ShopVariant]:
        """Those of the variants that the shop has, by id."""
        found = await self._find({"account": account, "connection": connection, "variant": {"$in": list(ids)}})
        return {variant.id: variant for variant in found}

    async def siblings(
        self, account: AccountId, connection: ConnectionId, products: Collection[str]
    ) -> Sequence[ShopVariant]:
        """All variants of these products."""
        return await self._find({"account": account, "connection": connection, "product": {"$in": list(products)}})

    async def alike(self, account: AccountId, connection: ConnectionId, keys: Collection[str]) -> Sequence[ShopVariant]:
        """Variants with one of these keys."""
        cut = [key[:_LONGEST_KEY] for key in keys]
        return await self._find({"account": account, "connection": connection, "keys": {"$in": cut}})

    async def pushed(
        self, account: AccountId, connection: ConnectionId, after: Ref | None, upto: Ref | None
    ) -> Mapping[Ref, Pushed]:
        """What the shop took of the goods behind `after` up to `upto` (None = of all)."""
        bounds = {name: ref for name, ref in (("$gt", after), ("$lte", upto)) if ref is not None}
        query = {"account": account, "connection": connection, **({"ref": bounds} if bounds else {})}
        rows = await self._pushed.find(query).sort("ref", 1).to_list(None)
        return {row["ref"]: _pushed(row) for row in rows}

    async def save(self, account: AccountId, connection: ConnectionId, goods: Sequence[Pushed]) -> None:
        """Remember what the shop took."""
        mine = {"account": account, "connection": connection}
        writes = [
            UpdateOne({**mine, "ref": one.good.ref}, {"$set": _pushed_document(one)}, upsert=True) for one in goods
        ]
        if writes:
            await self._pushed.bulk_write(writes, ordered=False)

    async def forget(self, account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> None:
        """These goods of ours are not in the shop any more."""
        mine = {"account": account, "connection": connection}
        if products:
            await self._pushed.delete_many({**mine, "ref": {"$in": list(products)}})

    async def place(self, run: Run) -> Ref | None:
        """Behind which good the run goes on, if it was begun."""
        row: Document | None = await self._places.find_one({"account": run.account, "run": run.id})
        return Ref(row["after"]) if row else None

    async def move(self, run: Run, after: Ref | None, unit: Unit) -> None:
        """The run is behind this good; None = behind the last one, and has no place any more."""
        mine = {"account": run.account, "run": run.id}
        if after is None:
            await self._places.delete_one(mine, session=unit.session)
            return
        place = {"connection": run.connection, "after": after, "at": utc_now()}
        await self._places.update_one(mine, {"$set": place}, upsert=True, session=unit.session)

    async def _find(self, query: Document) -> list[ShopVariant]:
        return [_variant(row) for row in await self._variants.find(query).sort("variant", 1).to_list(None)]


def _variant_document(variant: ShopVariant) -> Document:
    return {
        "variant": variant.id,
        "product": variant.product,
        "name": variant.name,
        "article": variant.article,
        "barcode": variant.barcode,
        "options": list(variant.options),
        "price": variant.price,
        "stock": variant.stock,
        "values": dict(variant.values),
        "mark": variant.mark,
        "pictures": variant.pictures,
        "keys": [key[:_LONGEST_KEY] for key in _keys(variant)],
    }


def _keys(variant: ShopVariant) -> Iterator[str]:
    if variant.mark:
        yield ref_key(variant.mark)
    if variant.article:
        yield article_key(variant.article)
    if variant.barcode:
        yield barcode_key(variant.barcode)
    if variant.name:
        yield name_key(variant.name)


def _variant(row: Document) -> ShopVariant:
    return ShopVariant(
        id=row["variant"],
        product=row["product"],
        name=row["name"],
        article=row["article"],
        barcode=row["barcode"],
        options=tuple(row["options"]),
        price=row["price"],
        stock=row["stock"],
        values=row["values"],
        mark=row["mark"],
        pictures=row["pictures"],
    )


def _pushed_document(one: Pushed) -> Document:
    return {
        "card": one.good.card,
        "offers": [[key, *offer] for key, offer in one.good.offers.items()],
        "product": one.product,
        "memory": dict(one.memory),
        "hidden": one.hidden,
        "run": one.run,
        "created": one.created,
    }


def _pushed(row: Document) -> Pushed:
    offers = {key: SentOffer(*offer) for key, *offer in row["offers"]}
    good = SentGood(row["ref"], row["card"], offers)
    return Pushed(good, row["product"], row["memory"], row["hidden"], row["run"], row["created"])
