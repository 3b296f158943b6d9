"""Parcels of orders from the saving of the order to their last status, by tickets."""

import datetime as dt
import itertools

import pytest
from post_desk import DAY, DEMO, HOUR, MONDAY, OTHER, TICK, number_of

from post_tracker.app.shipments import Wanted
from service_kit.problems import NotFound, Problem

pytestmark = pytest.mark.mongo
MINUTES = dt.timedelta(minutes=1)
TWENTY = 20 * MINUTES
ONE, TWO = number_of(1), number_of(2)
ACCEPTED, SORTED, ARRIVED, HANDED = (1, 1), (8, 0), (8, 2), (2, 1)


async def test_a_saved_order_shows_that_its_status_was_asked_for_and_twenty_minutes_later_the_status(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED, ARRIVED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
        (asked,) = await desk.told()
        assert (asked.data.status, asked.data.text) == ("requested", "Статус запрошен")
        assert (asked.data.order, asked.data.order_number, asked.data.tracking_number) == ("o1", "№o1", ONE)
        assert asked.data.checked_at == MONDAY
        assert desk.asked() == {ONE: 1}
        await desk.pass_time(TWENTY)
    _, arrived = await desk.told()
    assert (arrived.data.status, arrived.data.text) == ("arrived", "Операция 8: Прибыло в место вручения")
    assert (arrived.data.order_status, arrived.data.final) == ("st-arrived", False)
    assert arrived.data.operation.postal_index == "101000"
    assert arrived.data.operation.at == (MONDAY).strftime("%Y-%m-%dT%H:%M:%S")
    assert MONDAY + 15 * MINUTES <= arrived.data.first_seen_at <= MONDAY + TWENTY
    assert arrived.sequence > asked.sequence
    assert desk.post.whims.too_early == []


async def test_a_parcel_is_asked_for_once_a_day_until_it_is_handed_over_and_each_change_is_told_once(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    desk.happens(ONE, SORTED, at=MONDAY + 1.2 * DAY)
    desk.happens(ONE, HANDED, at=MONDAY + 2.5 * DAY)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(6 * DAY, 30 * MINUTES)
    assert await desk.statuses("o1") == ["requested", "accepted", "in_transit", "delivered"]
    last = (await desk.told("o1"))[-1].data
    assert (last.final, last.order_status) == (True, "st-done")
    assert desk.asked() == {ONE: 4}
    days = [one.at for one in desk.post.requests if one.asked == "ticketRequest"]
    gaps = [later - earlier for earlier, later in itertools.pairwise(days)]
    assert all(DAY <= gap <= DAY + HOUR for gap in gaps)
    assert (await desk.shipment("o1")).due_at is None


async def test_a_check_without_news_only_tells_its_time(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(2 * DAY, 30 * MINUTES)
    assert await desk.statuses("o1") == ["requested", "accepted"]
    (checked,) = await desk.checked()
    assert [(one.order, one.tracking_number) for one in checked.data.shipments] == [("o1", ONE)]
    assert checked.data.checked_at > MONDAY + DAY


async def test_another_operation_of_the_same_status_is_told_without_setting_the_order_again(desk):
    await desk.connect()
    desk.happens(ONE, ARRIVED)
    desk.happens(ONE, (8, 9), at=MONDAY + HOUR)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(26 * HOUR, 30 * MINUTES)
    _, first, second = await desk.told("o1")
    assert (first.data.status, first.data.order_status) == ("arrived", "st-arrived")
    assert (second.data.status, second.data.order_status) == ("arrived", None)
    assert second.data.operation.code == "8.9"
    assert second.data.first_seen_at == first.data.first_seen_at


async def test_what_the_bridge_writes_into_the_order_asks_for_nothing_and_tells_nothing(desk):
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TWENTY)
        before = await desk.told()
        await desk.saved(desk.row("o1", ONE), desk.row("o1", ONE))
        await desk.pass_time(HOUR)
    assert await desk.told() == before
    assert desk.asked() == {ONE: 1}


async def test_a_changed_number_is_asked_for_at_once_and_the_answer_about_the_former_one_is_dropped(desk):
    await desk.connect()
    desk.happens(ONE, HANDED)
    desk.happens(TWO, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
        await desk.saved(desk.row("o1", TWO))
        await desk.pass_time(2 * TWENTY)
    told = [(event.data.tracking_number, event.data.status) for event in await desk.told("o1")]
    assert told == [(ONE, "requested"), (TWO, "requested"), (TWO, "accepted")]
    sequences = [event.sequence for event in await desk.told("o1")]
    assert sequences == sorted(set(sequences))


async def test_an_older_row_that_comes_late_changes_nothing(desk):
    await desk.connect()
    older, newer = desk.row("o1", ONE), desk.row("o1", TWO)
    await desk.saved(newer)
    await desk.saved(older)
    assert (await desk.shipment("o1")).tracking_number == TWO


@pytest.mark.parametrize("gone", ["number", "method", "order"])
async def test_an_order_that_lost_its_number_its_method_or_itself_is_asked_for_no_more(desk, gone):
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TWENTY)
        changed = {
            "number": desk.row("o1", ""),
            "method": desk.row("o1", ONE, method="courier"),
            "order": desk.row("o1", ONE, deleted=True),
        }
        await desk.saved(changed[gone])
        await desk.pass_time(2 * DAY, HOUR)
        assert desk.asked() == {ONE: 1}
        stopped = (await desk.statuses("o1"))[2:]
        assert stopped == (["stopped"] if gone == "method" else [])
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TWENTY)
    assert desk.asked() == {ONE: 2}


async def test_a_number_in_a_wrong_form_is_told_with_its_cause_and_never_asked_for(desk):
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", "123"))
        await desk.pass_time(2 * DAY, HOUR)
    (told,) = await desk.told("o1")
    assert (told.data.status, told.data.text) == ("bad_number", "Неверный номер отправления")
    assert told.data.cause.key == "post_number_wrong"
    assert desk.calls() == []


async def test_a_doubtful_number_is_asked_for_as_the_post_writes_it_and_told_with_the_doubt(desk):
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", " 120367 (89) 45123 2 "))
        await desk.settle()
    (told,) = await desk.told("o1")
    assert told.data.cause.key == "post_number_doubtful"
    assert desk.asked() == {"12036789451232": 1}


async def test_orders_of_other_methods_and_other_accounts_are_not_asked_for(desk):
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE, method="courier"), desk.row("o2", None))
        await desk.saved(desk.row("o3", ONE), account=OTHER)
        await desk.pass_time(TWENTY)
    assert desk.calls() == []
    assert await desk.told() == []


async def test_a_shipment_of_another_account_is_not_found(desk):
    await desk.connect()
    await desk.saved(desk.row("o1", ONE))
    shipment = await desk.shipment("o1")
    with pytest.raises(NotFound):
        await desk.shipments.get(OTHER, shipment.id)
    with pytest.raises(NotFound):
        await desk.refreshing.refresh(OTHER, shipment.id)
    assert (await desk.shipments.page(OTHER, Wanted(), None, 10))[0] == []


async def test_parcels_are_packed_into_tickets_and_all_of_them_are_answered(desk):
    await desk.connect()
    numbers = [number_of(serial) for serial in range(1, 1203)]
    for number in numbers:
        desk.happens(number, ACCEPTED)
    async with desk.working():
        for start in range(0, len(numbers), 401):
            batch = range(start, min(start + 401, len(numbers)))
            await desk.saved(*(desk.row(f"o{place}", numbers[place]) for place in batch))
        await desk.pass_time(TWENTY + TICK)
    assert desk.asked() == dict.fromkeys(numbers, 1)
    sizes = [len(one.numbers) for one in desk.post.requests if one.asked == "ticketRequest"]
    assert max(sizes) <= 500
    accepted = [event.data.order for event in await desk.told() if event.data.status == "accepted"]
    assert sorted(accepted) == sorted(f"o{place}" for place in range(len(numbers)))


async def test_two_orders_with_one_number_are_both_answered_by_one_question(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", ONE))
        await desk.pass_time(TWENTY)
    assert desk.asked() == {ONE: 1}
    assert (await desk.statuses("o1"))[-1] == (await desk.statuses("o2"))[-1] == "accepted"


async def test_a_person_asks_for_a_parcel_now_and_only_for_that_one(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO))
        await desk.pass_time(TWENTY)
        desk.happens(ONE, ARRIVED)
        shipment = await desk.shipment("o1")
        await desk.refreshing.refresh(DEMO, shipment.id)
        await desk.settle()
        with pytest.raises(Problem, match="shipment_asked_already"):
            await desk.refreshing.refresh(DEMO, shipment.id)
        await desk.pass_time(TWENTY)
    assert (await desk.statuses("o1"))[-1] == "arrived"
    assert desk.asked() == {ONE: 2, TWO: 1}


async def test_a_run_by_hand_asks_for_all_that_still_travel(desk):
    connection = await desk.connect()
    desk.happens(ONE, HANDED)
    desk.happens(TWO, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO))
        await desk.pass_time(3 * HOUR, HOUR)
        await desk.run_by_hand(connection)
    assert desk.asked() == {ONE: 1, TWO: 2}


async def test_a_parcel_without_news_for_three_months_is_given_up(desk):
    await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(HOUR, TWENTY)
        desk.clock.now += 90 * DAY
        await desk.pass_time(26 * HOUR, TWENTY)
        asked = desk.asked()
        await desk.pass_time(3 * DAY, HOUR)
    assert (await desk.statuses("o1"))[-2:] == ["accepted", "stopped"]
    assert desk.asked() == asked


async def test_the_report_of_a_run_names_the_order_and_what_became_of_it(desk):
    connection = await desk.connect()
    desk.happens(ONE, ACCEPTED)
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.pass_time(TWENTY)
    (run,) = [run for run in await desk.runs(connection) if run["counts"]["updated"]]
    (row,) = await desk.base.runs.rows(DEMO, run["_id"], None, -1, 10)
    assert (row["where"], row["title"]) == ("Заказ № №o1", ONE)
    assert row["changes"][0]["was"] == "Статус запрошен"
