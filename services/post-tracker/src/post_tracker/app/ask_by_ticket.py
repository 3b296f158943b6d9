"""Parcels asked for by tickets: many numbers a ticket, its answer a quarter of an hour later."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from post_tracker.app.ports import ByTicket, Expired, NotReady, NumberFailed, NumbersRefused, Ticket, Way
from post_tracker.app.settle import PAGE, Becomes, Settling, not_answered, nothing
from post_tracker.app.shipments import OpenTicket, Tickets
from post_tracker.domain.checks import next_check
from post_tracker.domain.shipment import Shipment, refused
from post_tracker.domain.tracking import Parcel
from service_kit.errors import BizError, DataError, Postponed, TransientError
from service_kit.ids import new_id
from service_kit.outbox import Unit
from service_kit.runs.model import Page, Tally

IN_A_ROW: Final = 2
"""Tickets that fail one after the other: then it is not the tickets."""
REFUSALS: Final = 40
"""Calls that a run spends to find numbers that are not taken: two are enough to halve 500 down to one, nine times."""


class AskByTicket:
    """One run: the answers that may be ready, then tickets for what is due."""

    def __init__(
        self,
        settling: Settling,
        tickets: Tickets,
        calls: ByTicket,
        *,
        per_ticket: int,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._settling = settling
        self._tickets = tickets
        self._calls = calls
        self._limits = settling.carrier.ways[Way.TICKET]
        self._per_ticket = min(per_ticket, self._limits.per_call)
        self._now = now
        self._refusals = 0

    async def go(self) -> None:
        """Collect and submit until nothing is due. A ticket that fails waits for its next time and keeps no other one;
        the failure is raised at the end, or when several come in a row.
        """
        run, shipments = self._settling.run, self._settling.shipments
        failure: TransientError | None = None
        failed = 0
        for ticket in await self._tickets.due(run.account, run.connection, self._now()):
            try:
                await self._collect(ticket)
                failed = 0
            except Postponed:
                raise
            except TransientError as error:
                failure, failed = error, failed + 1
                if failed == IN_A_ROW:
                    raise
        while due := await shipments.due(run.account, run.connection, self._now(), self._per_ticket):
            await self._submit(due)
        if failure is not None:
            raise failure

    async def _collect(self, ticket: OpenTicket) -> None:
        """The next question is put off before this one: a worker that dies in it must not make us ask early."""
        now = self._now()
        await self._wait(ticket)
        old = now - ticket.made_at >= self._limits.kept
        answer: Sequence[Parcel] | NotReady | Expired | BizError
        try:
            answer = await self._calls.collect(Ticket(ticket.number))
        except (DataError, NumberFailed) as error:
            answer = error
        except TransientError:
            if not old:
                raise
            answer = Expired()
        if isinstance(answer, NotReady):
            if not old:
                return await self._wait(ticket)
            answer = Expired()
        await self._settle(ticket, self._becomes(answer, now), now)

    def _becomes(self, answer: Sequence[Parcel] | Expired | BizError, now: dt.datetime) -> Becomes:
        if isinstance(answer, Expired):
            return _asked_again(now)
        if isinstance(answer, BizError):
            return not_answered(answer, now)
        return self._settling.heard({parcel.number: parcel for parcel in answer}, now)

    async def _wait(self, ticket: OpenTicket) -> None:
        """The wait is counted from now."""
        until = self._now() + self._limits.next_wait
        await self._tickets.put_off(self._settling.run.account, ticket.id, until)

    async def _settle(self, ticket: OpenTicket, becomes: Becomes, now: dt.datetime) -> None:
        """Page by page; the ticket is there until the last one is stored."""
        account = self._settling.run.account
        waiting = await self._settling.shipments.of_ticket(account, ticket.id)

        async def drop(unit: Unit) -> None:
            await self._tickets.drop(account, ticket.id, unit)

        for start in range(0, max(len(waiting), 1), PAGE):
            last = start + PAGE >= len(waiting)
            await self._settling.settle(waiting[start : start + PAGE], becomes, now, drop if last else nothing)

    async def _submit(self, due: Sequence[Shipment]) -> None:
        """A ticket for these; one that holds numbers that are not taken is halved until they are found."""
        now = self._now()
        try:
            numbers = sorted({one.number for one in due if one.number})
            ticket = await self._calls.submit(numbers)
        except NumbersRefused as error:
            self._refusals += 1
            if len(numbers) == 1:
                await self._settling.settle(due, _refused(error, now), now)
            elif self._refusals > REFUSALS:
                await self._give_up(due, error, now)
            else:
                middle = len(due) // 2
                await self._submit(due[:middle])
                await self._submit(due[middle:])
        else:
            await self._keep(ticket, due, self._now())

    async def _give_up(self, due: Sequence[Shipment], error: BizError, now: dt.datetime) -> None:
        for start in range(0, len(due), PAGE):
            await self._settling.settle(due[start : start + PAGE], not_answered(error, now), now)

    async def _keep(self, ticket: Ticket, due: Sequence[Shipment], now: dt.datetime) -> None:
        """The ticket and who waits for it, at once; whose number changed meanwhile is still due."""
        settling, run = self._settling, self._settling.run
        kept = OpenTicket(new_id(), ticket.number, now, now + self._limits.first_wait)
        numbers = {one.id: one.number for one in due}
        page = Page((), Tally(), run.cursor, run.tally.seen, 0)

        async def body(unit: Unit) -> None:
            there = await settling.shipments.some(run.account, numbers.keys(), unit)
            waiting = [(one, _waiting(one, kept.id, now)) for one in there if one.number == numbers[one.id]]
            await self._tickets.add(run.account, run.connection, kept, len(waiting), unit)
            await settling.shipments.change(run.account, waiting, unit)
            await settling.runs.record(run, page, unit)

        await settling.outbox.transact(body)


def _waiting(shipment: Shipment, ticket: str, now: dt.datetime) -> Shipment:
    due = next_check(shipment.due_at or now, now, shipment.connection)
    return replace(shipment, ticket=ticket, due_at=due, urgent=False)


def _asked_again(now: dt.datetime) -> Becomes:
    return lambda shipment: replace(shipment, ticket=None, due_at=now)


def _refused(error: BizError, now: dt.datetime) -> Becomes:
    return lambda shipment: refused(shipment, error, now)
