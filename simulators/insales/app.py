"""The API as an ASGI app: faults, login, form, limit, then the handler of the path."""

import asyncio
import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulators.insales import resources, wire
from simulators.insales.errors import Refused, bad_request
from simulators.insales.faults import Fault, Faults
from simulators.insales.limits import Limit
from simulators.insales.routing import Asked, Reply, Router
from simulators.insales.store import Store

_ROOM: Final = 10_000_000
_PAGE: Final = "<!DOCTYPE html><html><head><title>Магазин</title></head><body><h1>Ведутся работы</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Logged:
    """A request that came, with the moment by the shop's clock."""

    at: datetime
    method: str
    path: str
    query: dict[str, str]
    status: int
    body: bytes


class Api:
    """One shop. `before` is called with method and path of each request just before it is done (to race with it)."""

    def __init__(self, store: Store, key: str, password: str, limit: Limit) -> None:
        self.store = store
        self.faults = Faults()
        self.limit = limit
        self.forbidden: set[str] = set()
        self.requests: list[Logged] = []
        self.before: Callable[[str, str], None] | None = None
        self._login = f"{key}:{password}".encode()
        self._router = Router(resources.ROUTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        body = await request.body()
        fault = self.faults.next(request.url.path) or Fault()
        response = self._faulty(fault) or self._answer(request, body)
        query = dict(parse_qsl(request.url.query, keep_blank_values=True))
        entry = Logged(self.store.clock(), request.method, request.url.path, query, response.status_code, body)
        self.requests.append(entry)
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault.torn:
            await _tear(response, send)
            return
        await response(scope, receive, send)

    def _faulty(self, fault: Fault) -> Response | None:
        if fault.html:
            return Response(_PAGE, media_type="text/html; charset=utf-8")
        if fault.status is None:
            return None
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return Response("Service is not available", fault.status, headers, "text/plain")

    def _answer(self, request: Request, body: bytes) -> Response:
        """Login first, so that a stranger learns nothing, then the limit, then all that may be wrong with a request."""
        if not self._known(request.headers.get("authorization", "")):
            headers = {"WWW-Authenticate": 'Basic realm="Application"'}
            return Response("HTTP Basic: Access denied.\n", 401, headers, "text/html")
        wait = self.limit.take()
        headers = {"API-Usage-Limit": self.limit.header}
        if wait is not None:
            headers["Retry-After"] = str(wait)
            return Response("API usage limit exceeded", 503, headers, "text/plain")
        path, _, form = request.url.path.removeprefix("/admin/").rpartition(".")
        if form not in wire.TYPES or not request.url.path.startswith("/admin/"):
            return Response(_PAGE, 404, headers, "text/html")
        with self.store.lock:
            try:
                reply = self._done(request, path, form, body)
            except Refused as refused:
                reply = Reply(dict(refused.problems), "errors", refused.status)
            content = wire.encode(reply.value, reply.root, form)
        return Response(content, reply.status, headers, f"{wire.TYPES[form]}; charset=utf-8")

    def _known(self, header: str) -> bool:
        kind, _, code = header.partition(" ")
        try:
            return kind.lower() == "basic" and hmac.compare_digest(base64.b64decode(code, validate=True), self._login)
        except ValueError:
            return False

    def _done(self, request: Request, path: str, form: str, body: bytes) -> Reply:
        if self.before is not None:
            self.before(request.method, request.url.path)
        if request.headers.get("content-type", "").partition(";")[0].strip() != wire.TYPES[form]:
            raise bad_request(f"Content-Type must be {wire.TYPES[form]}")
        if len(body) > _ROOM:
            raise bad_request("too large")
        if path.partition("/")[0] in self.forbidden:
            raise Refused(403, {"error": ["Forbidden"]})
        handler, ids = self._router.find(request.method, path)
        query = dict(parse_qsl(request.url.query))
        return handler(Asked(self.store, ids, query, wire.decode(body, form) if body else {}))


async def _tear(response: Response, send: Send) -> None:
    """Promise the whole answer, send half of it and end: the server then closes the connection."""
    whole = [(b"content-length", str(len(response.body) + 1).encode()), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": response.status_code, "headers": whole})
    half = bytes(response.body)[: len(response.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
