"""What becomes of shipments that were asked for: stored, told, and reported in the run, in one transaction a page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog

from contracts.base import Ref
from post_tracker.app.ports import Carrier
from post_tracker.app.shipments import Pair, Shipments
from post_tracker.app.telling import Telling, shown
from post_tracker.domain.shipment import Shipment, answered, is_news, missed
from post_tracker.domain.tracking import History, Parcel
from post_tracker.metrics import UNKNOWN_OPERATIONS
from service_kit.errors import BizError, DataError
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Change, Page, Result, RowState, Run, RunRow, Tally
from service_kit.runs.store import Runs
from service_kit.texts import Texts

PAGE: Final = 250
"""Shipments of one transaction; one event tells of so many."""

log = structlog.get_logger("tracking")

Becomes = Callable[[Shipment], Shipment]
Also = Callable[[Unit], Awaitable[None]]


async def nothing(_: Unit) -> None:
    """Nothing else joins the transaction."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Settles the shipments of one run; `statuses`: a status of the carrier → the one that orders get."""

    outbox: Outbox
    runs: Runs
    shipments: Shipments
    telling: Telling
    texts: Texts
    run: Run
    carrier: Carrier
    statuses: Mapping[str, Ref]

    async def settle(self, asked: Sequence[Shipment], becomes: Becomes, now: datetime, also: Also = nothing) -> None:
        """Give each of them, up to PAGE, what `becomes` makes of it; one whose number changed meanwhile stays."""
        numbers = {one.id: (one.number, one.ticket) for one in asked}
        page = Page((), Tally(), self.run.cursor, 0, 0)

        async def body(unit: Unit) -> None:
            nonlocal page
            there = await self.shipments.some(self.run.account, numbers.keys(), unit)
            pairs = [_pair(one, becomes(one)) for one in there if (one.number, one.ticket) == numbers[one.id]]
            await self.shipments.change(self.run.account, pairs, unit)
            self._tell(pairs, now, unit)
            page = self._page(pairs)
            await self.runs.record(self.run, page, unit)
            await also(unit)

        await self.outbox.transact(body)
        self.runs.advance(self.run, page)

    def heard(self, parcels: Mapping[str, Parcel], now: datetime) -> Becomes:
        """What an answer makes of a shipment; one whose number it lacks was not answered about."""

        def becomes(shipment: Shipment) -> Shipment:
            parcel = parcels.get(shipment.number or "")
            problem = DataError("tracking_not_answered") if parcel is None else parcel.problem
            if parcel is None or problem is not None:
                return missed(shipment, problem or DataError("tracking_not_answered"), now)
            self._look_for_unknown(parcel.history[len(shipment.history) :])
            standing = self.carrier.standing(parcel.history)
            return answered(shipment, parcel.history, standing, self.carrier.patience(standing.status), now)

        return becomes

    def _look_for_unknown(self, news: History) -> None:
        for operation in news:
            if not self.carrier.knows(operation):
                UNKNOWN_OPERATIONS.labels(self.carrier.code).inc()
                log.info("operation unknown", carrier=self.carrier.code, code=operation.code)

    def _tell(self, pairs: Sequence[Pair], now: datetime, unit: Unit) -> None:
        account, quiet = self.run.account, list[Shipment]()
        for before, after in pairs:
            if after.sequence != before.sequence:
                status = self.statuses.get(after.status) if after.status != before.status else None
                unit.emit(self.telling.changed(account, after, self.carrier, now, status))
            elif after.checked_at != before.checked_at:
                quiet.append(after)
        if quiet:
            unit.emit(self.telling.checked(account, self.run.connection, quiet, self.carrier, now))

    def _page(self, pairs: Sequence[Pair]) -> Page:
        tally, rows = Tally(), list[RunRow]()
        for before, after in pairs:
            result = _result(before, after)
            if result is None:
                tally.add(Tally(seen=1, unchanged=1))
                continue
            tally.add(Tally(seen=1, **{result.value: 1}))
            rows.append(self._row(self.run.cursor + len(rows), before, after, result))
        seen = self.run.tally.seen + len(pairs)
        return Page(tuple(rows), tally, self.run.cursor + len(rows), seen, 0)

    def _row(self, number: int, before: Shipment, after: Shipment, result: Result) -> RunRow:
        failed = result is Result.REJECTED
        was, becomes = (shown(one, self.carrier, self.texts) for one in (before, after))
        return RunRow(
            number=number,
            where=f"Заказ № {after.order_number}",
            title=after.tracking_number,
            result=result,
            state=RowState.DONE,
            key=(after.key or "tracking_not_answered") if failed else None,
            details=after.details if failed else {},
            outside_id=after.number,
            changes=() if failed or was == becomes else (Change("shipment_status", was, becomes),),
        )


def not_answered(error: BizError, now: datetime) -> Becomes:
    """What no answer makes of a shipment."""
    return lambda shipment: missed(shipment, error, now)


def _pair(before: Shipment, after: Shipment) -> Pair:
    return before, replace(after, sequence=before.sequence + is_news(before, after))


def _result(before: Shipment, after: Shipment) -> Result | None:
    """What the report says of it; None = unchanged."""
    if after.missed > before.missed or (after.number is None and before.number is not None):
        return Result.REJECTED
    return Result.UPDATED if after.sequence != before.sequence else None
