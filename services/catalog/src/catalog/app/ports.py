"""What catalog needs of its storage."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.domain.requests import ConnectionRequest
from contracts.base import AccountId, ConnectionId
from contracts.events.connection import Cause, ConnectionChanged, Health, IntegrationAnnounced
from contracts.manifest import Manifest
from service_kit.outbox import Unit


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection of an account as the information window shows it; `cause` tells why it does not work."""

    id: ConnectionId
    name: str
    enabled: bool
    health: Health
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What the database holds now: every change of all widgets, or of the account's connections, makes another one.

    They can be told apart, not compared. "" = never changed.
    """

    widgets: str
    connections: str


class Shelves(Protocol):
    """Widgets and connections as they are read."""

    async def versions(self, account: AccountId) -> Versions:
        """The present versions; cheap."""
        ...

    async def announced(self) -> list[tuple[str, Manifest]]:
        """(service, manifest) of every integration that is offered now, services by name."""
        ...

    async def own(self) -> list[Manifest]:
        """Widgets without a service, by slug."""
        ...

    async def connections(self, account: AccountId) -> Mapping[str, Sequence[Connected]]:
        """Connections of the account by slug of their integration, oldest first."""
        ...


class Notes(Protocol):
    """Keeps what services tell; older than what is known changes nothing."""

    async def note_announced(self, events: Sequence[IntegrationAnnounced], unit: Unit) -> None:
        """The manifests of the announcing services."""
        ...

    async def note_changed(self, events: Sequence[ConnectionChanged], unit: Unit) -> None:
        """States of connections."""
        ...


class Requests(Protocol):
    """Requests for a connection."""

    async def count(self, account: AccountId, day: dt.date, unit: Unit) -> int:
        """Count one more of the day; gives how many there are with it."""
        ...

    async def add(self, account: AccountId, request: ConnectionRequest, key: str | None, unit: Unit) -> None:
        """Keep one; DoubleRequest when the account has one with this idempotency key."""
        ...

    async def same(self, account: AccountId, key: str) -> ConnectionRequest | None:
        """The request that was made with this idempotency key."""
        ...

    async def newest(self, account: AccountId, before: str | None, limit: int) -> list[ConnectionRequest]:
        """Newest first, those made before the request `before`."""
        ...


class DoubleRequest(Exception):
    """The same request came twice at the same moment."""
