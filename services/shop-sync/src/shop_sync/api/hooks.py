"""Where shops send word of changes. Nobody is logged in here: the key in the address is all that is asked for."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from shop_sync.app.orders.hints import OrderHints


def hooks_router(hints: OrderHints) -> APIRouter:
    """POST /hooks/{integration}/{account}/{connection}?key=…: 204 at once, nothing is read; 404 without the key."""
    router = APIRouter()

    @router.post("/hooks/{integration}/{account}/{connection}", status_code=204, include_in_schema=False)
    async def take(
        integration: str, account: str, connection: str, key: Annotated[str, Query(max_length=100)] = ""
    ) -> Response:
        await hints.take(integration, account, connection, key)
        return Response(status_code=204)

    return router
