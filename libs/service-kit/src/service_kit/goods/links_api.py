"""API of the links between a shop's goods and products («Запомнить соответствие»), and of what has none."""

import datetime as dt
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.connections.store import Connections
from service_kit.goods.links import By, GoodsLinks, SeenGood, Unlinked, linked_by, not_linked
from service_kit.goods.ours import Candidate, OurGoods
from service_kit.mongo import Document
from service_kit.paging import Items, Page, following
from service_kit.parameters import Employee, Limit
from service_kit.problems import NotFound

Identity = Annotated[str, Field(min_length=1, max_length=200)]
Part = Annotated[str, Query(max_length=200)]

InShop = Callable[[AccountId, ConnectionId, Collection[Ref]], Awaitable[set[Ref]]]
"""Those of the products that the shop has under our own ids, so that they need no link."""

LOOKED_THROUGH = 10
"""Pages of products that one request looks through for some without a link."""


class Side(StrEnum):
    """Whose goods: ours, or those of the shop."""

    PLATFORM = "platform"
    SHOP = "shop"


class Link(BaseModel):
    """The shop's id of a product («Ид» as it stands) and the product, or its variant, that it means."""

    model_config = ConfigDict(extra="forbid")

    outside_id: Identity
    product: Identity
    variant: Identity | None = None


class Outside(BaseModel):
    """The shop's id of a product."""

    model_config = ConfigDict(extra="forbid")

    outside_id: Identity


class OurProduct(BaseModel):
    """A product of ours; without a name when it is not known any more."""

    ref: Ref
    name: str | None
    article: str | None


class ShopGood(BaseModel):
    """A good of the shop as it was met, and what it is linked to, `by` whom; none of these three without a link.

    `unlinked` tells why it is not linked by itself any more.
    """

    outside_id: str
    name: str | None
    article: str | None
    barcode: str | None
    seen_at: dt.datetime | None
    unlinked: Unlinked | None
    by: By | None
    product: OurProduct | None
    variant: Ref | None


def goods_links_router(links: GoodsLinks, ours: OurGoods, connections: Connections, in_shop: InShop) -> APIRouter:
    """Links of one connection; the next order that names the outside id gets the product."""
    router = APIRouter(prefix="/v1/connections/{connection}/goods-links", tags=["goods links"])
    lists = Lists(links, ours, in_shop)

    @router.get("", response_model=Page[ShopGood])
    async def find(
        caller: Employee, connection: str, *, by: By | None = None, q: Part = "", cursor: str = "", limit: Limit = 50
    ) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        return await lists.of_shop(mine.account, mine.id, linked_by(by), part=q, after=cursor, limit=limit)

    @router.get("/unlinked", response_model=Page[ShopGood] | Page[OurProduct])
    async def unlinked(
        caller: Employee, connection: str, *, side: Side, q: Part = "", cursor: str = "", limit: Limit = 50
    ) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        if side is Side.PLATFORM:
            return await lists.of_platform(mine.account, mine.id, part=q, after=cursor, limit=limit)
        return await lists.of_shop(mine.account, mine.id, not_linked(), part=q, after=cursor, limit=limit)

    @router.get("/candidates", response_model=Items[Candidate])
    async def candidates(caller: Employee, connection: str, outside_id: str) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        row = await links.one(mine.account, mine.id, outside_id)
        if row is None:
            raise NotFound("outside_good_unknown")
        good = SeenGood(outside_id, row.get("name") or "", row.get("article"))
        return {"items": [asdict(one) for one in await ours.candidates(mine.account, good)]}

    @router.post("")
    async def remember(caller: Employee, connection: str, link: Link) -> Link:
        mine = await connections.get(caller.account, connection)
        variant = Ref(link.variant) if link.variant else None
        await links.remember(mine.account, mine.id, link.outside_id, Ref(link.product), variant)
        return link

    @router.post("/forget", status_code=204)
    async def unlink(caller: Employee, connection: str, given: Outside) -> None:
        mine = await connections.get(caller.account, connection)
        await links.unlink(mine.account, mine.id, given.outside_id)

    @router.post("/release", status_code=204)
    async def release(caller: Employee, connection: str, given: Outside) -> None:
        mine = await connections.get(caller.account, connection)
        await links.release(mine.account, mine.id, given.outside_id)

    return router


class Lists:
    """Pages of goods with the names of our products."""

    def __init__(self, links: GoodsLinks, ours: OurGoods, in_shop: InShop) -> None:
        self._links = links
        self._ours = ours
        self._in_shop = in_shop

    async def of_shop(
        self, account: AccountId, connection: ConnectionId, wanted: Document, *, part: str, after: str, limit: int
    ) -> dict[str, Any]:
        """Goods of the shop that the filter wants."""
        rows = await self._links.page(account, connection, wanted, part=part, after=after, limit=limit)
        names = await self._ours.named(account, [row["product"] for row in rows if row.get("product")])
        return {"items": [_shown(row, names) for row in rows], "next": following(rows, limit, "outside_id")}

    async def of_platform(
        self, account: AccountId, connection: ConnectionId, *, part: str, after: str, limit: int
    ) -> dict[str, Any]:
        """Products of ours that the shop does not have, as far as is known; a page may hold less than `limit`."""
        items: list[Document] = []
        for _ in range(LOOKED_THROUGH):
            rows = await self._ours.page(account, part, Ref(after), limit)
            refs = [row["ref"] for row in rows]
            there = await self._links.linked(account, connection, refs) | await self._in_shop(account, connection, refs)
            left: Sequence[Document] = [row for row in rows if row["ref"] not in there][: limit - len(items)]
            items += left
            full = len(items) == limit
            after = left[-1]["ref"] if full else refs[-1] if refs else after
            if full or len(rows) < limit:
                return {"items": items, "next": after if full else None}
        return {"items": items, "next": after}


def _shown(row: Document, names: dict[Ref, Document]) -> Document:
    linked = row.get("product") if "unlinked" not in row else None
    by = (By.AUTO if row.get("auto") else By.HAND) if linked else None
    facts = {name: row.get(name) for name in ("name", "article", "barcode", "seen_at", "unlinked")}
    product = names.get(linked, {"ref": linked, "name": None, "article": None}) if linked else None
    variant = row.get("variant") if linked else None
    return {"outside_id": row["outside_id"], **facts, "by": by, "product": product, "variant": variant}
