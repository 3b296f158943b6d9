"""Numbers of parcels: a wrong form is refused, a wrong check digit only doubted."""

import pytest

from post_tracker.domain.pochta.barcode import DOUBT, read_number
from service_kit.errors import DataError

RIGHT = [
    "14211716007389",
    "14102192069353",
    "10944022440321",
    "80214523462306",
    "12542476046939",
    "80084740397510",
    "11741865001806",
    "35500489002473",
    "RA322481130RU",
    "EE123456785KR",
    "LC528964811CN",
    "ZB005012592HK",
    "LO754799163CN",
    "RA123456785RU",
]
DOUBTFUL = [
    "14211716007388",
    "12036789451232",
    "45008378901234",
    "10725878901235",
    "44334455667733",
    "RA644000001RU",
    "RA123456789RU",
    "ZB005012591HK",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_number_is_taken_without_a_doubt(text: str) -> None:
    assert (read_number(text).text, read_number(text).warning) == (text, None)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_wrong_check_digit_is_doubted_and_still_asked_for(text: str) -> None:
    assert (read_number(text).text, read_number(text).warning) == (text, DOUBT)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("115127 (80) 15138 5", "11512780151385"),
        (" ra-322\u00a0481.130 ru\n", "RA322481130RU"),
        ("[80084740397510]", "80084740397510"),
        ("РА322481130RU", "PA322481130RU"),
        ("\u200e80084740397510\u202c\u2060", "80084740397510"),
    ],
    ids=["receipt", "blanks and signs", "brackets", "Cyrillic letters", "marks that nobody sees"],
)
def test_number_is_taken_as_people_write_it(text: str, number: str) -> None:
    assert read_number(text).text == number


@pytest.mark.parametrize(
    "text",
    ["142117160073889", "142117160073", "EE1234AA785RU", "EE1234567856KR", "Ю2345678901234", "١٤٢١١٧١٦٠٠٧٣٨٩"],
    ids=["15 digits", "12 digits", "letters inside", "10 digits inside", "no Latin letter", "other digits"],
)
def test_wrong_form_is_refused_by_name(text: str) -> None:
    with pytest.raises(DataError) as refused:
        read_number(text)
    assert (refused.value.key, refused.value.details["number"]) == ("post_number_wrong", text)


def test_nothing_is_not_a_number() -> None:
    with pytest.raises(DataError, match="post_number_missing"):
        read_number(" - ")
