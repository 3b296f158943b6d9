"""Pasted text as a letter."""

import pytest

from mail_intake.app.letter_sources import Source, of_text
from mail_intake.domain.letter.reading import bodies, read_letter
from service_kit.errors import DataError


def read(text: str) -> tuple[str, list[str]]:
    letter = read_letter(of_text(text))
    return letter.subject, [row.text for row in bodies(letter)[0].rows]


@pytest.mark.parametrize(
    ("text", "subject", "lines"),
    [
        ("Тема: Заказ № 5\nТелефон: 1", "Заказ № 5", ["Телефон: 1"]),
        ("\n  subject : Order\r\n\r\nPhone: 1\r\n", "Order", ["Phone: 1"]),
        ("Телефон: 1\nИтого: 2", "", ["Телефон: 1", "Итого: 2"]),
        ("From: a@b.ru — так начинается текст", "", ["From: a@b.ru — так начинается текст"]),
        ("Тема: x\x00\x1b[31m\r\nBcc: spy@example.ru\nY", "x [31m", ["Bcc: spy@example.ru", "Y"]),
        ("Товар\tЦена\nЧайник\t10", "", ["Товар | Цена", "Чайник | 10"]),
    ],
    ids=["subject", "english", "none", "looks like a header", "control characters", "table"],
)
def test_a_first_line_may_be_the_subject_and_the_rest_is_text(text: str, subject: str, lines: list[str]) -> None:
    assert read(text) == (subject, lines)


def test_the_source_of_a_letter_is_read_as_one() -> None:
    raw = "Received: from mx\nSubject: =?utf-8?B?0JfQsNC60LDQtw==?=\nContent-Type: text/html\n\n<b>Итого</b>: 2"
    assert read(raw) == ("Заказ", ["Итого: 2"])


def test_nothing_pasted_is_told() -> None:
    with pytest.raises(DataError, match="letter_without_text"):
        read_letter(of_text("  \n "))


@pytest.mark.parametrize(
    "given",
    [{}, {"text": "a", "uid": 1}, {"uid": 0}, {"uid": 2**32}, {"path": "/etc/passwd"}],
    ids=["none", "two", "zero", "too high", "unknown"],
)
def test_a_source_is_one_letter(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Source.model_validate(given)
