"""Connections in the database; every change tells the others with ConnectionChanged."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import ConnectionChanged, ConnectionChangedData, Health
from service_kit.connections.configs import COLLECTION, Configs
from service_kit.connections.history import Comments, History, changes_of
from service_kit.connections.integration import Integrations
from service_kit.connections.plan import Plan
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo, ReturnDocument
from service_kit.outbox import Outbox, Unit
from service_kit.problems import NotFound, Problem
from service_kit.secrets import Secrets
from service_kit.texts import Texts


class Connection(BaseModel):
    """One connection. `config` is what the integration's settings model dumped, its secrets sealed.

    `version` counts all changes and orders the events; `revision` counts those of name, switch and settings.
    `reason` and `reason_details` tell why the health is not ok. `schedule`: kind of run → seconds between two.
    `last_checked`: when the outside system was last seen to work; `last_success`: kind of run → its last good end.
    """

    model_config = ConfigDict(frozen=True)

    id: ConnectionId
    account: AccountId
    integration: str
    name: str
    enabled: bool
    config: Mapping[str, Any]
    health: Health = Health.OK
    reason: str | None = None
    reason_details: Mapping[str, Any] = {}
    version: int = 1
    revision: int = 1
    schedule: Mapping[str, float] = {}
    last_checked: dt.datetime | None = None
    last_success: Mapping[str, dt.datetime] = {}
    created_at: dt.datetime
    updated_at: dt.datetime

    def require_enabled(self) -> None:
        """Problem 409 when no exchange may start."""
        if not self.enabled:
            raise Problem(409, "connection_disabled")


OnSaved = Callable[[Connection | None, Connection, Unit], Awaitable[None]]
"""Called in the transaction that makes, changes or deletes a connection: as it was (None: it is new), as it is now."""


class Connections:
    """Repository of connections; a deleted one is invisible but keeps its orders' history attached."""

    INDEXES = (
        Index(COLLECTION, (("account", 1), ("integration", 1), ("_id", 1))),
        Index(COLLECTION, (("account", 1), ("identity", 1)), unique=True, partial={"identity": {"$type": "string"}}),
        *History.INDEXES,
        *Comments.INDEXES,
        *Plan.INDEXES,
    )

    def __init__(
        self,
        mongo: Mongo,
        outbox: Outbox,
        service: str,
        on_saved: OnSaved,
        *,
        integrations: Integrations,
        secrets: Secrets,
        texts: Texts,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self.configs = Configs(integrations, secrets)
        self.history = History(mongo)
        self.comments = Comments(mongo)
        self.plan = Plan(mongo)
        self._rows = mongo[COLLECTION]
        self._outbox = outbox
        self._service = service
        self._on_saved = on_saved
        self._texts = texts
        self._now = now

    async def create(
        self, account: AccountId, integration: str, name: str, enabled: bool, given: Mapping[str, Any], *, by: str
    ) -> Connection:
        """Make a connection with the settings `given`.

        Problem 422 when the integration refuses them, 409 when they connect to what the account is connected to.
        """
        now = self._now()
        connection = Connection(
            id=ConnectionId(new_id()),
            account=account,
            integration=integration,
            name=name,
            enabled=enabled,
            config={},
            revision=0,
            version=0,
            created_at=now,
            updated_at=now,
        )

        async def body(unit: Unit) -> Connection:
            await self._rows.insert_one(_document(connection), session=unit.session)
            return await self._save(connection, name, enabled, given, by=by, unit=unit)

        return await self._saved(body)

    async def find(self, account: AccountId, integration: str | None = None) -> list[Connection]:
        """All connections of the account, oldest first."""
        query = {"account": account, "deleted": False} | ({"integration": integration} if integration else {})
        rows = await self._rows.find(query).sort("_id", 1).to_list(None)
        return [_connection(row) for row in rows]

    async def get(self, account: AccountId, identity: str, unit: Unit | None = None) -> Connection:
        """The connection; NotFound `connection_unknown`."""
        query = {"_id": identity, "account": account, "deleted": False}
        row = await self._rows.find_one(query, session=unit.session if unit else None)
        if row is None:
            raise NotFound("connection_unknown")
        return _connection(row)

    async def deleted(self, account: AccountId, identity: str) -> Connection:
        """A connection that was deleted, to take leave of the outside system; NotFound `connection_unknown`."""
        row = await self._rows.find_one({"_id": identity, "account": account, "deleted": True})
        if row is None:
            raise NotFound("connection_unknown")
        return _connection(row)

    async def change(
        self,
        account: AccountId,
        identity: str,
        name: str,
        enabled: bool,
        given: Mapping[str, Any],
        *,
        by: str,
        revision: int | None = None,
    ) -> Connection:
        """Replace name, switch and settings; Problem 412 when `revision` is given and not the present one."""

        async def body(unit: Unit) -> Connection:
            before = await self.get(account, identity, unit)
            if revision is not None and revision != before.revision:
                raise Problem(412, "changed_meanwhile")
            return await self._save(before, name, enabled, given, by=by, unit=unit)

        return await self._saved(body)

    async def restore(self, account: AccountId, identity: str, revision: int, *, by: str) -> Connection:
        """Make name, switch and settings what they were in that version, secrets included, as a new version."""

        async def body(unit: Unit) -> Connection:
            before = await self.get(account, identity, unit)
            past = await self.history.get(account, identity, revision)
            settings = await self.configs.opened(account, identity, before.integration, past["config"])
            return await self._store(
                before,
                name=past["name"],
                enabled=past["enabled"],
                settings=settings,
                sealed=past["config"],
                by=by,
                unit=unit,
            )

        return await self._saved(body)

    async def delete(self, account: AccountId, identity: str) -> None:
        """Delete it for its users."""

        async def body(unit: Unit) -> None:
            before = await self.get(account, identity, unit)
            gone = {"deleted": True, "enabled": False, "health": Health.DELETED, "identity": None}
            await self._on_saved(before, await self._change(before, gone, unit), unit)

        await self._outbox.transact(body)

    async def opened(self, connection: Connection) -> Any:
        """The integration's settings model with its secrets in the clear: for executors and checks alone."""
        return await self.configs.opened(connection.account, connection.id, connection.integration, connection.config)

    async def attention(self, connection: Connection, key: str, details: Mapping[str, Any]) -> None:
        """Stop the connection until its owner acts. Settings saved since `connection` was read are not blamed."""
        await self._set_health(connection, Health.NEEDS_ATTENTION, key, details)

    async def retrying(self, connection: Connection, key: str, details: Mapping[str, Any]) -> None:
        """Tell that the outside system is away and that exchanges are being repeated."""
        await self._set_health(connection, Health.RETRYING, key, details)

    async def recovered(self, connection: Connection) -> None:
        """Tell that the outside system works with these settings."""

        async def body(unit: Unit) -> None:
            await self._works(connection, {}, unit)

        await self._outbox.transact(body)

    async def succeeded(self, account: AccountId, identity: str, kind: str, proves: bool, unit: Unit) -> None:
        """Note a run that came to its end; when it `proves` that the settings work, the health is ok again."""
        row = await self._rows.find_one({"_id": identity, "account": account, "deleted": False}, session=unit.session)
        if row is None:
            return
        values = {f"last_success.{kind}": self._now()}
        if proves:
            await self._works(_connection(row), values, unit)
        else:
            await self._rows.update_one({"_id": identity, "account": account}, {"$set": values}, session=unit.session)

    async def _works(self, connection: Connection, values: Document, unit: Unit) -> None:
        """Note a sign of life; an event only when the health was not ok."""
        mine = {"_id": connection.id, "account": connection.account, "deleted": False}
        values = {**values, "last_checked": self._now()}
        row = await self._rows.find_one_and_update(mine, {"$set": values}, session=unit.session)
        if row is not None and row["health"] != Health.OK:
            await self._change(_connection(row), _health(Health.OK, None, {}), unit)

    async def _set_health(self, connection: Connection, health: Health, key: str, details: Mapping[str, Any]) -> None:
        async def body(unit: Unit) -> None:
            row = await self._rows.find_one(
                {"_id": connection.id, "account": connection.account, "deleted": False}, session=unit.session
            )
            if row is None:
                return
            now = _connection(row)
            stopped = now.health is Health.NEEDS_ATTENTION and health is Health.RETRYING
            if now.revision == connection.revision and (now.health, now.reason) != (health, key) and not stopped:
                await self._change(now, _health(health, key, details), unit)

        await self._outbox.transact(body)

    async def _saved(self, body: Callable[[Unit], Awaitable[Connection]]) -> Connection:
        try:
            return await self._outbox.transact(body)
        except DuplicateKeyError:
            raise Problem(409, "connected_already") from None

    async def _save(
        self, before: Connection, name: str, enabled: bool, given: Mapping[str, Any], *, by: str, unit: Unit
    ) -> Connection:
        owner = (before.account, before.id)
        settings = await self.configs.judged(*owner, before.integration, given, before.config)
        sealed = await self.configs.sealed(*owner, settings, before.config)
        return await self._store(before, name=name, enabled=enabled, settings=settings, sealed=sealed, by=by, unit=unit)

    async def _store(
        self,
        before: Connection,
        *,
        name: str,
        enabled: bool,
        settings: BaseModel,
        sealed: Mapping[str, Any],
        by: str,
        unit: Unit,
    ) -> Connection:
        """Store a new version of name, switch and settings; what was wrong with the old ones is forgotten."""
        integration = self.configs.integrations.get(before.integration)
        periods, identity = integration.periods, integration.identity
        values = {
            "name": name,
            "enabled": enabled,
            "config": dict(sealed),
            "schedule": {str(kind): every.total_seconds() for kind, every in periods(settings).items()}
            if periods
            else {},
            "identity": identity(settings) if identity else None,
            "revision": before.revision + 1,
            **_health(Health.OK, None, {}),
        }
        after = await self._change(before, values, unit)
        state = {"name": name, "enabled": enabled, "config": dict(sealed)}
        version = {"account": after.account, "connection": after.id, "revision": after.revision, "at": after.updated_at}
        secrets = self.configs.secret_paths(after.integration)
        changed = changes_of(_state(before), _state(after), [("config", *path) for path in secrets])
        await self.history.add({**version, **state}, by, changed if before.revision else [], unit)
        await self._on_saved(before if before.revision else None, after, unit)
        return after

    async def _change(self, before: Connection, values: Document, unit: Unit) -> Connection:
        now = self._now()
        row = await self._rows.find_one_and_update(
            {"_id": before.id, "account": before.account, "deleted": False},
            {"$set": {**values, "updated_at": now}, "$inc": {"version": 1}},
            return_document=ReturnDocument.AFTER,
            session=unit.session,
        )
        if row is None:
            raise NotFound("connection_unknown")
        after = _connection(row)
        runs = after.enabled and after.health is not Health.NEEDS_ATTENTION
        await self.plan.arrange(after.account, after.id, after.schedule if runs else {}, unit, now)
        self._tell(after, unit)
        return after

    def _tell(self, connection: Connection, unit: Unit) -> None:
        data = ConnectionChangedData(
            integration=connection.integration,
            connection=connection.id,
            name=connection.name,
            enabled=connection.enabled,
            health=connection.health,
            reason=connection.reason,
            cause=self._texts.cause(connection.reason, connection.reason_details),
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


def _health(health: Health, key: str | None, details: Mapping[str, Any]) -> Document:
    return {"health": health, "reason": key, "reason_details": dict(details)}


def _state(connection: Connection) -> Document:
    return {"name": connection.name, "enabled": connection.enabled, "config": connection.config}


def _document(connection: Connection) -> Document:
    document = connection.model_dump(exclude={"id"})
    return {"_id": connection.id, "deleted": False, **document}


def _connection(row: Document) -> Connection:
    return Connection(id=row["_id"], **{name: row[name] for name in Connection.model_fields if name in row})
