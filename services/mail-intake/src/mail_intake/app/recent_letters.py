"""Letters of mailboxes that somebody looks at just now."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

MOST: Final = 50
MOST_BYTES: Final = 64 * 1024 * 1024
SECONDS: Final = 600.0


class RecentLetters:
    """Raw letters by a key of the caller's, for a short time.

    A template is tried on one letter at every change of its text: without this each would be a login, and providers
    lock a mailbox that is logged into as often.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, bytes]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable) -> bytes | None:
        """The letter; None when it is not here any more."""
        while self._kept and next(iter(self._kept.values()))[0] <= self._clock() - SECONDS:
            self._drop_oldest()
        found = self._kept.get(key)
        return found[1] if found else None

    def put(self, key: Hashable, raw: bytes) -> None:
        """Keep a letter; the oldest make room for it. Of two that fetched it at once the first has put it here."""
        if key in self._kept:
            return
        self._kept[key] = (self._clock(), raw)
        self._bytes += len(raw)
        while len(self._kept) > MOST or self._bytes > MOST_BYTES:
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        _, (_, raw) = self._kept.popitem(last=False)
        self._bytes -= len(raw)
