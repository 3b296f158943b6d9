"""API of the goods that are marked for a connection."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Ref
from service_kit.connections.store import Connections
from service_kit.goods.marked import MarkedGoods
from service_kit.paging import Page
from service_kit.parameters import Employee

Identity = Annotated[str, Field(min_length=1, max_length=200)]


class Marks(BaseModel):
    """Refs of the products that are meant."""

    model_config = ConfigDict(extra="forbid")

    products: Annotated[list[Identity], Field(min_length=1, max_length=1000)]


def marked_goods_router(marked: MarkedGoods, connections: Connections) -> APIRouter:
    """Goods marked by hand for one connection: they are exported even when their group is not chosen."""
    router = APIRouter(prefix="/v1/connections/{connection}/marked-goods", tags=["marked goods"])

    @router.get("", response_model=Page[str])
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
