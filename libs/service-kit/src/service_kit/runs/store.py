"""Runs in the database: queue, leases, pages, answers."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind, RunStatus, RunTrigger
from service_kit.connections.store import Connection
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo, ReturnDocument
from service_kit.outbox import Outbox, Unit
from service_kit.problems import NotFound, Problem
from service_kit.runs import progress
from service_kit.runs.documents import Note, effect_update, left_alone, new_document, rested, run_of, vars_of
from service_kit.runs.model import OutsideGood, Page, Phase, Result, RowState, Run, Tally
from service_kit.runs.rows import row_answer, row_document, row_id, rows_wanted

LEASE = dt.timedelta(seconds=15)
MAX_TRIES = 5
OF_ACCOUNT = 4
"""Runs of one account that are executed at once: shops of one that hang leave workers for the others."""
KEEP_SECONDS = 90 * 24 * 3600
OPEN_INDEX = [("account", 1), ("created_at", 1)]


class LeaseLost(Exception):
    """Another worker has the run now, or it was cancelled: stop without a word."""


class Runs:
    """Repository of runs and their rows. `bell` rings when this process queued a run or a connection got free."""

    INDEXES = (
        Index("runs", (("account", 1), ("connection", 1), ("created_at", -1))),
        Index("runs", tuple(OPEN_INDEX), partial={"open": True}),
        Index("runs", (("account", 1), ("connection", 1)), unique=True, partial={"active": True}),
        Index(
            "runs",
            (("account", 1), ("connection", 1), ("idempotency_key", 1)),
            unique=True,
            partial={"idempotency_key": {"$type": "string"}},
        ),
        Index("runs", (("finished_at", 1),), ttl_seconds=KEEP_SECONDS),
        Index("run_rows", (("account", 1), ("run", 1), ("number", 1))),
        Index("run_rows", (("account", 1), ("run", 1)), partial={"state": RowState.ACCEPTED}),
        Index("run_rows", (("at", 1),), ttl_seconds=KEEP_SECONDS),
    )

    def __init__(self, mongo: Mongo, outbox: Outbox, service: str, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._runs = mongo["runs"]
        self._rows = mongo["run_rows"]
        self._outbox = outbox
        self._service = service
        self._now = now
        self.bell = asyncio.Event()

    async def queue(
        self,
        connection: Connection,
        kind: RunKind,
        trigger: RunTrigger,
        *,
        by: str,
        file: str | None = None,
        file_name: str | None = None,
        idempotency_key: str | None = None,
        dry_run: bool = False,
    ) -> Document:
        """Queue a run; the same idempotency key of the same connection gives the run that it made before."""
        values = {"file": file, "file_name": file_name, "dry_run": dry_run, "created_by": by}
        return await self._queue(connection, idempotency_key, {**values, "kind": kind, "trigger": trigger})

    async def queue_kept(
        self, connection: Connection, kind: RunKind, note: Note, *, by: str, key: str | None
    ) -> Document:
        """Queue a run about what `note` stores in the same transaction, and about nothing outside."""
        values = {"kind": kind, "trigger": RunTrigger.RETRY, "only": [], "created_by": by}
        return await self._queue(connection, key, values, note)

    async def queue_retry(
        self, connection: Connection, before: Document, only: Iterable[int], *, by: str, idempotency_key: str | None
    ) -> Document:
        """Queue a run that does the rows `only` of the run `before` again, from the same file if there is one."""
        values = {
            "file": before["file"],
            "file_name": before["file_name"],
            "created_by": by,
            "kind": before["kind"],
            "trigger": RunTrigger.RETRY,
            "only": sorted(only),
            "dry_run": before.get("dry_run", False),
            "attempt_of": before["_id"],
            "cures": [*before.get("cures", []), before["_id"]],
        }
        return await self._queue(connection, idempotency_key, values)

    async def queue_tick(self, connection: Connection, kind: RunKind, unit: Unit) -> None:
        """Queue a run because its time has come, in the transaction that takes the tick."""
        document = new_document(connection, self._now(), {"kind": kind, "trigger": RunTrigger.PERIOD, "created_by": ""})
        await self._runs.insert_one(document, session=unit.session)

    async def hint(self, connection: Connection, kind: RunKind, after: dt.timedelta) -> None:
        """Have a run of this kind begin in `after`, unless one waits already: what the hint is about lies before both.

        Hints of one `after` make one run, whatever the number of replicas that hear them.
        """
        now = self._now()
        owner = {"account": connection.account, "connection": connection.id}
        waiting = {"open": True, "phase": Phase.QUEUED, "dry_run": {"$ne": True}, "trigger": {"$ne": RunTrigger.RETRY}}
        if await self._runs.find_one({**owner, **waiting, "kind": kind, "file": None}, {"_id": 1}):
            return
        key = f"hint:{kind}:{now.timestamp() // after.total_seconds():.0f}"
        values = {"kind": kind, "trigger": RunTrigger.HINT, "created_by": "", "not_before": now + after}
        try:
            await self._runs.insert_one(new_document(connection, self._now(), values) | {"idempotency_key": key})
        except DuplicateKeyError:
            return

    async def queue_noted(self, connection: Connection, kind: RunKind, unit: Unit) -> None:
        """Have a run do what the transaction notes: one that waits already, else a new one.

        The waiting run is written to, so that a worker that takes it meanwhile makes this transaction look again:
        otherwise it could miss what was noted.
        """
        mine = {"account": connection.account, "connection": connection.id, "kind": kind}
        waits = {"open": True, "phase": Phase.QUEUED, "only": {"$exists": False}, "dry_run": {"$ne": True}}
        noted = await self._runs.update_one(
            {**mine, **waits}, {"$set": {"noted_at": self._now()}}, session=unit.session
        )
        if not noted.matched_count:
            document = new_document(
                connection, self._now(), {"kind": kind, "trigger": RunTrigger.HINT, "created_by": ""}
            )
            await self._runs.insert_one(document, session=unit.session)

    async def _queue(
        self, connection: Connection, idempotency_key: str | None, values: Document, note: Note | None = None
    ) -> Document:
        document = new_document(connection, self._now(), values)
        if idempotency_key is not None:
            document["idempotency_key"] = idempotency_key

        async def body(unit: Unit) -> None:
            await self._runs.insert_one(document, session=unit.session)
            if note is not None:
                await note(unit)
            unit.emit(progress.progressed(document, self._service, self._now()))

        try:
            await self._outbox.transact(body)
        except DuplicateKeyError:
            found = await self.same_request(connection, idempotency_key or "")
            if found is None:
                raise
            return found
        self.bell.set()
        return document

    async def same_request(self, connection: Connection, idempotency_key: str) -> Document | None:
        """The run that this key made before, if any."""
        query = {"account": connection.account, "connection": connection.id, "idempotency_key": idempotency_key}
        found: Document | None = await self._runs.find_one(query)
        return found

    async def claim(self) -> Run | None:
        """Take the oldest run that may start or whose worker is gone.

        One run of a connection at a time, OF_ACCOUNT of an account.
        """
        now = self._now()
        alone = left_alone(now, LEASE)
        free = {"open": True, "$or": [*rested(now), *alone]}
        taken = {"open": True, "active": True, "$nor": alone}
        running = (
            await self._runs.find(taken, {"account": 1, "connection": 1, "phase": 1}).hint(OPEN_INDEX).to_list(None)
        )
        busy = [row["connection"] for row in running]
        held = Counter(row["account"] for row in running if row["phase"] == Phase.READING)
        full = [account for account, count in held.items() if count >= OF_ACCOUNT]
        wanted = {**free, "connection": {"$nin": busy}, "account": {"$nin": full}}
        waiting = self._runs.find(wanted, {"account": 1}).hint(OPEN_INDEX)
        candidates = await waiting.sort([("created_at", 1), ("_id", 1)]).limit(20).to_list(None)
        for candidate in candidates:
            mine = {"_id": candidate["_id"], "account": candidate["account"], **free}
            if (run := await self._start(mine)) is not None:
                return run
        return None

    async def _start(self, mine: Document) -> Run | None:
        """Take this run, if it is still free and no other one of its connection is active.

        The time is that of now: a run of the same connection may have ended since the runs were looked through.
        """
        owner, now = new_id(), self._now()
        values = {
            "status": RunStatus.RUNNING,
            "phase": Phase.READING,
            "active": True,
            "lease_owner": owner,
            "lease_until": now + LEASE,
            "started_at": {"$ifNull": ["$started_at", now]},
            "tries": {"$add": ["$tries", 1]},
        }

        async def body(unit: Unit) -> Document | None:
            row: Document | None = await self._runs.find_one_and_update(
                mine, [{"$set": values}], return_document=ReturnDocument.AFTER, session=unit.session
            )
            if row is not None and not progress.is_quiet(row["trigger"], Tally(**row["counts"])):
                unit.emit(progress.progressed(row, self._service, now))
            return row

        try:
            row = await self._outbox.transact(body)
        except DuplicateKeyError:
            return None
        return None if row is None else run_of(row, owner, now)

    async def renew(self, run: Run) -> None:
        """Keep the lease; LeaseLost when it is gone."""
        result = await self._runs.update_one(_mine(run), {"$set": {"lease_until": self._now() + LEASE}})
        if not result.matched_count:
            raise LeaseLost

    async def postpone(self, run: Run, delay: dt.timedelta, *, outage: bool = False) -> None:
        """Give the run back to the queue: something it needs is not there yet, or (`outage`) the outside is away."""
        now = self._now()
        values = {"status": RunStatus.QUEUED, "phase": Phase.QUEUED, "since": now, "not_before": now + delay}
        gone = {"active": 1, "lease_owner": 1, "lease_until": 1}
        await self._runs.update_one(
            _mine(run), {"$set": values, "$unset": gone, "$inc": {"tries": -1, "outages": int(outage)}}
        )

    async def record(self, run: Run, page: Page, unit: Unit) -> None:
        """Store what a page did, in the transaction that did it; LeaseLost when the run is not ours any more.

        `run` itself is moved on by `advance` after the commit, since the transaction may run twice.
        """
        now, tally = self._now(), Tally(**vars_of(run.tally))
        tally.add(page.tally)
        values = {
            "counts": vars_of(tally),
            "cursor": page.cursor,
            "progress": {"done": page.done, "total": page.total},
            "lease_until": now + LEASE,
            "outages": 0,
        }
        row = await self._runs.find_one_and_update(
            _mine(run),
            {"$set": values, **effect_update(page)},
            return_document=ReturnDocument.AFTER,
            session=unit.session,
        )
        if row is None:
            raise LeaseLost
        if progress.is_due(run, page, now) and not progress.is_quiet(run.trigger, tally):
            run.told_at, run.told_page = now, page
            unit.emit(progress.progressed(row, self._service, now))
        if page.rows:
            rows = [row_document(run, row, now) for row in page.rows]
            await self._rows.insert_many(rows, session=unit.session)

    def advance(self, run: Run, page: Page) -> None:
        """Move `run` behind a committed page."""
        run.cursor, run.outages = page.cursor, 0
        run.tally.add(page.tally)

    async def attach(self, run: Run, kind: str, file: str) -> None:
        """Show a file among those of the run, instead of one of the same kind before; LeaseLost when it is not ours."""
        others = {"$filter": {"input": {"$ifNull": ["$files", []]}, "cond": {"$ne": ["$$this.kind", kind]}}}
        files = {"$concatArrays": [others, [{"kind": {"$literal": kind}, "file": file}]]}
        result = await self._runs.update_one(_mine(run), [{"$set": {"files": files}}])
        if not result.matched_count:
            raise LeaseLost

    async def take_source(self, run: Run, file: str) -> None:
        """From now on the run reads this file, from its start; LeaseLost when the run is not ours any more."""
        result = await self._runs.update_one(_mine(run), {"$set": {"file": file}})
        if not result.matched_count:
            raise LeaseLost
        run.file = file

    async def read_through(self, run: Run, error: str | None, details: Document, deadline: dt.timedelta) -> None:
        """The source is read to its end, or broke off with `error`: from now on only answers are awaited."""
        values = {"phase": Phase.ANSWERS, "error": error, "error_details": details, "deadline": self._now() + deadline}
        await self._runs.update_one(_mine(run), {"$set": values, "$unset": {"lease_owner": 1, "lease_until": 1}})

    async def answered(
        self,
        account: AccountId,
        answers: Collection[tuple[str, int, str | None, Document]],
        unit: Unit,
        *,
        goods: Mapping[str, Sequence[OutsideGood]] | None = None,
    ) -> None:
        """Note the platform's answers: (subject, sequence, None or the key of the refusal, its details).

        `goods` of refused subjects want a product. An order that was refused may be stored later, when its run is over:
        then one rejected row less is open in it.
        """
        writes = [row_answer(account, *answer, goods=(goods or {}).get(answer[0], ())) for answer in answers]
        if not writes:
            return
        good = [row_id(subject, sequence) for subject, sequence, key, _ in answers if key is None]
        mended = {"_id": {"$in": good}, "account": account, "state": RowState.REFUSED, "cured_by": {"$exists": False}}
        over = [row["run"] async for row in self._rows.find(mended, {"run": 1}, session=unit.session)]
        await self._rows.bulk_write(writes, ordered=False, session=unit.session)
        for run in over:
            query = {"_id": run, "account": account, "phase": Phase.DONE}
            await self._runs.update_one(query, {"$inc": {"open_rejected": -1}}, session=unit.session)

    async def get(self, account: AccountId, identity: str) -> Document:
        """The run; NotFound `run_unknown`."""
        found: Document | None = await self._runs.find_one({"_id": identity, "account": account})
        if found is None:
            raise NotFound("run_unknown")
        return found

    async def find(self, account: AccountId, connection: str, before: str | None, limit: int) -> list[Document]:
        """Runs of a connection, newest first; ids sort by time."""
        query: Document = {"account": account, "connection": connection}
        if before:
            query["_id"] = {"$lt": before}
        return list(await self._runs.find(query).sort("_id", -1).limit(limit).to_list(None))

    async def open_runs(self, account: AccountId, limit: int) -> list[Document]:
        """Runs of the account that are not over, newest first; not those that nobody shall hear of yet."""
        found = self._runs.find({"account": account, "open": True}).hint(OPEN_INDEX).sort("created_at", -1)
        runs = await found.limit(limit).to_list(None)
        return [run for run in runs if not progress.is_quiet(run["trigger"], Tally(**run["counts"]))]

    async def running(self, account: AccountId) -> set[ConnectionId]:
        """Connections of the account with a run that has started and is not over."""
        found = self._runs.find({"account": account, "active": True}, {"connection": 1})
        return {row["connection"] async for row in found}

    async def open_connections(self) -> list[ConnectionId]:
        """Connections of all accounts with a run that is not over, queued ones included."""
        found = self._runs.find({"open": True}, {"connection": 1}).hint(OPEN_INDEX)
        return [row["connection"] async for row in found]

    async def is_open(self, account: AccountId, connection: ConnectionId, unit: Unit) -> bool:
        """Whether the connection has a run that is not over, as the transaction sees it."""
        query = {"account": account, "connection": connection, "open": True}
        return await self._runs.find_one(query, {"_id": 1}, hint=OPEN_INDEX, session=unit.session) is not None

    async def open_rejected(self, account: AccountId, run: str) -> list[int]:
        """Numbers of the rejected rows that no later run has cured."""
        bad = [{"result": Result.REJECTED}, {"state": RowState.REFUSED}]
        query = {"account": account, "run": run, "cured_by": {"$exists": False}, "$or": bad}
        return [row["number"] async for row in self._rows.find(query, {"number": 1}).sort("number", 1)]

    async def outside_ids(self, account: AccountId, run: str, numbers: Collection[int]) -> dict[int, str]:
        """What the rows with these numbers are about, of those that can be done again without a file."""
        named = {"number": {"$in": sorted(numbers)}, "outside_id": {"$exists": True}}
        found = self._rows.find({"account": account, "run": run, **named}, {"number": 1, "outside_id": 1})
        return {row["number"]: row["outside_id"] async for row in found}

    async def rows(
        self,
        account: AccountId,
        run: str,
        result: Result | None,
        after: int,
        limit: int,
        *,
        state: RowState | None = None,
        gone: bool | None = None,
    ) -> list[Document]:
        """Rows behind number `after`; a refused row counts as rejected."""
        query = rows_wanted(account, run, result, state, gone) | {"number": {"$gt": after}}
        return list(await self._rows.find(query).sort("number", 1).limit(limit).to_list(None))

    async def rows_by_change(self, query: Document, skip: int, limit: int) -> list[Document]:
        """Rows of a `rows_wanted`, the largest change of a price first; a run keeps few enough to be sorted there."""
        order = [("price_change", -1), ("number", 1)]
        return list(await self._rows.find(query).sort(order).skip(skip).limit(limit).to_list(None))

    async def cancel(self, account: AccountId, identity: str) -> None:
        """Ask for the end of a run; its worker loses the lease at its next page. Problem 409 when it is over."""
        result = await self._runs.update_one(
            {"_id": identity, "account": account, "phase": {"$in": [Phase.QUEUED, Phase.READING]}},
            {
                "$set": {"phase": Phase.ANSWERS, "cancelled": True, "deadline": self._now()},
                "$unset": {"lease_owner": 1, "lease_until": 1},
            },
        )
        if not result.matched_count:
            await self.get(account, identity)
            raise Problem(409, "run_finished_already")


def _mine(run: Run) -> dict[str, Any]:
    return {"_id": run.id, "account": run.account, "lease_owner": run.owner}
