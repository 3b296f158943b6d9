"""A parcel that is tracked for an order, and what becomes of it: it starts, is answered about, missed, given up."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from contracts.base import ConnectionId, Ref
from contracts.events.shipment import TrackingState
from post_tracker.domain.checks import next_try
from post_tracker.domain.tracking import History, Number, Operation, Standing
from service_kit.errors import BizError

FAILED_AFTER: Final = 3
"""So many times in a row a number that was never answered about is missed before its order tells so."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """The one parcel of an order. `tracking_number` is as the order has it, `number` as the carrier takes it, None when
    it is not asked for. `carrier` is the slug of the integration.

    `since` is when the order came with this number. `sequence` counts what was told of it. `first_seen_at` is when
    `status` came, `news_at` when anything did. `due_at`: when to ask, None = never; `urgent` ones go first. `ticket`:
    the one that asks for it. `missed`: how often in a row there was no answer. `key`, `details`: a doubt or a failure
    to be shown.
    """

    id: str
    carrier: str
    connection: ConnectionId
    order: Ref
    order_number: str
    order_sequence: int
    tracking_number: str
    number: str | None
    status: str
    first_seen_at: dt.datetime
    news_at: dt.datetime
    checked_at: dt.datetime
    since: dt.datetime | None = None
    due_at: dt.datetime | None = None
    urgent: bool = False
    ticket: str | None = None
    history: History = ()
    final: bool = False
    sequence: int = 0
    missed: int = 0
    key: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rests(self) -> bool:
        """Whether it is not asked for only because its order is closed."""
        over = self.final or self.status == TrackingState.STOPPED
        return self.number is not None and self.due_at is None and not over

    @property
    def last(self) -> Operation | None:
        """The last operation; None before the first answer with one."""
        return self.history[-1] if self.history else None


def started(shipment: Shipment, number: Number, now: dt.datetime) -> Shipment:
    """A new number: ask for it at once, nothing is known of it."""
    fresh = _afresh(shipment, TrackingState.REQUESTED, now)
    return replace(fresh, number=number.text, key=number.warning, due_at=now, urgent=True)


def refused(shipment: Shipment, error: BizError, now: dt.datetime) -> Shipment:
    """A number that cannot be asked for."""
    return replace(_afresh(shipment, TrackingState.BAD_NUMBER, now), key=error.key, details=error.details)


def left(shipment: Shipment, now: dt.datetime) -> Shipment:
    """The order is not ours to track any more."""
    return _afresh(shipment, TrackingState.STOPPED, now)


def paused(shipment: Shipment) -> Shipment:
    """Its order is closed: what is known of it stays, and nobody asks."""
    return replace(shipment, due_at=None, urgent=False, ticket=None)


def resumed(shipment: Shipment, now: dt.datetime) -> Shipment:
    """Ask for it from now on; a ticket that asks for it counts no more."""
    return replace(shipment, due_at=now, ticket=None)


def answered(
    shipment: Shipment, history: History, standing: Standing, patience: dt.timedelta, now: dt.datetime
) -> Shipment:
    """What the carrier tells now, as a whole. An empty history where there was one tells nothing.

    It is asked for no more once it is at its end, or nothing was heard of it for the time of `patience`, neither at the
    check before: a clock that is put forward for a moment ends nothing.
    """
    seen = replace(shipment, checked_at=now, ticket=None, urgent=False, missed=0)
    if not history and shipment.history:
        status, final = shipment.status, shipment.final
    else:
        status, final = standing.status, standing.final
        same = [one.happening for one in history] == [one.happening for one in shipment.history]
        seen = replace(seen, history=tuple(history), news_at=shipment.news_at if same else now)
    if not final and min(shipment.checked_at, now) - seen.news_at > patience:
        status = TrackingState.STOPPED
    over = final or status == TrackingState.STOPPED
    return replace(
        seen,
        status=str(status),
        final=final,
        first_seen_at=shipment.first_seen_at if status == shipment.status else now,
        due_at=None if over else seen.due_at,
        key=None if shipment.status == TrackingState.ERROR else seen.key,
        details={} if shipment.status == TrackingState.ERROR else seen.details,
    )


def missed(shipment: Shipment, error: BizError, now: dt.datetime) -> Shipment:
    """There was no answer about it: ask again later. Its order tells so when there never was one."""
    times = shipment.missed + 1
    seen = replace(shipment, ticket=None, urgent=False, missed=times, due_at=next_try(times, now))
    if times < FAILED_AFTER or shipment.history or shipment.status == TrackingState.ERROR:
        return seen
    failed = replace(seen, status=str(TrackingState.ERROR), first_seen_at=now, checked_at=now)
    return replace(failed, key=error.key, details=error.details)


def is_news(before: Shipment, after: Shipment) -> bool:
    """Whether the order shows something else now."""
    was, became = ((one.status, one.last and one.last.happening, one.key) for one in (before, after))
    return was != became


def _afresh(shipment: Shipment, status: TrackingState, now: dt.datetime) -> Shipment:
    return replace(
        shipment,
        number=None,
        status=str(status),
        first_seen_at=now,
        news_at=now,
        checked_at=now,
        since=now,
        due_at=None,
        urgent=False,
        ticket=None,
        history=(),
        final=False,
        missed=0,
        key=None,
        details={},
    )
