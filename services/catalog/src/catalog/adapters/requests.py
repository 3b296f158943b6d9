"""Requests for a connection in MongoDB."""

import datetime as dt
from dataclasses import asdict

from catalog.app.ports import DoubleRequest
from catalog.domain.requests import ConnectionRequest, Contact
from contracts.base import AccountId
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo, ReturnDocument
from service_kit.outbox import Unit

KEPT_SECONDS = 365 * 24 * 3600
"""They hold personal data; what becomes of them is a ticket of the platform."""


class MongoRequests:
    """Repository behind the port `Requests`."""

    INDEXES = (
        Index("requests", (("account", 1), ("_id", -1))),
        Index(
            "requests",
            (("account", 1), ("key", 1)),
            unique=True,
            partial={"key": {"$type": "string"}},
        ),
        Index("requests", (("created_at", 1),), ttl_seconds=KEPT_SECONDS),
        Index("request_days", (("day", 1),), ttl_seconds=7 * 24 * 3600),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["requests"]
        self._days = mongo["request_days"]

    async def count(self, account: AccountId, day: dt.date, unit: Unit) -> int:
        """The counter is one document a day, so that two requests at once do not both become the last one."""
        start = dt.datetime.combine(day, dt.time(), dt.UTC)
        row = await self._days.find_one_and_update(
            {"_id": f"{account}|{day}", "account": account},
            {"$inc": {"count": 1}, "$setOnInsert": {"day": start}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=unit.session,
        )
        return int(row["count"])

    async def add(self, account: AccountId, request: ConnectionRequest, key: str | None, unit: Unit) -> None:
        """Insert it."""
        document = asdict(request)
        row = {"_id": document.pop("id"), "account": account, **document} | ({"key": key} if key else {})
        try:
            await self._rows.insert_one(row, session=unit.session)
        except DuplicateKeyError as error:
            raise DoubleRequest from error

    async def same(self, account: AccountId, key: str) -> ConnectionRequest | None:
        """By the key."""
        row = await self._rows.find_one({"account": account, "key": key})
        return _request(row) if row else None

    async def newest(self, account: AccountId, before: str | None, limit: int) -> list[ConnectionRequest]:
        """By id, which sorts by time."""
        query = {"account": account} | ({"_id": {"$lt": before}} if before else {})
        rows = await self._rows.find(query).sort("_id", -1).limit(limit).to_list(None)
        return [_request(row) for row in rows]


def _request(row: Document) -> ConnectionRequest:
    return ConnectionRequest(
        id=row["_id"],
        widget=row["widget"],
        title=row["title"],
        contact=Contact(**row["contact"]),
        by=row["by"],
        created_at=row["created_at"],
    )
