"""Post-trackers as processes by a moved clock before a stand-in of the post, a neighbour that tells orders to them, and
one that hears what they say.
"""

import asyncio
import datetime as dt
import json
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import aio_pika
from post_desk import number_of
from pydantic import SecretStr
from pymongo import MongoClient

from contracts import topology
from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.changed import Batch, OrdersChanged
from contracts.rows.documents import OrderDelivery, OrderRow
from devstack import SERVICES, DevStack, free_ports
from post_tracker import SERVICE
from post_tracker.connectors.pochta.client import PACE, SYSTEM
from post_tracker.connectors.pochta.connector import SLUG
from post_tracker.main import INDEXES, TEXTS, Base, base_of
from post_tracker.settings import PostTrackerSettings
from service_kit.app import Kit
from service_kit.ids import new_id
from service_kit.outbox import CLAIM_INDEX
from service_kit.runs.store import LEASE, OPEN_INDEX
from simulators.pochta.clock import MovedClock
from simulators.pochta.server import Post, running

TRACKER: Final = "post-tracker"
METHOD: Final = Ref("post")
HEARD: Final = "drill.shipments"
ROWS: Final = 400
"""Orders of one event."""
JUST: Final = dt.timedelta(seconds=2)
"""What falls due so soon counts as due: the clock goes on while one looks."""
LOOK_SECONDS: Final = 0.1
LONG_AGO: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

T = TypeVar("T")


@dataclass(slots=True)
class Told:
    """What the trackers said, each event once: its account and order → (sequence, status, code of the operation)."""

    changed: dict[tuple[str, str], list[tuple[int, str, str]]] = field(default_factory=dict)
    checked: int = 0
    twice: int = 0
    """Deliveries of an event that had been heard already."""
    _seen: set[str] = field(default_factory=set)

    def hear(self, message: aio_pika.abc.AbstractIncomingMessage) -> None:
        """One delivery."""
        if str(message.message_id) in self._seen:
            self.twice += 1
            return
        self._seen.add(str(message.message_id))
        event = json.loads(message.body)
        data = event["data"]
        if "shipments" in data:
            self.checked += len(data["shipments"])
            return
        code = (data.get("operation") or {}).get("code", "")
        place = (event["account"], data["order"])
        self.changed.setdefault(place, []).append((int(event["sequence"]), data["status"], code))


class PostStack:
    """The running processes, the post, their clock and their database."""

    def __init__(self, stack: DevStack, post: Post, clock: MovedClock, *, database: Any, replicas: int) -> None:
        self.stack = stack
        self.post = post
        self.clock = clock
        self.database = database
        self.told = Told()
        self._orders = 0
        self._replicas = replicas
        asyncio.run(self._declare())

    # what people and neighbours do

    def connect(self, account: str, *, batch: bool = True) -> ConnectionId:
        """A connection of its own login for the orders of an account that go by post."""
        user = self.post.add_user(f"Login-{account}", "secret", batch=batch)
        form = {"login": user.login, "password": user.password, "delivery_methods": [METHOD]}
        form["access"] = "batch" if batch else "single"

        async def create(base: Base) -> ConnectionId:
            made = await base.connections.create(AccountId(account), SLUG, account, True, form, by="u")
            return made.id

        return self.with_base(create)

    def save_orders(self, account: str, serials: Sequence[int]) -> None:
        """The platform tells of orders `o<serial>` with the numbers of these serials; confirmed by the broker."""
        asyncio.run(self._publish(account, serials))
        self._orders += len(serials)

    def kill(self, *names: str) -> None:
        """Kill -9 trackers at once and start them again. When nobody is left, the leases of the dead end at once."""
        for name in names:
            self.stack.child(name).kill9()
        if len(names) == self._replicas:
            self.clock.move(LEASE + JUST)
        with ThreadPoolExecutor() as threads:
            list(threads.map(self.stack.start_service, names))

    def with_base(self, act: Callable[[Base], Awaitable[T]]) -> T:
        """Do something with the repositories of the trackers, in this process."""
        folder = self.stack.folder
        settings = PostTrackerSettings(
            amqp_url=self.stack.amqp_url,
            mongo_url=self.stack.mongo_url,
            mongo_database=self.database.name,
            files_key=SecretStr((folder / "files.key").read_text()),
            keks={"1": SecretStr((folder / "kek.key").read_text())},
            pochta_address=self.post.url,
        )

        async def do() -> T:
            kit = Kit(SERVICE, settings, queues=(), indexes=INDEXES, texts=TEXTS)
            base = base_of(kit, settings, kit.outside(SYSTEM, PACE), self.clock)
            try:
                return await act(base)
            finally:
                await kit.mongo.close()

        return asyncio.run(do())

    # time

    def rest(self, within: float = 600) -> None:
        """Wait until nothing is left that could be done now; TimeoutError that tells what is."""
        deadline = time.monotonic() + within
        while left := self.left():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the trackers are not at rest within {within} s: {left}")
            time.sleep(LOOK_SECONDS)

    def pass_until(self, end: dt.datetime, meanwhile: Callable[[dt.datetime], None] | None = None) -> None:
        """Jump from one thing that falls due to the next until `end`; `meanwhile` is called after each jump, with the
        new time, while work is under way.
        """
        self.rest()
        while (then := min(self._next(), end)) < end:
            self.clock.move(then + JUST / 2 - self.clock())
            if meanwhile is not None:
                meanwhile(self.clock())
            self.rest()
        self.clock.move(max(end - self.clock(), dt.timedelta()))
        self.rest()

    def left(self) -> str:
        """What is left that could be done now, in words."""
        now = self.clock()
        runs = {"open": True, "$or": [{"phase": "answers"}, {"not_before": {"$lte": now + JUST}}]}
        busy = [run["connection"] for run in self.database["runs"].find({"open": True}, hint=OPEN_INDEX)]
        ticks = {"due_at": {"$lte": now + JUST}, "connection": {"$nin": busy}}
        found = {
            "runs": self.database["runs"].count_documents(runs, hint=OPEN_INDEX),
            "ticks": self.database["schedule"].count_documents(ticks),
            "events": self.database["outbox"].count_documents({"pending": True}, hint=CLAIM_INDEX),
        }
        if not any(found.values()):  # the estimated count has what is not committed yet
            found["orders"] = max(self._orders - self.database["shipments"].count_documents({}), 0)
        return ", ".join(f"{count} {name}" for name, count in found.items() if count)

    def _next(self) -> dt.datetime:
        """When something falls due that a run or a tick of the schedule will do."""
        moments = []
        for tick in self.database["schedule"].find():
            mine = {"account": tick["account"], "connection": tick["connection"]}
            waiting = self.database["runs"].find_one({**mine, "open": True})
            if waiting:
                moments.append(waiting["not_before"])
                continue
            due = [self._first("shipments", {**mine, "urgent": urgent}, "due_at") for urgent in (True, False)]
            due.append(self._first("tickets", mine, "ask_at"))
            if known := [moment for moment in due if moment is not None]:
                moments.append(max(min(known), tick["due_at"]))
        return min(moments, default=dt.datetime.max.replace(tzinfo=dt.UTC))

    def _first(self, name: str, mine: dict[str, Any], when: str) -> dt.datetime | None:
        """The earliest moment; read from the index that the trackers use, so that looking costs nothing."""
        row = self.database[name].find_one({**mine, when: {"$gt": LONG_AGO}}, {when: 1}, sort=[(when, 1)])
        return row[when] if row else None

    # what came of it

    def listen(self) -> None:
        """Take in whatever was said so far."""
        asyncio.run(self._drain())

    async def _declare(self) -> None:
        async with await aio_pika.connect(self.stack.amqp_url) as connection:
            channel = await connection.channel()
            # so that requests for snapshots have where to go: the platform itself does not run
            await topology.declare(channel, [topology.PLATFORM_SNAPSHOTS])
            queue = await channel.declare_queue(HEARD, durable=True)
            await queue.bind(topology.EVENTS_EXCHANGE, "shipment.#")

    async def _publish(self, account: str, serials: Sequence[int]) -> None:
        async with await aio_pika.connect(self.stack.amqp_url) as connection:
            channel = await connection.channel(publisher_confirms=True)
            exchange = await channel.get_exchange(topology.EVENTS_EXCHANGE)
            for start in range(0, len(serials), ROWS):
                event = _changed(account, serials[start : start + ROWS], self.clock())
                message = aio_pika.Message(
                    event.model_dump_json(exclude_none=True).encode(),
                    message_id=event.id,
                    correlation_id=event.id,
                    type=event.key,
                    content_type="application/cloudevents+json; charset=utf-8",
                    delivery_mode=2,
                )
                await exchange.publish(message, event.key, mandatory=True)

    async def _drain(self) -> None:
        async with await aio_pika.connect(self.stack.amqp_url) as connection:
            channel = await connection.channel()
            queue = await channel.declare_queue(HEARD, durable=True)
            left = int(queue.declaration_result.message_count or 0)
            if not left:
                return
            whole = asyncio.Event()

            async def hear(message: aio_pika.abc.AbstractIncomingMessage) -> None:
                nonlocal left
                self.told.hear(message)
                left -= 1
                if not left:
                    whole.set()

            await queue.consume(hear, no_ack=True)
            async with asyncio.timeout(120):
                await whole.wait()


def _changed(account: str, serials: Sequence[int], now: dt.datetime) -> OrdersChanged:
    rows = tuple(
        OrderRow(
            ref=Ref(f"o{serial}"),
            sequence=1,
            number=f"№{serial}",
            delivery=OrderDelivery(method_ref=METHOD, tracking_number=number_of(serial)),
        )
        for serial in serials
    )
    return OrdersChanged.new(
        Batch[OrderRow](rows=rows),
        event_id=new_id(),
        now=now,
        service="platform-bridge",
        account=AccountId(account),
        subject="orders",
    )


@contextmanager
def post_stack(folder: Path, *, replicas: int = 2, per_ticket: int = 500) -> Iterator[PostStack]:
    """So many trackers on servers of their own; their clock and that of the post begins at the next 06:00 UTC."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = MovedClock(folder / "clock")
    now = clock()
    clock.move(now.replace(hour=6, minute=0, second=0, microsecond=0) + dt.timedelta(days=1) - now)
    with running(clock=clock) as post:
        stack = DevStack(
            folder,
            ports=free_ports(),
            services=[service for service in SERVICES if service.name == TRACKER],
            replicas=replicas,
            programs={TRACKER: "simulators.pochta.tracker"},
            environment={
                "BIZ_CLOCK_FILE": str(folder / "clock"),
                "BIZ_POCHTA_ADDRESS": post.url,
                "BIZ_POCHTA_PER_TICKET": str(per_ticket),
            },
            egress=[post.url.partition("://")[2]],
        )
        with stack, MongoClient[Any](stack.mongo_url, tz_aware=True) as client:
            yield PostStack(stack, post, clock, database=client["post_tracker"], replicas=replicas)
