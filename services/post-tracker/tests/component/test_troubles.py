"""What happens when the post, its access, the clock or a worker fails: a clear state, no storm, nothing lost."""

import datetime as dt

import pytest
from post_desk import DAY, HOUR, MONDAY, TICK, Desk, number_of

from contracts.events.connection import RunKind, RunTrigger
from post_tracker.app import settle
from service_kit.runs.store import LEASE
from simulators.insales.faults import Fault
from simulators.pochta import rtm34

pytestmark = pytest.mark.mongo
MINUTES = dt.timedelta(minutes=1)
TWENTY = 20 * MINUTES
ONE, TWO, THREE = (number_of(serial) for serial in (1, 2, 3))
ACCEPTED, ARRIVED, HANDED = (1, 1), (8, 2), (2, 1)


async def test_a_wrong_password_stops_the_connection_after_one_call_and_a_right_one_starts_it(desk):
    connection = await desk.connect(password="wrong")
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(DAY, HOUR)
        assert await desk.health(connection) == ("needs_attention", "post_login_refused")
        assert desk.calls() == ["ticketRequest"]
        await desk.saved(desk.row("o2", TWO))
        await desk.pass_time(HOUR, TWENTY)
        assert len(desk.calls()) == 1
        await desk.change(connection)
        await desk.pass_time(HOUR, TICK)
    assert (await desk.statuses("o1"))[-1] == "accepted"
    assert (await desk.statuses("o2"))[-1] == "no_data"
    assert await desk.health(connection) == ("ok", None)


async def test_a_post_that_is_away_for_a_day_is_not_stormed_and_everything_is_caught_up_once(desk):
    connection = await desk.connect()
    numbers = [number_of(serial) for serial in range(1, 8)]
    for number in numbers:
        desk.happens(number, ACCEPTED)
    async with desk.working():
        await desk.saved(*(desk.row(number, number) for number in numbers))
        await desk.pass_time(2 * TWENTY)
        desk.post.api.down = True
        for number in numbers:
            desk.happens(number, ARRIVED)
        away = desk.clock.now
        await desk.pass_time(2 * DAY, HOUR)
        health, reason = await desk.health(connection)
        assert health == "retrying"
        assert reason.startswith("outside_")
        assert len(desk.calls(since=away)) <= 300
        desk.post.api.down = False
        desk.outside.outages.worked("127.0.0.1")
        back = desk.clock.now
        await desk.pass_time(12 * HOUR, TWENTY)
    assert desk.asked(since=back) == dict.fromkeys(numbers, 1)
    assert {(await desk.statuses(number))[-1] for number in numbers} == {"arrived"}
    assert await desk.health(connection) == ("ok", None)


async def test_a_page_instead_of_an_answer_is_told_and_waited_out(desk):
    connection = await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        desk.post.api.faults.waiting.extend([Fault(html=True)] * 2)
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
        assert await desk.health(connection) == ("retrying", "post_answer_page")
        await desk.pass_time(HOUR, TICK)
    assert (await desk.statuses("o1"))[-1] == "accepted"
    assert await desk.health(connection) == ("ok", None)


async def test_a_ticket_that_takes_long_is_asked_about_no_more_often_than_every_quarter_of_an_hour(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    desk.post.store.ready_after = 3 * HOUR
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(4 * HOUR)
    assert (await desk.statuses("o1"))[-1] == "accepted"
    assert desk.post.whims.too_early == []
    assert desk.asked() == {ONE: 1}


async def test_a_ticket_whose_answer_is_gone_is_replaced(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
    desk.clock.now += 50 * HOUR  # nobody worked meanwhile
    async with desk.working():
        await desk.pass_time(HOUR)
    assert (await desk.statuses("o1"))[-1] == "accepted"
    assert desk.asked() == {ONE: 2}


async def test_a_number_that_an_answer_lacks_is_asked_for_again_and_told_when_it_never_comes(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    desk.happens(TWO, ACCEPTED)
    desk.post.whims.left_out.add(ONE)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO))
        await desk.pass_time(3 * HOUR, 2 * TICK)
        assert await desk.statuses("o2") == ["requested", "accepted"]
        assert await desk.statuses("o1") == ["requested"]
        await desk.pass_time(4 * HOUR, 2 * TICK)
        assert await desk.statuses("o1") == ["requested", "error"]
        assert (await desk.told("o1"))[-1].data.cause.key == "post_no_parcels"
        desk.post.whims.left_out.clear()
        await desk.pass_time(20 * HOUR, TWENTY)
    assert (await desk.statuses("o1"))[-1] == "accepted"
    assert (await desk.told("o1"))[-1].data.cause is None
    assert desk.asked()[TWO] == 2


async def test_a_batch_that_is_refused_is_halved_until_the_number_is_found(desk, monkeypatch):
    await desk.connect()
    numbers = [number_of(serial) for serial in range(1, 20)]
    bad = numbers[11]
    monkeypatch.setattr("simulators.pochta.fc._wrong", lambda request: _holds(request, bad))
    async with desk.working():
        await desk.saved(*(desk.row(number, number) for number in numbers))
        await desk.pass_time(2 * TWENTY)
    told = {number: (await desk.statuses(number))[-1] for number in numbers}
    assert told == {**dict.fromkeys(numbers, "no_data"), bad: "bad_number"}
    assert (await desk.told(bad))[-1].data.cause.key == "post_batch_format"


async def test_a_post_that_refuses_every_number_is_not_asked_for_each_of_them(desk, monkeypatch):
    await desk.connect()
    monkeypatch.setattr("simulators.pochta.fc._wrong", lambda _: 2)
    async with desk.working():
        await desk.saved(*(desk.row(f"o{serial}", number_of(serial)) for serial in range(300)))
        await desk.settle()
    assert len(desk.calls()) < 60


@pytest.mark.parametrize("jump", [3 * DAY, -5 * HOUR], ids=["forward", "back"])
async def test_a_jump_of_the_clock_neither_loses_nor_storms(desk, jump):
    await desk.connect()
    desk.happens(ONE, ACCEPTED, at=MONDAY - 10 * DAY)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TICK)
        desk.clock.now += jump
        await desk.saved(desk.row("o2", TWO))
        await desk.pass_time(HOUR)
        await desk.pass_time(2 * DAY, HOUR)
    assert await desk.statuses("o1") == ["requested", "accepted"]
    assert (await desk.statuses("o2"))[-1] == "no_data"
    assert desk.asked()[ONE] <= 4


async def test_several_workers_ask_for_each_parcel_once_and_tell_each_change_once(desk):
    logins = [desk.post.user, *(desk.post.add_user(f"login{place}", "p", batch=True) for place in range(3))]
    rows = []
    for place, user in enumerate(logins):
        await desk.connect(login=user.login, password=user.password, delivery_methods=[f"post{place}"])
        for serial in range(60):
            number = number_of(place * 1000 + serial)
            desk.happens(number, ACCEPTED)
            rows.append(desk.row(number, number, method=f"post{place}"))
    async with desk.working(4):
        await desk.saved(*rows)
        await desk.pass_time(26 * HOUR, TWENTY)
    assert set(desk.asked().values()) == {2}
    assert len(desk.asked()) == 240
    told = [event.data.order for event in await desk.told() if event.data.status == "accepted"]
    assert len(told) == len(set(told)) == 240


async def test_a_worker_that_dies_amid_an_answer_loses_nothing_and_tells_nothing_twice(desk, monkeypatch):
    connection = await desk.connect()
    monkeypatch.setattr("post_tracker.app.ask_by_ticket.PAGE", 2)
    numbers = [number_of(serial) for serial in range(1, 8)]
    for number in numbers:
        desk.happens(number, ACCEPTED)
    async with desk.working():
        await desk.saved(*(desk.row(number, number) for number in numbers))
        await desk.settle()
    desk.clock.now += TWENTY
    await desk.base.runs.queue(connection, RunKind.TRACK_PARCELS, RunTrigger.PERIOD, by="u")
    run = await desk.base.runs.claim()
    pages = _dying(monkeypatch, after=2)
    with pytest.raises(_Killed):
        await desk.tracking().execute(run)
    assert pages() == 3
    monkeypatch.undo()
    desk.clock.now += LEASE + TWENTY
    async with desk.working():
        await desk.settle()
        await desk.pass_time(TWENTY)
    told = sorted(event.data.order for event in await desk.told() if event.data.status == "accepted")
    assert told == sorted(numbers)
    assert set(desk.asked().values()) == {1}
    assert desk.post.whims.too_early == []


class _Killed(BaseException):
    """The process is gone."""


def _dying(monkeypatch, after):
    """The page behind `after` ones finds its worker dead before it is stored."""
    real, count = settle.Settling.settle, 0

    async def dying(self, *given):
        nonlocal count
        count += 1
        if count > after:
            raise _Killed
        await real(self, *given)

    monkeypatch.setattr(settle.Settling, "settle", dying)
    return lambda: count


def _holds(request, bad):
    return 2 if any(item.get("Barcode") == bad for item in request) else None


async def _single(desk: Desk, **more):
    return await desk.connect(access="single", **more)


async def test_single_access_answers_at_once_and_goes_on_the_next_day_of_moscow_when_its_calls_are_spent(desk):
    connection = await _single(desk)
    numbers = [number_of(serial) for serial in range(1, 131)]
    for number in numbers:
        desk.happens(number, ACCEPTED)
    async with desk.working():
        await desk.saved(*(desk.row(number, number) for number in numbers))
        await desk.settle()
        assert sum(desk.asked().values()) == len(desk.asked()) == 100
        assert await desk.health(connection) == ("retrying", "tracking_quota_spent")
        await desk.pass_time(14 * HOUR, HOUR)  # 23 o'clock in Moscow
        assert len(desk.calls()) == 100
        await desk.pass_time(2 * HOUR, TICK)
        assert set(desk.asked()) == set(numbers)
        assert await desk.health(connection) == ("ok", None)
    day = [one for one in desk.post.requests if one.at > MONDAY + 15 * HOUR]
    assert len(day) <= 100


async def test_a_new_parcel_goes_before_those_that_wait_for_their_daily_check(desk):
    await _single(desk)
    async with desk.working():
        await desk.saved(*(desk.row(f"o{serial}", number_of(serial)) for serial in range(1, 100)))
        await desk.settle()
    desk.clock.now += 2 * DAY
    desk.post.user.asked[f"{(desk.clock.now + 3 * HOUR):%Y-%m-%d}"] = 0
    await desk.saved(desk.row("new", number_of(500)))
    async with desk.working():
        await desk.pass_time(TICK)
    first = next(one for one in desk.post.requests if one.at > MONDAY + DAY)
    assert first.numbers == (number_of(500),)


async def test_calls_that_another_program_made_end_the_day_and_not_the_connection(desk):
    connection = await _single(desk)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
        desk.post.user.asked = dict.fromkeys(desk.post.user.asked, 100)
        await desk.saved(desk.row("o2", TWO), desk.row("o3", THREE))
        await desk.settle()
        assert await desk.health(connection) == ("retrying", "tracking_quota_spent")
        assert len(desk.calls()) == 2
        await desk.pass_time(17 * HOUR, HOUR)
    assert (await desk.statuses("o2"))[-1] == (await desk.statuses("o3"))[-1] == "no_data"


async def test_a_wrong_password_of_single_access_is_never_taken_for_a_spent_day(desk):
    connection = await _single(desk, password="wrong")
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
        for _ in range(3):
            await desk.change(connection, access="single", password="wrong again")
            await desk.pass_time(TICK)
            assert await desk.health(connection) == ("needs_attention", "post_login_refused")


async def test_one_number_that_the_post_fails_at_does_not_keep_the_others(desk, monkeypatch):
    await _single(desk)
    answer = rtm34.answer

    def failing(store, asked):
        if any(element.text == ONE for element in asked.iter("{*}Barcode")):
            raise rtm34._fault("OperationHistoryFaultReason", "internal")
        return answer(store, asked)

    monkeypatch.setattr(rtm34, "answer", failing)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO))
        await desk.settle()
    assert await desk.statuses("o1") == ["requested"]
    assert await desk.statuses("o2") == ["requested", "no_data"]
