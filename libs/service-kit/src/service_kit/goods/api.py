"""API of a connection's goods: links to a shop's goods («Запомнить соответствие»), and goods marked for it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Ref
from service_kit.connections.store import Connections
from service_kit.goods.links import GoodsLinks
from service_kit.goods.marked import MarkedGoods
from service_kit.parameters import Employee

Identity = Annotated[str, Field(min_length=1, max_length=200)]


class Link(BaseModel):
    """The shop's id of a product («Ид» as it stands) and the product, or its variant, that it means."""

    model_config = ConfigDict(extra="forbid")

    outside_id: Identity
    product: Identity
    variant: Identity | None = None


class Unlink(BaseModel):
    """The shop's id whose link is to be forgotten."""

    model_config = ConfigDict(extra="forbid")

    outside_id: Identity


def goods_links_router(links: GoodsLinks, connections: Connections) -> APIRouter:
    """Links of one connection; the next order that names the outside id gets the product."""
    router = APIRouter(prefix="/v1/connections/{connection}/goods-links", tags=["goods links"])

    @router.post("")
    async def remember(caller: Employee, connection: str, link: Link) -> dict[str, Any]:
        found = await connections.get(caller.account, connection)
        variant = Ref(link.variant) if link.variant else None
        await links.remember(caller.account, found.id, link.outside_id, Ref(link.product), variant)
        return link.model_dump()

    @router.post("/forget", status_code=204)
    async def forget(caller: Employee, connection: str, link: Unlink) -> None:
        found = await connections.get(caller.account, connection)
        await links.forget(caller.account, found.id, link.outside_id)

    return router


class Marks(BaseModel):
    """Refs of the products that are meant."""

    model_config = ConfigDict(extra="forbid")

    products: Annotated[list[Identity], Field(min_length=1, max_length=1000)]


def marked_goods_router(marked: MarkedGoods, connections: Connections) -> APIRouter:
    """Goods marked by hand for one connection: they are exported even when their group is not chosen."""
    router = APIRouter(prefix="/v1/connections/{connection}/marked-goods", tags=["marked goods"])

    @router.get("")
    async def find(
        caller: Employee, connection: str, cursor: str = "", limit: Annotated[int, Query(ge=1, le=1000)] = 200
    ) -> dict[str, Any]:
        mine = await connections.get(caller.account, connection)
        found = await marked.find(caller.account, mine.id, cursor, limit)
        return {"items": found, "next": found[-1] if len(found) == limit else None}

    @router.post("", status_code=204)
    async def mark(caller: Employee, connection: str, given: Marks) -> None:
        mine = await connections.get(caller.account, connection)
        await marked.mark(caller.account, mine.id, [Ref(product) for product in given.products])

    @router.delete("", status_code=204)
    async def unmark(caller: Employee, connection: str, given: Marks) -> None:
        mine = await connections.get(caller.account, connection)
        await marked.unmark(caller.account, mine.id, [Ref(product) for product in given.products])

    return router
