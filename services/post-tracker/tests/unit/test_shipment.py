"""What becomes of a shipment by what the carrier says."""

import datetime as dt
from dataclasses import replace

import pytest

from contracts.base import ConnectionId, Ref
from post_tracker.connectors.pochta.carrier import Pochta
from post_tracker.domain.shipment import Shipment, answered, is_news, missed, started
from post_tracker.domain.tracking import Number, Operation
from service_kit.errors import DataError

NOW = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
POST = Pochta()


def _shipment():
    bare = Shipment(
        id="s",
        carrier="pochta",
        connection=ConnectionId("c"),
        order=Ref("o"),
        order_number="1",
        order_sequence=1,
        tracking_number="12036789451232",
        number=None,
        status="",
        first_seen_at=NOW,
        news_at=NOW,
        checked_at=NOW,
    )
    return replace(started(bare, Number("12036789451232"), NOW), due_at=NOW + DAY)


def _operation(code, minute=0):
    return Operation(code, "Операция", None, NOW + dt.timedelta(minutes=minute), "101000", None)


def _heard(shipment, codes, now=NOW):
    history = [_operation(code, minute) for minute, code in enumerate(codes)]
    standing = POST.standing(history)
    return answered(shipment, history, standing, POST.patience(standing.status), now)


def test_a_status_that_stays_keeps_the_moment_at_which_it_was_first_seen():
    first = _heard(_shipment(), ["1.1", "8.2"], NOW + DAY)
    second = _heard(first, ["1.1", "8.2", "8.9"], NOW + 2 * DAY)
    assert (second.status, second.first_seen_at, second.news_at) == ("arrived", NOW + DAY, NOW + 2 * DAY)
    assert is_news(first, second)


def test_the_same_history_by_the_other_way_of_asking_is_no_news():
    by_ticket = [Operation("8.2", "Обработка", None, dt.datetime(2026, 11, 23, 9, 0), "101000", None)]
    first = answered(_shipment(), by_ticket, POST.standing(by_ticket), DAY, NOW)
    moscow = dt.timezone(dt.timedelta(hours=3))
    at = dt.datetime(2026, 11, 23, 9, 0, tzinfo=moscow)
    at_once = [Operation("8.2", "Обработка", "Прибыло в место вручения", at, "101000", "Москва")]
    second = answered(first, at_once, POST.standing(at_once), DAY, NOW + DAY)
    assert not is_news(first, second)
    assert second.news_at == NOW
    assert second.last.place == "Москва"


def test_an_earlier_operation_that_is_added_later_is_kept_and_is_no_news():
    first = _heard(_shipment(), ["1.1", "8.2"])
    history = [_operation("20.0", -5), *first.history]
    second = answered(first, history, POST.standing(history), DAY, NOW)
    assert len(second.history) == 3
    assert not is_news(first, second)


def test_an_answer_without_operations_takes_back_nothing():
    first = _heard(_shipment(), ["1.1", "8.2"])
    second = _heard(first, [], NOW + DAY)
    assert (second.status, second.history, second.checked_at) == ("arrived", first.history, NOW + DAY)


@pytest.mark.parametrize(("code", "days"), [("21.1", 31), ("1.1", 91)], ids=["letterbox", "travelling"])
def test_a_shipment_without_news_is_given_up_in_its_time(code, days):
    known = _heard(_shipment(), [code])
    for day in range(1, days + 1):
        known = _heard(known, [code], NOW + day * DAY)
        assert known.due_at is not None
    over = _heard(known, [code], NOW + (days + 1) * DAY)
    assert (over.status, over.due_at) == ("stopped", None)


def test_a_clock_that_is_put_forward_by_years_for_a_moment_gives_no_shipment_up():
    known = _heard(_heard(_shipment(), ["1.1"]), ["1.1"], NOW + 2000 * DAY)
    assert (known.status, known.due_at) == ("accepted", NOW + DAY)
    back = replace(known, due_at=NOW + 2 * DAY)
    assert _heard(back, ["1.1"], NOW + DAY).due_at is not None


def test_a_shipment_that_is_handed_over_is_asked_for_no_more():
    over = _heard(_shipment(), ["1.1", "2.1"])
    assert (over.status, over.final, over.due_at) == ("delivered", True, None)


def test_only_a_number_that_was_never_answered_about_is_told_to_have_failed():
    error = DataError("tracking_not_answered")
    fresh, known = _shipment(), _heard(_shipment(), ["1.1"])
    for _ in range(3):
        fresh, known = missed(fresh, error, NOW), missed(known, error, NOW)
    assert (fresh.status, fresh.key) == ("error", "tracking_not_answered")
    assert (known.status, known.key) == ("accepted", None)
    back = _heard(fresh, ["1.1"])
    assert (back.status, back.key, back.missed) == ("accepted", None, 0)
