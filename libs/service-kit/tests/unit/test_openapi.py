"""The OpenAPI document: what the names of operations are made of, and that failures look like problems."""

import pytest
from fastapi import APIRouter, FastAPI

from service_kit import openapi


def app_of(*routers: APIRouter) -> FastAPI:
    app = FastAPI()
    for router in routers:
        app.include_router(router)
    openapi.install(app)
    return app


def thing(tag: str, path: str) -> APIRouter:
    router = APIRouter(tags=[tag])

    @router.get(path)
    async def find(limit: int) -> dict[str, int]:
        return {"limit": limit}

    return router


def test_an_operation_is_named_by_its_tag_and_function_wherever_its_router_is_included() -> None:
    outer = APIRouter(tags=["big things"])
    outer.include_router(thing("small", "/v1/inner"))
    found = app_of(outer, thing("other things", "/v1/other")).openapi()["paths"]
    assert found["/v1/inner"]["get"]["operationId"] == "big_things_find"
    assert found["/v1/other"]["get"]["operationId"] == "other_things_find"


def test_two_operations_of_one_name_are_refused() -> None:
    app = app_of(thing("things", "/v1/one"), thing("things", "/v1/two"))
    with pytest.raises(ValueError, match="things_find"):
        app.openapi()


def test_failures_are_problems_and_nothing_is_said_of_the_frameworks_own() -> None:
    document = app_of(thing("things", "/v1/things")).openapi()
    answers = document["paths"]["/v1/things"]["get"]["responses"]
    assert answers.keys() == {"200", "4XX", "5XX"}
    assert answers["4XX"]["content"].keys() == {"application/problem+json"}
    problem = document["components"]["schemas"]["ProblemBody"]
    assert problem["required"] == ["type", "title", "status", "key", "detail"]
    assert document["components"]["schemas"].keys() == {"ProblemBody", "FieldError"}
