"""OpenAPI of a service as clients are generated from it: readable operation ids, and problems as what they are."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic.json_schema import models_json_schema

from service_kit.problems import ProblemBody

_REFERENCE = "#/components/schemas/{model}"
_OF_FASTAPI = ("HTTPValidationError", "ValidationError")


def install(app: FastAPI) -> None:
    """Give `app` the document of `described`, made once at the first request for it."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI names for its own document


def described(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1: ids are `<tag>_<function>`, every failure is a `ProblemBody`; ValueError when an id comes twice."""
    made = get_openapi(title=app.title, version=app.version, routes=app.routes)
    ids = _operation_ids(app)
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            operation["operationId"] = ids[path, method]
            operation["responses"].pop("422", None)
            operation["responses"] |= {"4XX": _problem("Отказ"), "5XX": _problem("Сбой")}
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for name in _OF_FASTAPI:
        schemas.pop(name, None)
    _, of_problems = models_json_schema([(ProblemBody, "serialization")], ref_template=_REFERENCE)
    schemas.update(of_problems["$defs"])
    return made


def _operation_ids(app: FastAPI) -> dict[tuple[str, str], str]:
    """{(path, method): id} of every route that is shown."""
    ids: dict[tuple[str, str], str] = {}
    for route in iter_route_contexts(app.routes):
        endpoint = getattr(route, "endpoint", None)
        if endpoint is None or not getattr(route, "include_in_schema", False):
            continue
        tag = "".join(f"{tag.replace(' ', '_')}_" for tag in (getattr(route, "tags", None) or ())[:1])
        for method in getattr(route, "methods", None) or ():
            identity = f"{tag}{endpoint.__name__}"
            if identity in ids.values():
                raise ValueError(f"two routes are called {identity}")
            ids[str(getattr(route, "path_format", "")), method.lower()] = identity
    return ids


def _problem(description: str) -> dict[str, Any]:
    reference = _REFERENCE.format(model=ProblemBody.__name__)
    return {"description": description, "content": {"application/problem+json": {"schema": {"$ref": reference}}}}
