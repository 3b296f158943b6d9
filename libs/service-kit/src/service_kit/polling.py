"""Work that is looked for again and again."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from service_kit.mongo import is_outage

log = structlog.get_logger("polling")


async def poll(step: Callable[[], Awaitable[bool | None]], seconds: float) -> None:
    """Call `step` for ever, `seconds` apart, at once when it returns True: more waits.

    An outage of the database is waited out, and told once; any other error is raised.
    """
    away = False
    while True:
        try:
            more = await step()
        except Exception as error:
            if not is_outage(error):
                raise
            if not away:
                log.warning("postponed: the database is away", step=step.__qualname__, error=type(error).__name__)
            more, away = False, True
        else:
            away = False
        if not more:
            await asyncio.sleep(seconds)


def tell_end(task: asyncio.Task[None]) -> None:
    """Log the error that ended a task which was to run for ever; a callback of the task."""
    if not task.cancelled() and (error := task.exception()):
        log.error("background task ended", task=task.get_name(), exc_info=error)
