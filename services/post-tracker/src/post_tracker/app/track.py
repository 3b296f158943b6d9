"""Executor of runs that ask carriers for parcels."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, cast

from contracts.events.connection import RunTrigger
from post_tracker.app.ask_at_once import AskAtOnce
from post_tracker.app.ask_by_ticket import AskByTicket
from post_tracker.app.ports import AtOnce, ByTicket, Tracker, Way
from post_tracker.app.settle import Settling
from post_tracker.app.shipments import Quota, Shipments, Tickets
from post_tracker.app.telling import Telling
from service_kit.connections.store import Connections
from service_kit.ids import utc_now
from service_kit.outbox import Outbox
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from service_kit.texts import Texts

NOT_BEFORE: Final = dt.timedelta(hours=1)
"""A run that a person starts asks for all that were not asked for so recently, whether their day is over or not."""


class TrackParcels:
    """Asks for what is due. A run of a connection is one worker's alone, so that nothing is asked for twice; what was
    asked for and not stored when a worker dies is asked for again.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        runs: Runs,
        connections: Connections,
        shipments: Shipments,
        tickets: Tickets,
        quota: Quota,
        trackers: Mapping[str, Tracker],
        telling: Telling,
        texts: Texts,
        per_ticket: int,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._outbox = outbox
        self._runs = runs
        self._connections = connections
        self._shipments = shipments
        self._tickets = tickets
        self._quota = quota
        self._trackers = trackers
        self._telling = telling
        self._texts = texts
        self._per_ticket = per_ticket
        self._now = now

    async def execute(self, run: Run) -> None:
        """Ask for all that is due. Postponed `tracking_quota_spent` until the carrier's next day."""
        connection = await self._connections.get(run.account, run.connection)
        config = await self._connections.opened(connection)
        tracker = self._trackers[connection.integration]
        settings, calls = tracker.settings(config), tracker.calls(connection, config)
        if run.trigger == RunTrigger.USER:
            now = self._now()
            await self._shipments.hurry(run.account, run.connection, now - NOT_BEFORE, now)
        settling = Settling(
            outbox=self._outbox,
            runs=self._runs,
            shipments=self._shipments,
            telling=self._telling,
            texts=self._texts,
            run=run,
            carrier=tracker.carrier,
            statuses=settings.statuses,
        )
        if settings.way is Way.TICKET:
            by_ticket = AskByTicket(
                settling, self._tickets, cast(ByTicket, calls), per_ticket=self._per_ticket, now=self._now
            )
            await by_ticket.go()
        else:
            await AskAtOnce(settling, self._quota, cast(AtOnce, calls), login=settings.login, now=self._now).go()
