"""Wiring of journal: the only place where its parts meet."""

from pathlib import Path

from fastapi import FastAPI

from contracts.topology import JOURNAL_EVENTS, JOURNAL_LIVE
from journal.adapters.connections import MongoConnections
from journal.adapters.live import MongoLive
from journal.adapters.orders import MongoOrders
from journal.adapters.runs import MongoRuns
from journal.api.connections import connections_router
from journal.api.journal import attention_router, orders_router, runs_router
from journal.api.live import live_router
from journal.app.attention import Attention
from journal.app.hub import Hub
from journal.app.overdue import Overdue
from journal.app.record import Record
from journal.app.tail import Tail
from journal.app.timeline import Timelines
from journal.app.today import Today
from journal.events.subscribers import subscribe
from journal.settings import JournalSettings
from service_kit.app import Kit
from service_kit.auth import FetchKeys
from service_kit.ids import utc_now
from service_kit.listening import Listener

SERVICE = "journal"
TEXTS = Path(__file__).parent / "strings.ru.json"
INDEXES = (*MongoOrders.INDEXES, *MongoConnections.INDEXES, *MongoRuns.INDEXES, *MongoLive.INDEXES)


def create_app(settings: JournalSettings | None = None) -> FastAPI:
    """The ASGI app of journal; settings come from the environment unless given."""
    return build(settings or JournalSettings()).build()


def build(settings: JournalSettings, keys: FetchKeys | None = None) -> Kit:
    """All parts of journal, wired; `keys` are those of the issuer in the settings unless given."""
    kit = Kit(SERVICE, settings, queues=(JOURNAL_EVENTS,), indexes=INDEXES, texts=[TEXTS], keys=keys)
    orders, connections = MongoOrders(kit.mongo), MongoConnections(kit.mongo)
    runs, live = MongoRuns(kit.mongo), MongoLive(kit.mongo)
    attention = Attention(orders, connections, runs, kit.texts)
    hub = Hub()
    tail = Tail(hub, live, attention, utc_now)

    subscribe(kit, Record(orders, connections, runs, live))
    kit.background("unanswered orders", Overdue(kit.mongo, orders, live, utc_now).loop)
    listener = Listener(settings.amqp_url, SERVICE, JOURNAL_LIVE, tail.hear, hears=hub.hears)
    kit.beside_api("live bus", listener.loop)
    kit.beside_api("live tail", tail.loop)
    kit.on_stopping(hub.stop)

    kit.include(live_router(hub, tail))
    kit.include(attention_router(attention, Today(orders, connections, runs, utc_now)))
    kit.include(orders_router(Timelines(orders, connections, runs), connections))
    kit.include(runs_router(runs, connections))
    kit.include(connections_router(connections))
    return kit
