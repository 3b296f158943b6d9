"""Statuses of orders back to the shop, in pages of up to 100."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from contracts.base import AccountId
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.orders.ports import Orders, StoredOrder
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Change, Page, Result, RowState, Run, RunRow, Tally
from service_kit.runs.store import Runs
from shop_sync.app.ports import Statuses
from shop_sync.app.shop_ports import OutgoingStatus, StatusSettings, StatusSink
from shop_sync.domain.statuses import NotedStatus, SentStatus, words_of_shop

PAGE: Final = 100

Numbered: TypeAlias = tuple[int, NotedStatus]
StatusNames: TypeAlias = Callable[[AccountId], Awaitable[Mapping[str, str]]]
"""(account) → names of the platform's statuses of orders, by ref."""


@dataclass(slots=True)
class _Plan:
    """What a page comes to, by outside id: what is sent and what it replaces, and why others cannot be sent.

    Those in neither need nothing: the shop has that status already.
    """

    outgoing: dict[str, OutgoingStatus] = field(default_factory=dict)
    was: dict[str, str | None] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    refused: dict[str, DataError] = field(default_factory=dict)


class SendStatuses:
    """Executor of runs that tell a shop the statuses its orders got in the platform.

    A status is done when the shop took it, refused it (a row of the report; not tried again by itself), has it already,
    or is told of none by the table. Between the shop's answer and our note of it a crash only means that the shop hears
    the same status twice. A dry run tells the shop nothing; a retry sends the orders of its rows.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        runs: Runs,
        connections: Connections,
        orders: Orders,
        statuses: Statuses,
        sinks: Mapping[str, StatusSink],
        names: StatusNames,
    ) -> None:
        self._outbox = outbox
        self._runs = runs
        self._connections = connections
        self._orders = orders
        self._statuses = statuses
        self._sinks = sinks
        self._names = names

    async def execute(self, run: Run) -> None:
        """Send what waits; DataError `statuses_off` when the owner does not want it."""
        connection = await self._connections.get(run.account, run.connection)
        sink = self._sinks[run.integration]
        settings = sink.settings(connection)
        if settings is None:
            raise DataError("statuses_off")
        async for page in self._pages(run):
            await self._send(run, connection, sink, settings, page)

    async def _pages(self, run: Run) -> AsyncIterator[Sequence[Numbered]]:
        """What waits, numbered on from the cursor; for a retry the orders of its rows under their numbers."""
        if run.only is not None and run.attempt_of is not None:
            named = await self._runs.outside_ids(run.account, run.attempt_of, run.only)
            some = await self._statuses.some(run.account, run.connection, set(named.values()))
            found = {one.outside_id: one for one in some}
            left = sorted(item for item in named.items() if item[0] >= run.cursor)
            again = [(number, found[outside]) for number, outside in left if outside in found]
            for start in range(0, len(again), PAGE):
                yield again[start : start + PAGE]
            return
        after = ""
        while page := await self._statuses.pending(run.account, run.connection, after, PAGE):
            yield list(enumerate(page, run.cursor))
            after = page[-1].outside_id

    async def _send(
        self, run: Run, connection: Connection, sink: StatusSink, settings: StatusSettings, page: Sequence[Numbered]
    ) -> None:
        noted = [status for _, status in page]
        orders = await self._orders.find(run.account, run.connection, [status.outside_id for status in noted])
        plan = await self._plan(run, noted, orders, settings)
        if plan.outgoing and not run.dry_run:
            said = await sink.send(connection, list(plan.outgoing.values()))
            plan.refused |= {id_: said[one.id] for id_, one in plan.outgoing.items() if one.id in said}
        result = _report(run, page, orders, plan)
        sent = {
            id_: SentStatus(one.status, plan.versions[id_])
            for id_, one in plan.outgoing.items()
            if id_ not in plan.refused
        }

        async def body(unit: Unit) -> None:
            if not run.dry_run:
                await self._statuses.settle(run.account, run.connection, noted, sent, unit)
            await self._runs.record(run, result, unit)

        await self._outbox.transact(body)
        self._runs.advance(run, result)

    async def _plan(
        self, run: Run, noted: Sequence[NotedStatus], orders: Mapping[str, StoredOrder], settings: StatusSettings
    ) -> _Plan:
        plan, names = _Plan(), None
        for status in noted:
            order = orders.get(status.outside_id)
            if order is None:
                continue
            there = words_of_shop(order.order.status, order.version, status.sent, loaded=settings.loaded)
            word = settings.word(status.status)
            if word is None:
                names = names or await self._names(run.account)
                shown = names.get(status.status, status.status)
                plan.refused[status.outside_id] = DataError("status_not_mapped", status=shown)
            elif word not in there and status.status not in map(settings.meanings.get, there):
                plan.outgoing[status.outside_id] = _outgoing(order, word, status.number)
                plan.was[status.outside_id] = there[-1] if there else None
                plan.versions[status.outside_id] = order.version
        return plan


def _outgoing(order: StoredOrder, word: str, number: str) -> OutgoingStatus:
    return OutgoingStatus(order.id, order.outside_id, order.order.number, word, order.order, number or None)


def _report(run: Run, page: Sequence[Numbered], orders: Mapping[str, StoredOrder], plan: _Plan) -> Page:
    tally, rows = Tally(), []
    for number, status in page:
        why, sent = plan.refused.get(status.outside_id), plan.outgoing.get(status.outside_id)
        if why is None and sent is None:
            tally.add(Tally(seen=1, unchanged=1))
            continue
        result = Result.REJECTED if why else Result.UPDATED
        tally.add(Tally(seen=1, **{result.value: 1}))
        name = orders[status.outside_id].order.number
        rows.append(
            RunRow(
                number=number,
                where=f"Заказ № {name}",
                title=name,
                result=result,
                state=RowState.DONE,
                key=why.key if why else None,
                details=why.details if why else {},
                outside_id=status.outside_id,
                changes=()
                if sent is None
                else (Change("shop_status", plan.was[status.outside_id] or None, sent.status),),
            )
        )
    done = page[-1][0] + 1
    return Page(rows=tuple(rows), tally=tally, cursor=done, done=done, total=0)
