"""The answer of a live stream: `text/event-stream` until the browser leaves, its token runs out, or the process stops.

An ASGI response of its own: one that only sends would not notice that the browser is gone before it sends again.
"""

import asyncio
import contextlib
import time
from collections.abc import Coroutine
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from journal.app import messages
from journal.app.hub import Hub, Stream
from journal.app.tail import Tail
from service_kit.auth import LEEWAY_SECONDS, Principal

PING_SECONDS = 15.0
LAST_SECONDS = 1.0
"""How long the end of the stream may take; a browser that does not read is let go without it."""
RETRY = b"retry: 1000\n\n"
PING = b": ping\n\n"
HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),
)


class LiveStream(Response):
    """Sends the caller what happens in his account, beginning behind the event `last`."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, tail: Tail, caller: Principal, last: str | None) -> None:
        super().__init__()
        self._hub = hub
        self._tail = tail
        self._caller = caller
        self._last = last

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream; Problem 429 before anything is sent when the caller has too many streams."""
        with self._hub.listen(self._caller.account, self._caller.user) as stream:
            greeting = await self._tail.greeting(self._caller.account, self._last)
            begin = RETRY + b"".join(messages.frame(message) for message in greeting if stream.remember(message))
            await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
            await _until_one_ends(self._send_all(stream, begin, send), _left(receive), stream.ended.wait())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send_all(self, stream: Stream, begin: bytes, send: Send) -> None:
        """Send until the token runs out."""
        await _send(send, begin)
        while (left := self._caller.expires + LEEWAY_SECONDS - time.time()) > 0:
            found = await stream.take(min(PING_SECONDS, left))
            await _send(send, b"".join(map(messages.frame, found)) or PING)
        stream.reason = "expired"


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _left(receive: Receive) -> None:
    """Return when the browser is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _until_one_ends(*parts: Coroutine[Any, Any, Any]) -> None:
    """Run `parts` together until one returns or fails, then cancel the others."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
