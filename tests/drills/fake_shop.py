"""A shop on loopback that takes parcels by HTTP, well or badly, and remembers every call."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from service_kit.testing.process import free_port

FINE, BUSY, BROKEN, TORN = "fine", "busy", "broken", "torn"
RETRY_AFTER = 7
SLOW_SECONDS = 20


@dataclass(frozen=True)
class Call:
    """When, for which account, with which idempotency key, and how the shop behaved."""

    at: float
    account: str
    key: str
    mode: str


class Shop:
    """`mode` says how it answers; accounts in `slow` wait 20 s. `written` counts the writes under each key.

    TORN: the first call of each key is written, and the connection closed without an answer.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.mode = FINE
        self.slow: set[str] = set()
        self.calls: list[Call] = []
        self.written: dict[str, int] = {}
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    def during(self, mode: str, account: str) -> list[Call]:
        """Calls of an account while the shop was in that mode."""
        return [call for call in self.calls if (call.mode, call.account) == (mode, account)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while (head := await reader.readuntil(b"\r\n\r\n")) and await self._answer(head, writer):
                pass
        writer.close()

    async def _answer(self, head: bytes, writer: asyncio.StreamWriter) -> bool:
        """Answer one call; whether the connection stays open."""
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        account, key, mode = first.split("/")[1].split(" ")[0], headers["idempotency-key"], self.mode
        known = key in self.written
        self.calls.append(Call(time.monotonic(), account, key, mode))
        if account in self.slow:
            await asyncio.sleep(SLOW_SECONDS)
        if mode == BUSY:
            writer.write(_status("429 Too Many Requests", f"Retry-After: {RETRY_AFTER}\r\n"))
        elif mode == BROKEN:
            writer.write(_status("500 Internal Server Error"))
        else:
            if not known:
                self.written[key] = self.written.get(key, 0) + 1
            if mode == TORN and not known:
                return False
            writer.write(_status("201 Created"))
        await writer.drain()
        return True


def _status(status: str, headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{headers}\r\n".encode()
