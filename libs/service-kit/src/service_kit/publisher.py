"""The direct publisher: confirmed, persistent, and an error when nobody would get a mandatory message.

Used by the outbox and by the retry layer only; everything else puts its events into the outbox.
It has a connection of its own: a broker alarm blocks publishing connections, and consumers must go on acknowledging.
"""

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import aio_pika
from aio_pika.abc import AbstractExchange, AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

from contracts import topology
from contracts.envelope import CONTENT_TYPE

PUBLISH_TIMEOUT = 5.0
HEARTBEAT_SECONDS = 15
"""A silent link is given up after three and a half of these; the client library would take 60 s."""

Unsent = (AMQPError, ChannelInvalidStateError, ConnectionError, TimeoutError, RuntimeError)
"""What a failed publish raises; the message may have arrived all the same."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way: `exchange` "" means straight to the queue named by `key`."""

    message_id: str
    type: str
    body: bytes
    key: str
    correlation_id: str
    exchange: str = topology.EVENTS_EXCHANGE
    mandatory: bool = True
    headers: Mapping[str, str | int] = field(default_factory=dict)


def with_heartbeat(url: str) -> str:
    """The address of the broker with our heartbeat, unless it names its own."""
    parts = urlsplit(url)
    if "heartbeat=" in parts.query:
        return url
    query = "&".join(filter(None, (parts.query, f"heartbeat={HEARTBEAT_SECONDS}")))
    return urlunsplit(parts._replace(query=query))


class Publisher:
    """Publishes letters with confirms. `publish` raises one of `Unsent` when the broker did not take the letter."""

    def __init__(self, url: str, service: str) -> None:
        self._url = with_heartbeat(url)
        self._service = service
        self._connection: AbstractRobustConnection | None = None
        self._exchanges: dict[str, AbstractExchange] = {}

    async def start(self) -> None:
        """Connect, declare the exchanges and hold one confirming channel."""
        self._connection = await aio_pika.connect_robust(
            self._url, client_properties={"connection_name": self._service}
        )
        channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
        await topology.declare(channel, ())
        for name in (topology.EVENTS_EXCHANGE, topology.DEAD_EXCHANGE):
            self._exchanges[name] = await channel.get_exchange(name, ensure=False)
        self._exchanges[topology.DEFAULT_EXCHANGE] = channel.default_exchange

    async def declare(self, queues: tuple[topology.WorkQueue, ...]) -> None:
        """Declare `queues` on a channel of its own, closed afterwards."""
        if self._connection is None:
            raise RuntimeError("the publisher is not started")
        async with self._connection.channel() as channel:
            await topology.declare(channel, queues)

    async def all_consumed(self, queues: tuple[str, ...]) -> bool:
        """Whether the broker knows a consumer for each of `queues`."""
        if self._connection is None or not queues:
            return not queues
        try:
            async with self._connection.channel() as channel:
                counts = [await topology.consumer_count(channel, name) for name in queues]
        except Unsent:
            return False
        return all(counts)

    async def publish(self, letter: Letter) -> None:
        """Return when the broker has taken responsibility for the letter."""
        message = aio_pika.Message(
            letter.body,
            content_type=CONTENT_TYPE,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            message_id=letter.message_id,
            correlation_id=letter.correlation_id,
            type=letter.type,
            app_id=self._service,
            timestamp=dt.datetime.now(dt.UTC),
            headers=dict(letter.headers),
        )
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                await self._exchanges[letter.exchange].publish(message, letter.key, mandatory=letter.mandatory)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # the client library cancels what waits when its connection goes: unhandled, that would end our task
            raise ConnectionError("the connection went while a message was published") from error

    async def stop(self) -> None:
        """Close the connection; what is not confirmed by now stays in the outbox."""
        if self._connection is not None:
            await self._connection.close()
