"""Gauges of what is to be asked for, counted over all accounts. Each worker tells the same numbers."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Final

from contracts.events.connection import Health
from post_tracker.app.ports import Carrier, Way
from post_tracker.metrics import OVERDUE_SECONDS, QUOTA_LEFT, TICKETS_OPEN
from service_kit.mongo import Document, Mongo
from service_kit.polling import poll

EVERY_SECONDS: Final = 60.0


class TrackingGauges:
    """Counts again and again; `loop` is a background task."""

    def __init__(self, mongo: Mongo, carriers: Collection[Carrier], now: Callable[[], dt.datetime]) -> None:
        self._mongo = mongo
        self._carriers = carriers
        self._now = now

    async def loop(self) -> None:
        """Count until cancelled."""
        await poll(self.refresh, EVERY_SECONDS)

    async def refresh(self) -> None:
        """Count once."""
        TICKETS_OPEN.set(await self._mongo["tickets"].estimated_document_count())
        now = self._now()
        oldest = await self._mongo.aggregate("connections", _oldest_due(now))
        OVERDUE_SECONDS.set((now - oldest[0]["due_at"]).total_seconds() if oldest else 0)
        for carrier in self._carriers:
            limits = carrier.ways.get(Way.AT_ONCE)
            if limits is not None and limits.per_day is not None:
                QUOTA_LEFT.labels(carrier.code).set(limits.per_day - await self._most_used(carrier.day(now)[0]))

    async def _most_used(self, day: str) -> int:
        most = await self._mongo["quotas"].find({"day": day}, {"used": 1}).sort("used", -1).limit(1).to_list(None)
        return int(most[0]["used"]) if most else 0


def _oldest_due(now: dt.datetime) -> list[Document]:
    """The longest wait among connections that should be asking: what others wait for is told by their health."""
    same = [{"$eq": ["$account", "$$account"]}, {"$eq": ["$connection", "$$connection"]}]
    late = {"$expr": {"$and": same}, "urgent": {"$in": [True, False]}, "due_at": {"$lte": now}}
    lookup = {
        "from": "shipments",
        "let": {"account": "$account", "connection": "$_id"},
        "pipeline": [{"$match": late}, {"$sort": {"due_at": 1}}, {"$limit": 1}, {"$project": {"due_at": 1}}],
        "as": "late",
    }
    return [
        {"$match": {"deleted": False, "enabled": True, "health": Health.OK}},
        {"$lookup": lookup},
        {"$unwind": "$late"},
        {"$group": {"_id": None, "due_at": {"$min": "$late.due_at"}}},
    ]
