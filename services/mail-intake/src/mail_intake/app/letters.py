"""Letters that are kept: what became of each, and the raw letter until its order is stored."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

from contracts.base import AccountId, ConnectionId
from service_kit.outbox import Unit

REMEMBERED: Final = dt.timedelta(days=180)
"""How long a letter is known after it came."""


class LetterState(StrEnum):
    """What became of a letter: an order or request was made of it; it waits for a person (`unread`) or for the next run
    (`waiting`); it holds none (`passed`: about a status, or a person said so).
    """

    READ = "read"
    UNREAD = "unread"
    WAITING = "waiting"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter of a connection's senders. `id` is ours, `file` the raw letter among the files (None when it was too
    large, or is not needed any more).

    `key` and `details` give the text why it is not read. `gave` is the outside id of its order, or the id of its lead.
    `template`, `version`: the own template that it was read by. `filled`: what a person entered instead of its text.
    """

    id: str
    message_id: str
    digest: str
    sender: str
    subject: str
    received_at: dt.datetime
    size: int
    state: LetterState
    run: str
    file: str | None = None
    key: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    gave: str | None = None
    template: str | None = None
    version: int | None = None
    filled: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class LettersPage:
    """Letters, the newest first, and the cursor behind them (None at the end)."""

    items: Sequence[KeptLetter]
    next: str | None


class Letters(Protocol):
    """Kept letters. Those of another account or connection do not exist for the caller."""

    async def known(
        self, account: AccountId, connection: ConnectionId, message_ids: Collection[str]
    ) -> Mapping[str, Collection[str]]:
        """Those Message-IDs that are kept, each with the digests of its letters."""

    async def save(
        self, account: AccountId, connection: ConnectionId, letters: Sequence[KeptLetter], unit: Unit
    ) -> None:
        """Keep them, each in place of what was kept under its id."""

    async def waiting(self, account: AccountId, connection: ConnectionId, limit: int) -> Sequence[KeptLetter]:
        """Letters to be read again, the oldest first."""

    async def some(self, account: AccountId, connection: ConnectionId, names: Collection[str]) -> Sequence[KeptLetter]:
        """Letters with these ids, and those that gave orders with these outside ids."""

    async def get(self, account: AccountId, letter: str) -> tuple[ConnectionId, KeptLetter]:
        """A letter and its connection; NotFound `letter_unknown`."""

    async def page(
        self, account: AccountId, connection: ConnectionId, state: LetterState, after: str | None, limit: int
    ) -> LettersPage:
        """Letters in a state behind a cursor."""

    async def count(self, account: AccountId, connection: ConnectionId, state: LetterState) -> int:
        """How many there are."""

    async def ask_again(
        self, account: AccountId, connection: ConnectionId, letters: Collection[str] | None, unit: Unit
    ) -> int:
        """Let the next run read unread letters again, all of them with None, and forget what was entered for them.

        Those without a raw letter stay.

        How many.
        """

    async def fill(self, account: AccountId, letter: str, filled: Mapping[str, Any], unit: Unit) -> None:
        """Let the next run take what a person entered; Problem 409 `letter_read_already`, NotFound `letter_unknown`."""

    async def pass_over(self, account: AccountId, letter: str, unit: Unit) -> None:
        """There is no order in it; Problem 409 `letter_read_already`, NotFound `letter_unknown`."""

    async def settled(self, account: AccountId, orders: Collection[tuple[ConnectionId, str]], unit: Unit) -> None:
        """The platform has these orders (connection, outside id): their raw letters are not needed any more."""
