"""Threads of their own for what blocks: as many mailboxes are read at once, the others wait their turn."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

THREADS: Final = 100

Result = TypeVar("Result")


class Threads:
    """Runs blocking steps; `close` when the service ends."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="mailbox")
        self._free = asyncio.Semaphore(threads)

    async def run(self, step: Callable[[], Result], *, seconds: float, abort: Callable[[], None]) -> Result:
        """The result of `step`; TimeoutError after `seconds` of its own time.

        A thread cannot be stopped: `abort` makes it fail, on a time-out and when the caller is cancelled.
        """
        async with self._free:
            running = asyncio.get_running_loop().run_in_executor(self._pool, step)
            try:
                async with asyncio.timeout(seconds):
                    return await asyncio.shield(running)
            finally:
                if not running.done():
                    abort()
                    running.add_done_callback(_looked_at)

    def close(self) -> None:
        """End the threads that wait; the others end with their step."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _looked_at(running: "asyncio.Future[Any]") -> None:
    """Take the exception of a step that nobody waits for any more."""
    if not running.cancelled():
        running.exception()
