"""Wiring of the bridge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from contracts.topology import PLATFORM_ORDERS, PLATFORM_SNAPSHOTS
from platform_bridge.adapters.embedded.demo.seed import seed_demo
from platform_bridge.adapters.embedded.indexes import INDEXES
from platform_bridge.adapters.embedded.keys import SigningKeys
from platform_bridge.adapters.embedded.snapshots import MongoSnapshotProgress
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.adapters.embedded.users import MongoAttempts, MongoRefreshTokens, MongoUsers
from platform_bridge.api.changes import changes_router
from platform_bridge.api.goods import goods_router
from platform_bridge.api.orders import orders_router
from platform_bridge.api.session import session_router
from platform_bridge.app.accounts import OpenAccount
from platform_bridge.app.change_records import ChangeRecords
from platform_bridge.app.changes import SERVICE
from platform_bridge.app.login import Login
from platform_bridge.app.send_snapshots import SendSnapshots
from platform_bridge.app.store_orders import StoreOrders
from platform_bridge.events.subscribers import subscribe
from platform_bridge.settings import BridgeSettings
from service_kit.app import Kit
from service_kit.ids import utc_now

TEXTS = Path(__file__).parent / "strings.ru.json"


@dataclass(frozen=True, slots=True)
class Bridge:
    """The wired service: what commands and the app need of it."""

    kit: Kit
    users: MongoUsers
    open_account: OpenAccount

    async def seed(self) -> None:
        """Fill in the demo account."""
        await seed_demo(self.open_account, self.users)


def wire(settings: BridgeSettings) -> Bridge:
    """Put the parts together; nothing connects yet."""

    async def jwks() -> Mapping[str, Any]:
        return await keys.jwks()

    queues = (PLATFORM_ORDERS, PLATFORM_SNAPSHOTS)
    kit = Kit(SERVICE, settings, queues=queues, indexes=INDEXES, texts=[TEXTS], keys=jwks)
    keys = SigningKeys(kit.mongo, kit.secrets)
    store = EmbeddedStore(kit.mongo)
    users = MongoUsers(kit.mongo)
    open_account = OpenAccount(users, store.kept, kit.outbox, utc_now)
    bridge = Bridge(kit, users, open_account)
    subscribe(
        kit,
        StoreOrders(store, kit.failed, kit.texts, utc_now),
        SendSnapshots(store, MongoSnapshotProgress(kit.mongo), kit.outbox, utc_now),
    )
    login = Login(
        users,
        MongoAttempts(kit.mongo),
        MongoRefreshTokens(kit.mongo),
        sign=keys.sign,
        issuer=settings.issuer,
        clock=utc_now,
    )
    kit.include(session_router(login, users, keys))
    kit.include(orders_router(store))
    kit.include(goods_router(store))
    kit.include(changes_router(ChangeRecords(store.kept, kit.outbox, utc_now)))
    if settings.seed_demo:
        kit.on_start(bridge.seed)
    return bridge


def create_app(settings: BridgeSettings) -> FastAPI:
    """The ASGI app."""
    return wire(settings).kit.build()
