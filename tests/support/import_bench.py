"""The import of orders over a real database, with a shop that a test writes; nothing is sent to anybody."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from contracts.order import Order, OrderLine, OrderOptions
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit import inbox
from service_kit.connections.integration import Integration, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.goods.links import GoodsLinks
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.orders.incoming import Incoming, ReadOrder, RejectedDocument
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.orders.ports import ImportSettings
from service_kit.orders.store import StoreOrders
from service_kit.outbox import Outbox, Unit
from service_kit.publisher import Publisher
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from service_kit.secrets import Secrets
from service_kit.texts import Texts
from shop_sync import SERVICE
from shop_sync.app.orders.import_file import ImportOrders
from shop_sync.app.shop_ports import OrderExchange
from shop_sync.connectors.commerceml import connector as commerceml

DEMO = AccountId("demo")
INDEXES = (
    *Outbox.INDEXES,
    *inbox.INDEXES,
    *Connections.INDEXES,
    *Runs.INDEXES,
    *Files.INDEXES,
    *Replica.INDEXES,
    *GoodsLinks.INDEXES,
    *MongoOrders.INDEXES,
)
LINE = OrderLine(number=1, name="Кружка", quantity=Decimal(2), price=Decimal(250), sum=Decimal(500))


class Crash(Exception):
    """The process dies here."""


class Plain(BaseModel):
    """Settings of a shop that needs none."""


class Shop:
    """A source of `count` orders; `on(index)` is called before each of them is given."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.on: Callable[[int], None] = lambda _: None
        self.read_from: list[int] = []
        self.comment: str | None = None

    def settings(self, _: Connection) -> ImportSettings:
        """Nothing is converted."""
        return ImportSettings(options=OrderOptions(), match_by_text=True, update={"comment"})

    def size(self, _: Path) -> int:
        """In orders."""
        return self.count

    def read(self, _: Connection, path: Path, *, skip: int) -> Iterator[Incoming]:
        """Orders, every 50th of which is rejected."""
        self.read_from.append(skip)
        assert path.read_bytes() == b"<orders/>"
        for index in range(skip, self.count):
            self.on(index)
            if index % 50 == 49:
                yield RejectedDocument(index, f"Документ № {index}", "no_goods", index + 1)
            else:
                order = Order(number=f"S{index}", lines=(LINE,), currency="RUB", comment=self.comment)
                yield ReadOrder(index, f"S{index}", order, index + 1)


class ImportBench:
    """The import and everything it stands on; nothing is sent."""

    def __init__(self, mongo: Mongo) -> None:
        self.mongo = mongo
        self.now = utc_now()
        self.outbox = Outbox(mongo, Publisher("amqp://unused", SERVICE))
        self.runs = Runs(mongo, self.outbox, SERVICE, lambda: self.now)
        self.orders = MongoOrders(mongo)
        self.files = Files(mongo, "k" * 32)
        self.connections = Connections(
            mongo,
            self.outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(Integration(commerceml.MANIFEST.model_copy(update={"slug": "shop"}), Plain)),
            secrets=Secrets(mongo, {}),
            texts=Texts(),
        )
        self.replica = Replica(mongo, self.outbox, SERVICE, SHOP_SYNC_REPLICA)

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    def importing(self, shop: Shop, orders: Any = None, exchange: OrderExchange | None = None) -> ImportOrders:
        """The executor over this source; with `exchange` the shop hands its orders out itself."""
        now = {"now": lambda: self.now}
        parts = {"mongo": self.mongo, "outbox": self.outbox, "orders": orders or self.orders, "runs": self.runs}
        return ImportOrders(
            store=StoreOrders(SERVICE, **parts, links=GoodsLinks(self.mongo), **now),
            runs=self.runs,
            connections=self.connections,
            files=self.files,
            replica=self.replica,
            sources={"shop": shop},
            exchanges={"shop": exchange} if exchange else {},
            **now,
        )

    async def goods_arrive(self) -> None:
        """The snapshot of the account is there."""
        kinds = {kind: {"received": 1, "parts": 1} for kind in ("products", "stock")}
        await self.mongo["replica_state"].insert_one({"_id": DEMO, "account": DEMO, "request": "r", "kinds": kinds})

    async def connect(self) -> Connection:
        """A connection to the shop."""
        return await self.connections.create(DEMO, "shop", "Магазин", True, {}, by="user-1")

    async def claim(self, connection: Connection | None = None, **options: Any) -> Run:
        """A run of an uploaded file, in the hands of a worker."""
        connection = connection or await self.connect()
        file = await self.files.save(
            DEMO, "orders.xml", io.BytesIO(b"<orders/>"), content_type="text/xml", lives=dt.timedelta(days=1)
        )
        await self.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.FILE, by="user-1", file=file, **options)
        return await self.claimed()

    async def claimed(self) -> Run:
        """The next run, in the hands of a worker."""
        run = await self.runs.claim()
        assert run is not None
        return run

    async def finish(self) -> None:
        """Let the next run of the connection begin."""
        done = {"$set": {"phase": "done"}, "$unset": {"open": 1, "active": 1}}
        await self.mongo["runs"].update_many({}, done)

    async def stored(self) -> dict[str, int]:
        """How much of each kind is in the database, and how often the most frequent order was told of."""
        told = [
            (row["type"], row["correlation_id"])
            for row in await self.mongo["outbox"].find({"type": {"$regex": "^order"}}).to_list(None)
        ]
        return {
            "orders": await self.mongo["orders"].count_documents({}),
            "rows": await self.mongo["run_rows"].count_documents({}),
            "events": len(told),
            "same event": max(Counter(told).values(), default=0),
        }
