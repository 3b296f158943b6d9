"""Wiring of the bridge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from platform_bridge.adapters.commerceml.reader import CommerceMlCatalogue
from platform_bridge.adapters.embedded.catalogue import MongoCatalogue
from platform_bridge.adapters.embedded.demo.seed import seed_demo
from platform_bridge.adapters.embedded.images import Images
from platform_bridge.adapters.embedded.import_jobs import MongoImportJobs
from platform_bridge.adapters.embedded.indexes import INDEXES
from platform_bridge.adapters.embedded.keys import SigningKeys
from platform_bridge.adapters.embedded.preferences import MongoPreferences
from platform_bridge.adapters.embedded.shipments import MongoMarks
from platform_bridge.adapters.embedded.snapshots import MongoSnapshotProgress
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.adapters.embedded.users import MongoAttempts, MongoRefreshTokens, MongoUsers
from platform_bridge.api.changes import changes_router
from platform_bridge.api.documents import documents_router
from platform_bridge.api.goods import goods_router
from platform_bridge.api.images import images_router
from platform_bridge.api.imports import imports_router
from platform_bridge.api.orders import orders_router
from platform_bridge.api.people import counterparties_router, deals_router, tickets_router
from platform_bridge.api.preferences import preferences_router
from platform_bridge.api.session import session_router
from platform_bridge.app.accounts import OpenAccount
from platform_bridge.app.change_goods import ChangeGoods
from platform_bridge.app.change_orders import ChangeOrders
from platform_bridge.app.change_records import ChangeRecords
from platform_bridge.app.changes import SERVICE
from platform_bridge.app.documents import KeepDocuments
from platform_bridge.app.follow_parcels import FollowParcels
from platform_bridge.app.images import KeepImages
from platform_bridge.app.import_catalogue import ImportCatalogue
from platform_bridge.app.import_jobs import ImportWorker
from platform_bridge.app.ledger import Ledger
from platform_bridge.app.login import Login
from platform_bridge.app.preferences import KeepPreferences
from platform_bridge.app.send_snapshots import SendSnapshots
from platform_bridge.app.store_orders import StoreOrders
from platform_bridge.app.take_leads import TakeLeads
from platform_bridge.app.take_requests import TakeRequests
from platform_bridge.events.subscribers import QUEUES, subscribe
from platform_bridge.settings import BridgeSettings
from service_kit.app import Kit
from service_kit.files import Files
from service_kit.ids import utc_now

TEXTS = Path(__file__).parent / "strings.ru.json"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The store and who may log in: what the commands for administrators need, no file among it."""

    kit: Kit
    keys: SigningKeys
    store: EmbeddedStore
    users: MongoUsers
    open_account: OpenAccount


@dataclass(frozen=True, slots=True)
class Bridge:
    """The wired service: what commands and the app need of it."""

    kit: Kit
    accounts: Accounts
    pictures: Images
    importing: ImportCatalogue

    async def seed(self) -> None:
        """Fill in the demo account."""
        await seed_demo(self.accounts.open_account, self.accounts.users, self.pictures)


def wire_accounts(settings: BridgeSettings) -> Accounts:
    """The store alone; nothing connects yet."""

    async def jwks() -> Mapping[str, Any]:
        return await keys.jwks()

    kit = Kit(SERVICE, settings, queues=QUEUES, indexes=INDEXES, texts=[TEXTS], keys=jwks)
    keys = SigningKeys(kit.mongo, kit.secrets)
    store, users = EmbeddedStore(kit.mongo), MongoUsers(kit.mongo)
    return Accounts(kit, keys, store, users, OpenAccount(users, store.kept, kit.outbox, utc_now))


def wire(settings: BridgeSettings) -> Bridge:
    """Put the parts together; nothing connects yet."""
    accounts = wire_accounts(settings)
    kit, store, users = accounts.kit, accounts.store, accounts.users
    key = settings.files_key.get_secret_value()
    files = Files(kit.mongo, key)
    pictures = Images(files, key, settings.public_url)
    ledger = Ledger(store.kept, kit.outbox, utc_now)
    images = KeepImages(ledger, pictures)
    importing = ImportCatalogue(
        ledger=ledger,
        platform=store,
        catalogue=MongoCatalogue(kit.mongo),
        reader=CommerceMlCatalogue(),
        images=images,
        texts=kit.texts,
    )
    jobs = MongoImportJobs(kit.mongo, kit.mongo.now)
    bridge = Bridge(kit, accounts, pictures, importing)
    subscribe(
        kit,
        store_orders=StoreOrders(store, kit.failed, kit.texts, utc_now),
        take_leads=TakeLeads(store, kit.texts, utc_now),
        follow_parcels=FollowParcels(store, MongoMarks(kit.mongo), ledger, kit.texts, utc_now),
        take_requests=TakeRequests(ledger, store, kit.texts),
        send_snapshots=SendSnapshots(store, MongoSnapshotProgress(kit.mongo), kit.outbox, utc_now),
    )
    kit.background("catalogue imports", ImportWorker(jobs, files, importing, kit.texts).loop)
    kit.background("old files", files.sweep)
    records = ChangeRecords(ledger)
    kit.include(session_router(_login(settings, accounts), users, accounts.keys))
    kit.include(preferences_router(KeepPreferences(MongoPreferences(kit.mongo))))
    kit.include(orders_router(store, ChangeOrders(ledger, store, users)))
    kit.include(counterparties_router(store, records))
    kit.include(tickets_router(store, records))
    kit.include(deals_router(store, records))
    kit.include(documents_router(store, KeepDocuments(ledger, store)))
    kit.include(goods_router(store))
    kit.include(changes_router(records, ChangeGoods(ledger, store), images))
    kit.include(images_router(pictures, images))
    kit.include(imports_router(jobs, files))
    if settings.seed_demo:
        kit.on_start(bridge.seed)
    return bridge


def _login(settings: BridgeSettings, accounts: Accounts) -> Login:
    mongo = accounts.kit.mongo
    return Login(
        accounts.users,
        MongoAttempts(mongo),
        MongoRefreshTokens(mongo),
        sign=accounts.keys.sign,
        issuer=settings.issuer,
        clock=utc_now,
    )


def create_app(settings: BridgeSettings) -> FastAPI:
    """The ASGI app."""
    return wire(settings).kit.build()
