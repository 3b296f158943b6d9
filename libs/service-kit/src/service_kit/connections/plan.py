"""When the runs of a connection start by themselves: one row for each kind that has a period.

Ticks of a row lie a period apart, at a place in the period that follows from the connection's id: those of many
connections spread evenly, and a restart changes nothing. Rows exist only while the connection may run.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from hashlib import blake2b

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind
from service_kit.ids import CLOCKS_APART
from service_kit.mongo import Document, Index, Mongo
from service_kit.outbox import Unit

DUE_INDEX = [("account", 1), ("due_at", 1)]
SINCE_INDEX = [("account", 1), ("since", 1)]
_EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def next_tick(identity: str, period: dt.timedelta, now: dt.datetime) -> dt.datetime:
    """The first tick of this row after `now`."""
    share = int.from_bytes(blake2b(identity.encode(), digest_size=8).digest()) / 2**64
    first = _EPOCH + dt.timedelta(seconds=int(share * period.total_seconds()))
    return first + ((now - first) // period + 1) * period


class Plan:
    """Repository of the rows: {_id: connection:kind, account, connection, kind, seconds, since, due_at}.

    `since` is the tick before `due_at`; where it lies ahead, the clock was wrong when it was written: the row is due.
    """

    INDEXES = (
        Index("schedule", tuple(DUE_INDEX)),
        Index("schedule", tuple(SINCE_INDEX)),
        Index("schedule", (("account", 1), ("connection", 1))),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["schedule"]

    async def arrange(
        self,
        account: AccountId,
        connection: ConnectionId,
        periods: Mapping[str, float],
        unit: Unit,
        now: dt.datetime,
    ) -> None:
        """Make the rows those of `periods` (kind → seconds); a row whose period is the same keeps its next tick."""
        mine = {"account": account, "connection": connection}
        there = {row["kind"]: row["seconds"] async for row in self._rows.find(mine, session=unit.session)}
        for kind, seconds in periods.items():
            if there.pop(kind, None) != seconds:
                await self._set({**mine, "kind": kind, "seconds": seconds}, unit, now)
        if there:
            await self._rows.delete_many({**mine, "kind": {"$in": list(there)}}, session=unit.session)

    async def _set(self, values: Document, unit: Unit, now: dt.datetime) -> None:
        identity = f"{values['connection']}:{values['kind']}"
        await self._rows.update_one(
            {"_id": identity, "account": values["account"]},
            {"$set": {**values, **_between(identity, values["seconds"], now)}},
            upsert=True,
            session=unit.session,
        )

    async def ahead(
        self, account: AccountId, connections: Collection[ConnectionId]
    ) -> Mapping[ConnectionId, Mapping[str, dt.datetime]]:
        """Next tick of each kind of run of these connections; one that has passed waits for an open run."""
        found: dict[ConnectionId, dict[str, dt.datetime]] = {connection: {} for connection in connections}
        async for row in self._rows.find({"account": account, "connection": {"$in": list(connections)}}):
            found[row["connection"]][row["kind"]] = row["due_at"]
        return found

    async def due(self, now: dt.datetime, busy: Collection[ConnectionId], limit: int) -> list[Document]:
        """Rows of all accounts whose tick has come, but those of busy connections."""
        found: list[Document] = []
        ahead = now + CLOCKS_APART
        for when, index in (({"due_at": {"$lte": now}}, DUE_INDEX), ({"since": {"$gt": ahead}}, SINCE_INDEX)):
            if len(found) < limit:
                rows = self._rows.find({**when, "connection": {"$nin": list(busy)}}).hint(index)
                found += await rows.limit(limit - len(found)).to_list(None)
        return found

    async def take(self, row: Document, unit: Unit, now: dt.datetime) -> RunKind | None:
        """Move a due row on to its next tick, however many were missed; None when somebody else did."""
        taken = await self._rows.update_one(
            {"_id": row["_id"], "account": row["account"], "due_at": row["due_at"]},
            {"$set": _between(row["_id"], row["seconds"], now)},
            session=unit.session,
        )
        return RunKind(row["kind"]) if taken.modified_count else None


def _between(identity: str, seconds: float, now: dt.datetime) -> Document:
    """The ticks around `now`."""
    period = dt.timedelta(seconds=seconds)
    due = next_tick(identity, period, now)
    return {"since": due - period, "due_at": due}
