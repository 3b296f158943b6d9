"""The store on the driver that will follow motor."""

import pytest
from pymongo import AsyncMongoClient

from contracts.events.order import OrderStored
from contracts.order import OrderOptions, Party

pytestmark = pytest.mark.mongo


async def test_order_is_stored_with_the_other_driver(new_bench, shop):
    bench = new_bench(client=AsyncMongoClient)
    await bench.prepare()
    line = shop.line(product_ref="product-kro-0001")
    event = shop.created(lines=(line,), customer=Party(phone="79000000001"), options=OrderOptions(reserve=True))
    await bench.take(event)
    await bench.take(event, shop.updated(changed=("comment",), comment="позвонить"))
    assert len(await bench.emitted(OrderStored)) == 2
    (order,) = await bench.documents("orders")
    assert (order["row"]["comment"], order["row"]["counterparty_ref"]) == ("позвонить", "cp-ivanova")
    page = await bench.store.products.sorted_by("demo", "row.name", {}, None, 10)
    assert len(page.items) == 10
