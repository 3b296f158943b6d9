"""Bench "goods out": the whole export of a big assortment beside bare `etree.xmlfile` writing the same elements.

The export reads the replica from a real mongod, compares, writes, packs, saves the zip and what was sent; the limit
writes plain files from values that are ready. `python goods_out.py export|limit …` are the two measured processes.
"""

import asyncio
import base64
import dataclasses
import datetime as dt
import gc
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import psutil
from lxml import etree
from pydantic import SecretStr
from pymongo import MongoClient

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit.app import GC_OBJECTS, Kit
from service_kit.connections.integration import Integration, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.reading import GoodsReader
from service_kit.goods.replica import Replica
from service_kit.http.pace import Pace
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from service_kit.runs.worker import RENEW_SECONDS
from service_kit.secrets import Secrets
from service_kit.testing.mongod import MongoNode
from shop_sync import SERVICE
from shop_sync.adapters.goods_sent import MongoSentGoods
from shop_sync.app.goods.export import ExportGoods
from shop_sync.app.goods.reports import ExportReports
from shop_sync.app.goods.source import GoodsSource
from shop_sync.app.shop_ports import GoodsDelivery
from shop_sync.connectors.commerceml import connector as commerceml
from shop_sync.main import INDEXES
from shop_sync.settings import ShopSyncSettings

OFFERS = 200_000
ROUNDS = 3
ACCOUNT = AccountId("demo")
STORES = ("store-main", "store-shop")
PRICE_TYPES = ("price-retail", "price-wholesale")
DATABASE = "goods_out"
PACK = 5_000
CONFIG = {"organization": "org-main", "owner": "emp-1", "stores": [*STORES], "price_lists": [*PRICE_TYPES]}


def measure(folder: Path, offers: int = OFFERS, rounds: int = ROUNDS) -> dict[str, float]:
    """Offers per second of export and limit, medians of interleaved rounds, their ratio, and the export's memory."""
    folder.mkdir(parents=True, exist_ok=True)
    mongod = MongoNode(folder / "mongod")
    mongod.start()
    try:
        fill(mongod.url, offers)
        found: dict[str, list[float]] = {"export": [], "limit": [], "again": []}
        memory = []
        for _ in range(rounds):
            exported = _process("export", mongod.url, str(offers))
            found["export"].append(offers / exported["seconds"])
            found["again"].append(offers / exported["again_seconds"])
            memory.append(exported["rss_growth_mb"])
            found["limit"].append(offers / _process("limit", str(folder), str(offers))["seconds"])
    finally:
        mongod.stop()
    export, limit, again = (statistics.median(found[way]) for way in ("export", "limit", "again"))
    return {
        "offers": offers,
        "export_per_s": round(export),
        "limit_per_s": round(limit),
        "ratio": round(export / limit, 3),
        "nothing_new_per_s": round(again),
        "rss_growth_mb": round(max(memory), 1),
    }


def _process(*arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, check=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {arguments[0]}: {answer}", flush=True)
    return answer


def row(number: int) -> dict[str, object]:
    """A product card like those of the demo account."""
    return {
        "ref": f"product-{number:08d}",
        "sequence": 1,
        "kind": "goods",
        "name": f"Кроссовки «Ветер» {number}",
        "full_name": f"Кроссовки беговые «Ветер» {number}, текстиль",
        "article": f"KRO-{number:08d}",
        "code": f"{number:08d}",
        "barcodes": [f"46{number:011d}"],
        "group_ref": f"group-{number % 100}",
        "measures": [{"ref": "unit-piece", "name": "шт", "code": "796", "base": True}],
        "vat_ref": "vat-22",
        "description_html": f"<p>Кроссовки беговые «Ветер» {number}. Материал: текстиль.</p>",
        "attributes": [{"name": "Бренд", "value": "Ветер", "attribute_ref": "field-brand"}],
        "weight": "0.8",
        "archived": False,
    }


def fill(url: str, offers: int, stores: Sequence[str] = STORES, price_types: Sequence[str] = PRICE_TYPES) -> None:
    """Write the replica as the consumer of …Changed events would."""
    with MongoClient(url) as client:
        database = client[DATABASE]
        for start in range(0, offers, PACK):
            numbers = range(start, min(start + PACK, offers))
            products = [row(number) for number in numbers]
            database["replica_products"].insert_many([_document(product) for product in products])
            database["replica_stock"].insert_many(
                [_document(_stock(str(product["ref"]), store)) for product in products for store in stores]
            )
            database["replica_prices"].insert_many(
                [_document(_price(str(product["ref"]), type_)) for product in products for type_ in price_types]
            )
        database["replica_directories"].insert_many([_document(entry) for entry in _directories(stores, price_types)])
        database["replica_state"].insert_one({"_id": ACCOUNT, "account": ACCOUNT, "request": "r", "kinds": {}})


def _document(given: dict[str, object]) -> dict[str, object]:
    ref = given["ref"]
    return {"_id": f"{ACCOUNT}|{ref}", "account": ACCOUNT, "ref": ref, "sequence": 1, "deleted": False, "row": given}


def _stock(product: str, store: str) -> dict[str, object]:
    amounts = {"total": str(int(product[-3:]) % 40), "reserved": "0"}
    return {"ref": f"{product}::{store}", "sequence": 1, "product_ref": product, "store_ref": store, **amounts}


def _price(product: str, type_: str) -> dict[str, object]:
    amount = {"amount": f"{1000 + int(product[-5:])}.00", "currency": "RUB"}
    return {"ref": f"{product}::{type_}", "sequence": 1, "product_ref": product, "price_type_ref": type_, **amount}


def _directories(stores: Sequence[str], price_types: Sequence[str]) -> Iterator[dict[str, object]]:
    def entry(kind: str, ref: str, name: str, **more: object) -> dict[str, object]:
        return {"kind": kind, "ref": ref, "sequence": 1, "name": name, "sort": 1, "archived": False, **more}

    yield entry("organization", "org-main", "ООО «Северный ветер»", inn="7701234564")
    yield from (entry("store", store, store) for store in stores)
    yield from (entry("price_type", type_, type_, currency="RUB") for type_ in price_types)
    yield entry("vat_rate", "vat-22", "НДС 22 %", rate="22")
    yield entry("currency", "cur-rub", "Рубль", currency="RUB", rate="1")
    yield from (entry("product_group", f"group-{number}", f"Группа {number}") for number in range(100))


class Memory:
    """The highest RSS less that at the start, in MB."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._idle = self._top = self._process.memory_info().rss
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def growth(self) -> float:
        """So far."""
        return (self._top - self._idle) / 1024**2

    def _watch(self) -> None:
        while True:
            self._top = max(self._top, self._process.memory_info().rss)
            time.sleep(0.05)


class ExportBench:
    """The executor of shop-sync and what it stands on; events stay in the outbox."""

    slug = commerceml.SLUG
    config: Mapping[str, object] = CONFIG

    def __init__(self, url: str, egress: frozenset[str] = frozenset()) -> None:
        settings = ShopSyncSettings(
            amqp_url="amqp://unused", mongo_url=url, mongo_database=DATABASE, egress_allow=egress
        )
        self._kit = kit = Kit(SERVICE, settings, queues=(), indexes=INDEXES)
        self._runs = Runs(kit.mongo, kit.outbox, SERVICE)
        files = Files(kit.mongo, "k" * 32)
        replica = Replica(kit.mongo, kit.outbox, SERVICE, SHOP_SYNC_REPLICA)
        self._connections = Connections(
            kit.mongo,
            kit.outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(self._integration()),
            secrets=Secrets(kit.mongo, {"1": SecretStr(base64.b64encode(b"k" * 32).decode())}),
            texts=kit.texts,
        )
        self._export = ExportGoods(
            reports=ExportReports(kit.outbox, self._runs, files),
            connections=self._connections,
            replica=replica,
            goods=GoodsSource(GoodsReader(kit.mongo), MarkedGoods(kit.mongo), self._runs),
            sent=MongoSentGoods(kit.mongo),
            images=kit.outside("goods-images", Pace()),
            formats={self.slug: commerceml.CommerceMlGoods()},
            deliveries=self._deliveries(),
        )

    def _integration(self) -> Integration:
        return commerceml.integration({})

    def _deliveries(self) -> Mapping[str, GoodsDelivery]:
        return {}

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    async def prepare(self) -> str:
        """Indexes, and a new connection."""
        await self._kit.migrate()
        made = await self._connections.create(ACCOUNT, self.slug, "Магазин", True, self.config, by="bench")
        return made.id

    async def run(self, connection: str, *, updates_only: bool) -> tuple[float, dict[str, int]]:
        """Seconds and counts of an export."""
        config = {**self.config, "updates_only": updates_only}
        changed = await self._connections.change(ACCOUNT, connection, "Магазин", True, config, by="bench")
        await self._runs.queue(changed, RunKind.EXPORT_GOODS, RunTrigger.USER, by="bench")
        run = await self._runs.claim()
        renewing = asyncio.create_task(self._renew(run))
        started = time.monotonic()
        await self._export.execute(run)
        seconds = time.monotonic() - started
        renewing.cancel()
        await self._runs.read_through(run, None, {}, dt.timedelta())
        await self._kit.mongo["runs"].update_one(
            {"_id": run.id, "account": ACCOUNT}, {"$unset": {"active": 1, "open": 1}}
        )
        return seconds, dataclasses.asdict(run.tally)

    async def _renew(self, run: Run) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            await self._runs.renew(run)


async def export(url: str, offers: int) -> dict[str, float]:
    """The first export of a connection, then one with nothing new."""
    bench = ExportBench(url)
    connection = await bench.prepare()
    memory = Memory()
    seconds, counts = await bench.run(connection, updates_only=False)
    again, later = await bench.run(connection, updates_only=True)
    if (counts["created"], later["unchanged"]) != (offers, offers):
        raise SystemExit(f"not all were exported: {counts}, {later}")
    return {"seconds": seconds, "again_seconds": again, "rss_growth_mb": memory.growth}


def limit(
    folder: str, offers: int, stores: Sequence[str] = STORES, price_types: Sequence[str] = PRICE_TYPES
) -> dict[str, float]:
    """Both files by `etree.xmlfile`, each good an element with children."""
    values = [row(number) for number in range(1000)]
    started = time.monotonic()
    for name, root, inner, one in (
        ("import.xml", "Каталог", "Товары", _card),
        ("offers.xml", "ПакетПредложений", "Предложения", partial(_offer, stores=stores, price_types=price_types)),
    ):
        with (
            etree.xmlfile(str(Path(folder) / name), encoding="utf-8") as file,
            file.element("КоммерческаяИнформация"),
            file.element(root),
            file.element(inner),
        ):
            for number in range(offers):
                file.write(one(values[number % 1000]))
    return {"seconds": time.monotonic() - started}


def _leaf(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text


def _unit(parent: etree._Element) -> None:
    _leaf(parent, "БазоваяЕдиница", "шт", Код="796", НаименованиеПолное="Штука", МеждународноеСокращение="PCE")


def _card(given: dict[str, object]) -> etree._Element:
    card = etree.Element("Товар")
    _leaf(card, "Ид", given["ref"])
    _leaf(card, "Штрихкод", given["barcodes"][0])
    _leaf(card, "Артикул", given["article"])
    _leaf(card, "Наименование", given["full_name"])
    _unit(card)
    _leaf(etree.SubElement(card, "Группы"), "Ид", given["group_ref"])
    _leaf(card, "Описание", given["description_html"])
    tax = etree.SubElement(etree.SubElement(card, "СтавкиНалогов"), "СтавкаНалога")
    _leaf(tax, "Наименование", "НДС")
    _leaf(tax, "Ставка", "22")
    requisites = etree.SubElement(card, "ЗначенияРеквизитов")
    for name, value in (
        ("ВидНоменклатуры", "Товар"),
        ("ТипНоменклатуры", "Товар"),
        ("Полное наименование", given["full_name"]),
        ("Вес", given["weight"]),
        ("ОписаниеВФорматеHTML", given["description_html"]),
    ):
        requisite = etree.SubElement(requisites, "ЗначениеРеквизита")
        _leaf(requisite, "Наименование", name)
        _leaf(requisite, "Значение", value)
    return card


def _offer(given: dict[str, object], stores: Sequence[str], price_types: Sequence[str]) -> etree._Element:
    offer = etree.Element("Предложение")
    _leaf(offer, "Ид", given["ref"])
    _leaf(offer, "Штрихкод", given["barcodes"][0])
    _leaf(offer, "Артикул", given["article"])
    _leaf(offer, "Наименование", given["full_name"])
    _unit(offer)
    prices = etree.SubElement(offer, "Цены")
    for type_ in price_types:
        price = etree.SubElement(prices, "Цена")
        _leaf(price, "Представление", "1000.00 RUB")
        _leaf(price, "ИдТипаЦены", type_)
        _leaf(price, "ЦенаЗаЕдиницу", "1000.00")
        _leaf(price, "Валюта", "RUB")
        _leaf(price, "Единица", "796")
        _leaf(price, "Коэффициент", "1")
    _leaf(offer, "Количество", "12")
    for store in stores:
        etree.SubElement(offer, "Склад", ИдСклада=store, КоличествоНаСкладе="6")
    return offer


if __name__ == "__main__":
    gc.freeze()  # as a service does when it starts
    gc.set_threshold(GC_OBJECTS, 20, 50)
    _, way, where, count = sys.argv
    answer = limit(where, int(count)) if way == "limit" else asyncio.run(export(where, int(count)))
    print(json.dumps(answer))
