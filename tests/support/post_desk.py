"""A post-tracker on a real database before a strict stand-in of the post; the clock of both is the test's."""

import asyncio
import base64
import contextlib
import datetime as dt
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

from contracts.base import AccountId, Ref
from contracts.events.changed import (
    Batch,
    DirectoriesChanged,
    OrdersChanged,
    SnapshotKind,
    SnapshotPart,
    SnapshotRequested,
)
from contracts.events.connection import RunKind, RunTrigger
from contracts.events.shipment import ShipmentsChecked, ShipmentStatusChanged
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.documents import OrderDelivery, OrderRow
from post_tracker import SERVICE
from post_tracker.app.refresh import RefreshShipment
from post_tracker.app.track import TrackParcels
from post_tracker.connectors.pochta.connector import SLUG
from post_tracker.domain.shipment import Shipment
from post_tracker.main import INDEXES, TEXTS, Base, base_of, noting, tracking
from post_tracker.settings import PostTrackerSettings
from service_kit import inbox
from service_kit.app import Kit
from service_kit.connections.store import Connection
from service_kit.http import Outside
from service_kit.ids import new_id
from service_kit.mongo import Document
from service_kit.outbox import Unit
from service_kit.runs.documents import rested
from service_kit.runs.finish import Finisher
from service_kit.runs.store import Runs
from service_kit.runs.worker import RunWorker
from service_kit.schedule import Scheduler
from service_kit.testing.process import eventually
from simulators.pochta.server import Post
from simulators.pochta.store import Step

DEMO, OTHER = AccountId("demo"), AccountId("other")
TICK = dt.timedelta(minutes=5)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MONDAY = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
"""Nine in the morning in Moscow."""


class Clock:
    """Moves only when a test says so."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> dt.datetime:
        return self.now


def number_of(serial: int) -> str:
    """A number inside the country, with its right check digit."""
    bare = f"800847{serial:07d}"
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(bare))
    return f"{bare}{(10 - total % 10) % 10}"


class Desk:
    """The service and what people do at it."""

    def __init__(self, url: str, database: str, post: Post, clock: Clock, *, per_ticket: int = 500) -> None:
        self.clock = clock
        self.post = post
        self.settings = PostTrackerSettings(
            amqp_url="amqp://unused",
            mongo_url=url,
            mongo_database=database,
            files_key="k" * 32,
            keks={"1": base64.b64encode(b"k" * 32).decode()},
            kek_active="1",
            pochta_address=post.url,
            pochta_per_ticket=per_ticket,
        )
        self.kit = Kit(SERVICE, self.settings, queues=(), indexes=[*INDEXES, *inbox.INDEXES], texts=TEXTS)
        self.outside = Outside("pochta", egress_allow={post.url.partition("://")[2]})
        self.base: Base = base_of(self.kit, self.settings, self.outside, clock)
        self.connections, self.shipments = self.base.connections, self.base.shipments
        self.notes = noting(self.base)
        self.refreshing = RefreshShipment(
            outbox=self.kit.outbox,
            shipments=self.shipments,
            connections=self.connections,
            runs=self.base.runs,
            now=clock,
        )
        self.scheduler = Scheduler(
            self.kit.mongo, self.kit.outbox, runs=self.base.runs, connections=self.connections, now=clock
        )
        self.finisher = Finisher(
            self.kit.mongo,
            self.kit.outbox,
            SERVICE,
            files=self.base.files,
            connections=self.connections,
            texts=self.kit.texts,
            now=clock,
        )
        self._sequence = itertools.count(1)

    def tracking(self) -> TrackParcels:
        """An executor of runs."""
        return tracking(self.base, self.settings.pochta_per_ticket)

    @contextlib.asynccontextmanager
    async def working(self, workers: int = 1) -> AsyncIterator[None]:
        """So many workers, each with an executor and a queue of its own, as processes have."""
        tasks = []
        for place in range(workers):  # the first hears at once of runs that are queued here
            runs = Runs(self.kit.mongo, self.kit.outbox, SERVICE, self.clock) if place else self.base.runs
            base = replace(self.base, runs=runs)
            executors = {RunKind.TRACK_PARCELS: tracking(base, self.settings.pochta_per_ticket)}
            tasks.append(asyncio.create_task(RunWorker(base.runs, self.connections, executors).loop()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        await self.outside.close()
        await self.kit.mongo.close()

    # what people do

    async def connect(self, account: AccountId = DEMO, **more: Any) -> Connection:
        """A connection for the delivery method «post»."""
        return await self.connections.create(account, SLUG, "Почта", True, self.form(**more), by="u")

    def form(self, **more: Any) -> dict[str, Any]:
        """The settings as an owner gives them."""
        user = self.post.user
        given = {"login": user.login, "password": user.password, "access": "batch", "delivery_methods": ["post"]}
        return {**given, "status_arrived": "st-arrived", "status_delivered": "st-done", **more}

    async def change(self, connection: Connection, **more: Any) -> Connection:
        """Save other settings."""
        return await self.connections.change(
            connection.account, connection.id, "Почта", True, self.form(**more), by="u"
        )

    def row(self, ref: str, number: str | None, *, method: str = "post", **more: Any) -> OrderRow:
        """An order as the platform tells it, each time as a newer one."""
        delivery = OrderDelivery(method_ref=Ref(method), tracking_number=number)
        told = {"sequence": next(self._sequence), "number": f"№{ref}", "delivery": delivery, **more}
        return OrderRow(ref=Ref(ref), **told)

    async def saved(self, *rows: OrderRow, account: AccountId = DEMO, answers: SnapshotRequested | None = None) -> None:
        """The platform tells of its orders: of changed ones, or of all of them as the answer to a request."""
        part = SnapshotPart(request=answers.id, part=0, parts=1) if answers else None
        event = OrdersChanged.new(
            Batch[OrderRow](rows=rows, snapshot=part),
            event_id=new_id(),
            now=self.clock.now,
            service="platform-bridge",
            account=account,
            subject="orders",
        )

        async def body(unit: Unit) -> None:
            await self.notes.work([event], unit)

        await self.kit.outbox.transact(body)

    async def order_statuses(self, *final: str, account: AccountId = DEMO) -> None:
        """The platform tells of order statuses that nothing follows."""
        rows = tuple(
            DirectoryRow(ref=Ref(ref), sequence=1, kind=DirectoryKind.ORDER_STATUS, name=ref, final=True)
            for ref in final
        )
        event = DirectoriesChanged.new(
            Batch[DirectoryRow](rows=rows),
            event_id=new_id(),
            now=self.clock.now,
            service="platform-bridge",
            account=account,
            subject="directories",
        )

        async def body(unit: Unit) -> None:
            await self.base.replica.work([event], unit)

        await self.kit.outbox.transact(body)

    def happens(self, number: str, *kinds: tuple[int, int], at: dt.datetime | None = None) -> None:
        """Operations of a parcel, a minute after one another, the last of them now."""
        last = at or self.clock.now
        for place, (type_, attr) in enumerate(kinds):
            when = last - dt.timedelta(minutes=len(kinds) - 1 - place)
            self.post.happens(number, Step(when, type_, attr, f"Операция {type_}", "", "101000", "Москва"))

    async def run_by_hand(self, connection: Connection) -> None:
        """«Запросить сейчас»."""
        now = await self.connections.get(connection.account, connection.id)
        await self.base.runs.queue(now, RunKind.TRACK_PARCELS, RunTrigger.USER, by="u")
        await self.settle()

    # time

    async def pass_time(self, span: dt.timedelta, step: dt.timedelta = TICK) -> None:
        """Let schedule and workers do what comes in that time; a run under way ends first: it would lose its lease."""
        await self.settle()
        end = self.clock.now + span
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + step)
            await self.scheduler.step()
            await self.settle()

    async def settle(self) -> None:
        """Whatever may run now has run, and is over."""
        await eventually(self._idle, 60, "runs are over")

    async def _idle(self) -> bool:
        await self.finisher.step()
        mine = self.kit.mongo["runs"]
        waiting = {"open": True, "$or": [*rested(self.clock.now), {"phase": "reading"}]}
        if await mine.count_documents(waiting):
            return False
        return await mine.count_documents({"open": True, "phase": "answers"}) == 0

    # what came of it

    async def told(self, order: str | None = None) -> list[ShipmentStatusChanged]:
        """What the others heard, in order; of one order or all."""
        events = [ShipmentStatusChanged.model_validate_json(body) for body in await self._bodies(ShipmentStatusChanged)]
        return [event for event in events if order is None or event.data.order == order]

    async def statuses(self, order: str) -> list[str]:
        """Statuses that an order was told, in order."""
        return [event.data.status for event in await self.told(order)]

    async def requests(self) -> list[SnapshotRequested]:
        """Requests to tell all orders."""
        events = [SnapshotRequested.model_validate_json(body) for body in await self._bodies(SnapshotRequested)]
        return [event for event in events if event.data.kinds == (SnapshotKind.ORDERS,)]

    async def checked(self) -> list[ShipmentsChecked]:
        """Checks without news that the others heard of."""
        return [ShipmentsChecked.model_validate_json(body) for body in await self._bodies(ShipmentsChecked)]

    async def _bodies(self, event: Any) -> list[bytes]:
        rows = await self.kit.mongo["outbox"].find({"type": event.key}).sort("_id", 1).to_list(None)
        return [bytes(row["body"]) for row in rows]

    async def shipment(self, order: str, account: AccountId = DEMO) -> Shipment:
        return await self.shipments.of_order(account, Ref(order))

    async def health(self, connection: Connection) -> tuple[str, str | None]:
        """Health of a connection, and the reason."""
        now = await self.connections.get(connection.account, connection.id)
        return now.health.value, now.reason

    async def runs(self, connection: Connection) -> list[Document]:
        return await self.base.runs.find(connection.account, connection.id, None, 200)

    def asked(self, *, since: dt.datetime | None = None) -> Counter[str]:
        """How often each number was asked for, by tickets and by single requests."""
        return Counter(
            number
            for one in self.post.requests
            if one.asked in ("ticketRequest", "getOperationHistory")
            and one.status == 200
            and (since is None or one.at >= since)
            for number in one.numbers
        )

    def calls(self, *, since: dt.datetime | None = None) -> Sequence[str]:
        """All calls that reached the post."""
        return [one.asked or one.path for one in self.post.requests if since is None or one.at >= since]
