"""Wiring of post-tracker: the only place where its parts meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from contracts.events.connection import RunKind
from contracts.rows.directory import DirectoryKind
from contracts.topology import POST_TRACKER_REPLICA
from post_tracker import SERVICE
from post_tracker.adapters.gauges import TrackingGauges
from post_tracker.adapters.quota import MongoQuota
from post_tracker.adapters.shipments import MongoShipments
from post_tracker.adapters.tickets import MongoTickets
from post_tracker.api.shipments import Showing, shipments_router
from post_tracker.app.note_orders import NoteOrders
from post_tracker.app.parse_history import ParseHistory
from post_tracker.app.ports import Tracker
from post_tracker.app.refresh import RefreshShipment
from post_tracker.app.take_up import TakeUpOrders
from post_tracker.app.telling import Telling
from post_tracker.app.track import TrackParcels
from post_tracker.app.view import ViewTracking
from post_tracker.connectors.pochta import connector as pochta
from post_tracker.connectors.pochta.client import PACE, READ_SECONDS, SYSTEM, TOTAL_SECONDS
from post_tracker.connectors.pochta.soap.any_answer import read_any
from post_tracker.events.subscribers import QUEUES, subscribe
from post_tracker.settings import PostTrackerSettings
from service_kit.announce import announce
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.connections_api.routes import connections_router
from service_kit.files import Files, files_router
from service_kit.goods.replica import Replica
from service_kit.http import Outside
from service_kit.outbox import Unit
from service_kit.runs.api import runs_router
from service_kit.runs.background import work_in_background
from service_kit.runs.store import Runs
from service_kit.texts import Texts

TEXTS: Final = (Path(__file__).parent / "strings.ru.json",)
INDEXES: Final = (
    *Connections.INDEXES,
    *Runs.INDEXES,
    *Files.INDEXES,
    *Replica.INDEXES,
    *MongoShipments.INDEXES,
    *MongoTickets.INDEXES,
    *MongoQuota.INDEXES,
)
LISTS: Final[Mapping[str, DirectoryKind]] = {
    "delivery_methods": DirectoryKind.DELIVERY_METHOD,
    "order_statuses": DirectoryKind.ORDER_STATUS,
}


@dataclass(frozen=True, slots=True)
class Base:
    """What all parts stand on; `now` is the clock by which parcels are asked for."""

    kit: Kit
    runs: Runs
    files: Files
    replica: Replica
    integrations: Integrations
    connections: Connections
    shipments: MongoShipments
    tickets: MongoTickets
    quota: MongoQuota
    trackers: Mapping[str, Tracker]
    telling: Telling
    now: Callable[[], datetime]


def create_app(settings: PostTrackerSettings | None = None) -> FastAPI:
    """The ASGI app of post-tracker; settings come from the environment unless given."""
    return build(settings or PostTrackerSettings()).build()


def history_parser() -> ParseHistory:
    """What reads an answer of a file and prints it."""
    return ParseHistory(read_any, Texts(TEXTS))


def build(settings: PostTrackerSettings, clock: Callable[[], datetime] | None = None) -> Kit:
    """All parts of post-tracker, wired; parcels are asked for by `clock` (aware), else by that of the database."""
    kit = Kit(SERVICE, settings, queues=QUEUES, indexes=INDEXES, texts=TEXTS)
    proxy = settings.pochta_proxy.get_secret_value() or None
    outside = kit.outside(SYSTEM, PACE, proxy=proxy, read_seconds=READ_SECONDS, total_seconds=TOTAL_SECONDS)
    base = base_of(kit, settings, outside, clock or kit.mongo.now)
    subscribe(kit, noting(base), base.replica)
    _work(base, settings)
    _serve(base)

    async def announce_integrations() -> None:
        await announce(kit.outbox, SERVICE, base.integrations)

    kit.on_start(announce_integrations)
    return kit


def base_of(kit: Kit, settings: PostTrackerSettings, outside: Outside, now: Callable[[], datetime]) -> Base:
    """The repositories, and «Почта России» `outside`."""
    replica = Replica(kit.mongo, kit.outbox, SERVICE, POST_TRACKER_REPLICA)
    integrations = Integrations(pochta.integration(replica.lists(LISTS), outside, settings.pochta_address))
    trackers = {pochta.SLUG: pochta.tracker(outside, settings.pochta_address)}
    orders = TakeUpOrders(trackers, now)

    async def saved(before: Connection | None, connection: Connection, unit: Unit) -> None:
        await replica.connected(before, connection, unit)
        await orders.saved(before, connection, unit)

    connections = Connections(
        kit.mongo,
        kit.outbox,
        SERVICE,
        saved,
        integrations=integrations,
        secrets=kit.secrets,
        texts=kit.texts,
        now=now,
    )
    return Base(
        kit=kit,
        runs=Runs(kit.mongo, kit.outbox, SERVICE, now),
        files=Files(kit.mongo, settings.files_key.get_secret_value()),
        replica=replica,
        integrations=integrations,
        connections=connections,
        shipments=MongoShipments(kit.mongo, now),
        tickets=MongoTickets(kit.mongo),
        quota=MongoQuota(kit.mongo, now),
        trackers=trackers,
        telling=Telling(kit.texts),
        now=now,
    )


def noting(base: Base) -> NoteOrders:
    """What becomes of the platform's orders."""
    return NoteOrders(
        shipments=base.shipments,
        connections=base.connections,
        runs=base.runs,
        replica=base.replica,
        trackers=base.trackers,
        telling=base.telling,
        now=base.now,
    )


def tracking(base: Base, per_ticket: int) -> TrackParcels:
    """What asks for parcels."""
    return TrackParcels(
        outbox=base.kit.outbox,
        runs=base.runs,
        connections=base.connections,
        shipments=base.shipments,
        tickets=base.tickets,
        quota=base.quota,
        trackers=base.trackers,
        telling=base.telling,
        texts=base.kit.texts,
        per_ticket=per_ticket,
        now=base.now,
    )


def _work(base: Base, settings: PostTrackerSettings) -> None:
    """What runs in the background of workers."""
    kit, runs, connections, files = base.kit, base.runs, base.connections, base.files
    executors = {RunKind.TRACK_PARCELS: tracking(base, settings.pochta_per_ticket)}
    work_in_background(kit, executors, runs=runs, connections=connections, files=files, now=base.now)
    carriers = [tracker.carrier for tracker in base.trackers.values()]
    kit.background("tracking gauges", TrackingGauges(kit.mongo, carriers, base.now).loop)


def _serve(base: Base) -> None:
    """What answers the API."""
    kit, runs, connections, files, integrations = base.kit, base.runs, base.connections, base.files, base.integrations
    refreshing = RefreshShipment(
        outbox=kit.outbox, shipments=base.shipments, connections=connections, runs=runs, now=base.now
    )
    views = ViewTracking(
        connections=connections,
        shipments=base.shipments,
        tickets=base.tickets,
        quota=base.quota,
        trackers=base.trackers,
        now=base.now,
    )
    showing = Showing(base.trackers, kit.texts)
    for router in (
        connections_router(connections, integrations, runs, kit.texts),
        runs_router(runs, connections, integrations, files, kit.texts),
        shipments_router(base.shipments, refreshing, views, connections=connections, showing=showing),
        files_router(files),
    ):
        kit.include(router)
