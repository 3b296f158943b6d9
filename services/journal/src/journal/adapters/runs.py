"""Finished runs of all services, 90 days of them."""

import datetime as dt
from collections.abc import Sequence

from contracts.base import AccountId
from contracts.events.connection import RunFinished
from journal.app.ports import RunFilter
from service_kit.errors import DataError
from service_kit.inbox import write
from service_kit.mongo import Document, Index, Mongo, Session, UpdateOne
from service_kit.problems import NotFound

KEEP_SECONDS = 90 * 24 * 3600
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)
_NEWEST = (("finished_at", -1), ("run", -1))


class MongoRuns:
    """Repository of runs, newest first."""

    INDEXES = (
        Index("runs", (("account", 1), *_NEWEST)),
        Index("runs", (("account", 1), ("connection", 1), *_NEWEST)),
        Index("runs", (("account", 1), ("status", 1), *_NEWEST)),
        Index("runs", (("finished_at", 1),), ttl_seconds=KEEP_SECONDS),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._runs = mongo["runs"]

    async def save(self, account: AccountId, events: Sequence[RunFinished], session: Session) -> None:
        """Store what ended; a run ends once. Conflict when another worker stored one of them meanwhile."""
        await write(self._runs, [_insert(account, event) for event in events], session)

    async def get(self, account: AccountId, run: str) -> Document:
        """The run; NotFound `run_unknown`."""
        found: Document | None = await self._runs.find_one({"_id": f"{account}|{run}", "account": account})
        if found is None:
            raise NotFound("run_unknown")
        return found

    async def page(
        self, account: AccountId, wanted: RunFilter, cursor: str | None, limit: int
    ) -> tuple[list[Document], str | None]:
        """Up to `limit` runs and the cursor of the following ones; DataError `cursor_wrong`."""
        query: Document = {"account": account, **_query(wanted)}
        if cursor is not None:
            finished, run = _opened(cursor)
            query["$or"] = [{"finished_at": {"$lt": finished}}, {"finished_at": finished, "run": {"$lt": run}}]
        rows = await self._runs.find(query).sort(list(_NEWEST)).limit(limit + 1).to_list(None)
        return rows[:limit], _closed(rows[limit - 1]) if len(rows) > limit else None

    async def during(
        self, account: AccountId, connection: str, since: dt.datetime, until: dt.datetime
    ) -> list[Document]:
        """Runs of a connection that went on at some time between `since` and `until`."""
        query = {"account": account, "connection": connection, "finished_at": {"$gte": since}}
        found = self._runs.find({**query, "started_at": {"$lte": until}}, {"run": 1, "started_at": 1, "finished_at": 1})
        return list(await found.sort("finished_at", 1).limit(200).to_list(None))

    async def counted(self, account: AccountId, since: dt.datetime, until: dt.datetime) -> list[Document]:
        """Real runs that ended in that time, by {integration, status}, with count."""
        match = {"account": account, "finished_at": {"$gte": since, "$lt": until}, "dry_run": False}
        group = {"_id": {"integration": "$integration", "status": "$status"}, "count": {"$sum": 1}}
        found = await self._mongo.aggregate("runs", [{"$match": match}, {"$group": group}])
        return [{**row["_id"], "count": row["count"]} for row in found]


def _insert(account: AccountId, event: RunFinished) -> UpdateOne:
    data = event.data
    values = {
        **data.model_dump(mode="json"),
        "service": event.source.removeprefix("/biz/"),
        "started_at": data.started_at,
        "finished_at": data.finished_at,
    }
    identity = {"_id": f"{account}|{data.run}", "account": account}
    return UpdateOne(identity, {"$setOnInsert": values}, upsert=True)


def _query(wanted: RunFilter) -> Document:
    query: Document = {
        name: value for name in ("integration", "connection", "kind") if (value := getattr(wanted, name)) is not None
    }
    if wanted.status:
        query["status"] = {"$in": list(wanted.status)}
    span = {"$gte": wanted.since, "$lt": wanted.until}
    if bounds := {name: moment for name, moment in span.items() if moment is not None}:
        query["finished_at"] = bounds
    return query


def _closed(row: Document) -> str:
    return f"{(row['finished_at'] - EPOCH) // MILLISECOND}.{row['run']}"


def _opened(cursor: str) -> tuple[dt.datetime, str]:
    milliseconds, _, run = cursor.partition(".")
    try:
        return EPOCH + dt.timedelta(milliseconds=int(milliseconds)), run
    except (ValueError, OverflowError) as error:
        raise DataError("cursor_wrong") from error
