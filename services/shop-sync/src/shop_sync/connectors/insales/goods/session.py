"""The goods of one shop of InSales for the length of one run (port ShopGoodsSession)."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from contracts.base import AccountId
from service_kit.connections.store import Connection
from service_kit.errors import DataError
from shop_sync.app.goods.digest import digest_of
from shop_sync.app.goods.shop import (
    GoodGone,
    GoodRefused,
    GoodsCursor,
    Memory,
    Pushed,
    ShopOffer,
    ShopPage,
    ShopProduct,
    ShopVariant,
    Values,
)
from shop_sync.app.goods.source import terms_of
from shop_sync.app.ports import Directories, ExportSettings
from shop_sync.connectors.insales.client import ShopClient, Shops
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.connectors.insales.fields import Fields
from shop_sync.connectors.insales.goods.card import Card, Cards, Offers
from shop_sync.connectors.insales.goods.names import Categories, MarkField, OptionNames
from shop_sync.connectors.insales.goods.reading import Marks, list_of, product_of, variant_of
from shop_sync.connectors.insales.orders import moment_of
from shop_sync.domain.goods import Good, Terms

PER_PAGE: Final = 100
OVERLAP: Final = dt.timedelta(minutes=10)
"""What each run reads again: a change may be seen later than it is dated."""
_OURS: Final = {"RUR": "RUB"}
"""InSales calls the ruble by its code of before 1998."""
_THEIRS: Final = {"RUB": "RUR"}
_EVER: Final = "2000-01-01T00:00:00+00:00"


class InsalesGoods:
    """Port GoodsShop."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops

    async def open(
        self, connection: Connection, directories: Directories, only: Collection[str] | None
    ) -> "InsalesSession":
        """The shop of a connection; prices without a chosen currency are put into that of the shop."""
        client, config = await self._shops.open(connection)
        own = Fields(await client.get("account")).text("default_currency")
        terms = terms_of(_settings(config), directories, only)
        currency = terms.currency or (_OURS.get(own, own) if own else None)
        terms = replace(terms, currency=currency)
        return InsalesSession(client, connection.account, config, terms, directories)


class InsalesSession:
    """One shop. What it remembers of a product: its pictures, its properties, what it told of each variant."""

    def __init__(
        self, client: ShopClient, account: AccountId, config: InsalesConfig, terms: Terms, directories: Directories
    ) -> None:
        self.terms = terms
        self.again = not config.updates_only
        self._client = client
        self._cards = Cards(config, directories)
        self._offers = Offers(config)
        self._currency = config.export_currency
        self._categories = Categories(client, config.category)
        self._options = OptionNames(client)
        self._field = MarkField(client)
        self._marks = Marks(account)

    def begin(self, cursor: GoodsCursor) -> GoodsCursor:
        """Some minutes before the cursor; at first all."""
        since = moment_of(cursor.get("since"))
        return {"since": (since - OVERLAP).isoformat() if since else _EVER}

    async def page(self, cursor: GoodsCursor) -> ShopPage:
        """Up to 100 products in the order of their changes, those in the recycle bin too."""
        marks = self._marks.of(await self._field.find())
        after = {"from_id": cursor["id"]} if "id" in cursor else {}
        wanted = {"per_page": PER_PAGE, "with_deleted": "true", "updated_since": cursor["since"], **after}
        rows = list_of(await self._client.get("products", **wanted))
        if not rows:
            return ShopPage((), cursor, more=False)
        last = rows[-1]
        if moment_of(last.get("updated_at")) is None or not isinstance(last.get("id"), int):
            raise DataError("insales_goods_unreadable")
        behind = {"since": last["updated_at"], "id": last["id"]}
        return ShopPage([product_of(row, marks) for row in rows], behind, more=behind != cursor)

    async def count(self) -> int:
        """By products/count.json."""
        told = await self._client.get("products/count")
        count = told.get("count") if isinstance(told, Mapping) else None
        if not isinstance(count, int):
            raise DataError("insales_goods_unreadable")
        return count

    async def one(self, product: str) -> ShopProduct:
        """The product as it is now; GoodGone also for one in the recycle bin."""
        with _refusals():
            found = product_of(await self._client.get(f"products/{product}"), self._marks.of(await self._field.find()))
        if not found.variants:
            raise GoodGone("outside_not_found")
        return found

    def refusal(self, good: Good) -> str | None:
        """Without the main price the shop takes no variant."""
        return None if self._offers.of(good) else "good_without_price"

    def card(self, good: Good) -> str:
        """Digest of the card."""
        return self._cards.card(good).digest()

    def offers(self, good: Good) -> Sequence[ShopOffer]:
        """Its offers that have the main price."""
        return self._offers.of(good)

    def empty(self) -> Values:
        """Nothing is in stock."""
        return self._offers.empty()

    async def create(self, good: Good, keys: Collection[str]) -> tuple[ShopProduct, Memory]:
        """POST the product with its variants, pictures, properties and our mark, in one call."""
        card = self._cards.card(good)
        with _refusals():
            body = await self._body(good, card)
            body["category_id"] = await self._categories.id_of(card.path or ())
            body["variants_attributes"] = [await self._variant(good, card, key) for key in keys]
            body["images_attributes"] = [{"src": url} for url in card.pictures]
            raw = await self._client.post("products", {"product": body})
        made = product_of(raw, self._marks.of(await self._field.find()))
        ids = [image.get("id") for image in list_of(raw.get("images", []))]
        pictures = list(zip(card.pictures, ids, strict=False))
        return made, _memory(card, keys, pictures)

    async def update(self, good: Good, variants: Sequence[tuple[str, ShopVariant]], before: Pushed | None) -> Memory:
        """PUT the product, the variants whose article, barcode or weight changed, and the pictures that changed."""
        card, product = self._cards.card(good), variants[0][1].product
        memory = before.memory if before else {}
        owned = "pictures" in memory or not variants[0][1].pictures
        with _refusals():
            body = await self._changed_body(good, card, before)
            await self._client.put(f"products/{product}", {"product": body})
            await self._facts(card, variants, dict(memory.get("facts", ())))
            pictures = await self._pictures(product, card, memory.get("pictures", ())) if owned else None
        return _memory(card, card.facts.keys(), pictures)

    async def add(self, good: Good, product: str, key: str) -> ShopVariant:
        """POST one more variant."""
        with _refusals():
            body = await self._variant(good, self._cards.card(good), key)
            return variant_of(await self._client.post(f"products/{product}/variants", {"variant": body}), product)

    async def put(self, values: Mapping[str, Values]) -> None:
        """PUT prices and stock of up to 100 variants (shops.md: more are refused, or lost)."""
        rows = [{"id": int(id_), **row} for id_, row in values.items()]
        with _refusals():
            await self._client.put("products/variants_group_update", {"variants": rows})

    async def hide(self, product: str) -> None:
        """«Не отображать на сайте»."""
        with _refusals():
            await self._client.put(f"products/{product}", {"product": {"is_hidden": True}})

    async def _body(self, good: Good, card: Card) -> dict[str, Any]:
        mark = {"product_field_id": await self._field.make(), "value": self._marks.text(good.ref)}
        currency = {"currency_code": _THEIRS.get(self._currency, self._currency)} if self._currency else {}
        properties = [{"title": name, "value": value} for name, value in card.properties.items()]
        return {
            **card.fields,
            **currency,
            "properties_attributes": properties,
            "product_field_values_attributes": [mark],
        }

    async def _changed_body(self, good: Good, card: Card, before: Pushed | None) -> dict[str, Any]:
        body = await self._body(good, card)
        told = before.memory.get("properties", ()) if before else ()
        gone = [name for name in told if name not in card.properties]
        body["properties_attributes"] += [{"title": name, "_destroy": True} for name in gone]
        if card.path is not None:
            body["category_id"] = await self._categories.id_of(card.path)
        if before and before.hidden:
            body["is_hidden"] = False
        return body

    async def _facts(self, card: Card, variants: Sequence[tuple[str, ShopVariant]], told: Mapping[str, str]) -> None:
        """Article, barcode and weight of the variants for which they are not what was told."""
        for key, variant in variants:
            facts = card.facts.get(key, {})
            if facts and told.get(key) != digest_of(facts):
                await self._client.put(f"products/{variant.product}/variants/{variant.id}", {"variant": facts})

    async def _variant(self, good: Good, card: Card, key: str) -> dict[str, Any]:
        offer = next(offer for offer in self._offers.of(good) if offer.key == key)
        options = await self._options.values(card.options[key])
        return {**card.facts[key], **offer.values, **({"option_values": options} if options else {})}

    async def _pictures(self, product: str, card: Card, known: Sequence[Sequence[Any]]) -> list[tuple[str, int | None]]:
        """Take away pictures that are gone, add new ones."""
        kept: list[tuple[str, int | None]] = []
        for url, id_ in known:
            if url in card.pictures:
                kept.append((url, id_))
            elif id_ is not None:
                await self._remove_picture(product, id_)
        there = {url for url, _ in kept}
        for url in card.pictures:
            if url not in there:
                made = await self._client.post(f"products/{product}/images", {"image": {"src": url}})
                kept.append((url, made.get("id") if isinstance(made, Mapping) else None))
        return kept

    async def _remove_picture(self, product: str, id_: int) -> None:
        try:
            await self._client.delete(f"products/{product}/images/{id_}")
        except DataError as error:
            if error.key != "outside_not_found":  # the owner was faster
                raise


def _settings(config: InsalesConfig) -> ExportSettings:
    """With the prices of the list of old prices, and the stock of matched stores."""
    settings = config.export_settings()
    old = [config.old_price_list] if config.old_price_list else []
    matched = [pair.store for pair in config.warehouses]
    return replace(
        settings,
        price_types=list(dict.fromkeys([*settings.price_types, *old])),
        stores=settings.stores or list(dict.fromkeys(matched)),
    )


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell refusals of one good from failures of the shop."""
    try:
        yield
    except DataError as error:
        if error.key == "insales_refused":
            raise GoodRefused(error.key, **error.details) from error
        if error.key == "outside_not_found":
            raise GoodGone(error.key, **error.details) from error
        raise


def _memory(card: Card, keys: Collection[str], pictures: Sequence[tuple[str, int | None]] | None) -> Memory:
    """Maps are lists of pairs: names of anything may not be names of fields in the database."""
    memory: dict[str, Any] = {
        "properties": list(card.properties),
        "facts": [[key, digest_of(card.facts[key])] for key in keys],
    }
    if pictures is not None:
        memory["pictures"] = [list(pair) for pair in pictures]
    return memory
