"""How far the outside system of each connection is read."""

from collections.abc import Mapping
from typing import Any

from contracts.base import AccountId, ConnectionId
from service_kit.mongo import Document, Index, Mongo
from service_kit.outbox import Unit


class MongoCursors:
    """Repository of {account, connection, cursor, trial: {run, cursor}}; a dry run reads with a cursor of its own."""

    INDEXES = (Index("order_cursors", (("account", 1), ("connection", 1)), unique=True),)

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["order_cursors"]

    async def get(self, account: AccountId, connection: ConnectionId, trial: str | None) -> Mapping[str, Any]:
        """Where reading goes on; a dry run that has not begun starts where the connection stands."""
        row: Document = await self._rows.find_one({"account": account, "connection": connection}) or {}
        tried = row.get("trial", {})
        cursor: Mapping[str, Any] = tried["cursor"] if trial and tried.get("run") == trial else row.get("cursor", {})
        return cursor

    async def save(
        self, account: AccountId, connection: ConnectionId, trial: str | None, cursor: Mapping[str, Any], unit: Unit
    ) -> None:
        """Remember it; of the dry runs only the last one is."""
        values = {"trial": {"run": trial, "cursor": dict(cursor)}} if trial else {"cursor": dict(cursor)}
        await self._rows.update_one(
            {"account": account, "connection": connection}, {"$set": values}, upsert=True, session=unit.session
        )
