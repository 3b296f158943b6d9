"""Products of the replica for somebody who links goods by hand: their names, those without a link, likely ones."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from contracts.base import AccountId, Ref
from service_kit.goods.links import SeenGood
from service_kit.mongo import Document, Mongo

CANDIDATES: Final = 5
_POOL: Final = 1000
"""Products that are weighed for one good."""
_WORDS: Final = 3
_LEAST: Final = 0.3
_SAME_ARTICLE: Final = 0.8
_SHOWN: Final = {"ref": 1, "row.name": 1, "row.full_name": 1, "row.article": 1, "row.variants": 1}
_WORD: Final = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product, or its variant, that a good may be; `score` from 0 to 1."""

    product: Ref
    variant: Ref | None
    name: str
    article: str | None
    score: float


class OurGoods:
    """Reads products of one service's replica; archived and deleted ones are not offered."""

    def __init__(self, mongo: Mongo) -> None:
        self._products = mongo["replica_products"]

    async def named(self, account: AccountId, products: Collection[Ref]) -> dict[Ref, Document]:
        """{ref, name, article} of those that are known, deleted ones not."""
        query = {"account": account, "ref": {"$in": list(products)}, "deleted": False}
        return {row["ref"]: _shown(row) for row in await self._products.find(query, _SHOWN).to_list(None)}

    async def page(self, account: AccountId, part: str, after: Ref, limit: int) -> list[Document]:
        """{ref, name, article} of living products behind the ref `after`, with `part` in the name or the article."""
        query: Document = {"account": account, "ref": {"$gt": after}, "keys.0": {"$exists": True}}
        if words := " ".join(part.split()):
            holds = {"$regex": re.escape(words), "$options": "i"}
            query["$or"] = [{"row.name": holds}, {"row.article": holds}]
        rows = await self._products.find(query, _SHOWN).sort("ref", 1).limit(limit).to_list(None)
        return [_shown(row) for row in rows]

    async def candidates(self, account: AccountId, good: SeenGood) -> list[Candidate]:
        """Up to five products that the good may be, the likeliest first."""
        words = sorted(_words(good.name), key=lambda word: (-len(word), word))[:_WORDS]
        every: Document = {"$and": [{"keys.key": {"$regex": re.escape(word)}} for word in words]}
        pieces = [re.escape(word) for word in words]
        if article := (good.article or "").strip():
            pieces.append(re.escape(article[: max(3, len(article) * 2 // 3)]))
        some: Document = {"keys.key": {"$regex": "|".join(pieces), "$options": "i"}}
        found: dict[tuple[Ref, Ref | None], Candidate] = {}
        for wanted in [every, some] if words else [some] if pieces else []:
            rows = self._products.find({"account": account, **wanted}, _SHOWN).limit(_POOL)
            for row in await rows.to_list(None):
                found |= {(one.product, one.variant): one for one in _weighed(row, good)}
        likely = [one for one in found.values() if one.score >= _LEAST]
        return sorted(likely, key=lambda one: (-one.score, one.name, one.variant or ""))[:CANDIDATES]


def _shown(row: Document) -> Document:
    return {"ref": row["ref"], "name": row["row"]["name"], "article": row["row"].get("article")}


def _weighed(row: Document, good: SeenGood) -> Iterator[Candidate]:
    """The product and each of its living variants, with their likeness to the good."""
    product = row["row"]
    whole = _candidate(row["ref"], None, product["name"], product, good)
    longer = _candidate(row["ref"], None, product.get("full_name") or "", product, good)
    yield max(whole, longer, key=lambda one: one.score)
    for variant in product.get("variants", ()):
        if not variant.get("archived"):
            yield _candidate(row["ref"], variant["ref"], f"{product['name']} {variant['name']}", variant, good)


def _candidate(
    product: Ref, variant: Ref | None, name: str, row: Mapping[str, str | None], good: SeenGood
) -> Candidate:
    article = row.get("article")
    score = max(_alike(_words(name), _words(good.name)), _same_article(article, good.article))
    return Candidate(product, variant, name, article, round(score, 2))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _alike(one: set[str], other: set[str]) -> float:
    """Dice's coefficient of the words."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _same_article(one: str | None, other: str | None) -> float:
    """How alike two articles are, signs and case aside; 0 unless nearly the same."""
    short, long_ = ("".join(re.findall(r"[^\W_]", text or "")).casefold() for text in (one, other))
    ratio = SequenceMatcher(None, short, long_, autojunk=False).ratio() if short and long_ else 0.0
    return ratio if ratio >= _SAME_ARTICLE else 0.0
