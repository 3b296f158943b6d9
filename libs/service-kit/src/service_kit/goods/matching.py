"""Matching of outside lines to products: by hand, by our own id, by article, by barcode, by name, in this order.

A key that fits several products matches nothing: a wrong product is worse than none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from contracts.base import AccountId, ConnectionId, Ref
from contracts.order import MatchedBy, OrderLine
from service_kit.goods.keys import article_key, barcode_key, name_key, ref_key
from service_kit.goods.links import GoodsLinks, Hit, SeenGood
from service_kit.mongo import Mongo

CACHE_LIMIT = 50_000


@dataclass(frozen=True, slots=True)
class Match:
    """The product (and variant) of a line, and what it was recognised by."""

    product: Ref
    variant: Ref | None
    by: MatchedBy


Signature = tuple[str | None, str | None, str | None, str]
"""What of a line decides its match: outside id, article, barcode, name."""


class Matcher:
    """Matches lines of one connection for the length of one run: `learn` the lines of a page, then `match` each order.

    `by_text` = «Сверять загружаемые товары по артикулам и наименованиям»; without it only ids and links count. Without
    `own_ids` outside ids are those of the shop alone: one that is like an id of ours says nothing.
    """

    def __init__(
        self,
        mongo: Mongo,
        links: GoodsLinks,
        account: AccountId,
        connection: ConnectionId,
        *,
        by_text: bool,
        own_ids: bool = True,
    ) -> None:
        self._products = mongo["replica_products"]
        self._links = links
        self._account = account
        self._connection = connection
        self._by_text = by_text
        self._own_ids = own_ids
        self._known: dict[Signature, Match | None] = {}

    async def learn(self, lines: Iterable[OrderLine]) -> list[SeenGood]:
        """Look up whatever of `lines` was not met before, in two queries however many they are.

        Gives what of it a person may want to link or unlink: all goods but those that have an id of ours.
        """
        if len(self._known) > CACHE_LIMIT:
            self._known.clear()
        new = {_signature(line) for line in lines} - self._known.keys()
        if not new:
            return []
        ids = {outside_id for outside_id, *_ in new if outside_id}
        linked = await self._links.find(self._account, self._connection, ids) if ids else {}
        found = await self._look_up({key for signature in new for key, _ in self._keys(signature)})
        self._known.update({signature: self._decided(signature, linked, found) for signature in new})
        return [seen for signature in new if (seen := _seen(signature, self._known[signature]))]

    def match(self, lines: Iterable[OrderLine]) -> tuple[OrderLine, ...]:
        """Learned lines, with `product_ref`, `variant_ref` and `matched_by` filled where a product was found."""
        return tuple(
            line.model_copy(update={"product_ref": hit.product, "variant_ref": hit.variant, "matched_by": hit.by})
            if (hit := self._known[_signature(line)])
            else line
            for line in lines
        )

    def _decided(
        self, signature: Signature, linked: Mapping[str, Hit | None], found: Mapping[str, Hit]
    ) -> Match | None:
        outside_id = signature[0]
        if outside_id and outside_id in linked:
            hit = linked[outside_id]
            return Match(*hit, MatchedBy.HAND) if hit else None
        return next((Match(*found[key], by) for key, by in self._keys(signature) if key in found), None)

    def _keys(self, signature: Signature) -> Iterator[tuple[str, MatchedBy]]:
        outside_id, article, barcode, name = signature
        if outside_id and self._own_ids:
            product, _, variant = outside_id.partition("#")
            if variant:
                yield ref_key(variant), MatchedBy.ID
            yield ref_key(product), MatchedBy.ID
        if not self._by_text:
            return
        yield from _text_keys(article, barcode, name)

    async def _look_up(self, keys: Collection[str]) -> dict[str, Hit]:
        """The hits of those keys that fit one product only."""
        query = {"account": self._account, "keys.key": {"$in": list(keys)}}
        hits: dict[str, set[Hit]] = {key: set() for key in keys}
        for row in await self._products.find(query, {"ref": 1, "keys": 1}).to_list(None):
            for entry in row["keys"]:
                if entry["key"] in hits:
                    hits[entry["key"]].add((row["ref"], entry["variant"]))
        return {key: next(iter(found)) for key, found in hits.items() if len(found) == 1}


def _signature(line: OrderLine) -> Signature:
    return line.outside_id, line.article, line.barcode, line.name


def _seen(signature: Signature, match: Match | None) -> SeenGood | None:
    outside_id, article, barcode, name = signature
    if not outside_id or (match and match.by is MatchedBy.ID):
        return None
    return SeenGood(outside_id, name, article, barcode, (match.product, match.variant) if match else None)


def _text_keys(article: str | None, barcode: str | None, name: str) -> Iterator[tuple[str, MatchedBy]]:
    if article and article.strip():
        yield article_key(article), MatchedBy.ARTICLE
    if barcode and barcode.strip():
        yield barcode_key(barcode), MatchedBy.BARCODE
    if name.strip():
        yield name_key(name), MatchedBy.NAME
