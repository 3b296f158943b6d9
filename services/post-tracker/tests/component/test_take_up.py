"""Orders that were there before their connection, or that lose it: taken up, passed on, left, closed, opened again."""

import datetime as dt

import pytest
from post_desk import DAY, DEMO, HOUR, MONDAY, OTHER, number_of

pytestmark = pytest.mark.mongo
TWENTY = dt.timedelta(minutes=20)
ONE, TWO, THREE = number_of(1), number_of(2), number_of(3)
ACCEPTED, ARRIVED, HANDED = (1, 1), (8, 2), (2, 1)


async def test_orders_that_were_there_before_the_connection_are_taken_up_when_it_is_made(desk):
    before = desk.row("o1", ONE)
    await desk.saved(before)
    await desk.connect()
    (request,) = await desk.requests()
    assert (request.account, request.data.reply_to) == (DEMO, "post-tracker.platform-orders")
    desk.happens(ONE, ARRIVED)
    async with desk.working():
        await desk.saved(before, desk.row("o2", TWO, method="courier"), desk.row("o3", None), answers=request)
        await desk.pass_time(TWENTY)
        await desk.saved(before, answers=request)
        await desk.pass_time(HOUR)
    assert await desk.statuses("o1") == ["requested", "arrived"]
    assert desk.asked() == {ONE: 1}


async def test_all_orders_are_asked_for_only_when_the_delivery_methods_are_others(desk):
    connection = await desk.connect()
    await desk.change(connection, status_arrived="st-other")
    await desk.change(connection, access="single")
    assert len(await desk.requests()) == 1
    await desk.change(connection, delivery_methods=["post", "ems"])
    assert len(await desk.requests()) == 2
    await desk.connections.restore(DEMO, connection.id, 1, by="u")
    assert len(await desk.requests()) == 3
    await desk.connections.delete(DEMO, connection.id)
    assert len(await desk.requests()) == 4


async def test_a_method_that_is_added_takes_its_orders_up_and_one_that_goes_leaves_them(desk):
    connection = await desk.connect()
    rows = desk.row("o1", ONE), desk.row("o2", TWO, method="ems")
    async with desk.working():
        await desk.saved(*rows)
        await desk.change(connection, delivery_methods=["post", "ems"])
        await desk.saved(*rows, answers=(await desk.requests())[-1])
        await desk.pass_time(TWENTY)
        assert desk.asked() == {ONE: 1, TWO: 1}
        await desk.change(connection, delivery_methods=["ems"])
        await desk.saved(*rows, answers=(await desk.requests())[-1])
        await desk.pass_time(2 * DAY + HOUR, HOUR)
    assert desk.asked()[ONE] == 1
    assert desk.asked()[TWO] == 3
    assert await desk.statuses("o1") == ["requested", "no_data", "stopped"]
    assert await desk.statuses("o2") == ["requested", "no_data"]


async def test_parcels_of_a_deleted_connection_stop_and_those_at_their_end_stay_as_they_are(desk):
    connection = await desk.connect()
    rows = desk.row("o1", ONE), desk.row("o2", TWO)
    desk.happens(TWO, HANDED)
    async with desk.working():
        await desk.saved(*rows)
        await desk.pass_time(TWENTY)
        await desk.connections.delete(DEMO, connection.id)
        await desk.saved(*rows, answers=(await desk.requests())[-1])
        await desk.pass_time(2 * DAY, HOUR)
        assert desk.asked() == {ONE: 1, TWO: 1}
        assert await desk.statuses("o1") == ["requested", "no_data", "stopped"]
        assert await desk.statuses("o2") == ["requested", "delivered"]
        again = await desk.connect()
        await desk.saved(*rows, answers=(await desk.requests())[-1])
        await desk.pass_time(TWENTY)
    assert desk.asked() == {ONE: 2, TWO: 1}
    assert await desk.statuses("o2") == ["requested", "delivered"]
    assert (await desk.shipment("o2")).connection == again.id


async def test_another_connection_with_the_method_goes_on_with_the_parcel(desk):
    first = await desk.connect()
    user = desk.post.add_user("second", "p", batch=True)
    second = await desk.connect(login=user.login, password=user.password)
    row = desk.row("o1", ONE)
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(row)
        await desk.settle()
        await desk.connections.delete(DEMO, first.id)
        await desk.saved(row, answers=(await desk.requests())[-1])
        await desk.pass_time(TWENTY)
    assert await desk.statuses("o1") == ["requested", "accepted"]
    assert (await desk.shipment("o1")).connection == second.id


async def test_orders_saved_while_the_connection_is_switched_off_are_asked_for_when_it_is_on_again(desk):
    connection = await desk.connect()
    await desk.connections.change(DEMO, connection.id, "Почта", False, desk.form(), by="u")
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(HOUR)
        assert desk.calls() == []
        await desk.change(connection)
        await desk.pass_time(2 * TWENTY)
    assert await desk.statuses("o1") == ["requested", "no_data"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status_ref": "st-final"}, id="closed"),
        pytest.param({"status_ref": "st-final", "status_set_by": "emp-1"}, id="closed by a person"),
        pytest.param({"placed_at": MONDAY - 91 * DAY}, id="old"),
        pytest.param({"deleted": True}, id="deleted"),
    ],
)
async def test_orders_that_are_long_done_are_not_taken_up(desk, fields):
    await desk.order_statuses("st-final")
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE, **fields), answers=(await desk.requests())[0])
        await desk.pass_time(TWENTY)
    assert await desk.told() == []
    assert desk.calls() == []


async def test_a_number_that_is_written_into_an_old_order_is_asked_for(desk):
    await desk.connect()
    changed = desk.row("o1", ONE, placed_at=MONDAY - 91 * DAY)
    async with desk.working():
        await desk.saved(changed)
        await desk.saved(changed, answers=(await desk.requests())[0])
        await desk.settle()
    assert desk.asked() == {ONE: 1}


async def test_a_closed_order_is_asked_for_no_more_and_shows_what_it_showed_until_it_is_opened_again(desk):
    await desk.order_statuses("st-final")
    await desk.connect()
    desk.happens(ONE, ARRIVED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TWENTY)
        closed = {"status_ref": "st-final", "status_set_by": "emp-1", "status_set_at": desk.clock.now}
        await desk.saved(desk.row("o1", ONE, **closed))
        await desk.pass_time(3 * DAY, HOUR)
        assert desk.asked() == {ONE: 1}
        assert await desk.statuses("o1") == ["requested", "arrived"]
        desk.happens(ONE, HANDED)
        await desk.saved(desk.row("o1", ONE, status_ref="st-new", status_set_by="emp-1"))
        await desk.pass_time(TWENTY)
    assert await desk.statuses("o1") == ["requested", "arrived", "delivered"]


async def test_a_final_order_status_that_the_parcel_brought_about_does_not_end_its_checks(desk):
    await desk.order_statuses("st-arrived")
    await desk.connect()
    desk.happens(ONE, ARRIVED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TWENTY)
        await desk.saved(desk.row("o1", ONE, status_ref="st-arrived", status_set_by="/biz/post-tracker"))
        desk.happens(ONE, HANDED, at=MONDAY + HOUR)
        await desk.pass_time(2 * DAY, HOUR)
    assert (await desk.statuses("o1"))[-1] == "delivered"


async def test_final_statuses_of_another_account_close_nothing_here(desk):
    await desk.order_statuses("st-final", account=OTHER)
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE, status_ref="st-final"))
        await desk.settle()
    assert desk.asked() == {ONE: 1}


async def test_a_new_order_goes_before_many_that_were_there_before_the_connection(desk):
    connection = await desk.connect(access="single")
    (request,) = await desk.requests()
    await desk.saved(*(desk.row(f"o{serial}", number_of(serial)) for serial in range(10, 160)), answers=request)
    await desk.saved(desk.row("new", ONE))
    async with desk.working():
        await desk.settle()
    assert await desk.health(connection) == ("retrying", "tracking_quota_spent")
    assert next(one.numbers for one in desk.post.requests if one.numbers) == (ONE,)
    assert len(desk.asked()) == 100


async def test_a_number_that_a_person_writes_into_a_closed_order_is_asked_for_until_its_end(desk):
    await desk.order_statuses("st-final")
    await desk.connect()
    closed = {"status_ref": "st-final", "status_set_by": "emp-1", "status_set_at": MONDAY - DAY}
    desk.happens(ONE, ACCEPTED)
    desk.happens(ONE, HANDED, at=MONDAY + HOUR)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE, **closed))
        await desk.pass_time(TWENTY)
        await desk.saved(desk.row("o1", ONE, **closed))
        await desk.pass_time(26 * HOUR, HOUR)
    assert await desk.statuses("o1") == ["requested", "accepted", "delivered"]


async def test_orders_that_a_shop_brings_in_when_they_are_done_are_not_asked_for(desk):
    await desk.order_statuses("st-final")
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE, status_ref="st-final", status_set_by="/biz/shop-sync"))
        await desk.pass_time(TWENTY)
    assert (await desk.told(), desk.calls()) == ([], [])
