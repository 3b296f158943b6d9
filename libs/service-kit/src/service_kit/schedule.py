"""Runs that start by themselves: what is due is queued once, whatever the number of replicas."""

import datetime as dt
from collections.abc import Callable

import structlog

from service_kit.connections.plan import Plan
from service_kit.connections.store import Connections
from service_kit.ids import utc_now
from service_kit.metrics import RUNS_DUE
from service_kit.mongo import Document, Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.polling import poll
from service_kit.runs.store import Runs

POLL_SECONDS = 1.0
AT_ONCE = 100

log = structlog.get_logger("schedule")


class Scheduler:
    """Queues a run for each tick that has come; run its `loop` in the background of every worker.

    A tick is taken and its run queued in one transaction, which is a claim without a lease to run out: of two replicas
    one commits. While a run of the connection is open its ticks wait, and those missed meanwhile are one.
    """

    def __init__(
        self,
        mongo: Mongo,
        outbox: Outbox,
        *,
        runs: Runs,
        connections: Connections,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._plan = Plan(mongo)
        self._outbox = outbox
        self._runs = runs
        self._connections = connections
        self._now = now

    async def loop(self) -> None:
        """Work for ever."""
        await poll(self.step, POLL_SECONDS)

    async def step(self) -> None:
        """Queue what is due now."""
        now = self._now()
        busy = await self._runs.open_connections()
        due = await self._plan.due(now, busy, AT_ONCE)
        RUNS_DUE.set(len(due))
        for row in due:
            await self._fire(row, now)

    async def _fire(self, row: Document, now: dt.datetime) -> None:
        async def body(unit: Unit) -> bool:
            if await self._runs.is_open(row["account"], row["connection"], unit):
                return False
            kind = await self._plan.take(row, unit, now)
            if kind is None:
                return False
            connection = await self._connections.get(row["account"], row["connection"], unit)
            await self._runs.queue_tick(connection, kind, unit)
            return True

        if await self._outbox.transact(body):
            self._runs.bell.set()
