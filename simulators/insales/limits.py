"""The limit of the API: 500 requests in 5 minutes, counted from the first request of the series."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil
from typing import Final

REQUESTS: Final = 500
PERIOD: Final = timedelta(minutes=5)


class Limit:
    """Counts requests. Chosen: refused ones neither count nor lengthen the series."""

    def __init__(self, clock: Callable[[], datetime], requests: int) -> None:
        self._clock = clock
        self.requests = requests
        self.used = 0
        self._begun: datetime | None = None

    def take(self) -> int | None:
        """None when the request may be done, else the seconds to wait."""
        now = self._clock()
        if self._begun is None or now >= self._begun + PERIOD:
            self._begun, self.used = now, 0
        if self.used >= self.requests:
            return max(1, ceil((self._begun + PERIOD - now).total_seconds()))
        self.used += 1
        return None

    @property
    def header(self) -> str:
        """Value of `API-Usage-Limit`."""
        return f"{self.used}/{self.requests}"
