"""The platform's changes of orders: statuses that shops have to hear are noted, and a run is queued that sends them."""

from collections.abc import Mapping, Sequence

from contracts.base import AccountId, ConnectionId, source_of
from contracts.events.changed import OrdersChanged
from contracts.events.connection import Health, RunKind
from contracts.rows.documents import OrderRow
from service_kit.connections.store import Connection, Connections
from service_kit.outbox import Unit
from service_kit.problems import NotFound
from service_kit.runs.store import Runs
from shop_sync import SERVICE
from shop_sync.app.ports import Statuses
from shop_sync.app.shop_ports import StatusSink
from shop_sync.domain.statuses import noted

OURSELVES = source_of(SERVICE)


class NoteStatuses:
    """Work of the batch consumer of OrdersChanged; orders that came from elsewhere are passed over.

    A connection that is switched off or needs attention gets no run: its statuses wait for the next tick. Where the
    owner does not want them sent any more, only what is noted already is kept up: else it would go out of date, and be
    sent so when he wants it again.
    """

    def __init__(
        self, statuses: Statuses, connections: Connections, runs: Runs, sinks: Mapping[str, StatusSink]
    ) -> None:
        self._statuses = statuses
        self._connections = connections
        self._runs = runs
        self._sinks = sinks

    async def work(self, events: Sequence[OrdersChanged], unit: Unit) -> None:
        """Note the statuses of a batch."""
        for (account, identity), rows in _by_connection(events).items():
            connection = await self._connection(account, identity, unit)
            if connection is not None:
                await self._note(connection, rows, unit)

    async def _connection(self, account: AccountId, identity: ConnectionId, unit: Unit) -> Connection | None:
        """The connection, if its shop can take statuses."""
        try:
            connection = await self._connections.get(account, identity, unit)
        except NotFound:  # deleted; its orders live on
            return None
        return connection if connection.integration in self._sinks else None

    async def _note(self, connection: Connection, rows: Mapping[str, OrderRow], unit: Unit) -> None:
        known = await self._statuses.known(connection.account, connection.id, rows.keys(), unit)
        wanted = self._sinks[connection.integration].settings(connection) is not None
        told = [
            noted(row, known.get(outside_id), OURSELVES)
            for outside_id, row in rows.items()
            if wanted or outside_id in known
        ]
        new = [status for status in told if status is not None]
        await self._statuses.note(connection.account, connection.id, new, unit)
        may_run = wanted and connection.enabled and connection.health is not Health.NEEDS_ATTENTION
        if may_run and any(status.pending for status in new):
            await self._runs.queue_noted(connection, RunKind.EXPORT_STATUSES, unit)


def _by_connection(events: Sequence[OrdersChanged]) -> Mapping[tuple[AccountId, ConnectionId], Mapping[str, OrderRow]]:
    """The newest row of each order that came from here, by outside id."""
    found: dict[tuple[AccountId, ConnectionId], dict[str, OrderRow]] = {}
    for event in events:
        for row in event.data.rows:
            if row.origin is None or row.origin.service != SERVICE:
                continue
            rows = found.setdefault((event.account, row.origin.connection), {})
            before = rows.get(row.origin.outside_id)
            if before is None or before.sequence < row.sequence:
                rows[row.origin.outside_id] = row
    return found
