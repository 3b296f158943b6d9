"""Clocks that are set while parcels are on their way: nobody waits for days, nobody is asked for in a storm."""

import datetime as dt

import pytest
from post_desk import DAY, HOUR, MONDAY, TICK, number_of

pytestmark = pytest.mark.mongo
ACCEPTED = (1, 1)
MANY = [number_of(serial) for serial in range(1, 131)]


async def _known(desk, numbers):
    """The orders have these parcels, and all of them were answered about."""
    for number in numbers:
        desk.happens(number, ACCEPTED, at=MONDAY - 10 * DAY)
    await desk.saved(*(desk.row(number, number) for number in numbers))
    await desk.pass_time(HOUR)


@pytest.mark.parametrize("jump", [DAY, 30 * DAY], ids=["a day", "a month"])
async def test_a_clock_that_is_put_forward_has_each_parcel_asked_for_once(desk, jump):
    await desk.connect()
    async with desk.working():
        await _known(desk, MANY)
        desk.clock.now += jump
        since = desk.clock.now
        await desk.pass_time(20 * HOUR, HOUR)
    assert desk.asked(since=since) == dict.fromkeys(MANY, 1)
    assert sum(one.asked == "ticketRequest" and one.at >= since for one in desk.post.requests) == 1
    assert await desk.statuses(MANY[0]) == ["requested", "accepted"]


@pytest.mark.parametrize("jump", [6 * HOUR, 40 * DAY], ids=["hours", "weeks"])
async def test_a_clock_that_is_put_back_lets_checks_go_on(desk, jump):
    await desk.connect()
    async with desk.working():
        await _known(desk, MANY)
        desk.clock.now -= jump
        since = desk.clock.now
        await desk.saved(desk.row("new", number_of(500)))
        await desk.pass_time(TICK)
        assert desk.asked()[number_of(500)] == 1
        await desk.pass_time(36 * HOUR, HOUR)
    again = [one for one in desk.post.requests if one.asked == "ticketRequest" and since <= one.at < MONDAY + 7 * DAY]
    assert {number for one in again for number in one.numbers} >= set(MANY)
    assert max(desk.asked().values()) <= 4


async def test_what_waits_for_the_next_day_of_calls_does_not_wait_for_the_days_that_a_clock_was_put_back(desk):
    connection = await desk.connect(access="single")
    async with desk.working():
        await desk.saved(*(desk.row(number, number) for number in MANY))
        await desk.settle()
        assert await desk.health(connection) == ("retrying", "tracking_quota_spent")
        assert len(desk.asked()) == 100
        desk.clock.now -= 3 * DAY
        await desk.pass_time(TICK, dt.timedelta(minutes=1))
    assert set(desk.asked()) == set(MANY)
