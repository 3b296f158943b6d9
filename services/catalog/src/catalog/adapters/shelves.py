"""Widgets that services announced and connections of accounts in MongoDB."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from catalog.app.ports import Connected, Versions
from contracts.base import AccountId, ConnectionId
from contracts.events.connection import Cause, ConnectionChanged, Health, IntegrationAnnounced
from contracts.manifest import Manifest
from service_kit.announce import EVERYBODY
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, Index, Mongo, Session, UpdateOne, newest_wins
from service_kit.outbox import Unit

DELETED_SECONDS = 30 * 24 * 3600
"""How long a deleted connection is remembered, so that an older event does not bring it back."""


class MongoShelves:
    """Repository behind the ports `Shelves` and `Notes`."""

    INDEXES = (
        Index("connections", (("account", 1), ("_id", 1))),
        Index("connections", (("deleted_at", 1),), ttl_seconds=DELETED_SECONDS),
        Index("announcements", (("account", 1), ("manifests.slug", 1))),
        # these two are read by _id; the index makes the collection before a transaction writes to it
        Index("own_widgets", (("account", 1), ("_id", 1))),
        Index("versions", (("account", 1), ("_id", 1))),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._announcements = mongo["announcements"]
        self._own = mongo["own_widgets"]
        self._connections = mongo["connections"]
        self._versions = mongo["versions"]

    async def versions(self, account: AccountId) -> Versions:
        """Two small documents in one read."""
        both = {"account": {"$in": [EVERYBODY, account]}, "_id": {"$in": [EVERYBODY, account]}}
        found = {row["_id"]: row["version"] for row in await self._versions.find(both).to_list(None)}
        return Versions(found.get(EVERYBODY, ""), found.get(account, ""))

    async def announced(self) -> list[tuple[str, Manifest]]:
        """Manifests as they were announced."""
        rows = await self._announcements.find({"account": EVERYBODY}).sort("_id", 1).to_list(None)
        return [(row["_id"], Manifest.model_validate(manifest)) for row in rows for manifest in row["manifests"]]

    async def own(self) -> list[Manifest]:
        """Widgets that the operator made."""
        rows = await self._own.find({"account": EVERYBODY}).sort("_id", 1).to_list(None)
        return [Manifest.model_validate(row["manifest"]) for row in rows]

    async def connections(self, account: AccountId) -> Mapping[str, Sequence[Connected]]:
        """Connections that are not deleted."""
        rows = await self._connections.find({"account": account, "deleted_at": None}).sort("_id", 1).to_list(None)
        found: dict[str, list[Connected]] = defaultdict(list)
        for row in rows:
            found[row["integration"]].append(_connected(row))
        return dict(found)

    async def note_announced(self, events: Sequence[IntegrationAnnounced], unit: Unit) -> None:
        """The newest announcement of each service replaces what it announced before."""
        writes = [
            newest_wins(
                {"_id": event.data.service, "account": EVERYBODY},
                {
                    "_id": event.data.service,
                    "account": EVERYBODY,
                    "sequence": event.sequence,
                    "manifests": [manifest.model_dump(mode="json") for manifest in event.data.manifests],
                },
            )
            for event in events
        ]
        await self._announcements.bulk_write(writes, session=unit.session)
        await bump(self._mongo, [EVERYBODY], unit.session)

    async def note_changed(self, events: Sequence[ConnectionChanged], unit: Unit) -> None:
        """The newest state of each connection."""
        writes = [newest_wins({"_id": row["_id"], "account": row["account"]}, row) for row in map(_row, events)]
        await self._connections.bulk_write(writes, session=unit.session)
        await bump(self._mongo, {event.account for event in events}, unit.session)


async def bump(mongo: Mongo, accounts: Iterable[AccountId], session: Session) -> None:
    """Make another version, in the transaction of the change: of the accounts, or of all widgets (account `*`)."""
    writes = [
        UpdateOne({"_id": account, "account": account}, {"$set": {"version": new_id()}}, upsert=True)
        for account in sorted(accounts)
    ]
    await mongo["versions"].bulk_write(writes, session=session)


def _row(event: ConnectionChanged) -> Document:
    data = event.data
    return {
        "_id": f"{event.account}|{data.connection}",
        "account": event.account,
        "sequence": event.sequence,
        "connection": data.connection,
        "integration": data.integration,
        "name": data.name,
        "enabled": data.enabled,
        "health": data.health.value,
        "cause": data.cause.model_dump() if data.cause else None,
        "deleted_at": utc_now() if data.health is Health.DELETED else None,
    }


def _connected(row: Document) -> Connected:
    return Connected(
        id=ConnectionId(row["connection"]),
        name=row["name"],
        enabled=row["enabled"],
        health=Health(row["health"]),
        cause=Cause.model_validate(row["cause"]) if row["cause"] else None,
    )
