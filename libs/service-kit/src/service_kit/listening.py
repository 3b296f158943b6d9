"""Listening: every process that wants to hear of events at once has a queue of its own, which dies with its connection.

What is published while the connection is down, or while the process does not keep up, is not heard. So a listener is
for telling quickly; what may not be lost is consumed from a work queue and read from the database.
"""

import asyncio
from collections.abc import Callable, Sequence

import aio_pika
import structlog
from aio_pika.abc import AbstractIncomingMessage

from contracts import topology
from service_kit.publisher import Unsent

MAX_LENGTH = 1_000
PAUSE_SECONDS = 1.0

log = structlog.get_logger("listener")


class Listener:
    """Calls `take(key, body)` for each event with one of `keys`; `take` does not wait and does not raise.

    `hears(True)` is called when listening begins and `hears(False)` when it ends.
    """

    def __init__(
        self,
        url: str,
        service: str,
        keys: Sequence[str],
        take: Callable[[str, bytes], None],
        *,
        hears: Callable[[bool], None],
    ) -> None:
        self._url = url
        self._service = service
        self._keys = keys
        self._take = take
        self._hears = hears

    async def loop(self) -> None:
        """Listen for ever; a lost connection is made anew."""
        while True:
            try:
                await self._listen()
            except Unsent as error:
                log.warning("not listening", error=type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _listen(self) -> None:
        """Return or raise one of Unsent when the connection is gone."""
        connecting = aio_pika.connect(self._url, client_properties={"connection_name": f"{self._service} listener"})
        async with await connecting as connection:
            channel = await connection.channel(publisher_confirms=False)
            queue = await topology.listen(channel, self._keys, max_length=MAX_LENGTH)
            await queue.consume(self._take_message, no_ack=True)
            self._hears(True)
            try:
                await channel.closed()
            finally:
                self._hears(False)

    async def _take_message(self, message: AbstractIncomingMessage) -> None:
        self._take(message.routing_key or "", message.body)
