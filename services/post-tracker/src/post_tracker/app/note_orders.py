"""The platform's changes of orders: those with a tracked delivery method and a number have a shipment."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from contracts.base import AccountId, ConnectionId, Ref, source_of
from contracts.events.changed import OrdersChanged
from contracts.events.connection import Health, RunKind
from contracts.rows.directory import DirectoryKind
from contracts.rows.documents import OrderRow
from post_tracker import SERVICE
from post_tracker.app.ports import Carrier, Tracker
from post_tracker.app.shipments import Shipments
from post_tracker.app.telling import Telling
from post_tracker.domain.shipment import Shipment, left, paused, refused, resumed, started
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.goods.replica import Replica
from service_kit.ids import new_id, utc_now
from service_kit.outbox import Unit
from service_kit.runs.store import Runs

OLD: Final = dt.timedelta(days=90)
"""An order that was placed so long ago is not taken up with the others when a connection is made."""
_OURS: Final = source_of(SERVICE)


@dataclass(frozen=True, slots=True)
class _Told:
    """An order as it is; `again`: because we asked for all of them, not because somebody changed it."""

    row: OrderRow
    again: bool

    @property
    def rank(self) -> tuple[int, bool]:
        """The newest row counts; a change before the same row told again."""
        return self.row.sequence, not self.again


@dataclass(slots=True)
class _Noting:
    """The orders of one account in a batch: shipments to be stored, what is told of them, who has to be asked.

    `final`: statuses of orders that nothing follows.
    """

    trackers: Mapping[str, Tracker]
    connections: Sequence[Connection]
    final: Collection[Ref]
    now: dt.datetime
    saved: list[Shipment] = field(default_factory=list)
    told: list[tuple[Shipment, Carrier]] = field(default_factory=list)
    asked: dict[ConnectionId, Connection] = field(default_factory=dict)

    def note(self, one: _Told, before: Shipment | None) -> None:
        """One order, and the shipment that it has. Who closed it by hand may have written the number by hand too."""
        row = one.row
        number = (row.delivery.tracking_number or "").strip() if row.delivery and not row.deleted else ""
        owner = self._owner(row, before) if number else None
        if owner is not None and before is not None and _same(before, number, owner):
            self._go_on(row, before, owner)
        elif owner is None or (self._closed(row) and (one.again or not row.status_set_by_person)):
            if before is not None and before.tracking_number:
                self._leave(row, before, number)
        elif before is not None or not (one.again and self._old(row)):
            self._start(one, before, owner, number)

    def _owner(self, row: OrderRow, before: Shipment | None) -> Connection | None:
        """Whose the order is: it stays with the connection that has it."""
        method = row.delivery.method_ref if row.delivery else None
        wanting = [one for one in self.connections if method in self.trackers[one.integration].methods(one)]
        same = [one for one in wanting if before is not None and one.id == before.connection]
        return next(iter(same or wanting), None)

    def _closed(self, row: OrderRow) -> bool:
        """Whether the order is done for those who work with it: a status that we set is none of their words."""
        return row.status_ref in self.final and row.status_set_by != _OURS

    def _old(self, row: OrderRow) -> bool:
        return row.placed_at is not None and self.now - row.placed_at > OLD

    def _go_on(self, row: OrderRow, before: Shipment, owner: Connection) -> None:
        """The same parcel: another connection may have it now, and it rests while its order is closed."""
        after = replace(before, connection=owner.id, order_number=row.number)
        if self._closed(row) and _later(row.status_set_at, before.since):
            after = paused(after)
        elif before.rests or (before.ticket and owner.id != before.connection):
            after = resumed(after, self.now)
            self.asked[owner.id] = owner
        if after != before:
            self.saved.append(replace(after, order_sequence=row.sequence))

    def _leave(self, row: OrderRow, before: Shipment, number: str) -> None:
        """The order goes without us from now on; it is told so as long as it shows what we said of its number.

        What is not asked for any more stays as it is.
        """
        same = number == before.tracking_number
        if same and before.number is not None and before.due_at is None:
            return
        gone = replace(left(before, self.now), order_sequence=row.sequence, sequence=before.sequence + 1)
        if same:
            self.told.append((gone, self.trackers[before.carrier].carrier))
        self.saved.append(replace(gone, tracking_number=""))

    def _start(self, one: _Told, before: Shipment | None, owner: Connection, number: str) -> None:
        """Ask for the number; one that was there before its connection leaves the turn to those that are new."""
        row, carrier = one.row, self.trackers[owner.integration].carrier
        shipment = replace(
            before or _new(row, self.now),
            carrier=owner.integration,
            connection=owner.id,
            order_number=row.number,
            order_sequence=row.sequence,
            tracking_number=number,
            sequence=(before.sequence if before else 0) + 1,
        )
        try:
            shipment = replace(started(shipment, carrier.number(number), self.now), urgent=not one.again)
            self.asked[owner.id] = owner
        except DataError as error:
            shipment = refused(shipment, error, self.now)
        self.saved.append(shipment)
        self.told.append((shipment, carrier))


class NoteOrders:
    """Work of the batch consumer of OrdersChanged.

    An order belongs to the first connection that has its delivery method. Shipments of a connection that is switched
    off or needs attention wait. What the bridge writes into an order because of us changes nothing here.
    """

    def __init__(
        self,
        *,
        shipments: Shipments,
        connections: Connections,
        runs: Runs,
        replica: Replica,
        trackers: Mapping[str, Tracker],
        telling: Telling,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._shipments = shipments
        self._connections = connections
        self._runs = runs
        self._replica = replica
        self._trackers = trackers
        self._telling = telling
        self._now = now

    async def work(self, events: Sequence[OrdersChanged], unit: Unit) -> None:
        """Note the orders of a batch."""
        for account, rows in _newest(events).items():
            known = await self._shipments.of_orders(account, rows.keys(), unit)
            connections = await self._connections.find(account)
            if known or connections:
                await self._note(account, rows, known, connections, unit=unit)

    async def _note(
        self,
        account: AccountId,
        rows: Mapping[Ref, _Told],
        known: Mapping[Ref, Shipment],
        connections: Sequence[Connection],
        *,
        unit: Unit,
    ) -> None:
        final = await self._replica.final(account, DirectoryKind.ORDER_STATUS)
        noting = _Noting(self._trackers, connections, final, self._now())
        for ref, one in rows.items():
            before = known.get(ref)
            if before is None or before.order_sequence <= one.row.sequence:
                noting.note(one, before)
        await self._shipments.save(account, noting.saved, unit)
        for shipment, carrier in noting.told:
            unit.emit(self._telling.changed(account, shipment, carrier, noting.now, None))
        for connection in noting.asked.values():
            if connection.enabled and connection.health is not Health.NEEDS_ATTENTION:
                await self._runs.queue_noted(connection, RunKind.TRACK_PARCELS, unit)


def _later(moment: dt.datetime | None, before: dt.datetime | None) -> bool:
    return moment is None or before is None or moment > before


def _same(before: Shipment, number: str, owner: Connection) -> bool:
    """Whether it is the parcel that the order had."""
    return (before.tracking_number, before.carrier) == (number, owner.integration)


def _new(row: OrderRow, now: dt.datetime) -> Shipment:
    return Shipment(
        id=new_id(),
        carrier="",
        connection=ConnectionId(""),
        order=row.ref,
        order_number=row.number,
        order_sequence=row.sequence,
        tracking_number="",
        number=None,
        status="",
        first_seen_at=now,
        news_at=now,
        checked_at=now,
    )


def _newest(events: Sequence[OrdersChanged]) -> Mapping[AccountId, Mapping[Ref, _Told]]:
    """The newest row of each order, by account."""
    found: dict[AccountId, dict[Ref, _Told]] = {}
    for event in events:
        rows = found.setdefault(event.account, {})
        for row in event.data.rows:
            one, before = _Told(row, event.data.snapshot is not None), rows.get(row.ref)
            if before is None or before.rank < one.rank:
                rows[row.ref] = one
    return found
