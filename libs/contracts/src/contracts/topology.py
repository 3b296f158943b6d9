"""Exchanges and queues: the only place that names and declares them.

Arguments of queues hold on RabbitMQ 3.10 and 4.x (quorum queues; dead lettering at least once needs `reject-publish`).
A queue's arguments cannot be changed after it was declared: a change needs a new name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

EVENTS_EXCHANGE = "biz.events"
DEAD_EXCHANGE = "biz.dead"
DEFAULT_EXCHANGE = ""

RETRY_DELAYS_MS = (10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000)
DELIVERY_LIMIT = 10
MAX_QUEUE_BYTES = 1_073_741_824

REQUIRED = frozenset(
    {
        "order.created.v1",
        "order.updated.v1",
        "order.stored.v1",
        "order.refused.v1",
        "snapshot.requested.v1",
        "connection.requested.v1",
        "lead.received.v1",
        "shipment.status_changed.v1",
    }
)
"""Keys that some service must consume: published `mandatory`, they stay in the outbox until they can be routed."""


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """A durable queue of one service and one purpose, with its delay queues and its dead queue."""

    service: str
    purpose: str
    keys: tuple[str, ...]
    delays_ms: tuple[int, ...] = RETRY_DELAYS_MS

    @property
    def name(self) -> str:
        """Name on the broker, also the dead-letter routing key."""
        return f"{self.service}.{self.purpose}"

    @property
    def dead_name(self) -> str:
        """Queue where messages rest that cannot be handled."""
        return f"{self.name}.dead"

    def delay_name(self, delay_ms: int) -> str:
        """Queue where a message waits `delay_ms` before it comes back."""
        return f"{self.name}.retry.{delay_ms}"

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the work queue."""
        return _durable(DEAD_EXCHANGE, self.name) | {"x-delivery-limit": DELIVERY_LIMIT}

    def delay_arguments(self, delay_ms: int) -> dict[str, Any]:
        """Arguments of a delay queue: what expires goes back to the work queue."""
        return _durable(DEFAULT_EXCHANGE, self.name) | {"x-message-ttl": delay_ms}


def _durable(dead_exchange: str, dead_key: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": dead_exchange,
        "x-dead-letter-routing-key": dead_key,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length-bytes": MAX_QUEUE_BYTES,
    }


PLATFORM_ORDERS = WorkQueue("platform-bridge", "orders", ("order.created.v1", "order.updated.v1"))
PLATFORM_SNAPSHOTS = WorkQueue("platform-bridge", "snapshots", ("snapshot.requested.v1",))
PLATFORM_REQUESTS = WorkQueue("platform-bridge", "requests", ("connection.requested.v1",))
PLATFORM_LEADS = WorkQueue("platform-bridge", "leads", ("lead.received.v1",))
PLATFORM_SHIPMENTS = WorkQueue("platform-bridge", "shipments", ("shipment.status_changed.v1",))
PLATFORM_SHIPMENT_CHECKS = WorkQueue("platform-bridge", "shipment-checks", ("shipment.checked.v1",))
"""Apart from the changes, which are handled a hundred at a time: each of these is about hundreds of orders itself."""
CATALOG_WIDGETS = WorkQueue("catalog", "widgets", ("integration.announced.v1", "connection.changed.v1"))
JOURNAL_EVENTS = WorkQueue(
    "journal",
    "events",
    (
        "integration.announced.v1",
        "connection.changed.v1",
        "connection.requested.v1",
        "run.finished.v1",
        "order.created.v1",
        "order.updated.v1",
        "order.stored.v1",
        "order.refused.v1",
        "order.changed.v1",
    ),
)
"""All that happens to somebody; batches of goods, people and directories are copies of records, not happenings."""
JOURNAL_LIVE = ("run.progressed.v1", "run.finished.v1", "connection.changed.v1")
"""What a browser may hear of at once; each API process of the journal listens with a queue of its own."""
SHOP_SYNC_ANSWERS = WorkQueue("shop-sync", "order-answers", ("order.stored.v1", "order.refused.v1"))
SHOP_SYNC_ORDERS = WorkQueue("shop-sync", "platform-orders", ("order.changed.v1",))
SHOP_SYNC_CONNECTIONS = WorkQueue("shop-sync", "connections", ("connection.changed.v1",))
"""Its own connections: a shop outside is told where to send word of changes, at last that nobody listens any more."""
SHOP_SYNC_REPLICA = WorkQueue(
    "shop-sync",
    "platform-changes",
    ("product.changed.v1", "stock.changed.v1", "price.changed.v1", "directory.changed.v1"),
)
MAIL_INTAKE_ANSWERS = WorkQueue("mail-intake", "order-answers", ("order.stored.v1", "order.refused.v1"))
MAIL_INTAKE_REPLICA = WorkQueue("mail-intake", "platform-changes", ("product.changed.v1", "directory.changed.v1"))
POST_TRACKER_ORDERS = WorkQueue("post-tracker", "platform-orders", ("order.changed.v1",))
POST_TRACKER_REPLICA = WorkQueue("post-tracker", "platform-changes", ("directory.changed.v1",))

QUEUES: tuple[WorkQueue, ...] = (
    PLATFORM_ORDERS,
    PLATFORM_LEADS,
    PLATFORM_REQUESTS,
    PLATFORM_SNAPSHOTS,
    PLATFORM_SHIPMENTS,
    PLATFORM_SHIPMENT_CHECKS,
    CATALOG_WIDGETS,
    JOURNAL_EVENTS,
    SHOP_SYNC_ANSWERS,
    SHOP_SYNC_ORDERS,
    SHOP_SYNC_CONNECTIONS,
    SHOP_SYNC_REPLICA,
    MAIL_INTAKE_ANSWERS,
    MAIL_INTAKE_REPLICA,
    POST_TRACKER_ORDERS,
    POST_TRACKER_REPLICA,
)

EMITS: Mapping[str, tuple[str, ...]] = {
    "catalog": ("connection.requested.v1",),
    "shop-sync": (
        "order.created.v1",
        "order.updated.v1",
        "integration.announced.v1",
        "connection.changed.v1",
        "run.progressed.v1",
        "run.finished.v1",
        "snapshot.requested.v1",
    ),
    "mail-intake": (
        "order.created.v1",
        "order.updated.v1",
        "lead.received.v1",
        "integration.announced.v1",
        "connection.changed.v1",
        "run.progressed.v1",
        "run.finished.v1",
        "snapshot.requested.v1",
    ),
    "post-tracker": (
        "shipment.status_changed.v1",
        "shipment.checked.v1",
        "integration.announced.v1",
        "connection.changed.v1",
        "run.progressed.v1",
        "run.finished.v1",
        "snapshot.requested.v1",
    ),
    "platform-bridge": (
        "order.stored.v1",
        "order.refused.v1",
        "product.changed.v1",
        "stock.changed.v1",
        "price.changed.v1",
        "counterparty.changed.v1",
        "order.changed.v1",
        "deal.changed.v1",
        "ticket.changed.v1",
        "document.changed.v1",
        "directory.changed.v1",
    ),
}
"""Who publishes what; with QUEUES the source of AsyncAPI."""


class Queue(Protocol):
    """A declared queue, as aio-pika gives it."""

    async def bind(self, exchange: Any, routing_key: str) -> Any: ...


class Channel(Protocol):
    """What declaring needs of an AMQP channel; aio-pika's channel has it."""

    async def declare_exchange(self, name: str, type: str, *, durable: bool) -> Any: ...

    async def declare_queue(
        self,
        name: str,
        *,
        durable: bool = False,
        exclusive: bool = False,
        passive: bool = False,
        arguments: dict[str, Any] | None = None,
    ) -> Any: ...


async def declare(channel: Channel, queues: Iterable[WorkQueue]) -> None:
    """Declare the exchanges and `queues` with their delay and dead queues; repeating it changes nothing.

    A broker that holds a queue of the same name with other arguments closes the channel (PRECONDITION_FAILED).
    """
    events = await channel.declare_exchange(EVENTS_EXCHANGE, "topic", durable=True)
    dead = await channel.declare_exchange(DEAD_EXCHANGE, "topic", durable=True)
    for queue in queues:
        rest = await channel.declare_queue(queue.dead_name, durable=True, arguments={"x-queue-type": "quorum"})
        await rest.bind(dead, queue.name)
        for delay in queue.delays_ms:
            await channel.declare_queue(queue.delay_name(delay), durable=True, arguments=queue.delay_arguments(delay))
        work = await channel.declare_queue(queue.name, durable=True, arguments=queue.arguments)
        for key in queue.keys:
            await work.bind(events, key)


async def consumer_count(channel: Channel, queue: str) -> int:
    """How many consumers the broker knows for an existing queue."""
    found = await channel.declare_queue(queue, passive=True)
    return int(found.declaration_result.consumer_count)


async def listen(channel: Channel, keys: Iterable[str], *, max_length: int | None = None) -> Any:
    """A queue that lives as long as the channel's connection and gets the events with `keys`; patterns are allowed.

    With `max_length` the broker drops the oldest messages of a listener that does not keep up.
    """
    events = await channel.declare_exchange(EVENTS_EXCHANGE, "topic", durable=True)
    bounds = None if max_length is None else {"x-max-length": max_length, "x-overflow": "drop-head"}
    queue = await channel.declare_queue("", exclusive=True, arguments=bounds)
    for key in keys:
        await queue.bind(events, key)
    return queue
