"""Executing runs: claim, keep the lease, let the executor of the kind do it, and settle how it ended."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Protocol

import structlog

from contracts.events.connection import RunKind
from service_kit.errors import BizError, Postponed
from service_kit.ids import utc_now
from service_kit.metrics import RUNS_ACTIVE
from service_kit.mongo import is_outage
from service_kit.runs.model import Run
from service_kit.runs.store import MAX_TRIES, LeaseLost, Runs

IDLE_SECONDS = 0.3
RENEW_SECONDS = 4.0
PARALLEL = 4
POSTPONED_WITHIN = dt.timedelta(days=1)
ANSWERS_WITHIN = dt.timedelta(minutes=15)

log = structlog.get_logger("runs")


class NotYet(Exception):
    """What the run needs is not there yet; it goes back to the queue for a moment."""


class Executor(Protocol):
    """Does the runs of one kind. It goes on from `run.cursor` and stores each page by `Runs.record`."""

    async def execute(self, run: Run) -> None:
        """Return when the source is read to its end; BizError ends the run with the error's text."""


class RunWorker:
    """Claims runs and executes up to PARALLEL of them at once, each of another connection."""

    def __init__(self, runs: Runs, executors: Mapping[RunKind, Executor]) -> None:
        self._runs = runs
        self._executors = executors

    async def loop(self) -> None:
        """Work for ever."""
        async with asyncio.TaskGroup() as group:
            for _ in range(PARALLEL):
                group.create_task(self._work())

    async def _work(self) -> None:
        while True:
            try:
                if (run := await self._runs.claim()) is None:
                    await asyncio.sleep(IDLE_SECONDS)
                else:
                    await self._execute(run)
            except Exception as error:
                if not is_outage(error):
                    raise
                await asyncio.sleep(1)

    async def _execute(self, run: Run) -> None:
        with structlog.contextvars.bound_contextvars(account=run.account, run=run.id), RUNS_ACTIVE.track_inprogress():
            lease = asyncio.create_task(self._keep(run))
            try:
                await self._attempt(run)
            finally:
                lease.cancel()
                await asyncio.wait([lease])  # not `await lease`: its cancellation and ours could not be told apart
            if not lease.cancelled():
                lease.result()

    async def _attempt(self, run: Run) -> None:
        if run.tries > MAX_TRIES:  # its workers died with it, so that none could say so
            return await self._runs.read_through(run, "run_failed", {}, ANSWERS_WITHIN)
        try:
            await self._executors[run.kind].execute(run)
        except NotYet:
            await self._runs.postpone(run, dt.timedelta(seconds=1))
        except LeaseLost:
            log.info("run given up: another worker has it, or it was cancelled")
        except Postponed as error:
            # an operator's switch ends some day, a system that is gone for good may not
            if error.key != "system_switched_off" and utc_now() - run.created_at > POSTPONED_WITHIN:
                return await self._runs.read_through(run, error.key, dict(error.details), ANSWERS_WITHIN)
            await self._runs.postpone(run, dt.timedelta(seconds=error.retry_after))
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

    async def _keep(self, run: Run) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self._runs.renew(run)
            except LeaseLost:
                return  # the next page of the executor finds out
            except Exception as error:
                if not is_outage(error):
                    raise
