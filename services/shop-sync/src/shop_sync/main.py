"""Wiring of shop-sync: the only place where its parts meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from fastapi import FastAPI

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.rows.directory import DirectoryKind
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit.announce import announce
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.connections_api.routes import connections_router
from service_kit.errors import ConfigError
from service_kit.files import Files, files_router
from service_kit.goods.api import marked_goods_router
from service_kit.goods.links import GoodsLinks
from service_kit.goods.links_api import goods_links_router
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.ours import OurGoods
from service_kit.goods.reading import GoodsReader
from service_kit.goods.replica import Replica
from service_kit.http import Outside
from service_kit.http.pace import Pace
from service_kit.orders.answers import NoteAnswers
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.orders.store import StoreOrders
from service_kit.runs.api import runs_router
from service_kit.runs.background import work_in_background
from service_kit.runs.by_integration import ByIntegration
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.store import Runs
from service_kit.runs.uploads import uploads_router
from service_kit.runs.worker import Executor
from shop_sync import SERVICE
from shop_sync.adapters.goods_sent import MongoSentGoods
from shop_sync.adapters.shop_goods import MongoShopGoods
from shop_sync.adapters.statuses import MongoStatuses
from shop_sync.api.hooks import hooks_router
from shop_sync.app.goods.export import ExportGoods
from shop_sync.app.goods.push import PushGoods
from shop_sync.app.goods.reports import ExportReports
from shop_sync.app.goods.source import GoodsSource
from shop_sync.app.orders.hints import HookAddresses, OrderHints
from shop_sync.app.orders.import_file import ImportOrders
from shop_sync.app.orders.pull import PullOrders
from shop_sync.app.shop_ports import StatusSink
from shop_sync.app.statuses.note import NoteStatuses
from shop_sync.app.statuses.send import SendStatuses
from shop_sync.connectors.commerceml import connector as commerceml
from shop_sync.connectors.commerceml_exchange import connector as exchange
from shop_sync.connectors.commerceml_exchange.statuses import ExchangeStatuses
from shop_sync.connectors.insales import connector as insales
from shop_sync.connectors.insales.client import PACE, SYSTEM, Shops
from shop_sync.connectors.insales.goods.session import InsalesGoods
from shop_sync.connectors.insales.pulling import InsalesOrders
from shop_sync.connectors.insales.statuses import InsalesStatuses
from shop_sync.connectors.insales.webhooks import InsalesHooks
from shop_sync.events.subscribers import QUEUES, subscribe
from shop_sync.settings import ShopSyncSettings

TEXTS = (Path(__file__).parent / "strings.ru.json", commerceml.TEXTS, exchange.TEXTS, insales.TEXTS)
INDEXES = (
    *Connections.INDEXES,
    *Runs.INDEXES,
    *Files.INDEXES,
    *Replica.INDEXES,
    *GoodsLinks.INDEXES,
    *MarkedGoods.INDEXES,
    *MongoSentGoods.INDEXES,
    *MongoOrders.INDEXES,
    *MongoCursors.INDEXES,
    *MongoStatuses.INDEXES,
    *MongoShopGoods.INDEXES,
)
LISTS: Mapping[str, DirectoryKind] = {
    "organizations": DirectoryKind.ORGANIZATION,
    "employees": DirectoryKind.EMPLOYEE,
    "order_statuses": DirectoryKind.ORDER_STATUS,
    "currencies": DirectoryKind.CURRENCY,
    "stores": DirectoryKind.STORE,
    "price_types": DirectoryKind.PRICE_TYPE,
    "product_groups": DirectoryKind.PRODUCT_GROUP,
}
BY_FILES = (commerceml.SLUG, *exchange.PRESETS)
"""Integrations whose orders and goods are CommerceML files."""
IMAGES_PACE = Pace(per_second=20, burst=40)

log = structlog.get_logger("wiring")


@dataclass(frozen=True, slots=True)
class Base:
    """What all executors stand on."""

    kit: Kit
    runs: Runs
    integrations: Integrations
    connections: Connections
    files: Files
    replica: Replica
    goods: GoodsSource


def create_app(settings: ShopSyncSettings | None = None) -> FastAPI:
    """The ASGI app of shop-sync; settings come from the environment unless given."""
    return build(settings or ShopSyncSettings()).build()


def build(settings: ShopSyncSettings) -> Kit:
    """All parts of shop-sync, wired."""
    kit = Kit(SERVICE, settings, queues=QUEUES, indexes=INDEXES, texts=TEXTS)
    replica = Replica(kit.mongo, kit.outbox, SERVICE, SHOP_SYNC_REPLICA)
    runs, files, orders = (
        Runs(kit.mongo, kit.outbox, SERVICE, kit.mongo.now),
        Files(kit.mongo, settings.files_key.get_secret_value()),
        MongoOrders(kit.mongo),
    )

    links, lists = GoodsLinks(kit.mongo), replica.lists(LISTS)
    shops = kit.outside(
        exchange.SYSTEM, exchange.PACE, read_seconds=exchange.READ_SECONDS, total_seconds=exchange.TOTAL_SECONDS
    )
    insales_api = kit.outside(SYSTEM, PACE)
    integrations = Integrations(
        commerceml.integration(lists),
        insales.integration(lists, insales_api),
        *(exchange.integration(preset, lists, shops) for preset in exchange.PRESETS.values()),
    )
    connections = Connections(
        kit.mongo,
        kit.outbox,
        SERVICE,
        replica.connected,
        integrations=integrations,
        secrets=kit.secrets,
        texts=kit.texts,
    )
    store = StoreOrders(SERVICE, mongo=kit.mongo, outbox=kit.outbox, orders=orders, runs=runs, links=links)
    exchanges = exchange.ExchangeShops(shops, connections.opened)
    goods = GoodsSource(GoodsReader(kit.mongo), MarkedGoods(kit.mongo), runs)
    base = Base(kit, runs, integrations, connections, files, replica, goods)
    importing, exporting = _importing(base, store, exchanges), _exporting(base, exchanges)
    insales_shops = Shops(insales_api, connections)
    hints = _hints(base, settings, insales_api, insales_shops)
    sinks: Mapping[str, StatusSink] = {
        **dict.fromkeys(exchange.PRESETS, ExchangeStatuses(exchanges)),
        insales.SLUG: InsalesStatuses(insales_shops),
    }
    noting = NoteStatuses(MongoStatuses(kit.mongo), connections, runs, sinks)
    subscribe(kit, NoteAnswers(SERVICE, orders, runs), noting, replica, hints)
    executors: Mapping[RunKind, Executor] = {
        RunKind.IMPORT_ORDERS: ByIntegration(
            {**dict.fromkeys(BY_FILES, importing), insales.SLUG: _pulling(base, store, insales_shops)}
        ),
        RunKind.EXPORT_GOODS: ByIntegration(
            {**dict.fromkeys(BY_FILES, exporting), insales.SLUG: _pushing(base, links, insales_shops)}
        ),
        RunKind.EXPORT_STATUSES: _sending(base, orders, sinks),
    }
    _work(base, executors)
    _serve(base, links, hints)

    async def announce_integrations() -> None:
        await announce(kit.outbox, SERVICE, integrations)

    kit.on_start(announce_integrations)
    return kit


def _serve(base: Base, links: GoodsLinks, hints: OrderHints) -> None:
    """What answers the API."""
    kit, runs, connections, files, integrations = base.kit, base.runs, base.connections, base.files, base.integrations
    for router in (
        connections_router(connections, integrations, runs, kit.texts),
        uploads_router(runs, connections, integrations, files, kit.texts),
        runs_router(runs, connections, integrations, files, kit.texts),
        goods_links_router(links, OurGoods(kit.mongo), connections, MongoSentGoods(kit.mongo).among),
        marked_goods_router(MarkedGoods(kit.mongo), connections),
        files_router(files),
        hooks_router(hints),
    ):
        kit.include(router)


def _work(base: Base, executors: Mapping[RunKind, Executor]) -> None:
    """What runs in the background of workers."""
    kit, runs, connections, files = base.kit, base.runs, base.connections, base.files
    work_in_background(kit, executors, runs=runs, connections=connections, files=files, now=kit.mongo.now)


def _importing(base: Base, store: StoreOrders, exchanges: exchange.ExchangeShops) -> ImportOrders:
    return ImportOrders(
        store=store,
        runs=base.runs,
        connections=base.connections,
        files=base.files,
        replica=base.replica,
        sources=dict.fromkeys(BY_FILES, commerceml.CommerceMlFiles()),
        exchanges=dict.fromkeys(exchange.PRESETS, exchanges),
    )


def _pulling(base: Base, store: StoreOrders, shops: Shops) -> PullOrders:
    return PullOrders(
        store=store,
        runs=base.runs,
        connections=base.connections,
        replica=base.replica,
        cursors=MongoCursors(base.kit.mongo),
        shops={insales.SLUG: InsalesOrders(shops)},
    )


def _public_url(settings: ShopSyncSettings, api: Outside) -> str:
    """Where shops reach us; nowhere, when no shop could or should: the address is not https."""
    if not settings.public_url:
        return ""
    try:
        api.guard.judge(settings.public_url, allow_plain=False)
    except ConfigError as error:
        log.warning("shops are not asked for word of changes", public_url=settings.public_url, reason=error.key)
        return ""
    return settings.public_url


def _hints(base: Base, settings: ShopSyncSettings, api: Outside, shops: Shops) -> OrderHints:
    return OrderHints(
        runs=base.runs,
        connections=base.connections,
        addresses=HookAddresses(_public_url(settings, api), settings.files_key.get_secret_value().encode()),
        hooks={insales.SLUG: InsalesHooks(shops)},
    )


def _exporting(base: Base, exchanges: exchange.ExchangeShops) -> ExportGoods:
    kit = base.kit
    return ExportGoods(
        reports=ExportReports(kit.outbox, base.runs, base.files),
        connections=base.connections,
        replica=base.replica,
        goods=base.goods,
        sent=MongoSentGoods(kit.mongo),
        images=kit.outside("goods-images", IMAGES_PACE),
        formats=dict.fromkeys(BY_FILES, commerceml.CommerceMlGoods()),
        deliveries=dict.fromkeys(exchange.PRESETS, exchanges),
    )


def _pushing(base: Base, links: GoodsLinks, shops: Shops) -> PushGoods:
    kit = base.kit
    return PushGoods(
        mongo=kit.mongo,
        outbox=kit.outbox,
        runs=base.runs,
        connections=base.connections,
        replica=base.replica,
        goods=base.goods,
        links=links,
        shop_goods=MongoShopGoods(kit.mongo),
        shops={insales.SLUG: InsalesGoods(shops)},
    )


def _sending(base: Base, orders: MongoOrders, sinks: Mapping[str, StatusSink]) -> SendStatuses:
    goods = GoodsReader(base.kit.mongo)

    async def names(account: AccountId) -> Mapping[str, str]:
        return {row.ref: row.name for row in await goods.directories(account, [DirectoryKind.ORDER_STATUS])}

    return SendStatuses(
        outbox=base.kit.outbox,
        runs=base.runs,
        connections=base.connections,
        orders=orders,
        statuses=MongoStatuses(base.kit.mongo),
        sinks=sinks,
        names=names,
    )
