"""Parcels whose way is known beforehand, and what must come of asking for them, by the post's own books."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from post_desk import number_of

from simulators.pochta.server import Post
from simulators.pochta.store import Step


class Move(NamedTuple):
    """An operation so many hours after the beginning, and the status that a parcel has by it."""

    hours: float
    type: int
    attr: int
    status: str
    final: bool = False

    @property
    def code(self) -> str:
        return f"{self.type}.{self.attr}"


WAYS: Final[Sequence[Sequence[Move]]] = (
    (Move(-48, 1, 1, "accepted"), Move(-24, 8, 2, "arrived"), Move(-2, 2, 1, "delivered", True)),
    (Move(-5, 1, 1, "accepted"), Move(12, 8, 2, "arrived"), Move(36, 2, 1, "delivered", True)),
    (Move(-5, 1, 1, "accepted"),),
    (Move(12, 20, 0, "registered"), Move(60, 1, 1, "accepted")),
    (
        Move(-5, 1, 1, "accepted"),
        Move(-3, 8, 4, "in_transit"),
        Move(12, 8, 3, "in_transit"),
        Move(36, 8, 4, "in_transit"),
        Move(60, 8, 2, "arrived"),
    ),
    (
        Move(-30, 1, 1, "accepted"),
        Move(-20, 8, 2, "arrived"),
        Move(12, 3, 1, "returning"),
        Move(36, 8, 4, "returning"),
        Move(60, 2, 2, "returned", True),
    ),
    (Move(-5, 1, 1, "accepted"), Move(12, 2, 1, "delivered", True)),
    (),
)
"""Parcels take these ways in turn: at once at the end, by days, without news, unknown at first or for good, back."""

SAME: Final = dt.timedelta(minutes=10)
"""Two questions so close are one check: somebody died between the first and its being noted."""
REQUESTED, UNKNOWN = ("requested", ""), ("no_data", "")


@dataclass(slots=True)
class Asked:
    """The checks of one parcel: when each was asked for, and by when its answer knows; `extra` were asked in vain."""

    at: list[dt.datetime] = field(default_factory=list)
    known: list[dt.datetime | None] = field(default_factory=list)
    extra: int = 0

    def note(self, at: dt.datetime, known: dt.datetime | None) -> None:
        """A question, in order of time; `known` is None when its answer was never fetched."""
        if self.at and at - self.at[-1] < SAME:
            self.extra += 1
            self.known[-1] = self.known[-1] or known
            return
        self.at.append(at)
        self.known.append(known)


class Ledger:
    """What happens to parcels since `start`, and what the books of the post say of the questions."""

    def __init__(self, post: Post, start: dt.datetime) -> None:
        self._post = post
        self._start = start

    def fill(self, serials: Iterable[int]) -> None:
        """Let parcels go their ways; what lies ahead is told when its time has come."""
        steps = [
            [Step(self._start + dt.timedelta(hours=move.hours), move.type, move.attr, "Операция") for move in way]
            for way in WAYS
        ]
        for serial in serials:
            self._post.happens(number_of(serial), *steps[serial % len(WAYS)])

    def asked(self) -> Mapping[str, Asked]:
        """Checks by number."""
        questions: list[tuple[dt.datetime, dt.datetime | None, Sequence[str]]] = []
        with self._post.store.lock:
            for ticket in self._post.store.tickets.values():
                answered = ticket.asked is not None and ticket.asked >= ticket.ready
                questions.append((ticket.made, ticket.ready if answered else None, ticket.barcodes))
            for one in self._post.requests:
                if one.asked == "getOperationHistory" and one.status == 200:
                    questions.append((one.at, one.at, one.numbers))
        found: dict[str, Asked] = defaultdict(Asked)
        for at, known, numbers in sorted(questions, key=lambda question: question[0]):
            for number in numbers:
                found[number].note(at, known)
        return found

    def standing(self, serial: int, moment: dt.datetime) -> tuple[str, str]:
        """Status, and the code of the last operation, that an answer which knows what was by `moment` gives."""
        passed = self._passed(serial, moment)
        return (passed[-1].status, passed[-1].code) if passed else UNKNOWN

    def is_final(self, serial: int, moment: dt.datetime) -> bool:
        """Whether nothing more is to be asked after that answer."""
        passed = self._passed(serial, moment)
        return bool(passed) and passed[-1].final

    def wanted(self, serial: int, asked: Asked) -> list[tuple[str, str]]:
        """What must have been told of a parcel: that it was asked for, then each change once."""
        told = [REQUESTED]
        for moment in asked.known:
            if moment is not None and (now := self.standing(serial, moment)) != told[-1]:
                told.append(now)
        return told

    def _passed(self, serial: int, moment: dt.datetime) -> Sequence[Move]:
        way = WAYS[serial % len(WAYS)]
        return [move for move in way if self._start + dt.timedelta(hours=move.hours) <= moment]
