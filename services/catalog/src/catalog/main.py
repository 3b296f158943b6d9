"""Wiring of catalog: the only place where its parts meet."""

from pathlib import Path

from fastapi import FastAPI

from catalog.adapters.own_widgets import MongoOwnWidgets
from catalog.adapters.requests import MongoRequests
from catalog.adapters.shelves import MongoShelves
from catalog.api.market import market_router
from catalog.api.own_widgets import own_widgets_router
from catalog.api.requests import requests_router
from catalog.app.ask_connection import SERVICE, AskConnection
from catalog.app.market import Market
from catalog.app.note_changes import NoteChanges
from catalog.app.views import Views
from catalog.domain.labels import read_labels
from catalog.events.subscribers import QUEUES, subscribe
from catalog.settings import CatalogSettings
from service_kit.app import Kit
from service_kit.auth import FetchKeys
from service_kit.ids import utc_now

TEXTS = Path(__file__).parent / "strings.ru.json"
INDEXES = (*MongoShelves.INDEXES, *MongoRequests.INDEXES)


def create_app(settings: CatalogSettings | None = None) -> FastAPI:
    """The ASGI app of catalog; settings come from the environment unless given."""
    return build(settings or CatalogSettings()).build()


def build(settings: CatalogSettings, keys: FetchKeys | None = None) -> Kit:
    """All parts of catalog, wired; `keys` instead of those of the configured issuer."""
    kit = Kit(SERVICE, settings, queues=QUEUES, indexes=INDEXES, texts=[TEXTS], keys=keys)
    labels = read_labels()
    shelves, requests = MongoShelves(kit.mongo), MongoRequests(kit.mongo)
    views = Views(labels)
    market = Market(shelves, views)
    subscribe(kit, NoteChanges(shelves))
    kit.include(market_router(market, views))
    kit.include(own_widgets_router(MongoOwnWidgets(kit.mongo), shelves, labels))
    kit.include(requests_router(AskConnection(requests, kit.outbox, utc_now), requests, market, kit.texts))
    return kit
