"""Calls counted by the day in MongoDB. Implements `post_tracker.app.shipments.Quota`."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from contracts.base import AccountId
from post_tracker.app.shipments import FORGOTTEN
from service_kit.ids import utc_now
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo


class MongoQuota:
    """Repository of {account, login, day, used, at, worked}."""

    INDEXES = (
        Index("quotas", (("account", 1), ("login", 1), ("day", 1)), unique=True),
        Index("quotas", (("at", 1),), ttl_seconds=int(FORGOTTEN.total_seconds())),
    )

    def __init__(self, mongo: Mongo, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._rows = mongo["quotas"]
        self._now = now

    async def take(self, account: AccountId, login: str, day: str, limit: int) -> bool:
        """Count one call; False when the day's are spent."""
        counted = {"account": account, "login": login, "day": day}
        change: Document = {"$inc": {"used": 1}, "$setOnInsert": {"at": self._now()}}
        options: dict[str, Any] = {"upsert": True}
        for _ in range(2):  # two workers may begin a day at once
            try:
                await self._rows.update_one({**counted, "used": {"$lt": limit}}, change, **options)
            except DuplicateKeyError:
                if await self.used(account, login, day) >= limit:
                    return False
            else:
                return True
        return False

    async def spend(self, account: AccountId, login: str, day: str, limit: int) -> None:
        """The carrier says that the day's are spent, whatever was counted here."""
        await self._rows.update_one({"account": account, "login": login, "day": day}, {"$max": {"used": limit}})

    async def used(self, account: AccountId, login: str, day: str) -> int:
        """How many were made on that day."""
        row = await self._rows.find_one({"account": account, "login": login, "day": day}, {"used": 1})
        return int(row["used"]) if row else 0

    async def worked(self, account: AccountId, login: str, day: str) -> None:
        """The carrier took the login on that day."""
        await self._rows.update_one({"account": account, "login": login, "day": day}, {"$set": {"worked": True}})

    async def has_worked(self, account: AccountId, login: str, day: str) -> bool:
        """Whether it ever did on that day."""
        query = {"account": account, "login": login, "day": day, "worked": True}
        return await self._rows.find_one(query, {"_id": 1}) is not None
