"""Statuses of orders on their way back to shops, in MongoDB: one document for each order, waiting or sent."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.ids import utc_now
from service_kit.inbox import write
from service_kit.mongo import Document, Index, Mongo, UpdateOne
from service_kit.outbox import Unit
from shop_sync.domain.statuses import NotedStatus, SentStatus

_KEY = (("account", 1), ("connection", 1), ("outside_id", 1))


class MongoStatuses:
    """Repository behind the port `Statuses`."""

    INDEXES = (
        Index("status_outbox", _KEY, unique=True),
        Index("status_outbox", (("account", 1), ("connection", 1), ("pending", 1), ("outside_id", 1))),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["status_outbox"]

    async def known(
        self, account: AccountId, connection: ConnectionId, outside_ids: Collection[str], unit: Unit
    ) -> Mapping[str, NotedStatus]:
        """What is noted of these orders, by outside id, as the transaction sees it."""
        query = {"account": account, "connection": connection, "outside_id": {"$in": sorted(outside_ids)}}
        return {row["outside_id"]: _noted(row) async for row in self._rows.find(query, session=unit.session)}

    async def note(
        self, account: AccountId, connection: ConnectionId, statuses: Sequence[NotedStatus], unit: Unit
    ) -> None:
        """Note them; Conflict when another worker noted one of the orders first."""
        mine, now = {"account": account, "connection": connection}, utc_now()
        values = ({"status": one.status, "number": one.number, "sequence": one.sequence} for one in statuses)
        writes = [
            UpdateOne(
                {**mine, "outside_id": one.outside_id},
                {"$set": {**value, "pending": one.pending, "at": now}},
                upsert=True,
            )
            for one, value in zip(statuses, values, strict=True)
        ]
        await write(self._rows, writes, unit.session)

    async def pending(
        self, account: AccountId, connection: ConnectionId, after: str, limit: int
    ) -> Sequence[NotedStatus]:
        """Those that the shop has to hear, behind an outside id."""
        query = {"account": account, "connection": connection, "pending": True, "outside_id": {"$gt": after}}
        return [_noted(row) async for row in self._rows.find(query).sort("outside_id", 1).limit(limit)]

    async def some(
        self, account: AccountId, connection: ConnectionId, outside_ids: Collection[str]
    ) -> Sequence[NotedStatus]:
        """What is noted of these orders, sent or not."""
        query = {"account": account, "connection": connection, "outside_id": {"$in": sorted(outside_ids)}}
        return [_noted(row) async for row in self._rows.find(query).sort("outside_id", 1)]

    async def settle(
        self,
        account: AccountId,
        connection: ConnectionId,
        statuses: Sequence[NotedStatus],
        sent: Mapping[str, SentStatus],
        unit: Unit,
    ) -> None:
        """These are done, those in `sent` (by outside id) by sending; one that changed meanwhile still waits."""
        mine = {"account": account, "connection": connection}
        writes = [
            UpdateOne({**mine, "outside_id": one.outside_id}, [{"$set": _settled(one, sent.get(one.outside_id))}])
            for one in statuses
        ]
        if writes:
            await self._rows.bulk_write(writes, ordered=False, session=unit.session)


def _settled(status: NotedStatus, sent: SentStatus | None) -> Document:
    values: dict[str, Any] = {"pending": {"$and": ["$pending", {"$ne": ["$sequence", status.sequence]}]}}
    if sent is not None:
        values["sent"] = {"$literal": {"word": sent.word, "version": sent.version}}
    return values


def _noted(row: Document) -> NotedStatus:
    return NotedStatus(
        outside_id=row["outside_id"],
        status=Ref(row["status"]),
        sequence=row["sequence"],
        pending=row["pending"],
        number=row["number"],
        sent=SentStatus(**row["sent"]) if "sent" in row else None,
    )
