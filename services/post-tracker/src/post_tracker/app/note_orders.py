"""The platform's changes of orders: those with a tracked delivery method and a number have a shipment."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.changed import OrdersChanged
from contracts.events.connection import Health, RunKind
from contracts.rows.documents import OrderRow
from post_tracker.app.ports import Carrier, Tracker
from post_tracker.app.shipments import Shipments
from post_tracker.app.telling import Telling
from post_tracker.domain.shipment import Shipment, left, refused, started
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.ids import new_id, utc_now
from service_kit.outbox import Unit
from service_kit.runs.store import Runs


@dataclass(slots=True)
class _Noting:
    """The orders of one account in a batch: shipments to be stored, what is told of them, who has to be asked."""

    trackers: Mapping[str, Tracker]
    connections: Sequence[Connection]
    now: dt.datetime
    saved: list[Shipment] = field(default_factory=list)
    told: list[tuple[Shipment, Carrier]] = field(default_factory=list)
    asked: dict[ConnectionId, Connection] = field(default_factory=dict)

    def note(self, row: OrderRow, before: Shipment | None) -> None:
        """One order, and the shipment that it has."""
        number = (row.delivery.tracking_number or "").strip() if row.delivery and not row.deleted else ""
        owner = self._owner(row, before) if number else None
        if owner is None:
            if before is not None and before.tracking_number:
                self._leave(row, before, number)
        elif before is None or (before.tracking_number, before.connection) != (number, owner.id):
            self._start(row, before, owner, number)
        elif before.order_number != row.number:
            self.saved.append(replace(before, order_number=row.number, order_sequence=row.sequence))

    def _owner(self, row: OrderRow, before: Shipment | None) -> Connection | None:
        """Whose the order is: it stays with the connection that has it."""
        method = row.delivery.method_ref if row.delivery else None
        wanting = [one for one in self.connections if method in self.trackers[one.integration].methods(one)]
        same = [one for one in wanting if before is not None and one.id == before.connection]
        return next(iter(same or wanting), None)

    def _leave(self, row: OrderRow, before: Shipment, number: str) -> None:
        """The order goes without us from now on; it is told so as long as it shows what we said of its number."""
        gone = replace(left(before, self.now), order_sequence=row.sequence, sequence=before.sequence + 1)
        if number == before.tracking_number:
            self.told.append((gone, self.trackers[before.carrier].carrier))
        self.saved.append(replace(gone, tracking_number=""))

    def _start(self, row: OrderRow, before: Shipment | None, owner: Connection, number: str) -> None:
        carrier = self.trackers[owner.integration].carrier
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
            shipment = started(shipment, carrier.number(number), self.now)
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
        trackers: Mapping[str, Tracker],
        telling: Telling,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._shipments = shipments
        self._connections = connections
        self._runs = runs
        self._trackers = trackers
        self._telling = telling
        self._now = now

    async def work(self, events: Sequence[OrdersChanged], unit: Unit) -> None:
        """Note the orders of a batch."""
        for account, rows in _newest(events).items():
            connections = await self._connections.find(account)
            if connections:
                await self._note(account, rows, connections, unit)

    async def _note(
        self, account: AccountId, rows: Mapping[Ref, OrderRow], connections: Sequence[Connection], unit: Unit
    ) -> None:
        known = await self._shipments.of_orders(account, rows.keys(), unit)
        noting = _Noting(self._trackers, connections, self._now())
        for ref, row in rows.items():
            before = known.get(ref)
            if before is None or before.order_sequence < row.sequence:
                noting.note(row, before)
        await self._shipments.save(account, noting.saved, unit)
        for shipment, carrier in noting.told:
            unit.emit(self._telling.changed(account, shipment, carrier, noting.now, None))
        for connection in noting.asked.values():
            if connection.enabled and connection.health is not Health.NEEDS_ATTENTION:
                await self._runs.queue_noted(connection, RunKind.TRACK_PARCELS, unit)


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


def _newest(events: Sequence[OrdersChanged]) -> Mapping[AccountId, Mapping[Ref, OrderRow]]:
    """The newest row of each order, by account."""
    found: dict[AccountId, dict[Ref, OrderRow]] = {}
    for event in events:
        rows = found.setdefault(event.account, {})
        for row in event.data.rows:
            before = rows.get(row.ref)
            if before is None or before.sequence < row.sequence:
                rows[row.ref] = row
    return found
