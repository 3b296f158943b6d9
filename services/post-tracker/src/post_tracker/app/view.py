"""How the tracking of a connection is doing."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from post_tracker.app.ports import Tracker
from post_tracker.app.shipments import Quota, Shipments, Tickets
from service_kit.connections.store import Connection, Connections
from service_kit.ids import utc_now


@dataclass(frozen=True, slots=True)
class DayOfCalls:
    """Calls that were made today, of those that may be; `until` the next day begins."""

    used: int
    limit: int
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Doing:
    """Calls where they are counted, tickets that wait, shipments by status."""

    calls: DayOfCalls | None
    tickets: int
    statuses: Mapping[str, int]


class ViewTracking:
    """Reads it."""

    def __init__(
        self,
        *,
        connections: Connections,
        shipments: Shipments,
        tickets: Tickets,
        quota: Quota,
        trackers: Mapping[str, Tracker],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._connections = connections
        self._shipments = shipments
        self._tickets = tickets
        self._quota = quota
        self._trackers = trackers
        self._now = now

    async def doing(self, connection: Connection) -> Doing:
        """Of one connection; ConfigError when its settings cannot be read."""
        tracker = self._trackers[connection.integration]
        settings = tracker.settings(await self._connections.opened(connection))
        limit = tracker.carrier.ways[settings.way].per_day
        calls = None
        if limit is not None:
            day, until = tracker.carrier.day(self._now())
            calls = DayOfCalls(await self._quota.used(connection.account, settings.login, day), limit, until)
        return Doing(
            calls,
            await self._tickets.count(connection.account, connection.id),
            await self._shipments.count(connection.account, connection.id),
        )
