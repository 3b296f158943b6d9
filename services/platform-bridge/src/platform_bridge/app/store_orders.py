"""Keep orders from outside as «Заказы покупателей» with their counterparties, reserves and payments."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from contracts.base import AccountId, Contract, Ref
from contracts.envelope import Event
from contracts.events.changed import SnapshotKind
from contracts.events.order import OrderRefused, OrderRefusedData, OrderStored, OrderStoredData, RefusedRow
from contracts.rows.documents import OrderRow
from contracts.topology import PLATFORM_ORDERS
from platform_bridge.app.changes import SERVICE, emit_changes
from platform_bridge.app.ports import KnownOrder, PlatformPort
from platform_bridge.domain.counterparties import buyer_of
from platform_bridge.domain.orders import (
    EVERYTHING,
    NaturalKey,
    OrderEvent,
    Part,
    StockChange,
    StockKey,
    empty_row,
    named_parts,
    natural_key,
    reserves,
    taken_over,
    warnings,
)
from platform_bridge.domain.payments import Paid, confirmed
from platform_bridge.domain.refs import Refs
from platform_bridge.domain.refusals import Refusal, refusals
from service_kit.failed import FailedMessages
from service_kit.ids import new_id
from service_kit.outbox import Unit
from service_kit.texts import Texts

D = TypeVar("D", bound=Contract)


@dataclass(frozen=True, slots=True)
class Step:
    """An accepted event and the parts of its order that are taken over."""

    event: OrderEvent
    parts: frozenset[Part]


@dataclass(slots=True)
class Plan:
    """What a batch of events of one account comes to, before anything is written."""

    known: Mapping[NaturalKey, KnownOrder]
    refs: Refs
    steps: list[Step] = field(default_factory=list)
    refused: list[tuple[OrderEvent, tuple[Refusal, ...]]] = field(default_factory=list)
    answered: list[OrderEvent] = field(default_factory=list)
    versions: dict[NaturalKey, int] = field(default_factory=dict)
    missed: dict[NaturalKey, frozenset[Part]] = field(default_factory=dict)

    @property
    def new_keys(self) -> list[NaturalKey]:
        """Keys of orders that will be stored for the first time."""
        return [key for key in self.versions if key not in self.known]


class StoreOrders:
    """Work of the orders' batch consumer: everything of a batch by a few round trips per account."""

    def __init__(
        self, platform: PlatformPort, failed: FailedMessages, texts: Texts, clock: Callable[[], dt.datetime]
    ) -> None:
        self._platform = platform
        self._failed = failed
        self._texts = texts
        self._clock = clock

    async def work(self, events: Sequence[OrderEvent], unit: Unit) -> None:
        """Store the orders of `events` and emit the answers; may run again, writes with the unit's session only."""
        by_account: defaultdict[AccountId, list[OrderEvent]] = defaultdict(list)
        for event in events:
            by_account[event.account].append(event)
        for account, mine in by_account.items():
            await self._store(account, sorted(mine, key=lambda event: event.sequence), unit)

    async def _store(self, account: AccountId, events: Sequence[OrderEvent], unit: Unit) -> None:
        now = self._clock()
        known = await self._platform.known_orders(account, {natural_key(event) for event in events}, unit.session)
        refs = await self._platform.known_refs(account, _products(events), unit.session)
        plan = planned(events, known, refs)
        rows = await self._build(account, plan, unit, now)
        await self._reserve(account, plan, rows, unit, now)
        rows = await self._pay(account, plan, rows, unit, now)
        await self._save(account, plan, rows, unit, now)
        self._answer(plan, rows, unit, now)
        for event, reasons in plan.refused:
            await self._refuse(event, reasons, unit, now)

    async def _build(self, account: AccountId, plan: Plan, unit: Unit, now: dt.datetime) -> dict[NaturalKey, OrderRow]:
        """New versions of the rows; the steps of one order follow each other by sequence."""
        buyers = [step for step in plan.steps if Part.CUSTOMER in step.parts]
        wanted = [buyer_of(step.event.data.order, step.event.data.origin) for step in buyers]
        upserted = await self._platform.upsert_counterparties(account, wanted, unit.session)
        emit_changes(unit, account, SnapshotKind.COUNTERPARTIES, upserted.changed, now)
        counterparties = {step.event.id: ref for step, ref in zip(buyers, upserted.refs, strict=True)}
        numbers = dict(zip(plan.new_keys, await self._platform.next_numbers(account, len(plan.new_keys)), strict=True))
        rows: dict[NaturalKey, OrderRow] = {}
        for step in plan.steps:
            key, event = natural_key(step.event), step.event
            stored = plan.known.get(key)
            row = rows.get(key) or (stored.row if stored else empty_row(event, Ref(new_id()), numbers[key]))
            rows[key] = taken_over(
                row, event, step.parts, counterparty=counterparties.get(event.id), refs=plan.refs, now=now
            )
        return rows

    async def _reserve(
        self, account: AccountId, plan: Plan, rows: Mapping[NaturalKey, OrderRow], unit: Unit, now: dt.datetime
    ) -> None:
        changes: defaultdict[StockKey, Decimal] = defaultdict(Decimal)
        for key, row in rows.items():
            for stock, quantity in reserves(row).items():
                changes[stock] += quantity
            if stored := plan.known.get(key):
                for stock, quantity in reserves(stored.row).items():
                    changes[stock] -= quantity
        real = {stock: StockChange(reserved=change) for stock, change in changes.items() if change}
        if real:
            changed = await self._platform.change_stock(account, real, unit.session)
            emit_changes(unit, account, SnapshotKind.STOCK, changed, now)

    async def _pay(
        self, account: AccountId, plan: Plan, rows: Mapping[NaturalKey, OrderRow], unit: Unit, now: dt.datetime
    ) -> dict[NaturalKey, OrderRow]:
        """Rows with what is paid of them."""
        wanted: dict[Ref, tuple[Paid, ...]] = {}
        for step in plan.steps:
            if Part.PAYMENT in step.parts and (paid := confirmed(step.event.data, now)):
                wanted[rows[natural_key(step.event)].ref] = paid
        if not wanted:
            return dict(rows)
        sums = await self._platform.register_payments(account, wanted, unit.session)
        return {
            key: row.model_copy(update={"paid": sums[row.ref]}) if row.ref in sums else row for key, row in rows.items()
        }

    async def _save(
        self, account: AccountId, plan: Plan, rows: Mapping[NaturalKey, OrderRow], unit: Unit, now: dt.datetime
    ) -> None:
        orders = {
            key: KnownOrder(row, plan.versions[key], plan.missed.get(key, frozenset())) for key, row in rows.items()
        }
        new = [order for key, order in orders.items() if key not in plan.known]
        changed = [order for key, order in orders.items() if key in plan.known]
        only_missed = [
            replace(plan.known[key], missed=parts)
            for key, parts in plan.missed.items()
            if key in plan.known and key not in rows and parts != plan.known[key].missed
        ]
        await self._platform.create_orders(account, new, unit.session)
        await self._platform.update_orders(account, changed + only_missed, unit.session)
        emit_changes(unit, account, SnapshotKind.ORDERS, rows.values(), now)

    def _answer(self, plan: Plan, rows: Mapping[NaturalKey, OrderRow], unit: Unit, now: dt.datetime) -> None:
        for event in plan.answered:
            key = natural_key(event)
            row = rows[key] if key in rows else plan.known[key].row
            version = plan.versions[key] if key in plan.versions else plan.known[key].version
            data = OrderStoredData(
                origin=event.data.origin,
                ref=row.ref,
                number=row.number,
                sequence=version,
                warnings=warnings(event, plan.refs),
            )
            unit.emit(_reply(OrderStored, data, event, now))

    async def _refuse(self, event: OrderEvent, reasons: Iterable[Refusal], unit: Unit, now: dt.datetime) -> None:
        found = tuple(
            RefusedRow(
                key=reason.key,
                text=self._texts.get(reason.key, {"line": reason.line, "name": reason.name}).whole,
                line=reason.line,
                field=reason.field,
            )
            for reason in reasons
        )
        data = OrderRefusedData(origin=event.data.origin, sequence=event.sequence, reasons=found)
        unit.emit(_reply(OrderRefused, data, event, now))
        error = ", ".join(sorted({row.key for row in found}))
        await self._failed.refuse(event, PLATFORM_ORDERS, found[0].key, error, unit)


def planned(events: Iterable[OrderEvent], known: Mapping[NaturalKey, KnownOrder], refs: Refs) -> Plan:
    """Decide on each event, in their order: taken over, too old (answered again), or refused.

    Parts of a refused update are taken over by the next accepted one, which carries the whole order too: otherwise they
    would be lost, since the refused event is too old by then.
    """
    plan = Plan(known, refs, missed={key: order.missed for key, order in known.items() if order.missed})
    for event in events:
        key = natural_key(event)
        stored = known.get(key)
        version = plan.versions.get(key, stored.version if stored else None)
        if version is not None and event.sequence <= version:
            plan.answered.append(event)
            continue
        new = version is None
        missed = plan.missed.get(key, frozenset())
        parts = EVERYTHING if new else named_parts(event) | missed
        if reasons := refusals(event.data, parts, refs, new):
            plan.refused.append((event, reasons))
            if not new:
                plan.missed[key] = parts
            continue
        plan.missed.pop(key, None)
        plan.versions[key] = event.sequence
        plan.steps.append(Step(event, parts))
        plan.answered.append(event)
    return plan


def _products(events: Iterable[OrderEvent]) -> set[Ref]:
    return {line.product_ref for event in events for line in event.data.order.lines if line.product_ref is not None}


def _reply(kind: type[Event[D]], data: D, event: OrderEvent, now: dt.datetime) -> Event[D]:
    return kind.new(
        data,
        event_id=new_id(),
        now=now,
        service=SERVICE,
        account=event.account,
        subject=event.subject,
        sequence=event.sequence,
        cause=event,
    )
