"""The push of goods on a real database, to a strict stand-in of InSales."""

import base64
import datetime as dt
from typing import Any

from pydantic import SecretStr

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit import inbox
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.goods.links import GoodsLinks
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.reading import GoodsReader
from service_kit.goods.replica import Replica
from service_kit.http import Outside
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from service_kit.runs.store import LEASE, Runs
from service_kit.secrets import Secrets
from shop_sync import SERVICE
from shop_sync.adapters.shop_goods import MongoShopGoods
from shop_sync.app.goods.push import PushGoods
from shop_sync.app.goods.source import GoodsSource
from shop_sync.connectors.insales import connector as insales
from shop_sync.connectors.insales.client import Shops
from shop_sync.connectors.insales.goods.session import InsalesGoods
from shop_sync.main import INDEXES
from shop_sync.settings import ShopSyncSettings
from simulators.insales.server import Shop

DEMO, OTHER = AccountId("demo"), AccountId("other")
DIRECTORIES: tuple[dict[str, Any], ...] = (
    {"kind": "store", "ref": "s1", "name": "Основной"},
    {"kind": "store", "ref": "s2", "name": "Дальний"},
    {"kind": "price_type", "ref": "retail", "name": "Розничная", "currency": "RUB"},
    {"kind": "price_type", "ref": "whole", "name": "Оптовая", "currency": "RUB"},
    {"kind": "currency", "ref": "rub", "name": "Рубль", "currency": "RUB", "rate": "1"},
    {"kind": "currency", "ref": "usd", "name": "Доллар", "currency": "USD", "rate": "80"},
    {"kind": "vat_rate", "ref": "v20", "name": "20%", "rate": "20"},
    {"kind": "product_group", "ref": "g", "name": "Обувь"},
    {"kind": "product_group", "ref": "g1", "name": "Сапоги", "parent_ref": "g"},
)


class Bench:
    """The executor and everything it stands on."""

    def __init__(self, url: str, database: str, outside: Outside, shop: Shop) -> None:
        settings = ShopSyncSettings(amqp_url="amqp://unused", mongo_url=url, mongo_database=database)
        self.now = utc_now()
        self.kit = Kit(SERVICE, settings, queues=(), indexes=[*INDEXES, *inbox.INDEXES])
        self.mongo: Mongo = self.kit.mongo
        self.runs = Runs(self.mongo, self.kit.outbox, SERVICE, lambda: self.now)
        self.links = GoodsLinks(self.mongo)
        self.marked = MarkedGoods(self.mongo)
        self.shop = shop
        self.connections = Connections(
            self.mongo,
            self.kit.outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(insales.integration({}, outside)),
            secrets=Secrets(self.mongo, {"1": SecretStr(base64.b64encode(b"k" * 32).decode())}),
            texts=self.kit.texts,
        )
        self.insales = InsalesGoods(Shops(outside, self.connections))

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    def pushing(self, page: int = 500, shop: Any = None, shop_goods: Any = None) -> PushGoods:
        return PushGoods(
            mongo=self.mongo,
            outbox=self.kit.outbox,
            runs=self.runs,
            connections=self.connections,
            replica=Replica(self.mongo, self.kit.outbox, SERVICE, SHOP_SYNC_REPLICA),
            goods=GoodsSource(GoodsReader(self.mongo, page), self.marked, self.runs),
            links=self.links,
            shop_goods=shop_goods or MongoShopGoods(self.mongo),
            shops={insales.SLUG: shop or self.insales},
            now=lambda: self.now,
        )

    async def begin(self, account: AccountId = DEMO) -> None:
        """The platform's lists are there."""
        await self.mongo["replica_state"].insert_one({"_id": account, "account": account, "request": "r", "kinds": {}})
        for entry in DIRECTORIES:
            await self.put("replica_directories", {"sequence": 1, "sort": 1, "archived": False, **entry}, account)

    async def good(
        self, ref: str, *, price: str | None = "100.00", stock: str = "5", account: AccountId = DEMO, **more: Any
    ) -> None:
        """A product with a price, and stock in the main store."""
        await self.put("replica_products", {"ref": ref, "name": f"Товар {ref}", "article": f"A-{ref}"} | more, account)
        if price is not None:
            await self.price(ref, price, account=account)
        await self.stock(ref, stock, account=account)

    async def price(
        self,
        ref: str,
        amount: str,
        type_: str = "retail",
        *,
        variant: str | None = None,
        currency: str = "RUB",
        account: AccountId = DEMO,
    ) -> None:
        price = {"product_ref": ref, "price_type_ref": type_, "amount": amount, "currency": currency}
        await self.put("replica_prices", {"ref": f"{ref}:{variant}:{type_}", "variant_ref": variant, **price}, account)

    async def stock(
        self, ref: str, total: str, store: str = "s1", *, variant: str | None = None, account: AccountId = DEMO
    ) -> None:
        lying = {"product_ref": ref, "store_ref": store, "total": total, "reserved": "0"}
        await self.put("replica_stock", {"ref": f"{ref}:{variant}:{store}", "variant_ref": variant, **lying}, account)

    async def put(self, collection: str, row: dict[str, Any], account: AccountId) -> None:
        identity = {"_id": f"{account}|{row['ref']}", "account": account}
        told = {name: value for name, value in row.items() if value is not None}
        document = {
            "ref": row["ref"],
            "sequence": 1,
            "deleted": False,
            "row": told,
            "keys": [{"key": f"a:{row['article']}", "variant": None}] if row.get("article") else [],
        }
        if row.get("name"):
            document["keys"].append({"key": f"n:{row['name'].casefold()}", "variant": None})
        await self.mongo[collection].update_one(identity, {"$set": document}, upsert=True)

    async def change(self, ref: str, **fields: Any) -> None:
        """Fields of a product."""
        await self.mongo["replica_products"].update_one(
            {"account": DEMO, "ref": ref}, {"$set": {f"row.{name}": value for name, value in fields.items()}}
        )

    async def connect(self, account: AccountId = DEMO, **config: Any) -> Connection:
        given = self._settings() | config
        return await self.connections.create(account, insales.SLUG, "Магазин", True, given, by="u")

    async def change_settings(self, connection: Connection, **config: Any) -> None:
        """Save the form again with other values."""
        given = self._settings() | config
        await self.connections.change(connection.account, connection.id, "Магазин", True, given, by="u")

    def _settings(self) -> dict[str, Any]:
        lists = {"organization": "org", "owner": "emp", "price_lists": ["retail"]}
        return {**lists, "updates_only": True, "key": self.shop.address}

    async def claim(self, connection: Connection, *, dry_run: bool = False) -> Run:
        await self.runs.queue(connection, RunKind.EXPORT_GOODS, RunTrigger.USER, by="u", dry_run=dry_run)
        run = await self.runs.claim()
        assert run is not None
        return run

    async def push(self, connection: Connection, *, dry_run: bool = False, page: int = 500) -> dict[str, Any]:
        """A run done to its end, as it is stored."""
        run = await self.claim(connection, dry_run=dry_run)
        await self.pushing(page).execute(run)
        return await self.end(run)

    async def again(self, run: Run) -> Run:
        """Its worker died: another one has it."""
        self.now += LEASE + dt.timedelta(seconds=1)
        claimed = await self.runs.claim()
        assert claimed is not None
        assert claimed.id == run.id
        return claimed

    async def end(self, run: Run) -> dict[str, Any]:
        gone = {"active": 1, "open": 1, "lease_owner": 1}
        await self.mongo["runs"].update_one({"_id": run.id}, {"$set": {"phase": "done"}, "$unset": gone})
        return await self.runs.get(run.account, run.id)

    async def rows(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        return await self.runs.rows(DEMO, run["_id"], None, -1, 10_000)

    # what the shop holds

    def products(self) -> dict[str, dict[str, Any]]:
        """Living products by title."""
        return {row["title"]: row for row in self.shop.store.where("products", archived=False)}

    def variants(self) -> dict[str, dict[str, Any]]:
        """Variants of living products by article, else by title of the product."""
        living = {row["id"]: row["title"] for row in self.shop.store.where("products", archived=False)}
        rows = self.shop.store.tables["variants"].values()
        return {row["sku"] or living[row["product_id"]]: row for row in rows if row["product_id"] in living}

    def calls(self, *, since: int = 0) -> list[str]:
        """Calls that write, in their order."""
        asked = self.shop.requests[since:]
        return [f"{one.method} {one.path.removeprefix('/admin/')}" for one in asked if one.method != "GET"]


def counts(run: dict[str, Any]) -> dict[str, int]:
    return {name: count for name, count in run["counts"].items() if count}
