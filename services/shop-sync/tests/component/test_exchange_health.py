"""An exchange on its schedule: a refused login stops it after one request, «Отключен» pauses it."""

import asyncio
import base64
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import SecretStr

from contracts.base import AccountId
from contracts.events.connection import Health, RunKind
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit import inbox
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.goods.links import GoodsLinks
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.outbox import Unit
from service_kit.problems import Problem
from service_kit.runs.store import Runs
from service_kit.runs.worker import RunWorker
from service_kit.schedule import Scheduler
from service_kit.secrets import Secrets
from service_kit.testing.peer import Peer, Seen, write
from service_kit.testing.process import eventually
from shop_sync.adapters.orders import MongoOrders
from shop_sync.app.import_orders import ImportOrders
from shop_sync.app.page import SERVICE
from shop_sync.app.store_orders import StoreOrders
from shop_sync.connectors.commerceml import connector as commerceml
from shop_sync.connectors.commerceml_exchange import connector as exchange
from shop_sync.main import INDEXES
from shop_sync.settings import ShopSyncSettings

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
SLUG = "commerceml-exchange"
ANSWERS = {
    "mode=checkauth": b"success\nPHPSESSID\nabc",
    "mode=init": b"zip=no\nfile_limit=0",
    "mode=query": "<?xml version='1.0' encoding='utf-8'?><КоммерческаяИнформация/>".encode(),
    "mode=success": b"success",
}
QUARTER = dt.timedelta(minutes=15)


class Office:
    """Schedule, worker and connections of one service before a shop; the clock is moved by hand."""

    def __init__(self, url: str, database: str, shop: Peer) -> None:
        self.now = utc_now()
        self.shop = shop
        settings = ShopSyncSettings(
            amqp_url="amqp://unused", mongo_url=url, mongo_database=database, egress_allow=frozenset({shop.host})
        )
        self.kit = Kit(SERVICE, settings, queues=(), indexes=[*INDEXES, *inbox.INDEXES])
        mongo, outbox = self.kit.mongo, self.kit.outbox
        now = {"now": lambda: self.now}
        outside = self.kit.outside(exchange.SYSTEM, exchange.PACE)
        self.runs = Runs(mongo, outbox, SERVICE, lambda: self.now)
        self.connections = Connections(
            mongo,
            outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(exchange.integration(exchange.PRESETS[SLUG], {}, outside)),
            secrets=Secrets(mongo, {"1": SecretStr(base64.b64encode(b"k" * 32).decode())}, "1"),
            texts=self.kit.texts,
            **now,
        )
        self.scheduler = Scheduler(mongo, outbox, runs=self.runs, connections=self.connections, **now)
        parts = {"mongo": mongo, "outbox": outbox, "orders": MongoOrders(mongo), "runs": self.runs}
        importing = ImportOrders(
            store=StoreOrders(**parts, links=GoodsLinks(mongo), **now),
            runs=self.runs,
            connections=self.connections,
            files=Files(mongo, "k" * 32),
            replica=Replica(mongo, outbox, SERVICE, SHOP_SYNC_REPLICA),
            sources={SLUG: commerceml.CommerceMlFiles()},
            exchanges={SLUG: exchange.ExchangeShops(outside, self.connections.opened)},
            **now,
        )
        self.worker = RunWorker(self.runs, self.connections, {RunKind.IMPORT_ORDERS: importing})

    async def _nothing(self, _: Connection, __: Unit) -> None:
        return None

    def form(self, password: str) -> dict[str, Any]:
        return {
            **{"address": self.shop.url, "login": "u", "password": password, "plain_http": True},
            **{"organization": "org", "owner": "emp", "import_every": "15m"},
        }

    async def connect(self, password: str) -> Connection:
        await self.kit.mongo["replica_state"].insert_one({"_id": DEMO, "account": DEMO, "request": "r", "kinds": {}})
        return await self.connections.create(DEMO, SLUG, "Магазин", True, self.form(password), by="u")

    async def pass_time(self, periods: int) -> None:
        """Let the schedule and the worker do all that comes in so many periods."""
        for _ in range(periods):
            self.now += QUARTER
            await self.scheduler.step()
            await eventually(self._idle, 20, "runs are over")
            over = {"$set": {"phase": "done"}, "$unset": {"open": 1, "active": 1}}
            await self.kit.mongo["runs"].update_many({}, over)

    async def _idle(self) -> bool:
        waiting = {"phase": {"$in": ["queued", "reading"]}}
        return await self.kit.mongo["runs"].count_documents(waiting) == 0


def modes(shop: Peer) -> list[str]:
    return [mode.removeprefix("mode=") for seen in shop.seen for mode in seen.target.split("&") if "mode=" in mode]


async def strict(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """A shop that knows u:good."""
    if seen.headers.get("authorization") != f"Basic {base64.b64encode(b'u:good').decode()}":
        return write(writer, 401)
    return write(writer, 200, next(body for mode, body in ANSWERS.items() if mode in seen.target))


@pytest.fixture
async def office(mongo_url: str, mongo_database: str) -> AsyncIterator[Office]:
    async with Peer(strict) as shop:
        made = Office(mongo_url, mongo_database, shop)
        await made.kit.migrate()
        working = asyncio.create_task(made.worker.loop())
        yield made
        working.cancel()
        await asyncio.wait([working])
        await made.kit.mongo.close()


PULL = ["checkauth", "init", "query", "success"]


async def test_each_period_is_one_session(office: Office) -> None:
    await office.connect("good")
    await office.pass_time(3)
    assert modes(office.shop) == PULL * 3


async def test_a_refused_login_stops_the_connection_after_one_request_until_its_owner_acts(office: Office) -> None:
    connection = await office.connect("wrong")
    await office.pass_time(20)
    stopped = await office.connections.get(DEMO, connection.id)
    assert (stopped.health, stopped.reason) == (Health.NEEDS_ATTENTION, "exchange_login_refused")
    assert modes(office.shop) == ["checkauth"]

    await office.connections.change(DEMO, connection.id, "Магазин", True, office.form("good"), by="u")
    await office.pass_time(2)
    assert modes(office.shop)[1:] == PULL * 2
    assert (await office.connections.get(DEMO, connection.id)).health is Health.OK


async def test_a_disabled_connection_asks_nothing(office: Office) -> None:
    connection = await office.connect("good")
    await office.connections.change(DEMO, connection.id, "Магазин", False, office.form("good"), by="u")
    await office.pass_time(5)
    assert office.shop.seen == []


async def test_an_account_connects_to_a_shop_once(office: Office) -> None:
    await office.connect("good")
    given = {**office.form("good"), "address": f"{office.shop.url}/bitrix/admin/1c_exchange.php"}
    with pytest.raises(Problem) as caught:
        await office.connections.create(DEMO, SLUG, "Ещё раз", True, given, by="u")
    assert (caught.value.status, caught.value.key) == (409, "connected_already")
