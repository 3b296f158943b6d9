"""A server of the outside world on loopback that does what a test tells it, good or bad."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came in; names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


Reply = Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]
"""Writes what the peer answers; the connection is closed after it."""


class Peer:
    """`async with Peer(reply) as peer`; `peer.host` is `localhost:port`, `peer.seen` every request so far."""

    def __init__(self, reply: Reply, tls: ssl.SSLContext | None = None) -> None:
        self.reply = reply
        self.seen: list[Seen] = []
        self.host = ""
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"{'https' if self._tls else 'http'}://{self.host}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.host = f"localhost:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  a stream callback always runs in a task
        self._tasks.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                seen = await _read(reader)
                self.seen.append(seen)
                await self.reply(seen, writer)
                await writer.drain()
        finally:
            self._tasks.discard(task)
            writer.close()


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Reply:
    """The peer always answers so; `content_type="text/xml"` gives the header Content-Type."""

    async def reply(_: Seen, writer: asyncio.StreamWriter) -> None:
        write(writer, status, body, **headers)

    return reply


def in_turn(*replies: Reply) -> Reply:
    """The first request gets the first reply and so on; the last one stays."""
    left = list(replies)

    async def reply(seen: Seen, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(seen, writer)

    return reply


def write(writer: asyncio.StreamWriter, status: int, body: bytes = b"", **headers: str) -> None:
    """Write an answer with its Content-Length, unless `headers` has another one."""
    fields = {"content_length": str(len(body)), **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    writer.write(f"HTTP/1.1 {status} X\r\n{head}Connection: close\r\n\r\n".encode() + body)


async def _read(reader: asyncio.StreamReader) -> Seen:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
    return Seen(method, target, headers, await reader.readexactly(int(headers.get("content-length", "0"))))
