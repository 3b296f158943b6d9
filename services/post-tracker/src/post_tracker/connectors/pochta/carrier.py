"""«Почта России» as a carrier: what is known of it without asking. Implements `post_tracker.app.ports.Carrier`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from post_tracker.app.ports import Limits, Way
from post_tracker.domain.pochta.barcode import read_number
from post_tracker.domain.pochta.operations import is_known, kind_of, numbers_of
from post_tracker.domain.pochta.standing import DELIVERED, catalogue, standing
from post_tracker.domain.tracking import History, Number, Operation, Standing, Status

SINGLE: Final = Limits(per_call=1, per_day=100)
"""Any registered user; days are those of Moscow."""
BATCH: Final = Limits(
    per_call=3000,
    first_wait=dt.timedelta(minutes=15),
    next_wait=dt.timedelta(minutes=15),
    kept=dt.timedelta(hours=32),
)
"""Clients with a contract."""
PAGE: Final = "https://www.pochta.ru/tracking?barcode={number}"
MOSCOW: Final = dt.timezone(dt.timedelta(hours=3))
NEWS_WITHIN: Final = dt.timedelta(days=90)
LETTERBOX_WITHIN: Final = dt.timedelta(days=30)
"""What was put into a letterbox has no handing over: nothing is told of it any more."""


class Pochta:
    """All its limits are published (tracking.pochta.ru/specification)."""

    code: str = "pochta"
    title: str = "Почта России"
    ways: Mapping[Way, Limits] = {Way.AT_ONCE: SINGLE, Way.TICKET: BATCH}

    def number(self, text: str) -> Number:
        """As `domain.pochta.barcode` has it."""
        return read_number(text)

    def statuses(self) -> Sequence[Status]:
        """As the form shows them."""
        return catalogue().statuses

    def shown(self, operation: Operation) -> str:
        """Type and attribute; those without a name by their numbers."""
        return kind_of(*numbers_of(operation.code), operation.name, operation.detail or "").title

    def knows(self, operation: Operation) -> bool:
        """Whether the table of operations has it."""
        return is_known(*numbers_of(operation.code))

    def standing(self, history: History) -> Standing:
        """As `domain.pochta.standing` has it."""
        return standing(history)

    def patience(self, status: str) -> dt.timedelta:
        """Three months; one for what is delivered without a final operation."""
        return LETTERBOX_WITHIN if status == DELIVERED else NEWS_WITHIN

    def page(self, number: str) -> str:
        """The one that receipts name."""
        return PAGE.format(number=number)

    def day(self, now: dt.datetime) -> tuple[str, dt.datetime]:
        """Days of Moscow."""
        there = now.astimezone(MOSCOW)
        begins = there.replace(hour=0, minute=0, second=0, microsecond=0)
        return begins.date().isoformat(), begins + dt.timedelta(days=1)
