"""Phones and e-mails of requests."""

import pytest

from catalog.domain.contacts import email_of, phone_of


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+7 (913) 000-00-01", "+79130000001"),
        ("8 913 000 00 01", "+79130000001"),
        ("79130000001", "+79130000001"),
        ("913-000-00-01", "+79130000001"),
        ("+375 29 123-45-67", "+375291234567"),
        (" 8 (800) 333.61.70 ", "+78003336170"),
        ("12345", None),
        ("позвоните мне", None),
        ("8 913 000 00 01 доб. 5", None),
        ("1" * 16, None),
        ("+", None),
        ("", None),
    ],
)
def test_phones_become_numbers_that_can_be_called(text: str, phone: str | None) -> None:
    assert phone_of(text) == phone


@pytest.mark.parametrize(
    ("text", "email"),
    [
        (" Ivan@Example.RU ", "ivan@example.ru"),
        ("a.b+c@mail.example.com", "a.b+c@mail.example.com"),
        ("иван@почта.рф", "иван@почта.рф"),
        ("ivan@example", None),
        ("ivan@@example.ru", None),
        ("ivan@.ru", None),
        ("@example.ru", None),
        ("a@example.ru, b@example.ru", None),
        ("Иван <a@example.ru>", None),
        ("a@127.0.0.1", None),
        ("a@b.ru\nBcc: c@d.ru", None),
        ("", None),
    ],
)
def test_emails_are_addresses_and_nothing_more(text: str, email: str | None) -> None:
    assert email_of(text) == email
