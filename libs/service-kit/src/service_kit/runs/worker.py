"""Executing runs: claim, keep the lease, let the executor of the kind do it, and settle how it ended."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import Mapping
from typing import Protocol

import structlog

from contracts.events.connection import RunKind
from service_kit.connections.store import Connection, Connections
from service_kit.errors import BizError, ConfigError, Postponed, TransientError
from service_kit.metrics import RUNS_ACTIVE
from service_kit.mongo import is_outage
from service_kit.problems import NotFound, Problem
from service_kit.runs.model import Run
from service_kit.runs.store import MAX_TRIES, LeaseLost, Runs

IDLE_SECONDS = 0.3
RENEW_SECONDS = 4.0
PARALLEL = 16
"""Shops may take a quarter of an hour to answer: most of these only wait."""
ANSWERS_WITHIN = dt.timedelta(minutes=15)
MAX_OUTAGES = 5
"""How often a run is put off because the outside system is away, before it ends with that error."""
FIRST_PAUSE = dt.timedelta(seconds=15)
LONGEST_PAUSE = dt.timedelta(minutes=10)

log = structlog.get_logger("runs")


class NotYet(Exception):
    """What the run needs is not there yet; it goes back to the queue for a moment."""


class _PutOff(Exception):
    """The run is back in the queue."""


class Executor(Protocol):
    """Does the runs of one kind. It goes on from `run.cursor` and stores each page by `Runs.record`.

    `run.dry_run`: report rows, store and tell nothing else. `run.only`: the only rows to be done.
    """

    async def execute(self, run: Run) -> None:
        """Return when the source is read to its end.

        DataError ends the run with its text; ConfigError does so and stops the connection until its owner acts;
        TransientError puts the run off, longer each time, and ends it at last.
        """


class RunWorker:
    """Claims runs and executes up to `parallel` of them at once, each of another connection."""

    def __init__(
        self, runs: Runs, connections: Connections, executors: Mapping[RunKind, Executor], parallel: int = PARALLEL
    ) -> None:
        self._runs = runs
        self._connections = connections
        self._executors = executors
        self._free = asyncio.Semaphore(parallel)

    async def loop(self) -> None:
        """Work for ever; a run queued by this process is begun at once, others are looked for all the time."""
        async with asyncio.TaskGroup() as group:
            while True:
                await self._free.acquire()
                group.create_task(self._execute_one(await self._next()))

    async def _next(self) -> Run:
        while True:
            self._runs.bell.clear()
            try:
                if (run := await self._runs.claim()) is not None:
                    return run
            except Exception as error:
                if not is_outage(error):
                    raise
                await asyncio.sleep(1)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._runs.bell.wait()

    async def _execute_one(self, run: Run) -> None:
        try:
            await self._execute(run)
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("run broken off: database away", run=run.id)  # whoever claims it next goes on
        finally:
            self._free.release()

    async def _execute(self, run: Run) -> None:
        with structlog.contextvars.bound_contextvars(account=run.account, run=run.id), RUNS_ACTIVE.track_inprogress():
            attempt, lease = asyncio.create_task(self._attempt(run)), asyncio.create_task(self._keep(run))
            try:
                await asyncio.wait([attempt, lease], return_when=asyncio.FIRST_COMPLETED)
            finally:  # a lost lease ends the attempt where it stands: somebody else may be asking the shop already
                for task in (attempt, lease):
                    task.cancel()
                await asyncio.wait([attempt, lease])
            for task in (attempt, lease):
                if not task.cancelled():
                    task.result()

    async def _attempt(self, run: Run) -> None:
        if run.tries > MAX_TRIES:  # its workers died with it, so that none could say so
            return await self._runs.read_through(run, "run_failed", {}, ANSWERS_WITHIN)
        try:
            connection = await self._connections.get(run.account, run.connection)
            connection.require_enabled()
            await self._outcome(run, connection)
        except _PutOff as reason:
            log.info("run put off", reason=str(reason))
        except LeaseLost:
            log.info("run given up: another worker has it, or it was cancelled")
        except BizError as error:
            await self._runs.read_through(run, error.key, dict(error.details), ANSWERS_WITHIN)
        except Exception as error:
            if is_outage(error):
                raise
            log.error("run failed", exc_info=error)
            if run.tries >= MAX_TRIES:
                await self._runs.read_through(run, "run_failed", {}, ANSWERS_WITHIN)
        else:
            await self._runs.read_through(run, None, {}, ANSWERS_WITHIN)

    async def _outcome(self, run: Run, connection: Connection) -> None:
        """Execute, and let the connection's health follow; _PutOff when the run waits in the queue again."""
        try:
            await self._executors[run.kind].execute(run)
        except NotYet:
            await self._runs.postpone(run, dt.timedelta(seconds=1))
            raise _PutOff("not yet") from None
        except ConfigError as error:
            await self._connections.attention(connection, error.key, error.details)
            raise
        except TransientError as error:
            await self._connections.retrying(connection, error.key, error.details)
            called = not isinstance(error, Postponed)
            if called and run.outages + 1 >= MAX_OUTAGES:
                raise
            await self._runs.postpone(run, _pause(run, error), outage=called)
            raise _PutOff(error.key) from error

    async def _keep(self, run: Run) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self._runs.renew(run)
                if not await self._wanted(run):
                    await self._runs.cancel(run.account, run.id)
            except (LeaseLost, Problem):
                log.info("run given up: another worker has it, or it was cancelled")
                return
            except Exception as error:
                if not is_outage(error):
                    raise

    async def _wanted(self, run: Run) -> bool:
        """Whether the connection is still there and not switched off."""
        try:
            return (await self._connections.get(run.account, run.connection)).enabled
        except NotFound:
            return False


def _pause(run: Run, error: TransientError) -> dt.timedelta:
    """What the other side asked for, else twice as long each time."""
    if error.retry_after is not None:
        return dt.timedelta(seconds=error.retry_after)
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << run.outages))
