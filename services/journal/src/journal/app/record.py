"""Keep what happens: life lines of orders, connections, runs, and what browsers must hear of."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from contracts.base import AccountId
from contracts.events.changed import OrdersChanged
from contracts.events.connection import ConnectionChanged, IntegrationAnnounced, RunFinished
from contracts.events.marketplace import ConnectionRequested
from contracts.events.order import OrderCreated, OrderRefused, OrderStored, OrderUpdated
from journal.app import messages
from journal.app.ports import Connections, Live, Orders, Runs
from journal.domain import connection as connections_of
from journal.domain.lives import Lives
from service_kit.mongo import Session
from service_kit.outbox import Unit

AnyEvent: TypeAlias = (
    OrderCreated
    | OrderUpdated
    | OrderStored
    | OrderRefused
    | OrdersChanged
    | RunFinished
    | ConnectionChanged
    | ConnectionRequested
    | IntegrationAnnounced
)
OUR_ORDERS = (OrderCreated, OrderUpdated, OrderStored, OrderRefused)


class Record:
    """Work of the batch consumer. Requests for a connection are tickets of the platform: the journal keeps none."""

    def __init__(self, orders: Orders, connections: Connections, runs: Runs, live: Live) -> None:
        self._orders = orders
        self._connections = connections
        self._runs = runs
        self._live = live

    async def work(self, events: Sequence[AnyEvent], unit: Unit) -> None:
        """Record a batch; may run again, writes with the unit's session only."""
        by_account: defaultdict[AccountId, list[AnyEvent]] = defaultdict(list)
        announced = [event for event in events if isinstance(event, IntegrationAnnounced)]
        for event in events:
            if not isinstance(event, IntegrationAnnounced | ConnectionRequested):
                by_account[event.account].append(event)
        await self._connections.save_titles(announced, unit.session)
        for account, mine in by_account.items():
            await self._record(account, mine, unit.session)

    async def _record(self, account: AccountId, events: Sequence[AnyEvent], session: Session) -> None:
        changes = [event for event in events if isinstance(event, ConnectionChanged)]
        ended = [event for event in events if isinstance(event, RunFinished)]
        needs = [
            await self._orders_live(account, events, session),
            await self._connections_change(account, changes, session),
            await self._runs_end(account, ended, session),
        ]
        told = [messages.of_event(event) for event in changes] + [messages.of_event(event) for event in ended]
        if any(needs):
            told.append(messages.attention(account))
        if told:
            await self._live.add(account, told, session)

    async def _orders_live(self, account: AccountId, events: Sequence[AnyEvent], session: Session) -> bool:
        """Whether orders need attention now that did not before, or the other way round."""
        ours = [event for event in events if isinstance(event, OUR_ORDERS)]
        rows = [(event, row) for event in events if isinstance(event, OrdersChanged) for row in event.data.rows]
        keys = {(event.data.origin.connection, event.data.origin.outside_id) for event in ours}
        keys |= {(row.origin.connection, row.origin.outside_id) for _, row in rows if row.origin}
        refs = {row.ref for _, row in rows if row.origin is None}
        if not keys | refs:
            return False
        lives = Lives(await self._orders.load(account, {*keys, *(("", ref) for ref in refs)}, refs, session))
        for event in ours:
            lives.take(event)
        for change, row in rows:
            lives.change(change, row)
        await self._orders.save(account, lives.all, session)
        return lives.needs_changed

    async def _connections_change(
        self, account: AccountId, events: Sequence[ConnectionChanged], session: Session
    ) -> bool:
        if not events:
            return False
        known = await self._connections.some(account, {event.data.connection for event in events}, session)
        now = dict(known)
        for event in events:
            now[event.data.connection] = connections_of.changed(now.get(event.data.connection), event)
        fresh = [row for key, row in now.items() if row != known.get(key)]
        await self._connections.save(account, fresh, session)
        return any(row.bad or (row.id in known and row.health is not known[row.id].health) for row in fresh)

    async def _runs_end(self, account: AccountId, events: Sequence[RunFinished], session: Session) -> bool:
        if not events:
            return False
        await self._runs.save(account, events, session)
        known = await self._connections.latest(account, {(e.data.connection, e.data.kind) for e in events}, session)
        now = dict(known)
        for event in events:
            key = (event.data.connection, event.data.kind)
            if (run := connections_of.latest(now.get(key), event)) is not None:
                now[key] = run
        fresh = [(known.get(key), run) for key, run in now.items() if run is not known.get(key)]
        await self._connections.save_latest(account, [run for _, run in fresh], session)
        return any(run.bad or (before is not None and before.bad) for before, run in fresh)
