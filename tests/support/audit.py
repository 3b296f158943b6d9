"""A neighbour of the services: a durable queue that gets every event, also while nobody looks."""

import asyncio
import json
from collections.abc import Collection, Iterable
from typing import Any

import aio_pika

from contracts.topology import EVENTS_EXCHANGE
from service_kit.testing.process import wait_for

Letter = tuple[str, bytes]
"""Message id and body."""


class Audit:
    """Everything that was published under `keys` since it was made."""

    def __init__(self, amqp_url: str, name: str = "drill.audit", keys: Iterable[str] = ("order.#",)) -> None:
        self._url = amqp_url
        self._name = name
        self._seen: list[dict[str, Any]] = []
        asyncio.run(self._bind(tuple(keys)))

    def events(self) -> list[Letter]:
        """What came since the last call, as it came."""
        return asyncio.run(self._drain())

    def seen(self, key: str | None = None, **fields: object) -> list[dict[str, Any]]:
        """All events so far, decoded; of one key, and with these fields of the envelope."""
        self._seen += [json.loads(body) for _, body in self.events()]
        wanted = f"ru.business.integrations.{key}"
        return [
            event
            for event in self._seen
            if (key is None or event["type"] == wanted) and all(event.get(name) == fields[name] for name in fields)
        ]

    def wait_for(self, key: str, within: float = 15, **fields: object) -> dict[str, Any]:
        """The first event of this kind, once it is there."""
        found = wait_for(lambda: self.seen(key, **fields), within, f"event {key} {fields}")
        return found[0]

    def redeliver(self, letters: Collection[Letter], times: int) -> None:
        """Give every message to the bridge `times` more, shuffled among each other."""

        async def publish() -> None:
            async with await aio_pika.connect(self._url) as connection:
                channel = await connection.channel()
                for _ in range(times):
                    for identity, body in letters:
                        message = aio_pika.Message(
                            body, message_id=identity, correlation_id=identity, type="order.created.v1", delivery_mode=2
                        )
                        await channel.default_exchange.publish(message, "platform-bridge.orders")

        asyncio.run(publish())

    def waiting(self, queue: str) -> int:
        """Ready messages of a queue."""

        async def count() -> int:
            async with await aio_pika.connect(self._url) as connection:
                found = await (await connection.channel()).get_queue(queue)
                return int(found.declaration_result.message_count or 0)

        return asyncio.run(count())

    async def _bind(self, keys: tuple[str, ...]) -> None:
        async with await aio_pika.connect(self._url) as connection:
            channel = await connection.channel()
            queue = await channel.declare_queue(self._name, durable=True, arguments={"x-queue-type": "quorum"})
            for key in keys:
                await queue.bind(EVENTS_EXCHANGE, key)

    async def _drain(self) -> list[Letter]:
        found: list[Letter] = []
        async with await aio_pika.connect(self._url) as connection:
            queue = await (await connection.channel()).get_queue(self._name)
            while message := await queue.get(fail=False, timeout=10):
                await message.ack()
                found.append((str(message.message_id), message.body))
        return found
