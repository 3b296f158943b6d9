"""What the use cases need of a carrier. Four kinds exist; a carrier implements `Carrier` and the protocol of its kind.

At once: «Почта России» for single numbers, CDEK, Boxberry. By ticket: «Почта России» for many. Feed: DPD, which hands
out all changes until they are acknowledged. Push: CDEK, which calls us.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from contracts.base import Ref
from post_tracker.domain.tracking import History, Number, Operation, Parcel, Standing, Status
from service_kit.connections.store import Connection
from service_kit.errors import DataError, TransientError


class NumbersRefused(DataError):
    """Some of the numbers of a call are not taken, or there are too many of them: fewer may go."""


class NumberFailed(TransientError):
    """There is no answer about this one number, or in this one ticket; others may well have one."""


class Way(StrEnum):
    """How a carrier tells what happened."""

    AT_ONCE = "at_once"
    TICKET = "ticket"
    FEED = "feed"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one account may do. `per_day` is None where nothing is counted; the waits concern tickets."""

    per_call: int = 1
    per_day: int | None = None
    first_wait: dt.timedelta = dt.timedelta()
    next_wait: dt.timedelta = dt.timedelta()
    kept: dt.timedelta = dt.timedelta()


@dataclass(frozen=True, slots=True)
class Ticket:
    """An answer that is being made; its number may hold the login, so that it stays out of logs."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotReady:
    """Ask again after `Limits.next_wait`."""


@dataclass(frozen=True, slots=True)
class Expired:
    """The answer is gone: a new ticket is needed."""


class Carrier(Protocol):
    """What is known of a carrier without asking it."""

    code: str
    title: str
    ways: Mapping[Way, Limits]

    def number(self, text: str) -> Number:
        """The number as the carrier takes it; DataError when it cannot be one of its numbers."""

    def statuses(self) -> Sequence[Status]:
        """All statuses that may be joined with statuses of orders."""

    def shown(self, operation: Operation) -> str:
        """The operation as people see it; one that nobody has a name for by its code."""

    def knows(self, operation: Operation) -> bool:
        """Whether there is a name for it here: one that is new at the carrier is to be added."""

    def standing(self, history: History) -> Standing:
        """Where a parcel stands by its whole history."""

    def patience(self, status: str) -> dt.timedelta:
        """How long a parcel in this status is asked for without any news."""

    def page(self, number: str) -> str:
        """Address of the carrier's public page about a parcel, for people."""

    def day(self, now: dt.datetime) -> tuple[str, dt.datetime]:
        """The day that `Limits.per_day` is counted by, and when the next one begins."""


class AtOnce(Protocol):
    """Answers in the call."""

    async def ask(self, number: str) -> Parcel:
        """What happened to the parcel. NumberFailed: this one has no answer. Other errors: nobody has one now."""


class ByTicket(Protocol):
    """Takes many numbers, and answers later."""

    async def submit(self, numbers: Sequence[str]) -> Ticket:
        """Ask for at most `Limits.per_call` numbers. NumbersRefused: some are not taken, or they are too many."""

    async def collect(self, ticket: Ticket) -> Sequence[Parcel] | NotReady | Expired:
        """The answer; numbers that it lacks have to be asked for again. NumberFailed, DataError: it never gives one."""


class Feed(Protocol):
    """Hands out what changed since it was last acknowledged, for all parcels of the account."""

    async def changes(self) -> tuple[Sequence[Parcel], str]:
        """New operations, and the mark to acknowledge them by."""

    async def acknowledge(self, mark: str) -> None:
        """They are stored: do not hand them out again."""


class Push(Protocol):
    """Calls us."""

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Parcel]:
        """What a call tells; DataError when it is none of the carrier's."""


@dataclass(frozen=True, slots=True)
class TrackingSettings:
    """What tracking needs of a connection's settings. `login` names what the carrier counts calls by; `statuses`: a
    status of the carrier → the status that orders get.
    """

    way: Way
    login: str
    statuses: Mapping[str, Ref]


@dataclass(frozen=True, slots=True)
class Tracker:
    """A carrier and how its connections are used. `methods`: delivery methods whose orders are tracked; `settings`:
    of opened settings; `calls`: who asks, by the way that the settings choose.
    """

    carrier: Carrier
    methods: Callable[[Connection], Collection[Ref]]
    settings: Callable[[Any], TrackingSettings]
    calls: Callable[[Connection, Any], AtOnce | ByTicket]
