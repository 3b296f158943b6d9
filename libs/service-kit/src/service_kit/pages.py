"""Pages of what a thread reads from a file while the event loop stores the page before."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from service_kit.errors import BizError

T = TypeVar("T")


async def pages_of(begin: Callable[[], Iterator[T]], size: int) -> AsyncIterator[list[T]]:
    """Pages of up to `size` pieces of what `begin()` gives, read one page ahead; BizError comes behind what was read.

    One thread reads from the beginning to the end: libxml2 keeps the names of a document in a table of the thread that
    began it, and two threads at one table corrupt the memory of the process.
    """
    pieces: Iterator[T] | None = None

    def take() -> tuple[list[T], BizError | None]:
        nonlocal pieces
        taken: list[T] = []
        try:
            pieces = pieces or begin()
            taken.extend(itertools.islice(pieces, size))
        except BizError as error:
            return taken, error
        return taken, None

    def close() -> None:
        if (end := getattr(pieces, "close", None)) is not None:
            end()

    loop, thread = asyncio.get_running_loop(), ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
    ahead = loop.run_in_executor(thread, take)
    try:
        while True:
            taken, error = await ahead
            if taken and error is None:
                ahead = loop.run_in_executor(thread, take)
            if taken:
                yield taken
            if error is not None:
                raise error
            if not taken:
                return
    finally:
        await asyncio.gather(ahead, return_exceptions=True)
        await loop.run_in_executor(thread, close)
        thread.shutdown(wait=False)
