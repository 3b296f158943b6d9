"""A person wants to know now where a parcel is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from contracts.base import AccountId
from contracts.events.connection import RunKind
from post_tracker.app.shipments import Shipments
from post_tracker.domain.shipment import Shipment
from service_kit.connections.store import Connections
from service_kit.ids import utc_now
from service_kit.outbox import Outbox, Unit
from service_kit.problems import Problem
from service_kit.runs.store import Runs


class RefreshShipment:
    """Makes a shipment due, and has a run of its connection ask for it."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        shipments: Shipments,
        connections: Connections,
        runs: Runs,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._outbox = outbox
        self._shipments = shipments
        self._connections = connections
        self._runs = runs
        self._now = now

    async def refresh(self, account: AccountId, shipment: str) -> Shipment:
        """Ask for it as soon as may be; gives it as it waits.

        NotFound; Problem 409 `shipment_not_tracked`, `shipment_asked_already`, `connection_disabled`.
        """

        async def body(unit: Unit) -> Shipment:
            before = await self._shipments.get(account, shipment, unit)
            if before.number is None:
                raise Problem(409, "shipment_not_tracked")
            if before.ticket is not None or before.urgent:
                raise Problem(409, "shipment_asked_already")
            connection = await self._connections.get(account, before.connection, unit)
            connection.require_enabled()
            after = replace(before, due_at=self._now(), urgent=True)
            await self._shipments.save(account, [after], unit)
            await self._runs.queue_noted(connection, RunKind.TRACK_PARCELS, unit)
            return after

        made = await self._outbox.transact(body)
        self._runs.bell.set()
        return made
