"""Gauges of what waits in storage, counted over all accounts. Each worker of a service tells the same numbers."""

import time

from contracts.events.connection import Health
from service_kit.ids import made_at
from service_kit.metrics import CONNECTIONS, OUTBOX_OLDEST, OUTBOX_PENDING
from service_kit.mongo import Mongo
from service_kit.outbox import CLAIM_INDEX
from service_kit.polling import poll

EVERY_SECONDS = 15.0
COUNTED = 10_000


class Gauges:
    """Counts again and again; `loop` is a background task of the kit."""

    def __init__(self, mongo: Mongo) -> None:
        self._outbox = mongo["outbox"]
        self._connections = mongo["connections"]

    async def loop(self) -> None:
        """Count until cancelled; while the database is away the gauges keep what they told last."""
        await poll(self.refresh, EVERY_SECONDS)

    async def refresh(self) -> None:
        """Count once."""
        waiting = self._outbox.aggregate(
            [{"$match": {"pending": True}}, {"$limit": COUNTED}, _group(None, oldest={"$min": "$_id"})],
            hint=dict(CLAIM_INDEX),
        )
        found = await waiting.to_list(None)
        OUTBOX_PENDING.set(found[0]["count"] if found else 0)
        OUTBOX_OLDEST.set(max(0.0, time.time() - made_at(found[0]["oldest"])) if found else 0)
        by_health = {row["_id"]: row["count"] async for row in self._connections.aggregate([_group("$health")])}
        for health in Health:
            CONNECTIONS.labels(health).set(by_health.get(health, 0))


def _group(key: str | None, **more: object) -> dict[str, object]:
    return {"$group": {"_id": key, "count": {"$sum": 1}, **more}}
