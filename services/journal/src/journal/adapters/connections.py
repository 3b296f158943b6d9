"""Connections, their latest runs, and the titles of integrations."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contracts.base import AccountId
from contracts.events.connection import Cause, Health, IntegrationAnnounced, RunStatus
from journal.domain.connection import BAD_RUNS, KnownConnection, LatestRun
from service_kit.announce import EVERYBODY
from service_kit.inbox import write
from service_kit.mongo import Document, Index, Mongo, Session, UpdateOne, newest_wins


class MongoConnections:
    """Repository of what is known of connections; a deleted one stays, so that its old runs keep their name."""

    INDEXES = (
        Index("connections", (("account", 1), ("integration", 1))),
        Index("latest_runs", (("account", 1), ("status", 1))),
        Index("integrations", (("account", 1),)),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._connections = mongo["connections"]
        self._latest = mongo["latest_runs"]
        self._integrations = mongo["integrations"]

    async def some(self, account: AccountId, ids: Iterable[str], session: Session) -> dict[str, KnownConnection]:
        """Those of `ids` that are known."""
        query = {"account": account, "_id": {"$in": [f"{account}|{identity}" for identity in ids]}}
        return _connections(await self._connections.find(query, session=session).to_list(None))

    async def every(self, account: AccountId) -> dict[str, KnownConnection]:
        """All connections of the account, deleted ones too."""
        return _connections(await self._connections.find({"account": account}).to_list(None))

    async def save(self, account: AccountId, connections: Sequence[KnownConnection], session: Session) -> None:
        """Store; Conflict when another worker made one of them meanwhile."""
        await write(self._connections, [_upsert(account, (row.id,), row) for row in connections], session)

    async def latest(
        self, account: AccountId, keys: Iterable[tuple[str, str]], session: Session
    ) -> dict[tuple[str, str], LatestRun]:
        """The latest runs by (connection, kind)."""
        ids = ["|".join((account, *key)) for key in keys]
        rows = await self._latest.find({"account": account, "_id": {"$in": ids}}, session=session).to_list(None)
        return {(row["connection"], row["kind"]): _latest(row) for row in rows}

    async def bad_runs(self, account: AccountId) -> list[LatestRun]:
        """The latest runs that failed or ended in part."""
        query = {"account": account, "status": {"$in": sorted(BAD_RUNS)}}
        return [_latest(row) for row in await self._latest.find(query).to_list(None)]

    async def save_latest(self, account: AccountId, runs: Sequence[LatestRun], session: Session) -> None:
        """Store; Conflict when another worker made one of them meanwhile."""
        await write(self._latest, [_upsert(account, (row.connection, row.kind), row) for row in runs], session)

    async def save_titles(self, announced: Sequence[IntegrationAnnounced], session: Session) -> None:
        """Store the titles of integrations, which are the same for every account; the newest announcement wins."""
        writes = []
        for event in sorted(announced, key=lambda event: event.sequence):
            for manifest in event.data.manifests:
                identity = {"_id": f"{EVERYBODY}|{manifest.slug}", "account": EVERYBODY}
                row = {**identity, "slug": manifest.slug, "title": manifest.title, "sequence": event.sequence}
                writes.append(newest_wins(identity, row))
        await write(self._integrations, writes, session)

    async def titles(self) -> Mapping[str, str]:
        """Titles of integrations by slug."""
        rows = await self._integrations.find({"account": EVERYBODY}).to_list(None)
        return {row["slug"]: row["title"] for row in rows}


def _upsert(account: AccountId, key: tuple[str, ...], row: KnownConnection | LatestRun) -> UpdateOne:
    values: dict[str, Any] = {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    values["cause"] = row.cause.model_dump() if row.cause else None
    return UpdateOne({"_id": "|".join((account, *key)), "account": account}, {"$set": values}, upsert=True)


def _connections(rows: Iterable[Document]) -> dict[str, KnownConnection]:
    return {
        row["id"]: KnownConnection(**{**_values(KnownConnection, row), "health": Health(row["health"])}) for row in rows
    }


def _latest(row: Document) -> LatestRun:
    return LatestRun(**{**_values(LatestRun, row), "status": RunStatus(row["status"])})


def _values(kind: type[Any], row: Document) -> dict[str, Any]:
    values = {field.name: row[field.name] for field in dataclasses.fields(kind)}
    values["cause"] = Cause(**row["cause"]) if row["cause"] else None
    return values
