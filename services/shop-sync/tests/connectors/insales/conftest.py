"""A shop of InSales on loopback, and the way to it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from service_kit.http import Outside
from simulators.insales.server import Shop, running


@pytest.fixture
def shop() -> Iterator[Shop]:
    with running() as started:
        yield started


@pytest.fixture
async def outside(shop: Shop) -> AsyncIterator[Outside]:
    made = Outside("insales", egress_allow={shop.url.partition("://")[2]})
    yield made
    await made.close()
