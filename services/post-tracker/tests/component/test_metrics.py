"""What an operator sees of the tracking."""

import datetime as dt

import pytest
from post_desk import DEMO, HOUR, TICK, number_of
from prometheus_client import REGISTRY

from post_tracker.adapters.gauges import TrackingGauges

pytestmark = pytest.mark.mongo
ONE, TWO = number_of(1), number_of(2)


def value(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0


@pytest.fixture
def gauges(desk):
    return TrackingGauges(desk.kit.mongo, [one.carrier for one in desk.base.trackers.values()], desk.clock)


async def test_overdue_checks_are_measured_for_connections_that_should_be_asking(desk, gauges):
    connection = await desk.connect()
    await gauges.refresh()
    assert value("biz_tracking_overdue_seconds") == 0
    await desk.saved(desk.row("o1", ONE))
    desk.clock.now += HOUR
    await desk.saved(desk.row("o2", TWO))
    await gauges.refresh()
    assert value("biz_tracking_overdue_seconds") == HOUR.total_seconds()
    await desk.connections.attention(connection, "post_login_refused", {})
    await gauges.refresh()
    assert value("biz_tracking_overdue_seconds") == 0
    await desk.connections.recovered(connection)
    async with desk.working():
        await desk.pass_time(TICK)
    await gauges.refresh()
    assert value("biz_tracking_overdue_seconds") == 0
    assert value("biz_tracking_tickets_open") == 1


async def test_calls_that_are_left_today_are_measured(desk, gauges):
    await desk.connect(access="single")
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO))
        await desk.settle()
    await gauges.refresh()
    assert value("biz_tracking_quota_left", carrier="pochta") == 98
    desk.clock.now += dt.timedelta(days=1)
    await gauges.refresh()
    assert value("biz_tracking_quota_left", carrier="pochta") == 100


async def test_answers_are_counted_by_what_they_say_and_new_operations_that_have_no_name(desk):
    names = ("ok", "post_login_refused", "post_ticket_not_ready")
    before = {name: _answers("ticket", name) + _answers("parcels", name) for name in names}
    unknown = value("biz_tracking_unknown_operations_total", carrier="pochta")
    connection = await desk.connect(password="wrong")
    desk.post.store.ready_after = HOUR
    desk.happens(ONE, (1, 1), (8, 777))
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
        await desk.change(connection)
        await desk.pass_time(2 * HOUR)
    after = {name: _answers("ticket", name) + _answers("parcels", name) - before[name] for name in names}
    assert (after["ok"], after["post_login_refused"]) == (2, 1)
    assert after["post_ticket_not_ready"] >= 3
    assert value("biz_tracking_unknown_operations_total", carrier="pochta") - unknown == 1
    assert (await desk.shipment("o1", DEMO)).history[-1].code == "8.777"


def _answers(call, result):
    return value("biz_post_answers_total", call=call, result=result)
