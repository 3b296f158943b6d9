"""The marketplace: categories, the list, information windows and logos."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from catalog.app.market import Market, Page, Query
from catalog.app.views import CategoryName, MarketPage, Views, Window
from catalog.domain.widgets import Filter
from contracts.manifest import Category
from service_kit.paging import Items
from service_kit.parameters import Anyone
from service_kit.problems import Problem, field_errors

IfNoneMatch = Annotated[str | None, Header()]

LOGO_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


class MarketQuery(BaseModel):
    """Filters of the list: one of four, any number of categories, and a part of the name."""

    model_config = ConfigDict(extra="forbid")

    filter: Filter = Filter.ALL
    category: frozenset[Category] = frozenset()
    q: str = Field(default="", max_length=100)


def market_router(market: Market, views: Views) -> APIRouter:
    """Reading; lists and windows are bytes made beforehand, 304 when the caller has them."""
    router = APIRouter(prefix="/v1", tags=["market"])

    @router.get("/widgets", response_model=MarketPage, openapi_extra=_parameters())
    async def widgets(request: Request, caller: Anyone) -> Response:
        shelf = await market.shelf(caller.account)
        # read by hand and only when the answer is not there yet: reading costs more than answering
        asked = request.scope["query_string"]
        return answer(request, market.page(shelf, asked, lambda: _query(request.query_params)))

    @router.get("/widgets/{slug}", response_model=Window)
    async def window(request: Request, caller: Anyone, slug: str) -> Response:
        return answer(request, market.window(await market.shelf(caller.account), slug))

    @router.get("/categories")
    async def categories(_: Anyone) -> Items[CategoryName]:
        return Items[CategoryName](items=views.categories)

    @router.get("/logos/{name}", response_class=Response)
    async def logo(name: str, if_none_match: IfNoneMatch = None) -> Response:
        """Open to all, for a picture in a page comes without a token; the name changes with the picture."""
        etag = f'"{name}"'
        found = await market.logo(name)
        if if_none_match is not None and etag in if_none_match:
            return Response(status_code=304, headers={"ETag": etag, **LOGO_HEADERS})
        return Response(found.content, media_type=found.media_type, headers={"ETag": etag, **LOGO_HEADERS})

    return router


def answer(request: Request, page: Page) -> Response:
    """The bytes, or 304 when the caller's are the same; a proxy that compresses has made the tag a weak one."""
    headers = {"ETag": page.etag, "Cache-Control": "private, no-cache"}
    if page.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(page.body, media_type="application/json", headers=headers)


def _query(given: QueryParams) -> Query:
    """What is asked for; Problem 422 naming the wrong parameter."""
    values: dict[str, Any] = dict(given)
    if "category" in given:
        values["category"] = given.getlist("category")
    try:
        query = MarketQuery.model_validate(values)
    except ValidationError as error:
        raise Problem(422, "invalid_input", field_errors(error.errors())) from error
    return Query(query.filter, query.category, query.q)


def _parameters() -> dict[str, Any]:
    """The query for OpenAPI, which cannot see it."""
    properties = {
        "filter": {"type": "string", "enum": [*Filter], "default": Filter.ALL},
        "category": {"type": "array", "items": {"type": "string", "enum": [*Category]}},
        "q": {"type": "string", "maxLength": 100},
    }
    return {"parameters": [{"name": name, "in": "query", "schema": schema} for name, schema in properties.items()]}
