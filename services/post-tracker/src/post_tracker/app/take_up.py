"""Connections that are made, changed or deleted: their orders are told again, and noted as if they were just saved."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from contracts.base import Ref
from contracts.events.changed import SnapshotKind, SnapshotRequested, SnapshotRequestedData
from contracts.events.connection import Health
from contracts.topology import POST_TRACKER_ORDERS
from post_tracker import SERVICE
from post_tracker.app.ports import Tracker
from service_kit.connections.store import Connection
from service_kit.ids import new_id, utc_now
from service_kit.outbox import Unit


class TakeUpOrders:
    """Asks the platform for all orders of the account when the tracked delivery methods are others."""

    def __init__(self, trackers: Mapping[str, Tracker], now: Callable[[], dt.datetime] = utc_now) -> None:
        self._trackers = trackers
        self._now = now

    async def saved(self, before: Connection | None, connection: Connection, unit: Unit) -> None:
        """Join the transaction that changes the connection; a deleted one tracks nothing."""
        if self._methods(before) == self._methods(connection):
            return
        request = SnapshotRequested.new(
            SnapshotRequestedData(kinds=(SnapshotKind.ORDERS,), reply_to=POST_TRACKER_ORDERS.name),
            event_id=new_id(),
            now=self._now(),
            service=SERVICE,
            account=connection.account,
            subject=connection.id,
        )
        unit.emit(request)

    def _methods(self, connection: Connection | None) -> Collection[Ref]:
        if connection is None or connection.health is Health.DELETED:
            return frozenset()
        return frozenset(self._trackers[connection.integration].methods(connection))
