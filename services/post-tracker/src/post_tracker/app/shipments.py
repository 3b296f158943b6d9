"""What the use cases keep: shipments, tickets that are being answered, calls that are counted by the day."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from contracts.base import AccountId, ConnectionId, Ref
from post_tracker.domain.shipment import Shipment
from service_kit.outbox import Unit

KEPT: Final = dt.timedelta(days=365)
"""How long a shipment is remembered that is not asked for any more."""
FORGOTTEN: Final = dt.timedelta(days=7)
"""Tickets and counted days are of no use after that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which shipments are listed; None for all. `starting`: how their number, or that of their order, begins."""

    connection: ConnectionId | None = None
    status: str | None = None
    starting: str | None = None


Pair = tuple[Shipment, Shipment]
"""A shipment before and after."""


class Shipments(Protocol):
    """One shipment of an order at most."""

    async def of_orders(self, account: AccountId, orders: Collection[Ref], unit: Unit) -> Mapping[Ref, Shipment]:
        """Those of these orders, as the transaction sees them."""

    async def due(self, account: AccountId, connection: ConnectionId, now: dt.datetime, limit: int) -> list[Shipment]:
        """What is to be asked for now: urgent ones first, then those that wait longest."""

    async def some(self, account: AccountId, ids: Collection[str], unit: Unit) -> list[Shipment]:
        """Those with these ids, as the transaction sees them."""

    async def of_ticket(self, account: AccountId, ticket: str) -> list[Shipment]:
        """Those that a ticket asks for and that nothing else happened to meanwhile."""

    async def save(self, account: AccountId, shipments: Sequence[Shipment], unit: Unit) -> None:
        """Store them whole; Conflict when another worker made one of an order first."""

    async def change(self, account: AccountId, pairs: Iterable[Pair], unit: Unit) -> None:
        """Store what became of some that are there."""

    async def hurry(
        self, account: AccountId, connection: ConnectionId, unasked_since: dt.datetime, now: dt.datetime
    ) -> None:
        """Make all due that wait for their time and were last asked for before `unasked_since`."""

    async def get(self, account: AccountId, shipment: str, unit: Unit | None = None) -> Shipment:
        """A shipment; NotFound `shipment_unknown`."""

    async def of_order(self, account: AccountId, order: Ref) -> Shipment:
        """The shipment of an order; NotFound `shipment_unknown`."""

    async def page(
        self, account: AccountId, wanted: Wanted, after: str | None, limit: int
    ) -> tuple[Sequence[Shipment], str | None]:
        """Shipments behind a cursor, the newest first, and the cursor behind them."""

    async def count(self, account: AccountId, connection: ConnectionId | None) -> Mapping[str, int]:
        """How many there are, by status; None for all connections."""


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that waits for its answer; `number` is the carrier's and may hold the login."""

    id: str
    number: str = field(repr=False)
    made_at: dt.datetime
    ask_at: dt.datetime


class Tickets(Protocol):
    """Tickets of connections."""

    async def add(
        self, account: AccountId, connection: ConnectionId, ticket: OpenTicket, shipments: int, unit: Unit
    ) -> None:
        """Keep a new one that asks for so many."""

    async def due(self, account: AccountId, connection: ConnectionId, now: dt.datetime) -> list[OpenTicket]:
        """Those whose answer may be asked for now, the oldest first."""

    async def put_off(self, account: AccountId, ticket: str, until: dt.datetime) -> None:
        """Ask for its answer then, not before."""

    async def drop(self, account: AccountId, ticket: str, unit: Unit) -> None:
        """It is answered, or never will be."""

    async def count(self, account: AccountId, connection: ConnectionId) -> int:
        """How many wait for their answer."""


class Quota(Protocol):
    """Calls counted by the day, for each login."""

    async def take(self, account: AccountId, login: str, day: str, limit: int) -> bool:
        """Count one call; False when the day's are spent."""

    async def spend(self, account: AccountId, login: str, day: str, limit: int) -> None:
        """The carrier says that the day's are spent, whatever was counted here."""

    async def used(self, account: AccountId, login: str, day: str) -> int:
        """How many were made on that day."""

    async def worked(self, account: AccountId, login: str, day: str) -> None:
        """The carrier took the login on that day."""

    async def has_worked(self, account: AccountId, login: str, day: str) -> bool:
        """Whether it ever did on that day."""
