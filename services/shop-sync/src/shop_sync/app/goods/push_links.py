"""Which variants of the shop the offers of our goods are.

What a person linked counts first, then what we made or wrote to before, then our mark, article, barcode, name: hits
that fit one good on either side only. Nothing is made anew of what was unlinked by hand or deleted in the shop.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from contracts.base import AccountId, ConnectionId, Ref
from contracts.order import OrderLine
from service_kit.goods.keys import article_key, barcode_key, name_key, ref_key
from service_kit.goods.links import GoodsLinks, Link, SeenGood
from service_kit.goods.matching import Matcher
from service_kit.mongo import Mongo
from shop_sync.app.goods.shop import ShopGoods, ShopOffer, ShopProduct, ShopVariant
from shop_sync.domain.goods import PRODUCT, Good

_MARKED: Final = "\0marked"
"""Key of variants that were found by our mark, until they are told apart."""


@dataclass(slots=True)
class Linked:
    """What the shop has of a good: variants by the key of the offer.

    `gone`: links whose variants the shop does not have any more; `closed`: keys that nothing new is made of, because
    somebody unlinked them or deleted them in the shop; `refusal`: key of the reason why it cannot be told.
    """

    variants: dict[str, list[ShopVariant]] = field(default_factory=dict)
    gone: list[Link] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    refusal: str | None = None

    def pairs(self) -> list[tuple[str, ShopVariant]]:
        """All (key, variant)."""
        return [(key, variant) for key, variants in self.variants.items() for variant in variants]

    @property
    def product(self) -> str | None:
        """The product of the shop that new variants go to."""
        return next((variant.product for _, variant in self.pairs()), None)


class PushLinks:
    """Links of one connection for the length of one run."""

    def __init__(
        self, mongo: Mongo, links: GoodsLinks, shop: ShopGoods, account: AccountId, connection: ConnectionId
    ) -> None:
        self._links = links
        self._shop = shop
        self._owner = account, connection
        self._matcher = Matcher(mongo, links, account, connection, by_text=True, own_ids=False)

    async def see(self, products: Sequence[ShopProduct]) -> None:
        """Let the owner see the shop's goods, and what they are by their texts."""
        lines = [_line(variant) for product in products for variant in product.variants]
        await self._links.see(*self._owner, await self._matcher.learn(lines))

    async def among(self, goods: Mapping[Ref, tuple[Good, Sequence[ShopOffer]]]) -> dict[Ref, Linked]:
        """What the shop has of these goods."""
        found = await self.standing(goods)
        lone = {ref: goods[ref] for ref, linked in found.items() if _is_open(linked)}
        if lone:
            await self._recognise(lone, found)
        await self._pair(goods, found)
        return found

    async def standing(self, products: Collection[Ref]) -> dict[Ref, Linked]:
        """What the shop has of these products, as far as they are linked already."""
        rows: dict[Ref, list[Link]] = {ref: [] for ref in products}
        for row in await self._links.of_products(*self._owner, list(products)):
            rows[row.product].append(row)
        ids = [row.outside_id for mine in rows.values() for row in mine]
        there = await self._shop.variants(*self._owner, ids)
        return {ref: _sorted(mine, there) for ref, mine in rows.items()}

    async def keep(self, ref: Ref, pairs: Iterable[tuple[str, ShopVariant]]) -> None:
        """From now on these variants certainly are offers of the product."""
        seen = [
            SeenGood(variant.id, variant.name, variant.article, variant.barcode, (ref, Ref(key) if key else None))
            for key, variant in pairs
        ]
        await self._links.keep(*self._owner, seen)

    async def close(self, gone: Iterable[Link]) -> None:
        """The shop deleted them: they are not made anew until their owner says so."""
        hits = {link.outside_id: (link.product, link.variant) for link in gone}
        await self._links.deleted(*self._owner, hits)

    async def _recognise(
        self, goods: Mapping[Ref, tuple[Good, Sequence[ShopOffer]]], found: Mapping[Ref, Linked]
    ) -> None:
        """By our mark, else by texts that say the same from the shop's side as from ours."""
        keys = {key for ref, (good, _) in goods.items() for key in (ref_key(ref), *_keys(good))}
        alike = await self._shop.alike(*self._owner, keys)
        await self._matcher.learn(map(_line, alike))
        decided = await self._decided(alike)
        for variant in alike:
            if variant.id in decided:
                continue
            if variant.mark is not None and variant.mark in goods:
                found[variant.mark].variants.setdefault(_MARKED, []).append(variant)
                continue
            line = self._matcher.match([_line(variant)])[0]
            if line.product_ref is not None and line.product_ref in goods:
                hits = found[line.product_ref].variants
                hits.setdefault(line.variant_ref or PRODUCT, []).append(variant)
        for linked in (found[ref] for ref in goods):
            _settle(linked)

    async def _decided(self, variants: Sequence[ShopVariant]) -> Collection[str]:
        """Those that are linked otherwise for certain, or were unlinked."""
        return (await self._links.find(*self._owner, [variant.id for variant in variants])).keys()

    async def _pair(self, goods: Mapping[Ref, tuple[Good, Sequence[ShopOffer]]], found: Mapping[Ref, Linked]) -> None:
        """Find the other variants of products that are linked already, by the values that tell them apart."""
        products = {
            linked.product
            for ref, linked in found.items()
            if linked.product and any(offer.key not in linked.variants for offer in goods[ref][1])
        }
        siblings = await self._shop.siblings(*self._owner, [product for product in products if product])
        for ref, linked in found.items():
            if linked.product in products:
                mine = [variant for variant in siblings if variant.product == linked.product]
                _pair(linked, goods[ref][1], mine)


def _sorted(rows: Sequence[Link], there: Mapping[str, ShopVariant]) -> Linked:
    """Links of one product; a certain one beats those by texts, two of these say nothing."""
    linked = Linked()
    guessed: dict[str, list[ShopVariant]] = {}
    for row in rows:
        key = row.variant or PRODUCT
        if row.unlinked is not None:
            linked.closed.add(key)
        elif row.outside_id not in there:
            linked.gone.append(row)
            linked.closed.add(key)
        else:
            (linked.variants if row.sure else guessed).setdefault(key, []).append(there[row.outside_id])
    for key, variants in guessed.items():
        if key not in linked.variants:
            linked.variants[key] = variants
            if len(variants) > 1:
                linked.refusal = "good_ambiguous"
    linked.closed -= linked.variants.keys()
    return linked


def _is_open(linked: Linked) -> bool:
    return not linked.variants and not linked.closed and linked.refusal is None


def _settle(linked: Linked) -> None:
    """The variants under our mark are one product; of those by texts each offer may have one."""
    marked = linked.variants.pop(_MARKED, [])
    if marked:
        product = marked[0].product
        if any(variant.product != product for variant in marked):
            linked.refusal = "good_ambiguous"
        linked.variants = {_MARKED: marked}
    elif any(len(variants) > 1 for variants in linked.variants.values()):
        linked.refusal = "good_ambiguous"


def _pair(linked: Linked, offers: Sequence[ShopOffer], siblings: Sequence[ShopVariant]) -> None:
    """Give the offers without a variant the siblings of theirs; `good_variants_differ` when one good is two things."""
    taken = {variant.id for key, variant in linked.pairs() if key != _MARKED}
    linked.variants.pop(_MARKED, None)
    free = [variant for variant in siblings if variant.id not in taken]
    if len(offers) == 1 and offers[0].key == PRODUCT and PRODUCT not in linked.variants:
        one = [variant for variant in siblings if variant.id in taken] or free
        if len(one) == 1:
            linked.variants = {PRODUCT: one}
        else:
            linked.refusal = "good_variants_differ"
        return
    if PRODUCT in linked.variants and all(offer.key != PRODUCT for offer in offers):
        del linked.variants[PRODUCT]
        free = list(siblings)
    for offer in offers:
        if offer.key not in linked.variants and offer.key not in linked.closed:
            same = [variant for variant in free if tuple(sorted(variant.options)) == offer.options]
            if len(same) == 1:
                linked.variants[offer.key] = same
    if not linked.variants:
        linked.refusal = "good_variants_differ"


def _keys(good: Good) -> Iterator[str]:
    """By which an offer of the good may be recognised in the shop."""
    row = good.row
    for owner in (row, *(offer.variant for offer in good.offers if offer.variant)):
        if article := (owner.get("article") or "").strip():
            yield article_key(article)
        yield from (barcode_key(barcode) for barcode in owner.get("barcodes", ()) if barcode.strip())
        yield from (name_key(name) for name in (owner.get("name"), owner.get("full_name")) if name)
    for offer in good.offers:
        if offer.variant:
            yield name_key(f"{row.get('name', '')} {offer.variant.get('name', '')}")


def _line(variant: ShopVariant) -> OrderLine:
    """A good of the shop as goods of orders are matched."""
    nothing = Decimal(0)
    return OrderLine(
        number=1,
        name=variant.name,
        quantity=Decimal(1),
        price=nothing,
        sum=nothing,
        outside_id=variant.id,
        article=variant.article,
        barcode=variant.barcode,
    )
