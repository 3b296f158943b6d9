"""What the post knows: who may ask, parcels and their operations, tickets. Its time is that of the clock given."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

MOSCOW: Final = timezone(timedelta(hours=3))
PER_DAY: Final = 100
PER_TICKET: Final = 3000
PATIENCE: Final = timedelta(minutes=15)
KEPT: Final = timedelta(hours=32)


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """An operation. `at` has the zone of the place; an attribute 0 has no name except where one is given."""

    at: datetime
    type: int
    attr: int
    name: str
    attr_name: str = ""
    index: str = ""
    place: str = ""
    barcode: str = ""
    """The number that the item has by then, when it is a new one."""


@dataclass(slots=True)
class User:
    """Somebody who may ask. `batch` and `unlimited` come with a contract."""

    login: str
    password: str
    batch: bool = True
    unlimited: bool = False
    asked: dict[str, int] = field(default_factory=dict)
    """Single requests by days of Moscow."""


@dataclass(slots=True)
class Ticket:
    """A batch request, answered with what is known when it is done (`ready`)."""

    number: str
    login: str
    barcodes: Sequence[str]
    made: datetime
    ready: datetime
    asked: datetime | None = None


@dataclass(slots=True)
class Store:
    """All of it, under one lock. `ready_after` is how long the tickets to come will take."""

    clock: Callable[[], datetime]
    users: dict[str, User] = field(default_factory=dict)
    parcels: dict[str, list[Step]] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    ready_after: timedelta = PATIENCE
    lock: threading.RLock = field(default_factory=threading.RLock)

    def known(self, login: str, password: str) -> User | None:
        """The user with this login and password."""
        user = self.users.get(login)
        return user if user is not None and user.password == password else None

    def history(self, barcode: str, until: datetime) -> list[Step]:
        """Operations that have happened by then, in the order in which they were told."""
        return [step for step in self.parcels.get(barcode, []) if step.at <= until]

    def spend(self, user: User) -> bool:
        """Count a single request; False when those of this day of Moscow are spent."""
        day = f"{self.clock().astimezone(MOSCOW):%Y-%m-%d}"
        if not user.unlimited and user.asked.get(day, 0) >= PER_DAY:
            return False
        user.asked[day] = user.asked.get(day, 0) + 1
        return True

    def issue(self, user: User, barcodes: Sequence[str]) -> Ticket:
        """A new ticket: the moment of Moscow to the millisecond, then the login in capitals."""
        made = at = self.clock()
        while (number := f"{at.astimezone(MOSCOW):%Y%m%d%H%M%S%f}"[:17] + user.login.upper()) in self.tickets:
            at += timedelta(milliseconds=1)
        ticket = Ticket(number, user.login, tuple(barcodes), made, made + self.ready_after)
        self.tickets[number] = ticket
        return ticket
