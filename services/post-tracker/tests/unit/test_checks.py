"""When parcels are asked for."""

import datetime as dt

import pytest

from post_tracker.connectors.pochta.carrier import Pochta
from post_tracker.domain.checks import next_check, next_try

NOW = dt.datetime(2026, 11, 23, 6, 7, tzinfo=dt.UTC)
DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)


def test_the_next_check_is_a_day_later_at_a_slot_of_the_connection_and_stays_there():
    first = next_check(NOW, NOW + MINUTE, "c1")
    assert DAY <= first - NOW < DAY + 30 * MINUTE
    second = next_check(first, first + 5 * MINUTE, "c1")
    assert second - first == DAY


def test_parcels_that_were_saved_within_half_an_hour_come_together():
    slots = {next_check(NOW + minutes * MINUTE, NOW + minutes * MINUTE, "c1") for minutes in range(30)}
    assert len(slots) <= 2


def test_connections_do_not_all_ask_at_the_same_minute():
    assert len({next_check(NOW, NOW, f"c{number}") for number in range(50)}) > 20


@pytest.mark.parametrize("late", [2 * HOUR, 30 * HOUR, 100 * HOUR], ids=["hours", "a day", "days"])
def test_who_is_asked_for_late_is_asked_for_a_day_after_that(late):
    again = next_check(NOW - late, NOW, "c1")
    assert DAY <= again - NOW <= DAY + 30 * MINUTE


def test_a_check_that_lies_in_the_future_is_not_put_off_further_than_a_day():
    assert next_check(NOW + 5 * DAY, NOW, "c1") - NOW <= DAY + 30 * MINUTE


def test_what_is_not_answered_is_asked_for_more_and_more_rarely_and_once_a_day_at_last():
    assert [(next_try(missed, NOW) - NOW) / HOUR for missed in (1, 2, 3, 24, 500)] == [1, 2, 3, 24, 24]


def test_calls_are_counted_by_days_of_moscow():
    before = dt.datetime(2026, 11, 23, 20, 59, tzinfo=dt.UTC)
    assert Pochta().day(before) == ("2026-11-23", dt.datetime(2026, 11, 23, 21, 0, tzinfo=dt.UTC))
    assert Pochta().day(before + MINUTE)[0] == "2026-11-24"
