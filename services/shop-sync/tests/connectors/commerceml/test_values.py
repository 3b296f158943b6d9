"""Single values in the forms met in real files."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.contacts import email_of, phone_of
from service_kit.currencies import currency_of
from shop_sync.connectors.commerceml.dates import written_of
from shop_sync.connectors.commerceml.seen import SeenTexts
from shop_sync.connectors.commerceml.values import clean, decimal_of, flag_of

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6734.47", "6734.47"),
        ("1.00", "1.00"),
        ("1 499,0000", "1499.0000"),
        ("2\u00a0440", "2440"),
        ("1\u202f234\u202f567,5", "1234567.5"),
        ("1,499.00", "1499.00"),
        ("1.499,00", "1499.00"),
        ("1.234.567", "1234567"),
        ("140 руб.", "140"),
        ("-5", "-5"),
        ("\u22125,5", "-5.5"),
        (".5", "0.5"),
        ("12.3456789", "12.345679"),
    ],
)
def test_number_as_shops_write_it(text: str, number: str) -> None:
    assert str(decimal_of(text)) == number


@pytest.mark.parametrize("text", ["", "пять", "1e3", "NaN", "Infinity", "1-2", "1 шт", "٣", "9" * 15])
def test_what_is_no_number(text: str) -> None:
    assert decimal_of(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=2))
def test_number_with_grouping_and_comma_reads_back(number: Decimal) -> None:
    assert decimal_of(f"{number:,.2f}".replace(",", " ").replace(".", ",")) == number


@given(st.text(max_size=30))
def test_no_text_breaks_number_and_phone(text: str) -> None:
    number = decimal_of(text)
    assert number is None or abs(number) < 10**14
    phone = phone_of(text)
    assert phone is None or (phone.isascii() and phone.isdigit() and 5 <= len(phone) <= 15)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+7 (912) 345-67-89", "79123456789"),
        ("8 912 345 67 89", "79123456789"),
        ("912-345-67-89", "79123456789"),
        ("8(495)000-11-22 доб. 123", "74950001122"),
        ("+375 29 123-45-67", "375291234567"),
        ("+84 912 345 678", "84912345678"),
        ("89120001122, 89120003344", "79120001122"),
        ("нет", None),
        ("12", None),
    ],
)
def test_phone(text: str, phone: str | None) -> None:
    assert phone_of(text) == phone


@given(
    st.from_regex(r"9[0-9]{9}", fullmatch=True), st.sampled_from(["+7", "8", "7", ""]), st.sampled_from([" ", "-", ""])
)
def test_russian_phone_is_the_same_however_written(number: str, start: str, between: str) -> None:
    written = between.join([start, number[:3], number[3:6], number[6:8], number[8:]])
    assert phone_of(written) == "7" + number


def test_email() -> None:
    assert email_of("Имя <Anna.B@Example.RU>") == "anna.b@example.ru"
    assert email_of("нет почты") is None


@pytest.mark.parametrize(
    ("date", "time", "local"),
    [
        ("2014-05-22", "17:12:09", "2014-05-22 17:12:09"),
        ("2014-05-22", "", "2014-05-22 00:00:00"),
        ("2026-02-02T12:00:00", "", "2026-02-02 12:00:00"),
        ("2026-02-02T00:00:00", "12:30", "2026-02-02 12:30:00"),
        ("22.05.2014 17:12:09", "", "2014-05-22 17:12:09"),
        ("09.04.2014 0:46:38", "", "2014-04-09 00:46:38"),
        ("2014-06-01T0:36:33", "", "2014-06-01 00:36:33"),
        ("2024-03-05UTC10:20:30", "", "2024-03-05 13:20:30"),
        ("2024-03-05T10:20:30+05:00", "", "2024-03-05 08:20:30"),
        ("20240305102030", "", "2024-03-05 10:20:30"),
    ],
)
def test_date(date: str, time: str, local: str) -> None:
    written = written_of(date, time, MOSCOW)
    assert written
    assert written.moment.strftime("%Y-%m-%d %H:%M:%S") == local
    assert written.with_time is (local[11:] != "00:00:00")


@pytest.mark.parametrize("date", ["", "вчера", "0001-01-01T00:00:00", "2024-13-45", "2024-02-30", "9999"])
def test_unreadable_date_is_none(date: str) -> None:
    assert written_of(date, "10:00", MOSCOW) is None


def test_unreadable_time_leaves_the_day() -> None:
    written = written_of("2024-03-05", "утром", MOSCOW)
    assert written
    assert (written.moment.date(), written.with_time) == (dt.date(2024, 3, 5), False)


def test_texts_flags_and_currencies() -> None:
    assert clean("Чай &quot;Лес&quot;\n\tи\u00a0мёд") == 'Чай "Лес" и мёд'
    assert [flag_of(text) for text in ("true", "Да", "N", "0", "может быть")] == [True, True, False, False, None]
    assert [currency_of(text) for text in ("руб", "руб.", "RUR", "643", "грн", "usd", "XXY")] == [
        "RUB", "RUB", "RUB", "RUB", "UAH", "USD", None,
    ]  # fmt: skip


def test_seen_numbers_are_known_after_growth() -> None:
    seen = SeenTexts()
    assert all(seen.add(str(number)) for number in range(20_000))
    assert not any(seen.add(str(number)) for number in range(20_000))
