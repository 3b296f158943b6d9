"""What the use cases need from outside, and what is passed between them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contracts.base import AccountId
from contracts.events.connection import IntegrationAnnounced, RunFinished, RunStatus
from journal.domain.connection import KnownConnection, LatestRun
from journal.domain.order import OrderLife
from service_kit.mongo import Document, Session

LIVE_KEPT = dt.timedelta(hours=1)
"""How long a stream can be resumed."""


@dataclass(frozen=True, slots=True)
class Message:
    """One event of the live stream: `name` is its SSE name, `data` is JSON.

    Of messages with the same `slot` only the last one counts: it takes the place of one that was not sent yet.
    """

    id: str
    account: AccountId
    name: str
    data: Mapping[str, Any]
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs are wanted; `since` and `until` are about their end."""

    integration: str | None = None
    connection: str | None = None
    kind: str | None = None
    status: Sequence[RunStatus] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None


class Orders(Protocol):
    """Life lines of orders."""

    async def load(
        self, account: AccountId, keys: Iterable[tuple[str, str]], refs: Iterable[str], session: Session
    ) -> list[OrderLife]: ...

    async def save(self, account: AccountId, lives: Sequence[OrderLife], session: Session) -> None: ...

    async def named(self, account: AccountId, by: str, value: str, limit: int) -> list[OrderLife]: ...

    async def overdue(self, before: dt.datetime, limit: int) -> Mapping[AccountId, list[str]]: ...

    async def mark_unanswered(
        self, account: AccountId, ids: Sequence[str], before: dt.datetime, key: str, session: Session
    ) -> bool: ...

    async def needing(self, account: AccountId) -> list[Document]: ...

    async def kept(self, account: AccountId, since: dt.datetime, until: dt.datetime) -> list[Document]: ...


class Connections(Protocol):
    """Connections, their latest runs, titles of integrations."""

    async def some(self, account: AccountId, ids: Iterable[str], session: Session) -> dict[str, KnownConnection]: ...

    async def every(self, account: AccountId) -> dict[str, KnownConnection]: ...

    async def save(self, account: AccountId, connections: Sequence[KnownConnection], session: Session) -> None: ...

    async def latest(
        self, account: AccountId, keys: Iterable[tuple[str, str]], session: Session
    ) -> dict[tuple[str, str], LatestRun]: ...

    async def bad_runs(self, account: AccountId) -> list[LatestRun]: ...

    async def save_latest(self, account: AccountId, runs: Sequence[LatestRun], session: Session) -> None: ...

    async def save_titles(self, announced: Sequence[IntegrationAnnounced], session: Session) -> None: ...

    async def titles(self) -> Mapping[str, str]: ...


class Runs(Protocol):
    """Finished runs."""

    async def save(self, account: AccountId, events: Sequence[RunFinished], session: Session) -> None: ...

    async def during(
        self, account: AccountId, connection: str, since: dt.datetime, until: dt.datetime
    ) -> list[Document]: ...

    async def counted(self, account: AccountId, since: dt.datetime, until: dt.datetime) -> list[Document]: ...


class Live(Protocol):
    """Messages of the last hour."""

    async def add(self, account: AccountId, messages: Sequence[Message], session: Session) -> None: ...

    async def heads(self, accounts: Iterable[AccountId]) -> Mapping[AccountId, int]: ...

    async def after(self, account: AccountId, position: int, limit: int) -> tuple[list[Message], int]: ...

    async def since(self, account: AccountId, moment: dt.datetime, limit: int) -> list[Message]: ...
