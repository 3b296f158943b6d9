"""ASGI middlewares around every service: size of bodies, time of answers, request id in the logs."""

import time

import structlog
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service_kit.metrics import HTTP_SECONDS

BODY_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT = 1024 * 1024 * 1024
LETTER_LIMIT = 36 * 1024 * 1024
"""A letter of 25 MiB in base64, and what stands beside it."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_FORM_OVERHEAD = 64 * 1024


class BodyLimit:
    """Counts the bytes of a body while it comes in: 413 beyond 10 MiB, or beyond what its path takes of files."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting `receive`."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = _limit(scope["path"])
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit + _FORM_OVERHEAD:
                raise HTTPException(413, f"{limit // 1024 // 1024} МБ")
            return message

        return await self._app(scope, counted, send)


def _limit(path: str) -> int:
    if path.endswith(("/uploads", "-imports")):
        return UPLOAD_LIMIT
    return LETTER_LIMIT if path.endswith(("/templates/preview", "/templates/propose")) else BODY_LIMIT


class Observed:
    """Measures every answer by its route and binds `request_id` for the log lines of the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and observe the status of its answer."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        request_id = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        bound = structlog.contextvars.bind_contextvars(request_id=request_id[:64].decode("latin-1"))
        try:
            return await self._app(scope, receive, watched)
        finally:
            structlog.contextvars.reset_contextvars(**bound)
            route = getattr(scope.get("route"), "path", "unknown")
            method = scope["method"] if scope["method"] in METHODS else "other"
            HTTP_SECONDS.labels(method, route, str(status)).observe(time.perf_counter() - started)
