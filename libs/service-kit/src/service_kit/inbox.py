"""The inbox: the effect of a message, the row that remembers it and the events it causes commit together, then the ack.

The batch consumer takes up to 100 waiting messages into one transaction, without a timer: while one batch commits, the
next one gathers. A lone message is committed at once. Messages that carry many rows are taken up to 500 rows.
"""

import asyncio
import bisect
import contextlib
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog

from contracts.envelope import Event
from service_kit.ids import utc_now
from service_kit.metrics import BATCH_SECONDS, BATCH_SIZE, BATCH_SPLITS, INBOX_DUPLICATES
from service_kit.mongo import (
    DUPLICATE_KEY,
    BulkWriteError,
    ConnectionFailure,
    Document,
    Index,
    InsertOne,
    Mongo,
    Session,
    UpdateOne,
    is_outage,
)
from service_kit.outbox import Outbox, Unit

E = TypeVar("E", bound=Event[Any])

SIZE = 100
ROWS = 500
"""Of messages that carry rows: a snapshot in one transaction would outlast the time that the database gives it."""
KEEP_SECONDS = 14 * 24 * 3600
"""Longer than the outbox's replay window plus the longest retry."""
PATIENCE_SECONDS = 300
"""How long an outage or an unending write conflict keeps a batch, halves included. After that an absent database fails
all its messages, which the retry layer then parks; a conflict fails the message that stands alone with it. A hopeless
transaction lasts up to 120 s in the driver, so a batch ends within 20 minutes: below the broker's consumer timeout."""

SUSPECT = 3
"""A message that came back so often may be what killed its workers."""
RETURNED: ContextVar[int] = ContextVar("returned", default=0)
"""How often the message that is being handled came back because its worker was gone."""

INDEXES = (Index("inbox", (("at", 1),), ttl_seconds=KEEP_SECONDS),)

log = structlog.get_logger("inbox")


class Conflict(Exception):
    """Another worker was faster with the same thing: look again. Raised by a batch's work to be run once more."""


async def write(collection: Any, writes: Sequence[InsertOne[Document] | UpdateOne], session: Session) -> None:
    """Write in bulk inside a batch's work; Conflict when a unique key is taken: another worker made it first."""
    if not writes:
        return
    try:
        await collection.bulk_write(list(writes), ordered=False, session=session)
    except BulkWriteError as error:
        if any(item["code"] == DUPLICATE_KEY for item in error.details["writeErrors"]):
            raise Conflict from error
        raise


def inbox_id(event: Event[Any], queue: str) -> str:
    """Key of the inbox row of an event in a queue."""
    return f"{event.account}|{queue}|{event.id}"


async def forget(mongo: Mongo, account: str, queue: str, message_id: str, unit: Unit) -> None:
    """Drop the inbox row of a message in the unit, so that it can be handled again."""
    await mongo["inbox"].delete_one(
        {"_id": f"{account}|{queue}|{message_id}", "account": account}, session=unit.session
    )


@dataclass(eq=False, slots=True)
class Entry(Generic[E]):
    """A message that waits for its commit; `returned` is how often it came back because its worker was gone."""

    key: str
    event: E
    done: asyncio.Future[None]
    returned: int


class Batch(Generic[E]):
    """`await put(event)` returns when the work for the event is committed, exactly once, or raises its own error.

    `work(events, unit)` writes with `unit.session` only and has no side effect outside; it is called again on write
    conflicts and on each half of a batch that failed, so that one bad message never blocks the others.
    """

    def __init__(
        self, mongo: Mongo, outbox: Outbox, queue: str, work: Callable[[Sequence[E], Unit], Awaitable[None]]
    ) -> None:
        self._inbox = mongo["inbox"]
        self._outbox = outbox
        self._queue = queue
        self._work = work
        self._waiting: list[Entry[E]] = []
        self._taken: list[Entry[E]] = []
        self._some = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start committing."""
        self._task = asyncio.create_task(self._run(), name=f"batch {self._queue}")
        self._task.add_done_callback(lambda _: [entry.done.cancel() for entry in (*self._taken, *self._waiting)])

    @property
    def alive(self) -> bool:
        """Whether the committing task runs; readiness asks."""
        return self._task is not None and not self._task.done()

    async def stop(self) -> None:
        """Stop; call it after the broker has stopped, or handlers wait for nobody."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def put(self, event: E) -> None:
        """Wait until the work for `event` is committed."""
        done = asyncio.get_running_loop().create_future()
        entry = Entry(inbox_id(event, self._queue), event, done, RETURNED.get())
        self._waiting.append(entry)
        self._some.set()
        await entry.done

    async def _run(self) -> None:
        while True:
            await self._some.wait()
            self._taken = self._take()
            if not self._waiting:
                self._some.clear()
            await self._apply(self._taken, time.monotonic())

    def _take(self) -> list[Entry[E]]:
        """The next entries to commit together: those that may kill the process alone, after all others.

        They are taken from the front and from the back in turn, from one death to the next, so that the neighbours on
        both sides of the one that kills are done before the broker gives them up with it.
        """
        taken = _lightest([entry for entry in self._waiting if entry.returned < SUSPECT][:SIZE])
        if not taken:
            taken = [self._waiting[0] if self._waiting[0].returned % 2 else self._waiting[-1]]
        chosen = set(taken)
        self._waiting = [entry for entry in self._waiting if entry not in chosen]
        return taken

    async def _apply(self, entries: list[Entry[E]], since: float) -> None:
        """Commit `entries`, taken up at `since`; a handler cancelled meanwhile has left, its redelivery comes again."""
        tries = 0
        while entries := [entry for entry in entries if not entry.done.done()]:
            started = time.monotonic()
            try:
                new = await self._commit({entry.key: entry for entry in entries})
            except Exception as error:
                tries += 1
                if isinstance(error, Conflict) and tries < 20:
                    continue
                if is_outage(error) and time.monotonic() - since < PATIENCE_SECONDS:
                    await asyncio.sleep(random.uniform(0.5, 1) * min(5.0, 0.05 * 2 ** min(tries, 10)))  # noqa: S311
                elif len(entries) == 1 or isinstance(error, ConnectionFailure):
                    _end(entries, error)
                else:
                    BATCH_SPLITS.labels(self._queue).inc()
                    middle = len(entries) // 2
                    await self._apply(entries[:middle], since)
                    await self._apply(entries[middle:], since)
            else:
                BATCH_SECONDS.labels(self._queue).observe(time.monotonic() - started)
                INBOX_DUPLICATES.labels(self._queue).inc(len(entries) - new)
                _end(entries, None)

    async def _commit(self, entries: dict[str, Entry[E]]) -> int:
        """Do what was not done before, in one transaction; gives the number of these."""
        accounts = sorted({entry.event.account for entry in entries.values()})
        seen = await self._inbox.find(
            {"account": {"$in": accounts}, "_id": {"$in": list(entries)}}, {"_id": 1}
        ).to_list(None)
        new = {key: entry for key, entry in entries.items() if key not in {row["_id"] for row in seen}}
        if not new:
            return 0

        async def body(unit: Unit) -> None:
            now = utc_now()
            rows = [{"_id": key, "account": entry.event.account, "at": now} for key, entry in new.items()]
            try:
                await self._inbox.insert_many(rows, session=unit.session)
            except BulkWriteError as error:
                raise Conflict from error
            await self._work([entry.event for entry in new.values()], unit)

        BATCH_SIZE.labels(self._queue).observe(len(new))
        await self._outbox.transact(body)
        return len(new)


def _end(entries: Sequence[Entry[Any]], error: Exception | None) -> None:
    """Let the handlers go on; a future that was cancelled meanwhile takes no result."""
    for entry in entries:
        if entry.done.done():
            continue
        if error is None:
            entry.done.set_result(None)
        else:
            entry.done.set_exception(error)


def _lightest(entries: list[Entry[E]]) -> list[Entry[E]]:
    """The first of them that carry up to ROWS rows together; one at least."""
    rows = list(itertools.accumulate(len(getattr(entry.event.data, "rows", ())) for entry in entries))
    return entries[: max(1, bisect.bisect_right(rows, ROWS))]
