"""Both services as an ASGI app: outages and faults, path and form, then what was asked."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Final

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulators.insales.faults import Fault, Faults
from simulators.pochta import fc, rtm34
from simulators.pochta.soap import V11, V12, Refused, Version, asked_in, enveloped, faulted
from simulators.pochta.store import Store

_VERSIONS: Final = {"/rtm34": V12, "/fc": V11}
_PAGE: Final = (
    "<!DOCTYPE html><html><head><title>Почта России</title></head><body><h1>Технические работы</h1></body></html>"
)


@dataclass(frozen=True, slots=True)
class Logged:
    """A request that came: its moment, the element of its body ("" when it had none), and the numbers it named."""

    at: datetime
    path: str
    asked: str
    numbers: tuple[str, ...]
    status: int


class Api:
    """Set `down` for an outage: every call is answered 503 with a page; faults and whims befall single calls."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.faults = Faults()
        self.whims = fc.Whims()
        self.down = False
        self.requests: list[Logged] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        body = await request.body()
        fault = self.faults.next(request.url.path) or Fault()
        response, asked = self._faulty(fault), None
        if response is None:
            response, asked = self._answer(request, body)
        self._log(request.url.path, asked, response.status_code)
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault.torn:
            await _tear(response, send)
            return
        await response(scope, receive, send)

    def _faulty(self, fault: Fault) -> Response | None:
        if self.down:
            return _page(503)
        if fault.html:
            return _page(200)
        return None if fault.status is None else _page(fault.status)

    def _answer(self, request: Request, body: bytes) -> tuple[Response, etree._Element | None]:
        """The response, and what was asked. A wrong Content-Type is refused before anything is read."""
        version = _VERSIONS.get(request.url.path)
        if version is None:
            return _page(404), None
        if request.method != "POST":
            return _page(405), None
        if not _readable(request, version):
            return Response("Unsupported Media Type", 415, media_type="text/plain"), None
        asked = None
        try:
            _look_at_action(request, version)
            asked = asked_in(body, version)
            with self.store.lock:
                content = enveloped(self._done(version, asked), version)
            return Response(content, 200, {"Content-Type": version.content_type}), asked
        except Refused as refused:
            return Response(faulted(refused, version), 500, {"Content-Type": version.content_type}), asked

    def _done(self, version: Version, asked: etree._Element) -> etree._Element:
        return rtm34.answer(self.store, asked) if version is V12 else fc.answer(self.store, self.whims, asked)

    def _log(self, path: str, asked: etree._Element | None, status: int) -> None:
        numbers: list[str] = []
        if asked is not None:
            numbers += [element.text or "" for element in asked.iter("{*}Barcode")]
            numbers += [item.get("Barcode", "") for item in asked.iter("{*}Item")]
        name = "" if asked is None else etree.QName(asked).localname
        self.requests.append(Logged(self.store.clock(), path, name, tuple(numbers), status))


def _readable(request: Request, version: Version) -> bool:
    """Whether the Content-Type is that of the version. Chosen: in UTF-8 and nothing else, for that is published."""
    told = Message()
    told["Content-Type"] = request.headers.get("content-type", "")
    return told.get_content_type() == version.media and told.get_content_charset("utf-8") == "utf-8"


def _look_at_action(request: Request, version: Version) -> None:
    """Refused when it is not "", as the services declare; SOAP 1.1 demands that the header is there."""
    action = request.headers.get("soapaction", None if version is V11 else "")
    if action not in ("", '""'):
        raise Refused("Sender", "The given SOAPAction does not match an operation.")


def _page(status: int) -> Response:
    return Response(_PAGE, status, media_type="text/html; charset=utf-8")


async def _tear(response: Response, send: Send) -> None:
    """Promise the whole answer, send half of it and end: the server then closes the connection."""
    whole = [(b"content-length", str(len(response.body) + 1).encode()), (b"content-type", b"text/xml")]
    await send({"type": "http.response.start", "status": response.status_code, "headers": whole})
    half = bytes(response.body)[: len(response.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
