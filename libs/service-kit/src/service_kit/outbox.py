"""The outbox: events leave a service only in the transaction that made them true.

Rows are inserted already leased by their writer and published from memory right after the commit, pipelined and
confirmed. A relay picks up what a dead or disconnected writer left behind, once the lease ran out.
"""

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

import structlog

from contracts import topology
from contracts.envelope import Event
from service_kit.ids import new_id
from service_kit.metrics import OUTBOX_PUBLISHED, OUTBOX_UNSENT
from service_kit.mongo import Document, Index, Mongo, Session
from service_kit.polling import poll, tell_end
from service_kit.publisher import PUBLISH_TIMEOUT, Letter, Publisher, Unsent

T = TypeVar("T")

LEASE = dt.timedelta(seconds=30)
PACK = 100
PAUSE_SECONDS = 1.0
PUMPS = 2
MEMORY_LIMIT = 5_000
KEEP = dt.timedelta(days=7)
CLAIM_INDEX = [("account", 1), ("lease_until", 1)]

log = structlog.get_logger("outbox")


class Unit:
    """One transaction: give `session` to every write, and `emit` what the others must hear of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: list[Document] = []

    def emit(self, event: Event[Any], *, queue: str | None = None) -> None:
        """Publish `event` after the commit; with `queue` straight to that queue instead of to whom it may concern."""
        self.send(
            Letter(
                message_id=event.id,
                type=event.key,
                body=event.model_dump_json(exclude_none=True).encode(),
                key=queue or event.key,
                correlation_id=event.correlationid,
                exchange=topology.DEFAULT_EXCHANGE if queue else topology.EVENTS_EXCHANGE,
                mandatory=queue is not None or event.key in topology.REQUIRED,
            ),
            event.account,
        )

    def send(self, letter: Letter, account: str) -> None:
        """Publish a ready letter after the commit."""
        self.rows.append(
            {
                "_id": new_id(),
                "account": account,
                "message_id": letter.message_id,
                "type": letter.type,
                "body": letter.body,
                "key": letter.key,
                "correlation_id": letter.correlation_id,
                "exchange": letter.exchange,
                "mandatory": letter.mandatory,
                "headers": dict(letter.headers),
                "pending": True,
                "tries": 0,
            }
        )


class Outbox:
    """Transactions with events, and the relay that sends them."""

    INDEXES = (
        # only pending rows are in it, so that a claim reads a small index; the account leads as in every index
        Index("outbox", tuple(CLAIM_INDEX), partial={"pending": True}),
        Index(
            "outbox",
            (("published_at", 1),),
            partial={"published_at": {"$type": "date"}},
            ttl_seconds=int(KEEP.total_seconds()),
        ),
    )

    def __init__(self, mongo: Mongo, publisher: Publisher) -> None:
        self._mongo = mongo
        self._rows = mongo["outbox"]
        self._publisher = publisher
        self._owner = new_id()
        self._fresh: deque[Document] = deque()
        self._bell = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def transact(self, body: Callable[[Unit], Awaitable[T]]) -> T:
        """Run `body(unit)` in one transaction and send what it emitted; the body may run more than once."""
        rows: list[Document] = []

        async def with_events(session: Session) -> T:
            unit = Unit(session)
            result = await body(unit)
            if unit.rows:
                lease = {"lease_owner": self._owner, "lease_until": self._mongo.now() + LEASE}
                for row in unit.rows:
                    row.update(lease)
                await self._rows.insert_many(unit.rows, session=session)
            rows[:] = unit.rows
            return result

        result = await self._mongo.transact(with_events)
        if self._tasks and len(self._fresh) < MEMORY_LIMIT:
            self._fresh.extend(rows)
            self._bell.set()
        return result

    def start(self) -> None:
        """Start sending."""
        steps = [*[self._pump] * PUMPS, self._relay]
        self._tasks = [asyncio.create_task(poll(step, PAUSE_SECONDS), name=f"outbox {step.__name__}") for step in steps]
        for task in self._tasks:
            task.add_done_callback(tell_end)

    async def stop(self) -> None:
        """Stop sending; what is left goes out by another process or after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    @property
    def alive(self) -> bool:
        """Whether all sending tasks run."""
        return bool(self._tasks) and not any(task.done() for task in self._tasks)

    async def _pump(self) -> bool:
        while not self._fresh:
            self._bell.clear()
            await self._bell.wait()
        pack = [self._fresh.popleft() for _ in range(min(PACK, len(self._fresh)))]
        # what waited so long that its lease may end while it is sent belongs to the relay now
        late = self._mongo.now() + dt.timedelta(seconds=PUBLISH_TIMEOUT)
        await self._send([row for row in pack if row["lease_until"] > late])
        return True

    async def _relay(self) -> bool:
        rows = await self._claim()
        if rows:
            await self._send(rows)
        return len(rows) == PACK

    async def _claim(self) -> list[Document]:
        """Take over up to PACK rows whose lease ran out; two relays never get the same row."""
        free = {"pending": True, "lease_until": {"$lt": self._mongo.now()}}
        seen = await self._rows.find(free, {"_id": 1, "account": 1}).hint(CLAIM_INDEX).limit(PACK).to_list(None)
        if not seen:
            return []
        owner = f"{self._owner}:{new_id()}"
        mine = _these(seen)
        await self._rows.update_many(
            {**mine, **free}, {"$set": {"lease_owner": owner, "lease_until": self._mongo.now() + LEASE}}
        )
        return list(await self._rows.find({**mine, "lease_owner": owner}).sort("_id", 1).to_list(None))

    async def _send(self, rows: Sequence[Document]) -> None:
        confirmed = await asyncio.gather(*(self._publish(row) for row in rows))
        sent = [row for row, ok in zip(rows, confirmed, strict=True) if ok]
        unsent = [row for row, ok in zip(rows, confirmed, strict=True) if not ok]
        if sent:
            OUTBOX_PUBLISHED.inc(len(sent))
            await self._rows.update_many(
                _these(sent),
                {
                    "$unset": {"pending": 1, "lease_owner": 1, "lease_until": 1},
                    "$set": {"published_at": self._mongo.now()},
                },
            )
        if unsent:
            OUTBOX_UNSENT.inc(len(unsent))
            tries = min(row["tries"] for row in unsent)
            pause = min(60.0, 0.5 * 2 ** min(tries, 10))
            await self._rows.update_many(
                _these(unsent),
                {"$set": {"lease_until": self._mongo.now() + dt.timedelta(seconds=pause)}, "$inc": {"tries": 1}},
            )

    async def _publish(self, row: Document) -> bool:
        letter = Letter(
            message_id=row["message_id"],
            type=row["type"],
            body=bytes(row["body"]),
            key=row["key"],
            correlation_id=row["correlation_id"],
            exchange=row["exchange"],
            mandatory=row["mandatory"],
            headers=row["headers"],
        )
        try:
            await self._publisher.publish(letter)
        except Unsent as error:
            log.warning("event not sent", key=letter.key, error=type(error).__name__)
            return False
        return True


def _these(rows: Iterable[Document]) -> Document:
    found = list(rows)
    return {
        "account": {"$in": sorted({row["account"] for row in found})},
        "_id": {"$in": [row["_id"] for row in found]},
    }
