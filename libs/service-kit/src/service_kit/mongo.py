"""The only user of the MongoDB driver.

motor is past its end of life, so everything outside goes through this facade and the client class can be exchanged:
`Mongo(url, name, client=pymongo.AsyncMongoClient)` passes the same tests.
"""

import datetime as dt
import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import InsertOne, ReturnDocument, UpdateOne
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from service_kit.ids import utc_now

__all__ = [
    "DUPLICATE_KEY",
    "BulkWriteError",
    "ConnectionFailure",
    "Document",
    "DuplicateKeyError",
    "Index",
    "InsertOne",
    "Mongo",
    "PyMongoError",
    "ReturnDocument",
    "Session",
    "UpdateOne",
    "is_outage",
    "newest_wins",
]

T = TypeVar("T")

DUPLICATE_KEY = 11000
"""Code of a write that a unique index refused (MongoDB error codes)."""

Document: TypeAlias = dict[str, Any]
Session: TypeAlias = Any
"""A driver session inside a transaction; give it to every call as `session=`, or the call writes outside of it."""

_REPEATABLE = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
_OPTIONS: Mapping[str, Any] = {
    "tz_aware": True,
    "uuidRepresentation": "standard",
    "retryWrites": True,
    "serverSelectionTimeoutMS": 5_000,
    "connectTimeoutMS": 5_000,
    "socketTimeoutMS": 20_000,
    "maxPoolSize": 50,
}


def is_outage(error: BaseException) -> bool:
    """Whether the database is away or busy, so that nothing is wrong with the data."""
    return isinstance(error, ConnectionFailure) or (
        isinstance(error, PyMongoError) and any(error.has_error_label(label) for label in _REPEATABLE)
    )


def newest_wins(identity: Mapping[str, Any], row: Mapping[str, Any], version: str = "sequence") -> UpdateOne:
    """An upsert that replaces the stored row unless it is as new; `row` holds `_id`, the identity and the version.

    One pipeline update: a filter on the version with an upsert would try to insert a stale row and abort the
    transaction. `$literal` keeps texts like „$price“ from being read as field paths.
    """
    newer = {"$gt": [row[version], {"$ifNull": [f"${version}", -1]}]}
    return UpdateOne(dict(identity), [{"$replaceWith": {"$cond": [newer, {"$literal": row}, "$$ROOT"]}}], upsert=True)


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a collection: `keys` are (field, 1 or -1); `ttl_seconds` makes documents expire after that field."""

    collection: str
    keys: tuple[tuple[str, int], ...]
    unique: bool = False
    partial: Mapping[str, Any] | None = None
    ttl_seconds: int | None = None


class Mongo:
    """One database. Collections are reached by `mongo["orders"]` and take the calls that all drivers share."""

    def __init__(self, url: str, database: str, client: Callable[..., Any] = AsyncIOMotorClient) -> None:
        self._client = client(url, **_OPTIONS)
        self._database = self._client.get_database(
            database,
            write_concern=WriteConcern(w="majority", j=True),
            read_concern=ReadConcern("majority"),
        )
        self._ahead = dt.timedelta()

    def __getitem__(self, collection: str) -> Any:
        return self._database[collection]

    async def transact(self, body: Callable[[Session], Awaitable[T]]) -> T:
        """Run `body(session)` in a transaction, majority both ways; it may run more than once.

        Write conflicts and lost commits are repeated by the driver's rules; any other error aborts and is raised.
        """
        started = self._client.start_session()
        session = await started if inspect.isawaitable(started) else started
        async with session:
            result: T = await session.with_transaction(
                body, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern(w="majority", j=True)
            )
            return result

    async def aggregate(self, collection: str, pipeline: Sequence[Mapping[str, Any]]) -> list[Document]:
        """All documents that the pipeline gives; for small results."""
        started = self._database[collection].aggregate(list(pipeline))
        cursor = await started if inspect.isawaitable(started) else started
        return list(await cursor.to_list(None))

    async def prepare(self, indexes: Iterable[Index]) -> None:
        """Make the indexes, and so the collections; several processes may do it at once, repeating changes nothing."""
        for index in indexes:
            options: dict[str, Any] = {"unique": index.unique}
            if index.partial is not None:
                options["partialFilterExpression"] = dict(index.partial)
            if index.ttl_seconds is not None:
                options["expireAfterSeconds"] = index.ttl_seconds
            await self._database[index.collection].create_index(list(index.keys), **options)

    async def collections(self) -> list[str]:
        """Names of all collections that exist."""
        return sorted(name for name in await self._database.list_collection_names() if not name.startswith("system."))

    async def ping(self) -> bool:
        """Whether the primary answers; takes its clock from the answer."""
        asked = utc_now()
        try:
            answer = await self._client.admin.command("hello")
        except (ConnectionFailure, OperationFailure):
            return False
        self._ahead = answer["localTime"].replace(tzinfo=dt.UTC) - asked - (utc_now() - asked) / 2
        return bool(answer["isWritablePrimary"])

    def now(self) -> dt.datetime:
        """The time by the clock of the database as of the last `ping`: what leases of several processes stand on."""
        return utc_now() + self._ahead

    async def close(self) -> None:
        """Close all connections."""
        closing = self._client.close()
        if inspect.isawaitable(closing):
            await closing
