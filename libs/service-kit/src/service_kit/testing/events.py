"""Listening to the events of a system under test."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import aio_pika
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection

from contracts import topology
from contracts.envelope import Event
from contracts.events import EVENTS
from service_kit.testing.process import eventually

E = TypeVar("E", bound=Event[Any])


class EventCapture:
    """Collects what is published to the events' exchange while the context is open, from a queue of its own.

    `async with EventCapture(url) as events:` first, then the act: the queue is bound when the context is entered.
    `key` is a routing key or a pattern («order.*.v1», «#»).
    """

    def __init__(self, amqp_url: str, key: str = "#") -> None:
        self._url = amqp_url
        self._key = key
        self._connection: AbstractRobustConnection | None = None
        self._messages: list[AbstractIncomingMessage] = []

    async def __aenter__(self) -> Self:
        self._connection = await aio_pika.connect_robust(self._url)
        channel = await self._connection.channel()
        queue = await topology.listen(channel, [self._key])
        await queue.consume(self._take, no_ack=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def _take(self, message: AbstractIncomingMessage) -> None:
        self._messages.append(message)

    def messages(self, key: str | None = None) -> list[AbstractIncomingMessage]:
        """The messages as they came, with their AMQP properties; of one key or all."""
        return [message for message in self._messages if key is None or message.type == key]

    def all(self, key: str | None = None) -> list[Event[Any]]:
        """The events so far, in the order of arrival; of one key or all. KeyError when one is not in the contracts."""
        return [EVENTS[message.type or ""].model_validate_json(message.body) for message in self.messages(key)]

    def of(self, kind: type[E]) -> list[E]:
        """The events of one class so far."""
        return [kind.model_validate_json(message.body) for message in self.messages(kind.key)]

    async def wait(self, key: str | None = None, count: int = 1, within: float = 15.0) -> Sequence[Event[Any]]:
        """The events of the key, once `count` of them are there; TimeoutError names the key after `within` seconds."""
        await eventually(lambda: len(self.messages(key)) >= count, within, f"{count} events {key or self._key}")
        return self.all(key)
