"""Deny by default: no route of a service may be open by oversight."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute

OPEN = frozenset(
    {
        "/health/live",
        "/health/ready",
        "/metrics",
        "/openapi.json",
        "/v1/files/{account}/{identity}",  # its address is signed
    }
)
"""Routes of the kit that need no token, each for a reason of its own."""


def routes_without_roles(app: FastAPI, open_too: Iterable[str] = ()) -> list[str]:
    """«GET /v1/things» of each route that names no role by `allow(...)` and is not meant to be open.

    A service whose own routes are open on purpose (a login) lists their paths in `open_too`.
    """
    known = OPEN | set(open_too)
    return [
        f"{method} {path}"
        for route in _flat(app.routes)
        if (path := str(getattr(route, "path", route))) not in known and not _asks_for_role(route)
        for method in sorted(getattr(route, "methods", None) or ["any"])
    ]


def roles_of(app: FastAPI) -> dict[str, tuple[str, ...]]:
    """«GET /v1/things» → the roles that may call it, of each route that asks for some."""
    return {
        f"{method} {getattr(route, 'path', '')}": roles
        for route in _flat(app.routes)
        if (roles := next(_roles(getattr(route, "dependant", None)), None)) is not None
        for method in sorted(getattr(route, "methods", None) or ["any"])
    }


def _flat(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        inner = getattr(getattr(route, "original_router", None), "routes", None)
        if inner is None:
            yield route
        else:
            yield from _flat(inner)


def _asks_for_role(route: BaseRoute) -> bool:
    return next(_roles(getattr(route, "dependant", None)), None) is not None


def _roles(dependant: Any) -> Iterator[tuple[str, ...]]:
    """Roles named by the dependencies of a route, however deep."""
    for inner in getattr(dependant, "dependencies", ()):
        roles = getattr(inner.call, "roles", None)
        if roles:
            yield roles
        yield from _roles(inner)
