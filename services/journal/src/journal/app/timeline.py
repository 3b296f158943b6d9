"""The life line of an order as a person reads it."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from contracts.base import AccountId, source_of
from journal.app.ports import Connections, Orders, Runs
from journal.domain.connection import KnownConnection
from journal.domain.order import OrderLife, Step, StepKind
from service_kit.problems import NotFound

LABELS = Path(__file__).parents[1] / "labels.ru.json"
ORDER = list(StepKind)
OTHERS = 20
PARCELS = source_of("post-tracker")
"""Who sets the status of an order when its parcel goes on."""
SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€"}


@dataclass(frozen=True, slots=True)
class Line:
    """One step: `kind` and `data` for programs, `what` for people; `run` is the exchange that brought it."""

    time: dt.datetime
    kind: str
    what: str
    service: str
    event: str
    connection: str | None
    run: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    """An order and its steps, oldest first; `others` are more orders with the same number, newest first."""

    order: OrderLife
    connection: KnownConnection | None
    lines: tuple[Line, ...]
    others: tuple[OrderLife, ...]


class Timelines:
    """Finds orders and tells their lives."""

    def __init__(self, orders: Orders, connections: Connections, runs: Runs) -> None:
        self._orders = orders
        self._connections = connections
        self._runs = runs

    async def of(self, account: AccountId, by: str, value: str) -> Timeline:
        """The life line of the order, of the newest one when there are more; NotFound `order_unknown`."""
        found = await self._orders.named(account, by, value, OTHERS)
        if not found:
            raise NotFound("order_unknown")
        life = found[0]
        connection = (await self._connections.every(account)).get(life.key[0])
        steps = sorted(life.steps, key=lambda step: (step.time, ORDER.index(step.kind), step.sequence))
        runs = await self._runs_of(account, life, steps)
        lines = [_line(step, what, life, runs) for step, what in _told(steps, life, connection)]
        return Timeline(life, connection, tuple(lines), tuple(found[1:]))

    async def _runs_of(self, account: AccountId, life: OrderLife, steps: Sequence[Step]) -> Mapping[str, str]:
        """Event → run. A connection has one run at a time, so the one that went on then has sent the order."""
        sent = [step for step in steps if step.kind in (StepKind.CREATED, StepKind.UPDATED)]
        if not sent:
            return {}
        runs = await self._runs.during(account, life.key[0], sent[0].time, sent[-1].time)
        return {
            step.event: run["run"]
            for step in sent
            for run in runs
            if run["started_at"] <= step.time <= run["finished_at"]
        }


def _told(steps: Sequence[Step], life: OrderLife, connection: KnownConnection | None) -> Iterator[tuple[Step, str]]:
    """Steps with what they say; one that says nothing new is left out."""
    name = connection.name if connection else _labels()["shop"]
    kept, states = False, sorted((s for s in steps if s.kind is StepKind.CHANGED), key=lambda step: step.sequence)
    before: dict[str, Mapping[str, Any] | None] = {
        step.event: previous.data if previous else None for previous, step in zip([None, *states], states, strict=False)
    }
    for step in steps:
        match step.kind:
            case StepKind.CREATED:
                texts = [_text("created", number=life.number, name=name, money=_money(step.data))]
            case StepKind.UPDATED:
                parts = ", ".join(_labels().get(f"part_{part}", part) for part in step.data["changed"])
                texts = [_text("updated", name=name, parts=parts)]
            case StepKind.STORED:
                texts = [_text("stored_again" if kept else "stored", number=step.data["number"])]
                texts += [_labels()[key] for word in step.data["warnings"] if (key := f"warning_{word}") in _labels()]
                kept = True
            case StepKind.REFUSED:
                texts = [_text("refused", reasons=" ".join(reason["text"] for reason in step.data["reasons"]))]
            case StepKind.CHANGED:
                texts = list(_differences(before[step.event], step.data))
        if texts:
            yield step, " ".join(texts)


def _differences(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterator[str]:
    """What a person would notice between two states of the platform's record; of the first one its money and parcel."""
    old = before or {}
    if now["deleted"]:
        yield _labels()["deleted"]
        return
    if before is not None and now["status_ref"] != old["status_ref"]:
        yield _labels()["status_of_parcel" if now["by"] == PARCELS else "status"]
    if now["paid"] and Decimal(now["paid"]) and now["paid"] != old.get("paid"):
        yield _text("paid", money=_money({"total": now["paid"], "currency": now["currency"]}))
    if now["shipped"] and not old.get("shipped"):
        yield _labels()["shipped"]
    if now["tracking_number"] and now["tracking_number"] != old.get("tracking_number"):
        yield _text("tracking", number=now["tracking_number"])
    if (parcel := now.get("carrier_status")) and parcel != old.get("carrier_status"):
        yield _text("parcel", status=parcel)


def _line(step: Step, what: str, life: OrderLife, runs: Mapping[str, str]) -> Line:
    connection = life.key[0] if step.service == life.service else None
    return Line(
        step.time, step.kind, what, step.service, step.event, connection or None, runs.get(step.event), step.data
    )


def _money(data: Mapping[str, Any]) -> str:
    """«5 340,00 ₽»."""
    amount = f"{Decimal(data['total']):,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    currency = data.get("currency")
    return f"{amount}\N{NO-BREAK SPACE}{SIGNS.get(currency, currency)}" if currency else amount


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = json.loads(LABELS.read_text("utf-8"))
    return labels


def _text(key: str, **details: object) -> str:
    return _labels()[key].format(**details)
