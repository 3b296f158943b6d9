"""What became of a connection's settings, and what its users wrote down about it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from contracts.base import AccountId
from service_kit.connections.secret_fields import FieldPath
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, Index, Mongo
from service_kit.outbox import Unit
from service_kit.problems import NotFound


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any], secrets: list[FieldPath]) -> list[Document]:
    """Fields that differ: {field, was, now}; of a secret only that it changed: {field, secret}."""
    was, now = dict(_leaves(before, secrets)), dict(_leaves(after, secrets))
    return [
        {"field": ".".join(path), "secret": True}
        if path in secrets
        else {"field": ".".join(path), "was": was.get(path), "now": now.get(path)}
        for path in {**was, **now}
        if was.get(path) != now.get(path)
    ]


def _leaves(config: Mapping[str, Any], secrets: list[FieldPath], above: FieldPath = ()) -> Iterator[tuple[Any, Any]]:
    for name, value in config.items():
        path = (*above, name)
        if isinstance(value, Mapping) and path not in secrets:
            yield from _leaves(value, secrets, path)
        else:
            yield path, value


class History:
    """Versions of settings: each with who made it, when, what differs, and the whole state to go back to."""

    INDEXES = (Index("connection_history", (("account", 1), ("connection", 1), ("revision", -1)), unique=True),)

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["connection_history"]

    async def add(self, state: Document, by: str, changes: list[Document], unit: Unit) -> None:
        """Note a new version of the connection `state` = {account, connection, revision, at, name, enabled, config}."""
        identity = f"{state['connection']}:{state['revision']}"
        await self._rows.insert_one({"_id": identity, **state, "by": by, "changes": changes}, session=unit.session)

    async def find(self, account: AccountId, connection: str, before: int | None, limit: int) -> list[Document]:
        """Versions below `before`, newest first."""
        query: Document = {"account": account, "connection": connection}
        if before is not None:
            query["revision"] = {"$lt": before}
        return list(await self._rows.find(query).sort("revision", -1).limit(limit).to_list(None))

    async def get(self, account: AccountId, connection: str, revision: int) -> Document:
        """One version; NotFound `version_unknown`."""
        query = {"account": account, "connection": connection, "revision": revision}
        found: Document | None = await self._rows.find_one(query)
        if found is None:
            raise NotFound("version_unknown")
        return found


class Comments:
    """Remarks of users on a connection."""

    INDEXES = (Index("connection_comments", (("account", 1), ("connection", 1), ("_id", -1))),)

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["connection_comments"]

    async def add(self, account: AccountId, connection: str, author: str, text: str) -> Document:
        """Write one down."""
        now: dt.datetime = utc_now()
        made = {"_id": new_id(), "account": account, "connection": connection, "author": author, "text": text}
        await self._rows.insert_one({**made, "at": now})
        return {**made, "at": now}

    async def find(self, account: AccountId, connection: str, before: str | None, limit: int) -> list[Document]:
        """Remarks older than `before`, newest first."""
        query: Document = {"account": account, "connection": connection}
        if before:
            query["_id"] = {"$lt": before}
        return list(await self._rows.find(query).sort("_id", -1).limit(limit).to_list(None))
