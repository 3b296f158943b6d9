"""The bridge's use cases on a real MongoDB; events are read where they leave: in the outbox."""

import asyncio
import functools
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeVar

import httpx
import pytest
from fastapi import FastAPI
from pymongo import MongoClient

from contracts.base import AccountId, ConnectionId
from contracts.envelope import Event
from contracts.events.changed import SnapshotKind
from contracts.events.order import OrderCreated, OrderCreatedData, OrderUpdated, OrderUpdatedData
from contracts.order import Order, OrderLine, OrderOptions, OrderOrigin
from contracts.topology import PLATFORM_ORDERS
from platform_bridge.adapters.embedded import keys
from platform_bridge.adapters.embedded.demo.directories import basic_directories
from platform_bridge.adapters.embedded.demo.seed import seed_demo
from platform_bridge.adapters.embedded.images import Images
from platform_bridge.adapters.embedded.indexes import INDEXES
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.adapters.embedded.users import MongoUsers
from platform_bridge.app import accounts
from platform_bridge.app.accounts import OpenAccount
from platform_bridge.app.store_orders import StoreOrders
from platform_bridge.main import TEXTS, Bridge, wire
from platform_bridge.settings import BridgeSettings
from service_kit import failed, inbox
from service_kit.failed import FailedMessages
from service_kit.files import Files
from service_kit.ids import new_id, utc_now
from service_kit.inbox import Batch
from service_kit.mongo import Document, Mongo
from service_kit.outbox import Outbox
from service_kit.publisher import Publisher
from service_kit.texts import Texts

E = TypeVar("E", bound=Event[Any])

DEMO = AccountId("demo")
FILES_KEY = "f" * 32
SECRETS = {"keks": {"1": "a" * 43 + "="}, "files_key": FILES_KEY}


_hash_once = functools.cache(accounts.hash_password)
_key_once = functools.cache(keys._new_pem)


@pytest.fixture(autouse=True)
def _quick_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash each password and make one key for all tests: both are meant to be slow."""
    monkeypatch.setattr(accounts, "hash_password", _hash_once)
    monkeypatch.setattr(keys, "_new_pem", _key_once)


@pytest.fixture(scope="session")
def seeded() -> dict[str, list[Document]]:
    """Documents of the demo account as the first test seeded them, by collection."""
    return {}


@pytest.fixture(scope="session")
def database() -> str:
    return f"test_bridge_{uuid.uuid4().hex[:12]}"


@pytest.fixture
def mongo_database(mongo_url: str, database: str) -> Iterator[str]:
    """One database for all tests, emptied after each: making its many indexes takes longer than most tests."""
    yield database
    with MongoClient(mongo_url) as client:
        for collection in client[database].list_collection_names():
            client[database][collection].delete_many({})


class Bench:
    """The bridge in one process; `worker` makes another one over the same database."""

    def __init__(self, url: str, database: str, seeded: dict[str, list[Document]], client: Any = None) -> None:
        self._seeded = seeded
        self.mongo = Mongo(url, database, **({"client": client} if client else {}))
        self.outbox = Outbox(self.mongo, Publisher("amqp://unused", "platform-bridge"))
        self.store = EmbeddedStore(self.mongo)
        self.users = MongoUsers(self.mongo)
        self.texts = Texts([TEXTS])
        self.failed = FailedMessages(self.mongo, self.outbox, (PLATFORM_ORDERS,))
        self.store_orders = StoreOrders(self.store, self.failed, self.texts, utc_now)
        self.pictures = Images(Files(self.mongo, FILES_KEY), FILES_KEY, "https://shop.example")
        self.open_account = OpenAccount(self.users, self.store.kept, self.outbox, utc_now)
        self.batch: Batch[Any] = Batch(self.mongo, self.outbox, PLATFORM_ORDERS.name, self.store_orders.work)

    async def prepare(self) -> None:
        """The demo account; seeded by the first test, copied by the others."""
        if not self._seeded:
            await self.seed()
            await self.mongo["outbox"].delete_many({})
            for collection in await self.mongo.collections():
                self._seeded[collection] = await self.documents(collection)
            return
        for collection, documents in self._seeded.items():
            if documents:
                await self.mongo[collection].insert_many(documents)

    async def seed(self) -> None:
        await self.mongo.prepare([*Outbox.INDEXES, *inbox.INDEXES, *failed.INDEXES, *INDEXES])
        await seed_demo(self.open_account, self.users, self.pictures)

    async def take(self, *events: Event[Any]) -> None:
        """Handle events as one batch."""
        await asyncio.gather(*(self.batch.put(event) for event in events))

    async def emitted(self, kind: type[E]) -> list[E]:
        rows = await self.mongo["outbox"].find({"type": kind.key}).sort("_id", 1).to_list(None)
        return [kind.model_validate_json(bytes(row["body"])) for row in rows]

    async def documents(self, collection: str, **query: Any) -> list[Document]:
        return list(await self.mongo[collection].find(query).sort("_id", 1).to_list(None))

    async def close(self) -> None:
        await self.batch.stop()
        await self.mongo.close()


@pytest.fixture
async def new_bench(
    mongo_url: str, mongo_database: str, seeded: dict[str, list[Document]]
) -> AsyncIterator[Callable[..., Bench]]:
    """Make benches over one database; all are closed afterwards."""
    made: list[Bench] = []

    def make(**options: Any) -> Bench:
        bench = Bench(mongo_url, mongo_database, seeded, **options)
        bench.batch.start()
        made.append(bench)
        return bench

    yield make
    for bench in made:
        await bench.close()


@pytest.fixture
async def bench(new_bench: Callable[..., Bench]) -> Bench:
    bench = new_bench()
    await bench.prepare()
    return bench


class Shop:
    """Makes the events of a connection."""

    def __init__(self, account: AccountId = DEMO, connection: str = "shop-1") -> None:
        self.account = account
        self.connection = ConnectionId(connection)

    def line(self, number: int = 1, **fields: Any) -> OrderLine:
        plain = {"name": f"Товар {number}", "quantity": "2", "price": "100", "sum": "200"}
        return OrderLine(number=number, **{**plain, **fields})

    def order(self, outside_id: str = "1", **fields: Any) -> Order:
        return Order(**{"number": f"S-{outside_id}", "lines": (self.line(),), **fields})

    def created(self, outside_id: str = "1", *, sequence: int = 1, **fields: Any) -> OrderCreated:
        return self._event(OrderCreated, OrderCreatedData, outside_id, sequence=sequence, fields=fields, more={})

    def updated(
        self, outside_id: str = "1", *, sequence: int = 2, changed: tuple[str, ...], **fields: Any
    ) -> OrderUpdated:
        return self._event(
            OrderUpdated, OrderUpdatedData, outside_id, sequence=sequence, fields=fields, more={"changed": changed}
        )

    def _event(
        self, kind: Any, data: Any, outside_id: str, *, sequence: int, fields: dict[str, Any], more: dict[str, Any]
    ) -> Any:
        options = fields.pop("options", OrderOptions())
        origin = OrderOrigin(
            service="shop-sync", connection=self.connection, outside_id=outside_id, number=f"S-{outside_id}"
        )
        return kind.new(
            data(order=self.order(outside_id, **fields), origin=origin, options=options, **more),
            event_id=new_id(),
            now=utc_now(),
            service="shop-sync",
            account=self.account,
            subject=f"order-{outside_id}",
            sequence=sequence,
        )


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def new_shop() -> type[Shop]:
    return Shop


class Api:
    """The HTTP side of the bridge over the bench's database, without a broker."""

    def __init__(self, bridge: Bridge, app: FastAPI) -> None:
        self.bridge = bridge
        self.app = app
        transport = httpx.ASGITransport(app=app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://bridge")

    async def login(self, login: str = "demo@shop.example", password: str | None = None) -> httpx.Response:
        body = {"login": login, "password": password or "demo-demo"}
        return await self.client.post("/v1/login", json=body)

    async def token(self, *credentials: str) -> dict[str, str]:
        """Headers of a caller."""
        answer = await self.login(*credentials)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    async def ok(self, method: str, path: str, headers: dict[str, str], **more: Any) -> Any:
        """The JSON of an answer that is no error."""
        answer = await self.client.request(method, path, headers=headers, **more)
        assert not answer.is_error, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    async def refused(self, method: str, path: str, headers: dict[str, str], **more: Any) -> tuple[int, str, str]:
        """Status, key and whole text of an answer that is an error."""
        answer = await self.client.request(method, path, headers=headers, **more)
        assert answer.is_error, answer.text
        body = answer.json()
        return answer.status_code, body["key"], f"{body['title']} {body['detail']}"


@pytest.fixture
async def owner(api: Api) -> dict[str, str]:
    """Headers of the owner of the demo account."""
    return await api.token()


@pytest.fixture
async def stranger(api: Api, bench: Bench) -> dict[str, str]:
    """Headers of the owner of another account."""
    other = AccountId("other")
    await bench.open_account.open(other, "Чужой", {SnapshotKind.DIRECTORIES: basic_directories("Чужой")})
    await bench.open_account.add_user(other, "other@shop.example", "other-pass", "Чужой", ("owner",))
    return await api.token("other@shop.example", "other-pass")


@pytest.fixture
async def api(bench: Bench, mongo_url: str, mongo_database: str) -> AsyncIterator[Api]:
    settings = BridgeSettings(amqp_url="amqp://unused", mongo_url=mongo_url, mongo_database=mongo_database, **SECRETS)
    bridge = wire(settings)
    api = Api(bridge, bridge.kit.build())
    yield api
    await api.client.aclose()
    await bridge.kit.mongo.close()
