"""What an executor needs of those who make something of letters."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contracts.events.lead import LeadReceivedData
from contracts.order import Order
from mail_intake.app.letters import KeptLetter, LetterState
from mail_intake.domain.order import Reading
from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.outbox import Unit
from service_kit.runs.model import Run


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter with what it says, or why that cannot be told. `index` is the number of its row."""

    index: int
    letter: KeptLetter
    reading: Reading | None
    refusal: DataError | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a letter: read, unread or passed over; `gave` and `made` are what is made of it."""

    arrived: Arrived
    state: LetterState
    refusal: DataError | None = None
    gave: str | None = None
    made: Order | LeadReceivedData | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands: the number behind its last row, letters read of those to be read (0 = not known)."""

    cursor: int
    done: int
    total: int


Also = Callable[[Unit], Awaitable[None]]
"""Joins the transaction that stores a page."""


class Job(Protocol):
    """One run at work."""

    async def judge(self, letters: Sequence[Arrived], turn: int) -> list[Verdict]:
        """What becomes of each letter; `turn` counts the requests that were taken before."""

    async def store(self, verdicts: Sequence[Verdict], place: Place, also: Also) -> None:
        """Rows, orders or requests and their events, in one transaction with `also`. A dry run only has its rows."""


class Taking(Protocol):
    """Makes orders, or requests, of letters."""

    async def begin(self, run: Run, connection: Connection, config: Any) -> Job:
        """The run at work, `config` with its secrets in the clear; NotYet when something is not there yet."""

    def keeps_raw(self, verdict: Verdict) -> bool:
        """Whether the raw letter is needed when the page is stored."""


def told(letter: KeptLetter) -> str:
    """How a row of the report names the letter."""
    return f"Письмо «{letter.subject or 'без темы'}»"


def details_of(error: DataError) -> Mapping[str, object]:
    """The details of a refusal as they are kept."""
    return {name: value for name, value in error.details.items() if isinstance(value, str | int | float)}
