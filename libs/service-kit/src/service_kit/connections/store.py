"""Connections in the database; every change tells the others with ConnectionChanged."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import ConnectionChanged, ConnectionChangedData, Health
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, Index, Mongo, ReturnDocument
from service_kit.outbox import Outbox, Unit
from service_kit.problems import NotFound, Problem


class Connection(BaseModel):
    """One connection. `version` counts its changes; `config` is what the integration's settings model dumped."""

    model_config = ConfigDict(frozen=True)

    id: ConnectionId
    account: AccountId
    integration: str
    name: str
    enabled: bool
    config: Mapping[str, Any]
    health: Health = Health.OK
    reason: str | None = None
    version: int = 1
    created_at: dt.datetime
    updated_at: dt.datetime

    def require_enabled(self) -> None:
        """Problem 409 when no exchange may start."""
        if not self.enabled:
            raise Problem(409, "connection_disabled")


OnCreated = Callable[[Connection, Unit], Awaitable[None]]
"""Called in the transaction that makes a connection."""


class Connections:
    """Repository of connections; a deleted one is invisible but keeps its orders' history attached."""

    INDEXES = (Index("connections", (("account", 1), ("integration", 1), ("_id", 1))),)

    def __init__(self, mongo: Mongo, outbox: Outbox, service: str, on_created: OnCreated) -> None:
        self._rows = mongo["connections"]
        self._outbox = outbox
        self._service = service
        self._on_created = on_created

    async def create(
        self, account: AccountId, integration: str, name: str, enabled: bool, config: Mapping[str, Any]
    ) -> Connection:
        """Make a connection."""
        now = utc_now()
        connection = Connection(
            id=ConnectionId(new_id()),
            account=account,
            integration=integration,
            name=name,
            enabled=enabled,
            config=config,
            created_at=now,
            updated_at=now,
        )

        async def body(unit: Unit) -> None:
            await self._rows.insert_one(_document(connection), session=unit.session)
            await self._on_created(connection, unit)
            self._tell(connection, unit)

        await self._outbox.transact(body)
        return connection

    async def find(self, account: AccountId, integration: str | None = None) -> list[Connection]:
        """All connections of the account, oldest first."""
        query = {"account": account, "deleted": False} | ({"integration": integration} if integration else {})
        rows = await self._rows.find(query).sort("_id", 1).to_list(None)
        return [_connection(row) for row in rows]

    async def get(self, account: AccountId, identity: str) -> Connection:
        """The connection; NotFound `connection_unknown`."""
        row = await self._rows.find_one({"_id": identity, "account": account, "deleted": False})
        if row is None:
            raise NotFound("connection_unknown")
        return _connection(row)

    async def change(
        self, account: AccountId, identity: str, name: str, enabled: bool, config: Mapping[str, Any]
    ) -> Connection:
        """Replace name, switch and settings."""
        return await self._change(account, identity, {"name": name, "enabled": enabled, "config": dict(config)})

    async def delete(self, account: AccountId, identity: str) -> None:
        """Delete it for its users."""
        await self._change(account, identity, {"deleted": True, "health": Health.DELETED})

    async def _change(self, account: AccountId, identity: str, values: Document) -> Connection:
        async def body(unit: Unit) -> Connection:
            row = await self._rows.find_one_and_update(
                {"_id": identity, "account": account, "deleted": False},
                {"$set": {**values, "updated_at": utc_now()}, "$inc": {"version": 1}},
                return_document=ReturnDocument.AFTER,
                session=unit.session,
            )
            if row is None:
                raise NotFound("connection_unknown")
            connection = _connection(row)
            self._tell(connection, unit)
            return connection

        return await self._outbox.transact(body)

    def _tell(self, connection: Connection, unit: Unit) -> None:
        data = ConnectionChangedData(
            integration=connection.integration,
            connection=connection.id,
            name=connection.name,
            enabled=connection.enabled,
            health=connection.health,
            reason=connection.reason,
        )
        unit.emit(
            ConnectionChanged.new(
                data,
                event_id=new_id(),
                now=connection.updated_at,
                service=self._service,
                account=connection.account,
                subject=connection.id,
                sequence=connection.version,
            )
        )


def _document(connection: Connection) -> Document:
    document = connection.model_dump(exclude={"id"})
    return {"_id": connection.id, "deleted": False, **document, "config": dict(connection.config)}


def _connection(row: Document) -> Connection:
    return Connection(id=row["_id"], **{name: row[name] for name in Connection.model_fields if name != "id"})
