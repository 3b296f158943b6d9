"""A shop of InSales whose time stands still until a test moves it, and a plain client of its JSON."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from simulators.insales.server import Shop, running

JSON = {"Content-Type": "application/json"}


class Clock:
    """Time of the shop."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, 0, 250_000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(clock: Clock) -> Iterator[Shop]:
    with running(clock=clock) as found:
        yield found


@pytest.fixture
def client(shop: Shop) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"{shop.url}/admin/", auth=(shop.key, shop.password), headers=JSON, trust_env=False
    ) as found:
        yield found
