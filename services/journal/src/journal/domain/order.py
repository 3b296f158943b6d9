"""The life of an order, folded from events that come in any order and more than once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from contracts.envelope import Event
from contracts.events.order import OrderCreated, OrderRefused, OrderStored, OrderUpdated
from contracts.order import OrderOrigin
from contracts.rows.documents import OrderRow

MAX_STEPS = 300
"""Steps kept of one order: a record that is edited all day must not grow without end."""
NEVER = -1


class Need(StrEnum):
    """Why an order needs a person: the platform refused it, or says nothing."""

    REFUSED = "refused"
    UNANSWERED = "unanswered"


class StepKind(StrEnum):
    """What happened to an order; in the order of cause and effect, for steps of the same time."""

    CREATED = "created"
    UPDATED = "updated"
    STORED = "stored"
    REFUSED = "refused"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `data` is JSON; of a CHANGED step it is the state that the platform had then."""

    event: str
    time: dt.datetime
    kind: StepKind
    service: str
    sequence: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Version `sequence` of the order is not wanted as it is; `reasons` are {key, text, line, field}."""

    sequence: int
    at: dt.datetime
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(slots=True)
class OrderLife:
    """One order. `sent` and `stored` are versions of the outside order: the last one told, the last one kept.

    `key` is the natural key (connection, outside id), or ("", ref) of an order that was made in the platform.
    `names` are what it can be found by: «id:…», «ref:…», «number:…», «outside_id:…». `stored_at` is when it was first
    kept, `waits_since` when the oldest unanswered version was sent, `need` what a person must look at, since `need_at`.
    """

    key: tuple[str, str]
    service: str = ""
    subject: str | None = None
    number: str | None = None
    ref: str | None = None
    platform_number: str | None = None
    names: set[str] = field(default_factory=set)
    total: str | None = None
    currency: str | None = None
    sent: int = NEVER
    stored: int = NEVER
    stored_at: dt.datetime | None = None
    refusal: Refusal | None = None
    waits_since: dt.datetime | None = None
    need: Need | None = None
    need_key: str | None = None
    need_at: dt.datetime | None = None
    steps: list[Step] = field(default_factory=list)
    touched_at: dt.datetime | None = None

    def sent_to_platform(self, event: OrderCreated | OrderUpdated) -> None:
        """The outside system has a new version."""
        order = event.data.order
        self._of(event, event.data.origin)
        if event.sequence >= self.sent:
            self.sent = event.sequence
            self.total, self.currency = format(order.full_total(), "f"), order.currency
        if event.sequence > self._answered:
            self.waits_since = min(self.waits_since or event.time, event.time)
        updated = isinstance(event, OrderUpdated)
        data: dict[str, Any] = {"total": format(order.full_total(), "f"), "currency": order.currency}
        if isinstance(event, OrderUpdated):
            data["changed"] = list(event.data.changed)
        self._step(event, StepKind.UPDATED if updated else StepKind.CREATED, data)
        self._settle()

    def kept(self, event: OrderStored) -> None:
        """The platform holds a version."""
        data = event.data
        self._of(event, data.origin)
        self.ref, self.platform_number = data.ref, data.number
        self.names |= {f"ref:{data.ref}", f"number:{data.number}"}
        self.stored = max(self.stored, data.sequence)
        self.stored_at = min(self.stored_at or event.time, event.time)
        self._step(event, StepKind.STORED, {"number": data.number, "warnings": list(data.warnings)})
        self._settle()

    def refused(self, event: OrderRefused) -> None:
        """The platform does not take a version."""
        self._of(event, event.data.origin)
        reasons = tuple(reason.model_dump(exclude_none=True) for reason in event.data.reasons)
        known = self.refusal
        if known is None or (event.data.sequence, event.time) > (known.sequence, known.at):
            self.refusal = Refusal(event.data.sequence, event.time, reasons)
        self._step(event, StepKind.REFUSED, {"reasons": [dict(reason) for reason in reasons]})
        self._settle()

    def changed(self, event: Event[Any], row: OrderRow) -> None:
        """The record in the platform has a new state, whoever made it."""
        self.ref = row.ref
        self.names.add(f"ref:{row.ref}")
        if row.number:
            self.platform_number = row.number
            self.names.add(f"number:{row.number}")
        state = {
            "deleted": row.deleted,
            "status_ref": row.status_ref,
            "by": row.status_set_by,
            "paid": None if row.paid is None else format(row.paid, "f"),
            "currency": row.currency,
            "shipped": row.shipped,
            "tracking_number": row.delivery.tracking_number if row.delivery else None,
            "carrier_status": row.delivery.carrier_status if row.delivery else None,
        }
        self._step(event, StepKind.CHANGED, state, row.sequence)
        self._thin_out()

    @property
    def _answered(self) -> int:
        return max(self.stored, self.refusal.sequence if self.refusal else NEVER)

    def _of(self, event: Event[Any], origin: OrderOrigin) -> None:
        self.service, self.number = origin.service, origin.number
        self.subject = event.subject
        found_by = {"id": (event.subject, event.correlationid), "number": (origin.number,)}
        self.names |= {f"{by}:{value}" for by, values in found_by.items() for value in values}
        self.names.add(f"outside_id:{origin.outside_id}")

    def _step(self, event: Event[Any], kind: StepKind, data: Mapping[str, Any], sequence: int | None = None) -> None:
        if any(step.event == event.id for step in self.steps):
            return
        service = event.source.removeprefix("/biz/")
        place = event.sequence if sequence is None else sequence
        self.steps.append(Step(event.id, event.time, kind, service, place, data))
        self.touched_at = max(self.touched_at or event.time, event.time)
        if len(self.steps) > MAX_STEPS:
            self.steps.remove(min(self.steps, key=lambda step: (step.kind is not StepKind.CHANGED, step.time)))

    def _thin_out(self) -> None:
        """Of equal states in a row keep the first and the last: the check of a parcel changes its record every day."""
        states = sorted((one for one in self.steps if one.kind is StepKind.CHANGED), key=lambda step: step.sequence)
        runs = zip(states, states[1:], states[2:], strict=False)
        idle = {here.event for before, here, after in runs if before.data == here.data == after.data}
        if idle:
            self.steps = [step for step in self.steps if step.event not in idle]

    def _settle(self) -> None:
        """Whether it waits, and whether a person must look; `Need.UNANSWERED` is given by the sweep, in time."""
        if self.sent <= self._answered:
            self.waits_since = None
        if self.refusal and self.refusal.sequence > self.stored:
            self.need_at = self.need_at if self.need is Need.REFUSED else self.refusal.at
            self.need, self.need_key = Need.REFUSED, str(self.refusal.reasons[0]["key"])
        elif not (self.need is Need.UNANSWERED and self.waits_since):
            self.need = self.need_key = self.need_at = None
