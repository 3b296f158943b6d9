"""Orders show what the carrier says of their parcels, and their status follows unless a person chose another."""

import asyncio
import datetime as dt

import pytest

from contracts.base import AccountId
from contracts.events.changed import OrdersChanged, StockChanged
from contracts.events.connection import Cause
from contracts.events.shipment import (
    CheckedShipment,
    ShipmentsChecked,
    ShipmentsCheckedData,
    ShipmentStatusChanged,
    ShipmentStatusChangedData,
)
from contracts.order import Delivery, OrderOptions
from contracts.topology import PLATFORM_SHIPMENTS
from platform_bridge.adapters.embedded.shipments import MongoMarks
from platform_bridge.app.follow_parcels import FollowParcels
from platform_bridge.app.ledger import Ledger
from service_kit.ids import new_id, utc_now
from service_kit.inbox import Batch

pytestmark = pytest.mark.mongo

NUMBER = "80088123456789"
SEEN = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)
LATER = SEEN + dt.timedelta(hours=5)
STEPS = {
    1: {"status": "requested", "text": "Статус запрошен"},
    2: {"status": "accepted", "text": "Приём", "order_status": "status-sent"},
    3: {"status": "arrived", "text": "Прибыло в место вручения", "order_status": "status-at-point"},
    4: {"status": "arrived", "text": "Доставлено извещение"},
    5: {"status": "delivered", "text": "Вручение адресату", "order_status": "status-delivered", "final": True},
}


def made(kind, data, subject, account, sequence):
    return kind.new(
        data,
        event_id=new_id(),
        now=utc_now(),
        service="post-tracker",
        account=AccountId(account),
        subject=subject,
        sequence=sequence,
    )


def news(order, sequence, *, account="demo", at=None, number=NUMBER, shipment=None, **fields):
    """What is told of a parcel as STEPS say; its status was first seen when it was checked unless told otherwise."""
    at = at or SEEN + dt.timedelta(hours=sequence)
    told = {"first_seen_at": at, "checked_at": at, **STEPS[sequence], **fields}
    data = ShipmentStatusChangedData(
        shipment=shipment or f"s-{order}",
        connection="c-1",
        carrier="pochta",
        carrier_title="Почта России",
        order=order,
        order_number="1",
        tracking_number=number,
        **told,
    )
    return made(ShipmentStatusChanged, data, data.shipment, account, sequence)


def asked(*orders, at=LATER, number=NUMBER, account="demo"):
    shipments = tuple(CheckedShipment(order=order, tracking_number=number) for order in orders)
    data = ShipmentsCheckedData(connection="c-1", carrier="pochta", checked_at=at, shipments=shipments)
    return made(ShipmentsChecked, data, "c-1", account, 0)


class Follower:
    """A worker of the parcels' queues; `take` handles events as one batch."""

    def __init__(self, bench):
        ledger = Ledger(bench.store.kept, bench.outbox, utc_now)
        self.parcels = FollowParcels(bench.store, MongoMarks(bench.mongo), ledger, bench.texts, utc_now)
        self.batch = Batch(bench.mongo, bench.outbox, PLATFORM_SHIPMENTS.name, self.parcels.work)
        self.batch.start()

    async def take(self, *events):
        await asyncio.gather(*(self.batch.put(event) for event in events))


@pytest.fixture
async def new_follower(bench):
    """Make workers over the bench's database; all are stopped afterwards."""
    made = []

    def make():
        made.append(Follower(bench))
        return made[-1]

    yield make
    for follower in made:
        await follower.batch.stop()


@pytest.fixture
async def follower(new_follower):
    return new_follower()


@pytest.fixture
async def order(bench, shop):
    """Return the ref of an order that reserves three pans and has a parcel; what was told of it is forgotten."""
    goods = shop.line(product_ref="product-pos-0001", quantity="3")
    delivery = Delivery(method="Почта", method_ref="delivery-post", tracking_number=NUMBER, note="До востребования")
    await bench.take(shop.created(lines=(goods,), delivery=delivery, options=OrderOptions(reserve=True)))
    (order,) = await bench.documents("orders")
    await bench.mongo["outbox"].delete_many({})
    return order["row"]["ref"]


async def test_order_shows_the_parcel_and_its_status_follows(api, bench, owner, order, follower):
    await follower.take(news(order, 1))
    row = await api.ok("GET", f"/v1/orders/{order}", owner)
    assert (row["delivery"]["carrier_status"], row["status_ref"]) == ("Статус запрошен", "status-new")
    assert row["delivery"]["carrier_checked_at"] == "2026-05-04T10:30:00Z"
    await follower.take(news(order, 2))
    row = await api.ok("GET", f"/v1/orders/{order}", owner)
    delivery = row["delivery"]
    assert (row["status_ref"], row["status_set_by"]) == ("status-sent", "/biz/post-tracker")
    assert (delivery["carrier_status"], delivery["note"]) == ("Приём", "До востребования")
    assert delivery["carrier_status_at"] == delivery["carrier_checked_at"] == "2026-05-04T11:30:00Z"
    last = (await bench.emitted(OrdersChanged))[-1].data.rows[0]
    assert (last.sequence, last.status_ref, last.delivery.carrier_status) == (row["sequence"], "status-sent", "Приём")


async def test_what_is_told_twice_is_told_on_once(bench, order, new_follower):
    followers = [new_follower(), new_follower()]
    event = news(order, 2)
    await asyncio.gather(*(one.take(event, news(order, 2)) for one in followers))
    (changed,) = await bench.emitted(OrdersChanged)
    assert changed.data.rows[0].sequence == 2
    await followers[0].take(news(order, 2))
    assert len(await bench.emitted(OrdersChanged)) == 1


@pytest.mark.parametrize("times", [(2, 3, 4), (4, 3, 2), (3, 4, 2), (2, 4, 3)], ids=str)
@pytest.mark.parametrize("together", [True, False], ids=["one batch", "one by one"])
async def test_news_in_any_order_come_to_the_same(bench, order, follower, times, together):
    """The status stands in the first news of it alone, which may come after newer ones."""
    events = [news(order, number) for number in times]
    if together:
        await follower.take(*events)
    else:
        for event in events:
            await follower.take(event)
    row = await bench.store.orders.get("demo", order)
    assert (row.status_ref, row.delivery.carrier_status) == ("status-at-point", "Доставлено извещение")
    assert row.delivery.carrier_status_at == SEEN + dt.timedelta(hours=4)


@pytest.mark.parametrize(
    ("seen_hours_ago", "expected"),
    [
        pytest.param(1, "status-packed", id="a person was later"),
        pytest.param(-1, "status-sent", id="the parcel was later"),
    ],
)
async def test_status_that_a_person_set_after_the_first_sight_stays(
    api, bench, owner, order, follower, *, seen_hours_ago, expected
):
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-packed"})
    await follower.take(news(order, 2, at=utc_now() - dt.timedelta(hours=seen_hours_ago)))
    row = await bench.store.orders.get("demo", order)
    assert (row.status_ref, row.delivery.carrier_status) == (expected, "Приём")


async def test_status_of_a_person_stays_until_the_parcel_comes_to_another_one(api, bench, owner, order, follower):
    await follower.take(news(order, 2, at=utc_now() - dt.timedelta(hours=1)))
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-packed"})
    again = utc_now() - dt.timedelta(hours=1)
    await follower.take(news(order, 4, at=again, order_status="status-sent", first_seen_at=again))
    assert (await bench.store.orders.get("demo", order)).status_ref == "status-packed"
    await follower.take(news(order, 5, at=utc_now() + dt.timedelta(seconds=1)))
    row = await bench.store.orders.get("demo", order)
    assert (row.status_ref, row.status_set_by) == ("status-delivered", "/biz/post-tracker")


async def test_status_that_the_shop_set_later_does_not_stay(bench, order, shop, follower):
    await bench.take(shop.updated(changed=("status",), options=OrderOptions(status="status-agreed")))
    await follower.take(news(order, 2))
    assert (await bench.store.orders.get("demo", order)).status_ref == "status-sent"


async def test_order_that_has_the_status_already_keeps_who_set_it(api, bench, owner, order, follower):
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-sent"})
    await follower.take(news(order, 2, at=utc_now() + dt.timedelta(hours=1)))
    assert (await bench.store.orders.get("demo", order)).status_set_by == "emp-sokolova"


async def test_delivered_order_gives_its_reserve_back(bench, order, follower):
    await follower.take(news(order, 5))
    stock = await bench.store.stock.get("demo", "product-pos-0001::store-main")
    row = await bench.store.orders.get("demo", order)
    assert (row.status_ref, row.lines[0].reserved, stock.reserved) == ("status-delivered", None, 0)
    (event,) = await bench.emitted(StockChanged)
    assert event.data.rows[0].reserved == 0


async def test_news_of_a_number_that_the_order_has_no_more_are_of_no_use(api, bench, owner, order, follower):
    await follower.take(news(order, 1))
    row = await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"tracking_number": " RA644000001RU "})
    assert row["delivery"]["tracking_number"] == "RA644000001RU"
    assert not [name for name in row["delivery"] if name.startswith("carrier_")]
    await follower.take(news(order, 2))
    await follower.parcels.check(asked(order))
    assert (await bench.store.orders.get("demo", order)).sequence == row["sequence"]
    await follower.take(news(order, 3, number="RA644000001RU"))
    assert (await bench.store.orders.get("demo", order)).status_ref == "status-at-point"


async def test_removed_number_takes_its_status_with_it(api, owner, order, follower):
    await follower.take(news(order, 2))
    row = await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"tracking_number": None})
    assert row["delivery"] == {"method_ref": "delivery-post", "method": "Почта", "note": "До востребования"}


async def test_same_number_again_keeps_what_is_known_of_it(api, owner, order, follower):
    await follower.take(news(order, 2))
    row = await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"tracking_number": NUMBER, "comment": "x"})
    assert row["delivery"]["carrier_status"] == "Приём"


async def test_doubtful_number_is_remarked_until_it_is_well(bench, order, follower):
    cause = Cause(key="x", what="Контрольная цифра не сходится", why="Похоже на опечатку.", do="Проверьте номер")
    await follower.take(news(order, 1, cause=cause))
    row = await bench.store.orders.get("demo", order)
    assert row.delivery.carrier_remark == "Контрольная цифра не сходится. Похоже на опечатку. Проверьте номер."
    await follower.take(news(order, 2))
    assert (await bench.store.orders.get("demo", order)).delivery.carrier_remark is None


@pytest.mark.parametrize(
    "status",
    [
        pytest.param("status-unheard", id="unknown"),
        pytest.param("lead-won", id="of another directory"),
        pytest.param("status-packed", id="archived"),
    ],
)
async def test_status_that_the_account_has_not_is_left_out_and_told(api, bench, owner, order, follower, *, status):
    await api.ok("PUT", "/v1/directories/order_status/status-packed", owner, json={"name": "Собран", "archived": True})
    await follower.take(news(order, 2, order_status=status))
    row = await bench.store.orders.get("demo", order)
    assert (row.status_ref, row.delivery.carrier_status) == ("status-new", "Приём")
    assert "Выберите другой статус заказа в настройках подключения" in row.delivery.carrier_remark


async def test_check_without_news_moves_the_time_of_the_last_check_alone(bench, order, follower):
    await follower.take(news(order, 2))
    await follower.parcels.check(asked(order, "order-unheard"))
    row = await bench.store.orders.get("demo", order)
    assert row.delivery.carrier_checked_at == LATER
    assert row.delivery.carrier_status_at == SEEN + dt.timedelta(hours=2)
    assert (await bench.emitted(OrdersChanged))[-1].data.rows == (row,)
    await follower.parcels.check(asked(order))
    await follower.parcels.check(asked(order, at=SEEN))
    await follower.take(news(order, 3))
    last = await bench.store.orders.get("demo", order)
    assert (last.sequence, last.delivery.carrier_checked_at) == (row.sequence + 1, LATER)


async def test_parcel_of_another_account_is_not_ours(bench, order, follower):
    await follower.take(news(order, 2, account="other"))
    await follower.parcels.check(asked(order, account="other"))
    assert (await bench.store.orders.get("demo", order)).sequence == 1
    await follower.take(news(order, 1))
    assert (await bench.store.orders.get("demo", order)).delivery.carrier_status == "Статус запрошен"


async def test_deleted_order_and_unknown_one_are_passed_over(bench, order, follower):
    await bench.mongo["orders"].update_one({}, {"$set": {"row.deleted": True}})
    await follower.take(news(order, 2), news("order-unheard", 2))
    assert await bench.emitted(OrdersChanged) == []


async def test_update_by_the_shop_leaves_method_number_and_status_of_the_parcel(
    api, bench, owner, order, shop, *, follower
):
    body = {"delivery_method_ref": "delivery-cdek", "tracking_number": "RA644000001RU"}
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json=body)
    await follower.take(news(order, 2, number="RA644000001RU"))
    told = Delivery(method="Почта", method_ref="delivery-post", note="Код 5")
    await bench.take(shop.updated(changed=("delivery",), delivery=told))
    delivery = (await bench.store.orders.get("demo", order)).delivery
    assert (delivery.method_ref, delivery.note) == ("delivery-cdek", "Код 5")
    assert (delivery.tracking_number, delivery.carrier_status) == ("RA644000001RU", "Приём")
    told = Delivery(method="Курьер", method_ref="delivery-courier", tracking_number=NUMBER)
    await bench.take(shop.updated(sequence=3, changed=("delivery",), delivery=told))
    delivery = (await bench.store.orders.get("demo", order)).delivery
    assert (delivery.method_ref, delivery.tracking_number, delivery.carrier_status) == (
        "delivery-courier",
        NUMBER,
        None,
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [("почта  России", "delivery-post"), ("Почта", None), (None, None)],
    ids=["the same name", "another name", "none"],
)
async def test_method_of_the_shop_that_is_named_as_ours_is_ours(bench, shop, follower, *, words, expected):
    await bench.take(shop.created(delivery=Delivery(method=words, tracking_number=f" {NUMBER} ")))
    (order,) = await bench.documents("orders")
    await follower.take(news(order["row"]["ref"], 1))
    delivery = (await bench.store.orders.get("demo", order["row"]["ref"])).delivery
    assert (delivery.method_ref, delivery.method) == (expected, words)
    assert delivery.carrier_status == "Статус запрошен"


async def test_delivery_method_must_be_one(api, owner, order):
    path = f"/v1/orders/{order}"
    for wrong in ("delivery-unheard", "status-sent"):
        refused = await api.refused("PATCH", path, owner, json={"delivery_method_ref": wrong})
        assert refused[:2] == (404, "entry_unknown")
    row = await api.ok("PATCH", path, owner, json={"delivery_method_ref": None})
    assert row["delivery"].get("method_ref") is None
