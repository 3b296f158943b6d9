"""Who listens in this process: streams of browsers by account. All memory, all bounded."""

import asyncio
import contextlib
from collections import Counter, OrderedDict
from collections.abc import Iterator

from prometheus_client import Counter as Metric
from prometheus_client import Gauge

from contracts.base import AccountId
from journal.app.ports import Message
from service_kit.problems import Problem

STREAMS_PER_USER = 20
CAPACITY = 200
"""Messages that wait for one browser."""
REMEMBERED = 1_000
"""Ids that one stream remembers, so that what comes by two ways is sent once."""

STREAMS = Gauge("biz_live_streams", "Open live streams of this process")
ENDED = Metric("biz_live_streams_ended", "Live streams that ended", ["reason"])


class Stream:
    """What one browser has yet to get. `put` never waits; whoever sends takes by `take`."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Message] = OrderedDict()
        self._known: OrderedDict[str, None] = OrderedDict()
        self._bell = asyncio.Event()
        self.ended = asyncio.Event()
        self.reason = "gone"

    def put(self, message: Message) -> None:
        """Let it wait to be sent, once; the stream ends when too many wait and none of them is superseded."""
        if self.ended.is_set() or not self.remember(message):
            return
        if message.slot is not None:
            self._waiting.pop(message.slot, None)
        if len(self._waiting) >= CAPACITY and not self._drop_superseded():
            return self.end("slow")
        self._waiting[message.slot or message.id] = message
        self._bell.set()

    def remember(self, message: Message) -> bool:
        """Note that it is sent or about to be; False when it was before."""
        if message.id in self._known:
            return False
        self._known[message.id] = None
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return True

    async def take(self, seconds: float) -> list[Message]:
        """All that waits, in its order; nothing when nothing came within `seconds`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        self._bell.clear()
        taken = list(self._waiting.values())
        self._waiting.clear()
        return taken

    def end(self, reason: str) -> None:
        """Let the browser go; it comes back and resumes behind what it has got."""
        if not self.ended.is_set():
            self.reason = reason
            self._waiting.clear()
            self.ended.set()

    def _drop_superseded(self) -> bool:
        """Make room by the oldest message that a later one of its kind will replace anyway."""
        slot = next((key for key, message in self._waiting.items() if message.slot is not None), None)
        if slot is not None:
            del self._waiting[slot]
        return slot is not None


class Hub:
    """Streams of this process by account."""

    def __init__(self) -> None:
        self._streams: dict[AccountId, set[Stream]] = {}
        self._users: Counter[tuple[AccountId, str]] = Counter()
        self._stopping = False
        self._hearing = True

    @property
    def accounts(self) -> list[AccountId]:
        """Accounts that somebody listens to."""
        return list(self._streams)

    @contextlib.contextmanager
    def listen(self, account: AccountId, user: str) -> Iterator[Stream]:
        """A stream of the account while the context is open.

        Problem 429 when the user has too many, 503 while nothing is heard from the bus.
        """
        if not self._hearing:
            raise Problem(503, "live_not_heard")
        if self._users[account, user] >= STREAMS_PER_USER:
            raise Problem(429, "too_many_streams", limit=STREAMS_PER_USER)
        stream = Stream()
        self._users[account, user] += 1
        self._streams.setdefault(account, set()).add(stream)
        STREAMS.inc()
        if self._stopping:
            stream.end("stopping")
        try:
            yield stream
        finally:
            STREAMS.dec()
            ENDED.labels(stream.reason).inc()
            self._leave(account, user, stream)

    def publish(self, message: Message) -> None:
        """Tell everybody of the message's account."""
        for stream in self._streams.get(message.account, ()):
            stream.put(message)

    def hears(self, hearing: bool) -> None:
        """Whether the bus is heard; while it is not, there are no streams, so that browsers say so and ask instead."""
        self._hearing = hearing
        if not hearing:
            self._end_all("deaf")

    def stop(self) -> None:
        """End every stream, and those that still come."""
        self._stopping = True
        self._end_all("stopping")

    def _end_all(self, reason: str) -> None:
        for streams in self._streams.values():
            for stream in streams:
                stream.end(reason)

    def _leave(self, account: AccountId, user: str, stream: Stream) -> None:
        self._streams[account].discard(stream)
        if not self._streams[account]:
            del self._streams[account]
        self._users[account, user] -= 1
        if not self._users[account, user]:
            del self._users[account, user]
