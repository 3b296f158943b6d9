"""A circuit breaker per host: after some outages in a row a pause that grows, then one call to see."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from service_kit.errors import Postponed

IN_A_ROW: Final = 5
FIRST_PAUSE: Final = 10.0
LONGEST_PAUSE: Final = 300.0
HOSTS: Final = 1000

log = structlog.get_logger("outside")


@dataclass(slots=True)
class _State:
    outages: int = 0
    until: float = 0.0
    looking: bool = False

    @property
    def pause(self) -> float:
        return min(FIRST_PAUSE * 2.0 ** (self.outages - IN_A_ROW), LONGEST_PAUSE)


class Outages:
    """What this process knows of the hosts of one system; only those in trouble are kept, the newest 1,000."""

    def __init__(self, system: str, now: Callable[[], float] = time.monotonic) -> None:
        self._system = system
        self._now = now
        self._hosts: dict[str, _State] = {}

    def check(self, host: str) -> None:
        """Postponed `outside_down` while the host rests; who comes first after that may try, the others rest on."""
        state = self._hosts.get(host)
        if state is None or state.outages < IN_A_ROW:
            return
        left = state.until - self._now()
        if left > 0:
            raise Postponed("outside_down", retry_after=left, host=host)
        state.until = self._now() + state.pause
        state.looking = True

    def failed(self, host: str) -> None:
        """One more outage; while the host rests, only of the call that went to see: the others were under way."""
        state = self._hosts.pop(host, None) or _State()
        self._hosts[host] = state
        if len(self._hosts) > HOSTS:
            del self._hosts[next(iter(self._hosts))]
        if self._now() < state.until and not state.looking:
            return
        state.outages += 1
        state.looking = False
        if state.outages >= IN_A_ROW:
            state.until = self._now() + state.pause
        if state.outages == IN_A_ROW:
            log.warning("outside system lost", system=self._system, host=host)

    def worked(self, host: str) -> None:
        """The host answers."""
        state = self._hosts.pop(host, None)
        if state is not None and state.outages >= IN_A_ROW:
            log.info("outside system back", system=self._system, host=host)
