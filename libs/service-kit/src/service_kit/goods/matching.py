"""Matching of outside lines to products: by hand, by our own id, by article, by barcode, by name, in this order.

A key that fits several products matches nothing: a wrong product is worse than none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contracts.base import AccountId, ConnectionId, Ref
from contracts.order import MatchedBy, OrderLine
from service_kit.goods.keys import article_key, barcode_key, name_key, ref_key
from service_kit.goods.links import GoodsLinks
from service_kit.mongo import Mongo

CACHE_LIMIT = 50_000


@dataclass(frozen=True, slots=True)
class Match:
    """The product (and variant) of a line, and what it was recognised by."""

    product: Ref
    variant: Ref | None
    by: MatchedBy


class Matcher:
    """Matches lines of one connection for the length of one run; keys once looked up are kept in memory.

    `by_text` = «Сверять загружаемые товары по артикулам и наименованиям»; without it only ids and links count.
    """

    def __init__(
        self, mongo: Mongo, links: GoodsLinks, account: AccountId, connection: ConnectionId, *, by_text: bool
    ) -> None:
        self._products = mongo["replica_products"]
        self._links = links
        self._account = account
        self._connection = connection
        self._by_text = by_text
        self._linked: dict[str, tuple[Ref, Ref | None] | None] = {}
        self._found: dict[str, tuple[Ref, Ref | None] | None] = {}

    async def match(self, lines: Sequence[OrderLine]) -> list[OrderLine]:
        """The same lines, with `product_ref`, `variant_ref` and `matched_by` filled where a product was found."""
        await self._load(lines)
        matched = []
        for line in lines:
            found = self._of(line)
            if found is not None:
                values = {"product_ref": found.product, "variant_ref": found.variant, "matched_by": found.by}
                line = line.model_copy(update=values)  # noqa: PLW2901  # the line of the result
            matched.append(line)
        return matched

    def _of(self, line: OrderLine) -> Match | None:
        if line.outside_id and (linked := self._linked.get(line.outside_id)):
            return Match(*linked, MatchedBy.HAND)
        for key, by in self._keys(line):
            if hit := self._found.get(key):
                return Match(*hit, by)
        return None

    def _keys(self, line: OrderLine) -> Iterator[tuple[str, MatchedBy]]:
        if line.outside_id:
            product, _, variant = line.outside_id.partition("#")
            if variant:
                yield ref_key(variant), MatchedBy.ID
            yield ref_key(product), MatchedBy.ID
        if not self._by_text:
            return
        if line.article:
            yield article_key(line.article), MatchedBy.ARTICLE
        if line.barcode:
            yield barcode_key(line.barcode), MatchedBy.BARCODE
        yield name_key(line.name), MatchedBy.NAME

    async def _load(self, lines: Iterable[OrderLine]) -> None:
        if len(self._found) > CACHE_LIMIT or len(self._linked) > CACHE_LIMIT:
            self._found.clear()
            self._linked.clear()
        lines = list(lines)
        new_ids = {line.outside_id for line in lines if line.outside_id} - self._linked.keys()
        if new_ids:
            links = await self._links.find(self._account, self._connection, new_ids)
            self._linked.update({outside_id: links.get(outside_id) for outside_id in new_ids})
        new_keys = {key for line in lines for key, _ in self._keys(line)} - self._found.keys()
        if new_keys:
            self._found.update(await self._look_up(new_keys))

    async def _look_up(self, keys: set[str]) -> dict[str, tuple[Ref, Ref | None] | None]:
        query = {"account": self._account, "keys.key": {"$in": list(keys)}}
        hits: dict[str, set[tuple[Ref, Ref | None]]] = {key: set() for key in keys}
        for row in await self._products.find(query, {"ref": 1, "keys": 1}).to_list(None):
            for entry in row["keys"]:
                if entry["key"] in hits:
                    hits[entry["key"]].add((row["ref"], entry["variant"]))
        return {key: next(iter(found)) if len(found) == 1 else None for key, found in hits.items()}
