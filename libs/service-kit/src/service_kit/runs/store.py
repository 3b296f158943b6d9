"""Runs in the database: queue, leases, pages, answers."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunStatus, RunTrigger
from service_kit.connections.store import Connection
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo, ReturnDocument, UpdateOne
from service_kit.outbox import Unit
from service_kit.problems import NotFound, Problem
from service_kit.runs.model import Page, Phase, Result, RowState, Run, RunRow, Tally

LEASE = dt.timedelta(seconds=15)
MAX_TRIES = 5
KEEP_SECONDS = 90 * 24 * 3600
OPEN_INDEX = [("account", 1), ("created_at", 1)]

EMPTY_COUNTS = {"seen": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


class LeaseLost(Exception):
    """Another worker has the run now, or it was cancelled: stop without a word."""


class Runs:
    """Repository of runs and their rows."""

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

    def __init__(self, mongo: Mongo, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._mongo = mongo
        self._runs = mongo["runs"]
        self._rows = mongo["run_rows"]
        self._now = now

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
    ) -> Document:
        """Queue a run; the same idempotency key of the same connection gives the run that it made before."""
        document: Document = {
            "_id": new_id(),
            "account": connection.account,
            "connection": connection.id,
            "integration": connection.integration,
            "kind": kind,
            "trigger": trigger,
            "status": RunStatus.QUEUED,
            "phase": Phase.QUEUED,
            "open": True,
            "counts": EMPTY_COUNTS,
            "money": [],
            "progress": {"done": 0, "total": 0},
            "cursor": 0,
            "tries": 0,
            "file": file,
            "file_name": file_name,
            "created_by": by,
            "created_at": self._now(),
            "not_before": self._now(),
        }
        if idempotency_key is not None:
            document["idempotency_key"] = idempotency_key
        try:
            await self._runs.insert_one(document)
        except DuplicateKeyError:
            found = await self.same_request(connection, idempotency_key or "")
            if found is None:
                raise
            return found
        return document

    async def same_request(self, connection: Connection, idempotency_key: str) -> Document | None:
        """The run that this key made before, if any."""
        query = {"account": connection.account, "connection": connection.id, "idempotency_key": idempotency_key}
        found: Document | None = await self._runs.find_one(query)
        return found

    async def claim(self) -> Run | None:
        """Take the oldest run that may start or whose worker is gone; one run of a connection at a time."""
        now = self._now()
        free = {
            "open": True,
            "phase": {"$in": [Phase.QUEUED, Phase.READING]},
            "not_before": {"$lte": now},
            "$or": [{"phase": Phase.QUEUED}, {"lease_until": {"$lt": now}}],
        }
        taken = {"open": True, "active": True, "$nor": [{"phase": Phase.READING, "lease_until": {"$lt": now}}]}
        busy = [
            row["connection"] for row in await self._runs.find(taken, {"connection": 1}).hint(OPEN_INDEX).to_list(None)
        ]
        waiting = self._runs.find({**free, "connection": {"$nin": busy}}, {"account": 1}).hint(OPEN_INDEX)
        candidates = await waiting.sort([("created_at", 1), ("_id", 1)]).limit(20).to_list(None)
        for candidate in candidates:
            owner = new_id()
            try:
                row = await self._runs.find_one_and_update(
                    {"_id": candidate["_id"], "account": candidate["account"], **free},
                    [
                        {
                            "$set": {
                                "status": RunStatus.RUNNING,
                                "phase": Phase.READING,
                                "active": True,
                                "lease_owner": owner,
                                "lease_until": now + LEASE,
                                "started_at": {"$ifNull": ["$started_at", now]},
                                "tries": {"$add": ["$tries", 1]},
                            }
                        }
                    ],
                    return_document=ReturnDocument.AFTER,
                )
            except DuplicateKeyError:  # another run of this connection is active
                continue
            if row is not None:
                return _run(row, owner)
        return None

    async def renew(self, run: Run) -> None:
        """Keep the lease; LeaseLost when it is gone."""
        result = await self._runs.update_one(_mine(run), {"$set": {"lease_until": self._now() + LEASE}})
        if not result.matched_count:
            raise LeaseLost

    async def postpone(self, run: Run, delay: dt.timedelta) -> None:
        """Give the run back to the queue: something it needs is not there yet."""
        values = {"status": RunStatus.QUEUED, "phase": Phase.QUEUED, "not_before": self._now() + delay}
        gone = {"active": 1, "lease_owner": 1, "lease_until": 1}
        await self._runs.update_one(_mine(run), {"$set": values, "$unset": gone, "$inc": {"tries": -1}})

    async def record(self, run: Run, page: Page, unit: Unit) -> None:
        """Store what a page did, in the transaction that did it; LeaseLost when the run is not ours any more.

        `run` itself is moved on by `advance` after the commit, since the transaction may run twice.
        """
        tally = Tally(**vars_of(run.tally))
        tally.add(page.tally)
        result = await self._runs.update_one(
            _mine(run),
            {
                "$set": {
                    "counts": vars_of(tally),
                    "cursor": page.cursor,
                    "progress": {"done": page.done, "total": page.total},
                    "lease_until": self._now() + LEASE,
                }
            },
            session=unit.session,
        )
        if not result.matched_count:
            raise LeaseLost
        if page.rows:
            rows = [_row_document(run, row, self._now()) for row in page.rows]
            await self._rows.insert_many(rows, session=unit.session)

    def advance(self, run: Run, page: Page) -> None:
        """Move `run` behind a committed page."""
        run.cursor = page.cursor
        run.tally.add(page.tally)

    async def read_through(self, run: Run, error: str | None, details: Document, deadline: dt.timedelta) -> None:
        """The source is read to its end, or broke off with `error`: from now on only answers are awaited."""
        values = {"phase": Phase.ANSWERS, "error": error, "error_details": details, "deadline": self._now() + deadline}
        await self._runs.update_one(_mine(run), {"$set": values, "$unset": {"lease_owner": 1, "lease_until": 1}})

    async def answered(
        self, account: AccountId, answers: Iterable[tuple[str, int, str | None, Document]], unit: Unit
    ) -> None:
        """Note the platform's answers: (subject, sequence, None or the key of the refusal, its details)."""
        writes = [
            UpdateOne(
                {"_id": _row_id(subject, sequence), "account": account},
                {"$set": {"state": RowState.REFUSED if key else RowState.STORED, "key": key, "details": details}},
            )
            for subject, sequence, key, details in answers
        ]
        if writes:
            await self._rows.bulk_write(writes, ordered=False, session=unit.session)

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

    async def rows(self, account: AccountId, run: str, result: Result | None, after: int, limit: int) -> list[Document]:
        """Rows behind number `after`; a refused row counts as rejected."""
        query: Document = {"account": account, "run": run, "number": {"$gt": after}}
        if result is Result.REJECTED:
            query["$or"] = [{"result": result}, {"state": RowState.REFUSED}]
        elif result is not None:
            query |= {"result": result, "state": {"$ne": RowState.REFUSED}}
        return list(await self._rows.find(query).sort("number", 1).limit(limit).to_list(None))

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


def vars_of(tally: Tally) -> dict[str, int]:
    """Counts of a tally as they are stored."""
    return {name: getattr(tally, name) for name in EMPTY_COUNTS}


def _mine(run: Run) -> dict[str, Any]:
    return {"_id": run.id, "account": run.account, "lease_owner": run.owner}


def _run(row: Document, owner: str) -> Run:
    return Run(
        id=row["_id"],
        account=row["account"],
        connection=row["connection"],
        integration=row["integration"],
        kind=RunKind(row["kind"]),
        trigger=RunTrigger(row["trigger"]),
        owner=owner,
        created_at=row["created_at"],
        file=row["file"],
        cursor=row["cursor"],
        tries=row["tries"],
        tally=Tally(**row["counts"]),
    )


def _row_id(subject: str, number: int) -> str:
    """A row that awaits an answer is found by the version it is about, any other one belongs to its run alone."""
    return f"{subject}:{number}"


def _row_document(run: Run, row: RunRow, now: dt.datetime) -> Document:
    document: Document = {
        "_id": _row_id(row.subject, row.sequence) if row.subject else _row_id(run.id, row.number),
        "account": run.account,
        "run": run.id,
        "number": row.number,
        "where": row.where,
        "title": row.title,
        "result": row.result,
        "state": row.state,
        "at": now,
    }
    if row.amount is not None:
        document |= {"amount": str(row.amount), "currency": row.currency}
    if row.key is not None:
        document |= {"key": row.key, "details": dict(row.details)}
    return document
