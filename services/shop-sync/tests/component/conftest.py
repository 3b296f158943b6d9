"""A shop of InSales on loopback, and the push of goods into it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from goods_push import Bench

from service_kit.http import Outside
from simulators.insales.server import Shop, running


@pytest.fixture
def shop() -> Iterator[Shop]:
    with running(requests_per_series=100_000) as started:
        yield started


@pytest.fixture
async def bench(mongo_url: str, mongo_database: str, shop: Shop) -> AsyncIterator[Bench]:
    outside = Outside("insales", egress_allow={shop.url.partition("://")[2]})
    made = Bench(mongo_url, mongo_database, outside, shop)
    await made.kit.migrate()
    await made.begin()
    yield made
    await outside.close()
    await made.mongo.close()
