"""Schedule, worker and connections of shop-sync before one shop of the exchange, on a real database."""

import base64
import datetime as dt
from typing import Any

from pydantic import SecretStr

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit import inbox
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.goods.links import GoodsLinks
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.orders.store import StoreOrders
from service_kit.outbox import Unit
from service_kit.runs.store import Runs
from service_kit.runs.worker import RunWorker
from service_kit.schedule import Scheduler
from service_kit.secrets import Secrets
from service_kit.testing.process import eventually
from shop_sync import SERVICE
from shop_sync.app.orders.import_file import ImportOrders
from shop_sync.connectors.commerceml import connector as commerceml
from shop_sync.connectors.commerceml_exchange import connector as exchange
from shop_sync.main import INDEXES
from shop_sync.settings import ShopSyncSettings

DEMO = AccountId("demo")
SLUG = "commerceml-exchange"
QUARTER = dt.timedelta(minutes=15)


class Office:
    """Schedule, worker and connections of one service before a shop; the clock is moved by hand."""

    def __init__(self, url: str, database: str, *, place: str, address: str, login: str) -> None:
        self.now = utc_now()
        self._access = {"address": address, "login": login, "plain_http": True}
        settings = ShopSyncSettings(
            amqp_url="amqp://unused", mongo_url=url, mongo_database=database, egress_allow=frozenset({place})
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
        self.importing = ImportOrders(
            store=StoreOrders(SERVICE, **parts, links=GoodsLinks(mongo), **now),
            runs=self.runs,
            connections=self.connections,
            files=Files(mongo, "k" * 32),
            replica=Replica(mongo, outbox, SERVICE, SHOP_SYNC_REPLICA),
            sources={SLUG: commerceml.CommerceMlFiles()},
            exchanges={SLUG: exchange.ExchangeShops(outside, self.connections.opened)},
            **now,
        )
        self.worker = RunWorker(self.runs, self.connections, {RunKind.IMPORT_ORDERS: self.importing})

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    def form(self, password: str, **more: Any) -> dict[str, Any]:
        """The settings of a connection as its owner gives them."""
        return {**self._access, "password": password, "organization": "org", "owner": "emp", **more}

    async def goods_arrive(self) -> None:
        """The snapshot of the account is there."""
        await self.kit.mongo["replica_state"].insert_one({"_id": DEMO, "account": DEMO, "request": "r", "kinds": {}})

    async def connect(self, password: str, **more: Any) -> Connection:
        """A connection of the demo account."""
        return await self.connections.create(DEMO, SLUG, "Магазин", True, self.form(password, **more), by="u")

    async def finish(self) -> None:
        """All runs are over."""
        over = {"$set": {"phase": "done"}, "$unset": {"open": 1, "active": 1}}
        await self.kit.mongo["runs"].update_many({}, over)

    async def pass_time(self, periods: int) -> None:
        """Let the schedule and the worker do all that comes in so many periods."""
        for _ in range(periods):
            self.now += QUARTER
            await self.scheduler.step()
            await eventually(self._idle, 20, "runs are over")
            await self.finish()

    async def _idle(self) -> bool:
        waiting = {"phase": {"$in": ["queued", "reading"]}}
        return await self.kit.mongo["runs"].count_documents(waiting) == 0
