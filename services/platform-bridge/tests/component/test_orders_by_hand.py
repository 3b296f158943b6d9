"""What a person changes in an order, and what a shop's cancellation does to its reserve."""

from decimal import Decimal

import pytest

from contracts.events.changed import OrdersChanged, StockChanged
from contracts.order import OrderOptions, OutsideStatus

pytestmark = pytest.mark.mongo

GOODS = {"product_ref": "product-pos-0001", "quantity": "3"}


@pytest.fixture
async def order(bench, shop):
    """Return the ref of an order that reserves three pans."""
    await bench.take(shop.created(lines=(shop.line(**GOODS),), options=OrderOptions(reserve=True)))
    (order,) = await bench.documents("orders")
    await bench.mongo["outbox"].delete_many({})
    return order["row"]["ref"]


async def reserved(bench):
    row = await bench.store.stock.get("demo", "product-pos-0001::store-main")
    return row.reserved


async def test_status_is_set_by_the_employee_who_logged_in(api, bench, owner, order):
    row = await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-packed"})
    assert (row["status_ref"], row["status_set_by"], row["sequence"]) == ("status-packed", "emp-sokolova", 2)
    (event,) = await bench.emitted(OrdersChanged)
    assert event.data.rows[0].status_set_at is not None
    assert await reserved(bench) == 3


async def test_status_of_a_person_is_left_alone_by_the_shop(api, bench, owner, order, shop):
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-packed"})
    await bench.take(shop.updated(changed=("status",), options=OrderOptions(status="status-sent")))
    assert (await bench.store.orders.get("demo", order)).status_ref == "status-packed"


async def test_cancelled_order_gives_its_reserve_back(api, bench, owner, order):
    row = await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-cancelled"})
    assert "reserved" not in row["lines"][0]
    assert await reserved(bench) == 0
    (event,) = await bench.emitted(StockChanged)
    assert event.data.rows[0].reserved == 0
    refused = await api.refused("PATCH", f"/v1/orders/{order}", owner, json={"reserve": True})
    assert refused[:2] == (409, "reserve_of_finished")
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-new"})
    assert await reserved(bench) == 0
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"reserve": True})
    assert await reserved(bench) == 3
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"reserve": False})
    assert await reserved(bench) == 0


async def test_status_follows_the_transitions_of_the_directory(api, bench, owner, order):
    entry = {"name": "Новый", "sort": 1, "transitions": ["status-agreed"]}
    await api.ok("PUT", "/v1/directories/order_status/status-new", owner, json=entry)
    status, key, text = await api.refused("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-sent"})
    assert (status, key) == (422, "status_not_allowed")
    assert "Отправлен" in text
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-agreed"})


async def test_fields_are_set_and_the_outside_version_stays(api, bench, owner, order, shop):
    body = {"comment": "Позвонить", "tracking_number": "80080012345678", "responsible_ref": "emp-orlov"}
    row = await api.ok("PATCH", f"/v1/orders/{order}", owner, json=body)
    assert row["delivery"]["tracking_number"] == "80080012345678"
    await bench.take(shop.updated(sequence=1, changed=("comment",), comment="старое"))
    found = await bench.store.orders.get("demo", order)
    assert (found.comment, found.responsible_ref) == ("Позвонить", "emp-orlov")
    await bench.take(shop.updated(sequence=2, changed=("comment",), comment="новое"))
    assert (await bench.store.orders.get("demo", order)).comment == "новое"


async def test_foreign_entries_and_old_versions_are_refused(api, owner, order):
    refused = await api.refused("PATCH", f"/v1/orders/{order}", owner, json={"responsible_ref": "store-main"})
    assert refused[:2] == (404, "entry_unknown")
    stale = {**owner, "If-Match": '"7"'}
    assert (await api.refused("PATCH", f"/v1/orders/{order}", stale, json={"comment": "x"}))[0] == 412


@pytest.mark.parametrize(
    "fields",
    [
        {"status": OutsideStatus(code="C", cancelled=True)},
        {"options": OrderOptions(reserve=True, status="status-cancelled")},
    ],
)
async def test_order_cancelled_in_the_shop_gives_its_reserve_back(bench, order, shop, fields):
    lines = (shop.line(**GOODS),)
    given = {"options": OrderOptions(reserve=True), **fields}
    await bench.take(shop.updated(sequence=2, changed=("status",), lines=lines, **given))
    assert await reserved(bench) == 0
    more = (shop.line(**{**GOODS, "quantity": "5"}),)
    await bench.take(shop.updated(sequence=3, changed=("lines",), lines=more, **given))
    assert await reserved(bench) == Decimal(0)
    assert (await bench.store.orders.get("demo", order)).lines[0].quantity == 5


async def test_new_order_that_is_cancelled_already_reserves_nothing(bench, shop):
    fields = {"options": OrderOptions(reserve=True), "status": OutsideStatus(cancelled=True)}
    await bench.take(shop.created(lines=(shop.line(**GOODS),), **fields))
    assert await bench.emitted(StockChanged) == []


async def test_update_of_another_part_keeps_the_reserve(bench, order, shop):
    lines = (shop.line(**GOODS),)
    await bench.take(shop.updated(changed=("comment",), comment="x", lines=lines, options=OrderOptions(reserve=True)))
    assert await reserved(bench) == 3
