"""The one status of a history, and when it is the last one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from post_tracker.domain.pochta.operations import kind_of
from post_tracker.domain.pochta.standing import catalogue, standing
from post_tracker.domain.tracking import Operation

AT = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)


def stands(way: str) -> tuple[str, bool]:
    history = [Operation(code, kind_of(*map(int, code.split("."))).name, None, AT, None, None) for code in way.split()]
    found = standing(history)
    return found.status, found.final


@pytest.mark.parametrize(
    ("way", "status", "final"),
    [
        ("27.0", "registered", False),
        ("28.0 1.2", "accepted", False),
        ("1.1 44.2", "refused", False),
        ("1.1 8.1 8.3 8.0", "in_transit", False),
        ("1.1 8.2", "arrived", False),
        ("1.1 8.2 8.25", "arrived", False),
        ("1.1 8.2 8.15", "with_courier", False),
        ("1.1 8.2 12.1", "attempt_failed", False),
        ("1.1 8.2 8.28", "expiring", False),
        ("1.1 8.2 2.1", "delivered", True),
        ("1.1 8.2 2.6 63.0", "delivered", True),
        ("1.1 8.2 21.1", "delivered", False),
        ("1.1 8.2 48.0", "delivered_partly", False),
        ("1.1 14.3", "customs", False),
        ("1.1 5.8", "customs", False),
        ("1.1 4.1", "in_transit", False),
        ("1.1 4.6", "unclaimed", False),
        ("1.1 7.2", "unclaimed", False),
        ("1.1 15.0", "unclaimed", True),
        ("1.1 5.1", "lost", True),
        ("1.1 18.0", "lost", True),
        ("1.1 5.3", "problem", False),
        ("1.1 1027.2", "problem", False),
        ("28.0 46.0", "cancelled", False),
        ("1.1 62.0", "returned", False),
        ("30.0", "other", False),
        ("77.5", "other", False),
        ("1.1 8.2 8.123", "arrived", False),
        ("1.1 12.99", "attempt_failed", False),
        ("1.1 8.2 1.1", "accepted", False),
    ],
)
def test_status_is_that_of_the_last_operation_that_has_one(way: str, status: str, final: bool) -> None:
    assert stands(way) == (status, final)


@pytest.mark.parametrize(
    ("way", "status", "final"),
    [
        ("1.1 8.2 3.1", "returning", False),
        ("1.1 8.2 3.1 8.4 8.3 8.2", "returning", False),
        ("1.1 8.2 3.1 31.14", "returning", False),
        ("1.1 8.2 3.1 8.4 6.3", "returning", False),
        ("1.1 8.2 8.41 8.4", "returning", False),
        ("1.1 8.2 3.1 8.25", "returning", False),
        ("1.1 8.2 3.1 8.4 12.1 8.2", "returning", False),
        ("1.1 8.2 3.1 8.2 2.2", "returned", True),
        ("1.1 8.2 3.1 8.2 2.0", "returned", True),
        ("1.1 8.2 3.1 8.2 2.99", "returned", True),
        ("1.1 8.2 3.1 8.2 2.1", "delivered", True),
        ("1.1 8.2 2.0", "delivered", True),
        ("1.1 8.2 2.99", "delivered", True),
        ("1.1 8.2 2.22", "returned", True),
        ("1.1 8.2 3.1 8.2 2.2 1.1 8.4", "in_transit", False),
        ("1.1 8.2 3.1 1.1 8.2 2.0", "delivered", True),
    ],
)
def test_parcel_on_its_way_back_stays_returning_until_it_is_handed_over(way: str, status: str, final: bool) -> None:
    assert stands(way) == (status, final)


def test_without_operations_nothing_is_known() -> None:
    assert (standing([]).status, standing([]).final, standing([]).last) == ("no_data", False, None)


def test_every_status_has_a_title_and_can_be_chosen_once() -> None:
    codes = [status.code for status in catalogue().statuses]
    assert len(codes) == len(set(codes)) == 17
    assert "other" not in codes
    assert all(status.title for status in catalogue().statuses)


@pytest.mark.parametrize(
    ("type_", "attr", "given", "title"),
    [
        (8, 0, ("Обработка", ""), "Обработка: Сортировка"),
        (8, 4, ("Обработка", ""), "Обработка: Покинуло сортировочный центр"),
        (8, 96, ("Обработка", "Передано дрону"), "Обработка: Передано дрону"),
        (8, 96, ("Обработка", ""), "Обработка: атрибут 96"),
        (2, 33, ("", ""), "Вручение: атрибут 33"),
        (1, 0, ("Прием", ""), "Прием"),
        (99, 7, ("", ""), "Операция 99: атрибут 7"),
        (1027, 3, ("", ""), "Недостача: При приеме с транспортного средства"),
    ],
)
def test_operation_is_shown_in_words_and_an_unknown_one_by_its_numbers(
    type_: int, attr: int, given: tuple[str, str], title: str
) -> None:
    assert kind_of(type_, attr, *given).title == title


PAIRS = st.tuples(st.integers(0, 80), st.integers(0, 100)).map(lambda pair: f"{pair[0]}.{pair[1]}")
WAYS = st.lists(st.one_of(PAIRS, st.sampled_from(["1.1", "2.0", "2.1", "2.2", "3.1", "8.2", "8.4", "8.25"])))
"""Any operations, and often those that mean something for others."""


@given(WAYS)
def test_every_history_has_one_of_the_statuses(way: list[str]) -> None:
    status, _ = stands(" ".join(way))
    known = {one.code for one in catalogue().statuses}
    assert status in (known | {"other"} if way else {"no_data"})


@given(WAYS, st.sampled_from(["8.25", "30.0", "63.0", "99.1"]))
def test_operation_that_tells_nothing_changes_nothing(way: list[str], nothing: str) -> None:
    assert stands(" ".join([*way, nothing])) == (stands(" ".join(way)) if way else ("other", False))


@given(WAYS, st.sampled_from(["2.1", "2.2", "1.1"]))
def test_handing_over_and_acceptance_tell_their_own_whatever_was_before(way: list[str], last: str) -> None:
    assert stands(" ".join([*way, last])) == stands(last)


@given(WAYS, st.lists(st.sampled_from(["8.2", "8.3", "8.4", "8.15", "8.25", "31.31"])))
def test_way_back_lasts_until_it_ends(way: list[str], back: list[str]) -> None:
    assert stands(" ".join([*way, "3.1", *back])) == ("returning", False)
