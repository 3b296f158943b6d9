"""Storage, broker connections and sample events for the tests of the kit."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import aio_pika
import pytest
from pydantic import BaseModel, SecretStr

from contracts import topology
from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.connection import ConnectionChanged, ConnectionChangedData, Health
from contracts.events.order import OrderStored, OrderStoredData
from contracts.manifest import Category, Manifest
from contracts.order import OrderOrigin
from contracts.topology import WorkQueue
from service_kit import failed, inbox
from service_kit.connections.integration import Integration, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Index, Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.publisher import Publisher
from service_kit.secrets import Secrets
from service_kit.testing.tcp_proxy import TcpProxy
from service_kit.texts import Texts

DEMO = AccountId("demo")


class Sample:
    """Events to send about."""

    def changed(self, subject: str = "c-1", account: str = DEMO, sequence: int = 1) -> ConnectionChanged:
        """A fact that nobody need hear."""
        data = ConnectionChangedData(
            integration="files", connection=ConnectionId(subject), name="Магазин", enabled=True, health=Health.OK
        )
        return ConnectionChanged.new(
            data,
            event_id=new_id(),
            now=utc_now(),
            service="shop-sync",
            account=AccountId(account),
            subject=subject,
            sequence=sequence,
        )

    def stored(self, subject: str = "o-1", account: str = DEMO) -> OrderStored:
        """A fact that must reach somebody."""
        origin = OrderOrigin(service="shop-sync", connection=ConnectionId("c-1"), outside_id=subject, number=subject)
        return OrderStored.new(
            OrderStoredData(origin=origin, ref=Ref("p-1"), number="1", sequence=1),
            event_id=new_id(),
            now=utc_now(),
            service="platform-bridge",
            account=AccountId(account),
            subject=subject,
            sequence=1,
        )


@pytest.fixture
def sample() -> Sample:
    return Sample()


@pytest.fixture
async def new_mongo(mongo_url: str, mongo_database: str) -> AsyncIterator[Callable[..., Mongo]]:
    """Make clients of the test's database; all are closed afterwards."""
    made: list[Mongo] = []

    def make(**options: object) -> Mongo:
        made.append(Mongo(mongo_url, mongo_database, **options))
        return made[-1]

    yield make
    for mongo in made:
        await mongo.close()


BASE_INDEXES: tuple[Index, ...] = (*Outbox.INDEXES, *inbox.INDEXES, *failed.INDEXES, Index("things", (("account", 1),)))


@pytest.fixture
async def mongo(new_mongo: Callable[..., Mongo]) -> Mongo:
    """The test's database with outbox, inbox, failed messages and a collection `things`."""
    made = new_mongo()
    await made.prepare(BASE_INDEXES)
    return made


@pytest.fixture
def silent_outbox(mongo: Mongo) -> Outbox:
    """An outbox whose rows stay in the database: nothing is sent."""
    return Outbox(mongo, Publisher("amqp://unused", "test"))


class Plain(BaseModel):
    """Settings of an integration that needs none."""


def manifest(slug: str) -> Manifest:
    return Manifest(
        slug=slug, title="Файлы", categories=(Category.SHOPS,), kind="files", developer="мы", description="Заказы"
    )


def master_key(letter: bytes = b"k") -> SecretStr:
    return SecretStr(base64.b64encode(letter * 32).decode())


@pytest.fixture
def a_master_key() -> Callable[..., SecretStr]:
    """Make a master key out of a letter."""
    return master_key


async def nothing(_: Connection | None, __: Connection, ___: Unit) -> None:
    """What a service does about a connection that is saved when it does nothing."""


@pytest.fixture
async def new_connections(mongo: Mongo, silent_outbox: Outbox) -> Callable[..., Connections]:
    """Make repositories of connections of the given integrations, `files` by default; secrets have a master key."""
    await mongo.prepare([*Connections.INDEXES, *Secrets.INDEXES])

    def make(*integrations: Integration, **options: Any) -> Connections:
        return Connections(
            mongo,
            silent_outbox,
            "shop-sync",
            options.pop("on_saved", nothing),
            integrations=Integrations(*(integrations or (Integration(manifest("files"), Plain),))),
            secrets=Secrets(mongo, {"1": master_key()}),
            texts=Texts(),
            **options,
        )

    return make


@pytest.fixture
def put_connection(mongo: Mongo) -> Callable[..., Awaitable[Connection]]:
    """Put a connection of the integration `files` into the database, past its repository."""

    async def make(identity: str = "c-1", account: AccountId = DEMO, **fields: Any) -> Connection:
        plain = {"integration": "files", "name": "Магазин", "enabled": True, "config": {}}
        times = {"created_at": utc_now(), "updated_at": utc_now()}
        made = Connection(id=ConnectionId(identity), account=account, **{**plain, **times, **fields})
        document = {**made.model_dump(exclude={"id"}), "deleted": False}
        await mongo["connections"].replace_one({"_id": identity, "account": account}, document, upsert=True)
        return made

    return make


@pytest.fixture
def quick_url(amqp_url: str) -> str:
    """The test's vhost for clients that come back fast after a lost connection."""
    return f"{amqp_url}?reconnect_interval=0.2"


@pytest.fixture
async def proxy(amqp_url: str) -> AsyncIterator[TcpProxy]:
    """A breakable way to the broker."""
    parts = urlsplit(amqp_url)
    async with TcpProxy(parts.hostname or "", parts.port or 5672) as made:
        yield made


@pytest.fixture
def proxied_url(amqp_url: str, proxy: TcpProxy) -> str:
    """The test's vhost behind `proxy`."""
    parts = urlsplit(amqp_url)
    login = parts.netloc.rpartition("@")[0]
    return f"amqp://{login}@{proxy.host}:{proxy.port}{parts.path}?reconnect_interval=0.2"


@pytest.fixture
async def new_publisher() -> AsyncIterator[Callable[[str], Awaitable[Publisher]]]:
    """Start publishers; all are stopped afterwards."""
    made: list[Publisher] = []

    async def make(url: str) -> Publisher:
        publisher = Publisher(url, "test")
        await publisher.start()
        made.append(publisher)
        return publisher

    yield make
    await asyncio.gather(*(publisher.stop() for publisher in made))


class Broker:
    """The test's own look at the vhost."""

    def __init__(self, channel: aio_pika.abc.AbstractChannel) -> None:
        self.channel = channel

    async def depth(self, name: str) -> int:
        """Ready messages of a queue."""
        found = await self.channel.declare_queue(name, passive=True)
        return int(found.declaration_result.message_count or 0)

    async def declare(self, *queues: WorkQueue) -> None:
        await topology.declare(self.channel, queues)

    async def send(self, queue: WorkQueue, body: bytes, message_id: str, **headers: str | int) -> None:
        """Put a message straight into a queue."""
        message = aio_pika.Message(
            body,
            message_id=message_id,
            correlation_id=message_id,
            type="connection.changed.v1",
            content_type="application/cloudevents+json; charset=utf-8",
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            headers=dict(headers),
        )
        await self.channel.default_exchange.publish(message, queue.name)

    async def take(self, name: str) -> aio_pika.abc.AbstractIncomingMessage | None:
        """One message out of a queue, if there is one."""
        queue = await self.channel.get_queue(name, ensure=False)
        return await queue.get(no_ack=True, fail=False)


@pytest.fixture
async def broker(amqp_url: str) -> AsyncIterator[Broker]:
    async with await aio_pika.connect(amqp_url) as connection:
        yield Broker(await connection.channel())


@pytest.fixture
def queue() -> WorkQueue:
    """A work queue of this test, with short delays."""
    return WorkQueue("test", "things", ("connection.changed.v1",), delays_ms=(200, 400))
