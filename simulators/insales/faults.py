"""Ways in which a shop lets its clients down, on demand of a test."""

from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls one request: an answer instead of the right one, a delay, a connection that breaks off."""

    status: int | None = None
    retry_after: int | None = None
    html: bool = False
    seconds: float = 0.0
    torn: bool = False


@dataclass(slots=True)
class Faults:
    """Faults waiting for requests; each befalls one, in order. Requests whose path lacks `only` pass by."""

    waiting: deque[Fault] = field(default_factory=deque)
    only: str = ""

    def storm(self, times: int, *, status: int = 503, retry_after: int = 60) -> None:
        """Answer `times` requests 503 (or 429) with Retry-After in seconds; nothing is done."""
        self.waiting.extend([Fault(status=status, retry_after=retry_after)] * times)

    def refuse(self, status: int, times: int = 1) -> None:
        """Answer with this status (500, 504, 401...); nothing is done."""
        self.waiting.extend([Fault(status=status)] * times)

    def slow(self, seconds: float, times: int = 1) -> None:
        """Do the request, answer late."""
        self.waiting.extend([Fault(seconds=seconds)] * times)

    def torn(self, times: int = 1) -> None:
        """Do the request, then break off in the middle of the answer."""
        self.waiting.extend([Fault(torn=True)] * times)

    def html(self, times: int = 1) -> None:
        """Answer 200 with a page for people; nothing is done."""
        self.waiting.extend([Fault(html=True)] * times)

    def next(self, path: str) -> Fault | None:
        """What befalls this request."""
        return self.waiting.popleft() if self.waiting and self.only in path else None
