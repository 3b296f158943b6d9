"""Where a reading goes on, whatever happened to the folder meanwhile."""

import datetime as dt

from mail_intake.domain.mailbox.cursor import Cursor, State

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


def cursor(**values: object) -> Cursor:
    return Cursor(**{"folder": "Заказы", "uidvalidity": 7, "uid": 40, "read_at": NOW, **values})


def test_a_first_reading_takes_only_new_letters() -> None:
    assert Cursor.begin(State("Заказы", 7, 40, 12), NOW) == cursor()


def test_a_first_reading_from_a_day_passes_over_older_letters() -> None:
    begun = Cursor.begin(State("Заказы", 7, 40, 12), NOW, dt.date(2026, 11, 1))

    assert begun == cursor(uid=0, since=dt.date(2026, 11, 1), until=40)
    assert begun.passing
    assert not begun.rereading


def test_the_same_folder_goes_on() -> None:
    assert cursor().resumed(State("Заказы", 7, 90, 60)) == cursor()


def test_other_uids_are_read_again_from_two_days_before() -> None:
    resumed = cursor().resumed(State("Заказы", 8, 30, 30))

    assert resumed == cursor(uidvalidity=8, uid=0, since=dt.date(2026, 11, 22), until=30, again=True)
    assert resumed.rereading


def test_another_folder_is_read_again_although_its_uids_look_alike() -> None:
    assert cursor().resumed(State("Заказы 2", 7, 90, 60)).rereading


def test_a_server_that_fell_back_is_read_again() -> None:
    assert cursor().resumed(State("Заказы", 7, 39, 10)).rereading


def test_a_guessed_end_says_nothing_of_falling_back() -> None:
    assert cursor().resumed(State("Заказы", 7, 39, 10, exact=False)) == cursor()


def test_a_first_reading_that_was_not_over_keeps_its_day() -> None:
    begun = cursor(uid=10, since=dt.date(2026, 10, 1), until=40)

    assert begun.resumed(State("Заказы", 8, 40, 40)).since == dt.date(2026, 10, 1)


def test_the_end_forgets_what_was_passed_over() -> None:
    later = NOW + dt.timedelta(hours=1)

    assert cursor(since=dt.date(2026, 10, 1), until=50, again=True).finished(50, later) == cursor(uid=50, read_at=later)


def test_a_cursor_survives_its_document() -> None:
    for one in (cursor(), cursor(since=dt.date(2026, 10, 1), until=50, again=True)):
        assert Cursor.of_document(one.as_document()) == one
