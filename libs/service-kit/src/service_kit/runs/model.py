"""A run and its rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind, RunTrigger

CHANGES_LIMIT: Final = 50
"""Changes that a row tells at most."""
GOODS_LIMIT: Final = 20
"""Goods that a row tells at most."""


class Phase(StrEnum):
    """Where a run stands: waiting for a worker, being executed, waiting for the platform's answers, over."""

    QUEUED = "queued"
    READING = "reading"
    ANSWERS = "answers"
    DONE = "done"


class Result(StrEnum):
    """What became of a row; unchanged ones are only counted."""

    CREATED = "created"
    UPDATED = "updated"
    REJECTED = "rejected"


class RowState(StrEnum):
    """Whether a row waits for the platform (`accepted`), was stored or refused there, or needs no answer (`done`)."""

    ACCEPTED = "accepted"
    STORED = "stored"
    REFUSED = "refused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of what a row is about, as it was and as it becomes; None = it is not there.

    The text `change_<field>` names the field in Russian; `of` is put into it: the line, price list or store it is of.
    """

    field: str
    was: str | None
    becomes: str | None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class OutsideGood:
    """A good of an order that no product of ours stands for; `outside_id` is what a link to one is remembered by."""

    outside_id: str
    name: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One row of a run's report.

    `number` counts the rows of the source from 0; `where` and `title` are Russian, for the owner; `subject` and
    `sequence` name the version of the order that is to be answered. `key` and `details` give the reason's text.
    `outside_id` names what the row is about when it shall be done again without a file: the order's id in the shop, our
    ref of the product. `changes` are told field by field, `CHANGES_LIMIT` of them at most.
    `goods` can be linked to products, `GOODS_LIMIT` of them at most. `price_change` is the largest relative change of a
    price (0.5 = by half); `gone`: what the row is about is taken off the outside system.
    """

    number: int
    where: str
    result: Result
    state: RowState
    title: str = ""
    subject: str | None = None
    sequence: int = 0
    amount: Decimal | None = None
    currency: str | None = None
    key: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    outside_id: str | None = None
    changes: Sequence[Change] = ()
    goods: Sequence[OutsideGood] = ()
    price_change: float | None = None
    gone: bool = False


@dataclass(slots=True)
class Effect:
    """What rows do to the goods outside: how many get another price, the largest change of one, how many go."""

    prices_changed: int = 0
    largest_change: float = 0.0
    gone: int = 0

    def note(self, row: RunRow) -> None:
        """Count the row in."""
        if row.price_change:
            self.prices_changed += 1
            self.largest_change = max(self.largest_change, row.price_change)
        self.gone += row.gone


@dataclass(slots=True)
class Tally:
    """What one page, or a whole run so far, counted."""

    seen: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def add(self, other: "Tally") -> None:
        """Add the counts of `other`."""
        self.seen += other.seen
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.rejected += other.rejected


@dataclass(frozen=True, slots=True)
class Page:
    """What a run did in one transaction: its rows, its counts, the cursor to go on from, and how far it is.

    `effect` is that of its rows; given when there are others that are not kept for the table.
    """

    rows: tuple[RunRow, ...]
    tally: Tally
    cursor: int
    done: int
    total: int
    effect: Effect | None = None


@dataclass(slots=True)
class Run:
    """A claimed run in the hands of its worker. `owner` fences: a worker that lost the lease writes no page more.

    `dry_run`: rows are reported, nothing else is stored or told. `only`: numbers of the rows that a retry shall do,
    None for all of them; the rows of `attempt_of` have them. `cures`: that run and those that it does again, oldest
    first. `told_at`, `told_page`: the last progress that was told.
    """

    id: str
    account: AccountId
    connection: ConnectionId
    integration: str
    kind: RunKind
    trigger: RunTrigger
    owner: str
    created_at: dt.datetime
    file: str | None = None
    cursor: int = 0
    tries: int = 1
    outages: int = 0
    tally: Tally = field(default_factory=Tally)
    dry_run: bool = False
    attempt_of: str | None = None
    cures: tuple[str, ...] = ()
    only: frozenset[int] | None = None
    told_at: dt.datetime | None = None
    told_page: Page | None = None
