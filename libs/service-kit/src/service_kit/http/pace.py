"""How fast one connection may call one system: a token bucket in MongoDB, shared by all replicas of a service."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final

from contracts.base import AccountId, ConnectionId
from service_kit.errors import Postponed
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo, ReturnDocument

PATIENCE: Final = 30.0
"""Seconds that a call waits by itself for its turn; a longer pause is raised, to be postponed."""

SLICE_SECONDS: Final = 0.5
KEPT_SECONDS: Final = 1.0
BUCKETS: Final = 1000
_NOW: Final = "$$NOW"  # the clock of the database: replicas need not agree


@dataclass(frozen=True, slots=True)
class Pace:
    """Calls a second in the long run, and how many may come at once after a rest."""

    per_second: float = 5.0
    burst: int = 10


@dataclass(slots=True)
class _Bucket:
    tokens: int = 0
    good_until: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Paces:
    """The buckets of one system. A replica takes tokens for half a second at a time, so that few calls write."""

    INDEXES = (
        Index("paces", (("account", 1), ("system", 1), ("connection", 1)), unique=True),
        Index("paces", (("at", 1),), ttl_seconds=24 * 3600),
    )

    def __init__(self, mongo: Mongo, system: str, pace: Pace) -> None:
        self._rows = mongo["paces"]
        self._system = system
        self._pace = pace
        self._slice = max(1, min(pace.burst, int(pace.per_second * SLICE_SECONDS)))
        self._buckets: OrderedDict[tuple[AccountId, ConnectionId], _Bucket] = OrderedDict()

    async def admit(self, account: AccountId, connection: ConnectionId) -> None:
        """Wait for a token, in order of coming; Postponed `outside_paused` when the system asked for a long pause."""
        bucket = self._bucket(account, connection)
        async with bucket.turn:
            while not (bucket.tokens and time.monotonic() < bucket.good_until):
                granted, wait = await self._take(account, connection)
                bucket.tokens, bucket.good_until = granted, time.monotonic() + KEPT_SECONDS
                if wait > PATIENCE:
                    raise Postponed("outside_paused", retry_after=wait, system=self._system)
                if not granted:
                    await asyncio.sleep(wait)
            bucket.tokens -= 1

    async def pause(self, account: AccountId, connection: ConnectionId, seconds: float) -> None:
        """No replica calls for the connection for so long; a longer pause that stands already stays.

        The bucket is empty after it: who waited calls one by one, and the first hears if the rest was too short.
        """
        self._bucket(account, connection).tokens = 0
        until = {"$add": [_NOW, round(seconds * 1000)]}
        await self._change(
            account, connection, [{"$set": {"until": {"$max": ["$until", until]}, "at": _NOW, "tokens": 0}}]
        )

    async def _take(self, account: AccountId, connection: ConnectionId) -> tuple[int, float]:
        """Tokens granted, and if none the seconds to wait."""
        since = {"$ifNull": [{"$max": ["$at", "$until"]}, _NOW]}
        passed = {"$divide": [{"$max": [0, {"$subtract": [_NOW, since]}]}, 1000]}
        had: Document = {"$ifNull": ["$tokens", self._pace.burst]}
        refilled = {"$min": [self._pace.burst, {"$add": [had, {"$multiply": [passed, self._pace.per_second]}]}]}
        paused = {"$gt": [{"$ifNull": ["$until", _NOW]}, _NOW]}
        granted = {"$cond": [paused, 0, {"$min": [self._slice, {"$floor": "$tokens"}]}]}
        row = await self._change(
            account,
            connection,
            [
                {"$set": {"tokens": refilled, "at": _NOW}},
                {"$set": {"granted": granted}},
                {"$set": {"tokens": {"$subtract": ["$tokens", "$granted"]}}},
            ],
        )
        if row["granted"]:
            return int(row["granted"]), 0.0
        pause = (row["until"] - row["at"]).total_seconds() if "until" in row else 0.0
        return 0, max(pause, (1 - row["tokens"]) / self._pace.per_second, 0.001)

    async def _change(self, account: AccountId, connection: ConnectionId, stages: list[Document]) -> Document:
        key = {"account": account, "system": self._system, "connection": connection}
        options: dict[str, Any] = {"upsert": True, "return_document": ReturnDocument.AFTER}
        try:
            row: Document = await self._rows.find_one_and_update(key, stages, **options)
        except DuplicateKeyError:  # another replica has just made the bucket
            row = await self._rows.find_one_and_update(key, stages, **options)
        return row

    def _bucket(self, account: AccountId, connection: ConnectionId) -> _Bucket:
        bucket = self._buckets.setdefault((account, connection), _Bucket())
        self._buckets.move_to_end((account, connection))
        if len(self._buckets) > BUCKETS:
            self._buckets.popitem(last=False)
        return bucket
