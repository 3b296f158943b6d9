"""A TCP proxy that breaks the network on request: cut connections, refused connections, silence."""

import asyncio
from contextlib import suppress
from typing import Self

from service_kit.testing.process import free_port


class TcpProxy:
    """Passes bytes between 127.0.0.1:`port` and the target; `cut`, `stall` and `abandon` break that.

    `async with TcpProxy(host, port) as proxy` starts and stops it.
    """

    def __init__(self, target_host: str, target_port: int) -> None:
        self.host = "127.0.0.1"
        self.port = free_port()
        self._target = (target_host, target_port)
        self._server: asyncio.Server | None = None
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._links: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._accept, self.host, self.port)

    async def stop(self) -> None:
        """Close the port and every connection, and wait until they are closed."""
        await self.cut()
        await asyncio.gather(*self._links, return_exceptions=True)

    async def cut(self) -> None:
        """Abort every connection and refuse new ones until `resume`."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._writers:
            writer.transport.abort()
        for link in self._links:
            link.cancel()

    async def resume(self) -> None:
        """Listen on the same port again after `cut`."""
        await self.start()

    def stall(self) -> None:
        """Fall silent: connections stay open and accept bytes, nothing arrives at the other side, not even an end."""
        self._flowing.clear()

    def abandon(self) -> None:
        """Fall silent for the connections that are open now, for good; new ones pass."""
        self._flowing.clear()
        self._flowing = asyncio.Event()
        self._flowing.set()

    def unstall(self) -> None:
        """Pass bytes again; what was sent meanwhile arrives now, as after an outage of a real network."""
        self._flowing.set()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = asyncio.current_task()
        assert link is not None  # noqa: S101  a stream callback always runs in a task
        self._links.add(link)
        self._writers.add(writer)
        try:
            with suppress(OSError, asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            writer.transport.abort()
            self._writers.discard(writer)
            self._links.discard(link)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        flowing = self._flowing
        await flowing.wait()
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._writers.add(far_writer)
        try:
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(_pump(reader, far_writer, flowing))
                pumps.create_task(_pump(far_reader, writer, flowing))
        finally:
            far_writer.transport.abort()
            self._writers.discard(far_writer)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flowing: asyncio.Event) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            await flowing.wait()
            writer.write(data)
            await writer.drain()
        await flowing.wait()
        writer.write_eof()
