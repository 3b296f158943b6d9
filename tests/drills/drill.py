"""A drill: a vhost and a database of its own on shared servers, workers that are replaced when they die, and a load.

Each parcel is sent once. What the broker or the service acknowledged must be there at the end, what it did not
acknowledge may be there.
"""

import asyncio
import json
import os
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import aio_pika
import httpx
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError
from counts import Failed
from parcel.contract import COURIERS, PARCELS, SERVICE, ParcelSent, ParcelSentData
from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

from contracts import topology
from contracts.base import AccountId
from contracts.topology import WorkQueue
from service_kit.ids import new_id, utc_now
from service_kit.testing.mongod import TRANSACTION_SECONDS, MongoNode
from service_kit.testing.process import Child, eventually, free_port
from service_kit.testing.rabbit import RabbitNode

AUDIT = "drill.audit"
ACCOUNTS = ("acc-1", "acc-2", "acc-3")
IN_FLIGHT = 50
MOST_DEATHS = 30
LEASE_SECONDS = 8
"""Longer than the time-out of a publish, shorter than the usual 30 s."""

Unanswered = (AMQPError, ChannelInvalidStateError, ConnectionError, TimeoutError, RuntimeError, OSError)


@dataclass
class Nodes:
    """The servers that all drills share, and a folder for logs."""

    rabbit: RabbitNode
    mongod: MongoNode
    folder: Path


@dataclass(frozen=True)
class Parcel:
    """One input: `message` is its id on the broker, None when it came by HTTP; `number` its natural key."""

    account: str
    number: str
    content: str = "fine"
    message: str | None = None

    @property
    def key(self) -> str:
        return f"{self.account}|{self.number}"

    def event(self) -> ParcelSent:
        """The event of a parcel that goes by message."""
        return ParcelSent.new(
            ParcelSentData(number=self.number, content=self.content, text="x" * 200),
            event_id=self.message or new_id(),
            now=utc_now(),
            service=SERVICE,
            account=AccountId(self.account),
            subject=self.number,
        )


@dataclass
class Ledger:
    """What was tried, and what of it was acknowledged."""

    attempted: set[Parcel] = field(default_factory=set)
    acknowledged: set[Parcel] = field(default_factory=set)
    slowest: float = 0

    async def note(self, parcel: Parcel, act: Awaitable[object], refusals: tuple[type[Exception], ...]) -> None:
        """Await the sending of a parcel; one of `refusals` leaves it unacknowledged."""
        self.attempted.add(parcel)
        started = time.monotonic()
        try:
            await act
        except refusals:
            await asyncio.sleep(0.1)  # a sender that is refused pauses
        else:
            self.acknowledged.add(parcel)
        finally:
            self.slowest = max(self.slowest, time.monotonic() - started)


class Worker:
    """One process of the parcel service."""

    def __init__(self, child: Child, port: int) -> None:
        self.child = child
        self.url = f"http://127.0.0.1:{port}"

    async def ready(self) -> bool:
        """Whether it says that it can work; RuntimeError when it has ended."""
        self.child.require_alive()
        with suppress(httpx.HTTPError):
            async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
                return (await client.get(f"{self.url}/health/ready")).status_code == 204
        return False

    async def metric(self, name: str) -> float:
        """The sum of a metric over its labels."""
        async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
            text = (await client.get(f"{self.url}/metrics/")).text
        return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))


class Drill:
    """Runs workers and the load, and looks at what came of it. Use `drilling`."""

    def __init__(self, nodes: Nodes, name: str, vhost: str, queue: WorkQueue, mongo_url: str | None) -> None:
        self.nodes = nodes
        self.rabbit, self.mongod = nodes.rabbit, nodes.mongod
        self.name = name
        self.queue = queue
        parts = urlsplit(nodes.rabbit.url)
        self.amqp_port = parts.port or 5672
        self.amqp_url = f"amqp://{parts.netloc}/{vhost}"
        self.mongo_url = mongo_url or nodes.mongod.url
        self.database = f"drill_{uuid.uuid4().hex[:10]}"
        self.mongo: AsyncMongoClient[dict[str, object]] = AsyncMongoClient(self.mongo_url, tz_aware=True)
        self.db = self.mongo[self.database]
        self.workers: dict[str, Worker] = {}
        self.ledger = Ledger()
        self.deaths = 0
        self.events: list[tuple[str, str]] = []
        self._env: dict[str, dict[str, str]] = {}
        self._connection: aio_pika.abc.AbstractConnection | None = None
        self._sender: aio_pika.abc.AbstractChannel | None = None
        self._dialing = asyncio.Lock()

    # workers

    async def start(self, name: str = "worker", **env: str) -> Worker:
        """Start a worker and wait until it is ready; `env` without the prefix BIZ_."""
        worker = self.spawn(name, **env)
        try:
            await eventually(worker.ready, 60, f"{name} is ready")
        except (RuntimeError, TimeoutError) as error:
            raise Failed(str(error)) from None
        return worker

    def spawn(self, name: str, **env: str) -> Worker:
        """Start a worker; give the same `name` again to replace one that is dead."""
        self._env[name] = env
        port = free_port()
        defaults = {
            "role": "all",
            "port": str(port),
            "amqp_url": f"{self.amqp_url}?reconnect_interval=0.5",
            "mongo_url": self.mongo_url,
            "mongo_database": self.database,
            "lease_seconds": str(LEASE_SECONDS),
        }
        full = {f"BIZ_{key.upper()}": value for key, value in {**defaults, **env}.items()}
        child = Child(
            f"{self.name} {name}",
            [sys.executable, "-m", SERVICE],
            log=self.nodes.folder / f"{self.database}-{name}.log",
            env={**os.environ, "PYTHONPATH": _path(), **full},
            cwd=self.nodes.folder,
        )
        self.workers[name] = Worker(child, port)
        return self.workers[name]

    def kill(self, name: str = "worker") -> None:
        """Kill -9 a worker; the supervisor replaces it at the next look."""
        self.workers[name].child.kill9()

    def tend(self) -> None:
        """What a supervisor does: replace who is dead."""
        for name, worker in list(self.workers.items()):
            if worker.child.exit_code is not None:
                self.deaths += 1
                if self.deaths > MOST_DEATHS:
                    raise Failed(f"{name} dies all the time\n{worker.child.output_end()}")
                self.spawn(name, **self._env[name])

    async def stop(self, name: str, grace: float = 40) -> float:
        """SIGTERM, and the seconds until it ended; Failed when it had to be killed or ended badly."""
        worker = self.workers.pop(name)
        started = time.monotonic()
        code = await asyncio.to_thread(worker.child.terminate, grace)
        if code not in (0, -15, 143):
            raise Failed(f"{name} ended with {code} on SIGTERM\n{worker.child.output_end()}")
        return time.monotonic() - started

    async def wait(self, predicate: Callable[[], Awaitable[object]], within: float, what: str) -> None:
        """Until `predicate` holds, replacing workers that die meanwhile; Failed when it does not come true."""

        async def tended() -> object:
            self.tend()
            with suppress(*Unanswered):
                return await predicate()
            return False

        try:
            await eventually(tended, within, what)
        except TimeoutError as error:
            raise Failed(f"{error}") from None

    # load

    def parcels(self, count: int, prefix: str = "P", content: str = "fine", *, by_http: bool = False) -> list[Parcel]:
        """New inputs, spread over the accounts."""
        return [
            Parcel(ACCOUNTS[index % len(ACCOUNTS)], f"{prefix}{index}", content, None if by_http else new_id())
            for index in range(count)
        ]

    async def send(self, parcels: Sequence[Parcel], per_second: float | None = None) -> None:
        """Publish, IN_FLIGHT at once or at a pace; what fails is not repeated."""
        await self._each(parcels, self.publish, per_second)

    async def post(self, parcels: Sequence[Parcel], per_second: float | None = None, worker: str = "worker") -> None:
        """Give parcels by HTTP to a worker, at a pace; what is not answered with 201 is not repeated."""
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:

            async def one(parcel: Parcel) -> None:
                body = {"account": parcel.account, "number": parcel.number}
                answer = await client.post(f"{self.workers[worker].url}/v1/parcels", json=body)
                answer.raise_for_status()

            await self._each(
                parcels, lambda parcel: self.ledger.note(parcel, one(parcel), (httpx.HTTPError,)), per_second
            )

    async def publish(self, parcel: Parcel, body: bytes | None = None) -> None:
        """Publish one, with confirms; `body` instead of the event it would be."""
        await self.ledger.note(
            parcel, self._publish(parcel, body or parcel.event().model_dump_json().encode()), Unanswered
        )

    async def _publish(self, parcel: Parcel, body: bytes) -> None:
        message = aio_pika.Message(
            body,
            message_id=parcel.message,
            correlation_id=parcel.message,
            type=ParcelSent.key,
            content_type="application/cloudevents+json; charset=utf-8",
            delivery_mode=2,
        )
        async with asyncio.timeout(5):
            channel = await self._channel()
            await channel.default_exchange.publish(message, self.queue.name, mandatory=True)

    async def _channel(self) -> aio_pika.abc.AbstractChannel:
        async with self._dialing:
            if self._sender is None or self._sender.is_closed:
                self._connection = await aio_pika.connect(self.amqp_url)
                self._sender = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
            return self._sender

    async def _each(
        self, parcels: Sequence[Parcel], act: Callable[[Parcel], Awaitable[None]], per_second: float | None
    ) -> None:
        if per_second is None:
            for start in range(0, len(parcels), IN_FLIGHT):
                await asyncio.gather(*(act(parcel) for parcel in parcels[start : start + IN_FLIGHT]))
            return
        begun = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for index, parcel in enumerate(parcels):
                await asyncio.sleep(max(0.0, begun + index / per_second - time.monotonic()))
                group.create_task(act(parcel))

    # what came of it

    async def done(self) -> int:
        """Business documents."""
        return await self.db["parcels"].count_documents({})

    async def reached(self, count: int, within: float = 60) -> None:
        """Until so many documents are there."""

        async def there() -> bool:
            return await self.done() >= count

        await self.wait(there, within, f"{count} parcels are stored")

    async def hold_locks(self, seconds: int) -> None:
        """How long the database keeps the transaction of a client that died."""
        await self.mongo.admin.command("setParameter", 1, transactionLifetimeLimitSeconds=seconds)

    async def nothing_pending(self) -> None:
        """Until every event is published."""

        async def empty() -> bool:
            return await self.db["outbox"].count_documents({"pending": True}) == 0

        await self.wait(empty, 90, "nothing is pending")

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[aio_pika.abc.AbstractChannel]:
        """A channel of an own connection."""
        async with await aio_pika.connect(self.amqp_url) as connection:
            yield await connection.channel()

    async def depth(self, *queues: str) -> int:
        """Ready messages of the queues."""
        async with self.channel() as channel:
            return sum([await _ready(channel, queue) for queue in queues])

    async def prepare(self) -> None:
        """Declare the queues, and one that hears every event of the service."""
        async with self.channel() as channel:
            await topology.declare(channel, (PARCELS, COURIERS))
            queue = await channel.declare_queue(AUDIT, durable=True, arguments={"x-queue-type": "quorum"})
            await queue.bind(topology.EVENTS_EXCHANGE, "parcel.stored.v1")

    async def heard(self) -> list[tuple[str, str]]:
        """(message id, natural key) of every event that was published so far, as often as it was."""
        async with self.channel() as channel:
            queue = await channel.get_queue(AUDIT)
            here = len(self.events) + await _ready(channel, AUDIT)
            tag = await queue.consume(self._hear, no_ack=True)
            await eventually(lambda: len(self.events) >= here, 60, "every event is heard")
            await queue.cancel(tag)
        return self.events

    async def _hear(self, message: aio_pika.abc.AbstractIncomingMessage) -> None:
        event = json.loads(message.body)
        self.events.append((str(message.message_id), f"{event['account']}|{event['subject']}"))

    async def close(self) -> None:
        """End what still runs."""
        for worker in self.workers.values():
            worker.child.kill9()
        if self._connection is not None:
            with suppress(*Unanswered):
                await self._connection.close()
        with suppress(PyMongoError):
            await self.mongo.drop_database(self.database)
            await self.hold_locks(TRANSACTION_SECONDS)
        await self.mongo.close()


def _path() -> str:
    """Where a worker finds the parcel service, besides what this process was told."""
    return os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))


async def _ready(channel: aio_pika.abc.AbstractChannel, queue: str) -> int:
    found = await channel.declare_queue(queue, passive=True)
    return int(found.declaration_result.message_count or 0)


@asynccontextmanager
async def drilling(
    nodes: Nodes, name: str, mongo_url: str | None = None, queue: WorkQueue = PARCELS
) -> AsyncIterator[Drill]:
    """A drill with its queues declared; everything of it is ended and dropped afterwards."""
    vhost = f"drill-{uuid.uuid4().hex[:10]}"
    nodes.rabbit.management.add_vhost(vhost)
    drill = Drill(nodes, name, vhost, queue, mongo_url)
    try:
        await drill.prepare()
        yield drill
    finally:
        await drill.close()
        with suppress(RuntimeError, OSError):
            nodes.rabbit.management.delete_vhost(vhost)


def messages(parcels: Iterable[Parcel]) -> set[str]:
    """Ids of the messages among the parcels."""
    return {parcel.message for parcel in parcels if parcel.message}
