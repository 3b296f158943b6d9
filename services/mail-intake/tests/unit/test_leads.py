"""Requests of site forms and of people."""

import pytest

from mail_intake.domain.leads.extractor import read_lead
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.order import MailLead


def lead(
    body: str,
    *,
    html: bool = False,
    sender: str = "Сайт <noreply@site.example>",
    more: str = "",
    charset: str = "utf-8",
) -> MailLead:
    head = (
        f"From: {sender}\r\nSubject: Заявка с сайта\r\nDate: Tue, 03 Nov 2026 14:05:17 +0300\r\n{more}"
        f"Content-Type: text/{'html' if html else 'plain'}; charset={charset}\r\n\r\n"
    )
    result = read_lead(read_letter(head.encode() + body.encode(charset))).result
    assert isinstance(result, MailLead)
    return result


def test_labels_of_a_form_in_any_order_and_language() -> None:
    got = lead(
        "Your-email: A@x.example\nPhone: 8 (900) 000-43-21\nName: Сергей\nYour message: Нужен замер\nзавтра\n\nutm_source: ya"  # noqa: E501
    )
    assert got == MailLead(got.date, "Сергей", "8 (900) 000-43-21", "a@x.example", "Нужен замер\nзавтра", None)
    assert got.date is not None
    assert got.date.isoformat() == "2026-11-03T14:05:17+03:00"


def test_fields_without_a_role_are_the_text_when_nothing_else_is() -> None:
    got = lead(
        "Новая заявка!\n\nИмя: Анна\nТелефон: +79000001122\nТовар: Окно\nУдобное время: вечер\nСтраница: https://x.example/a?b=1"
    )
    assert (got.text, got.page) == ("Товар: Окно\nУдобное время: вечер", "https://x.example/a?b=1")


def test_a_table_of_headings_and_values() -> None:
    got = lead(
        "<table><tr><th>Имя</th><th>Телефон</th><th>Комментарий</th></tr><tr><td>Анна</td><td>89000001122</td>"
        "<td>Перезвоните<br>после 5</td></tr></table>",
        html=True,
    )
    assert (got.name, got.phone, got.text) == ("Анна", "89000001122", "Перезвоните\nпосле 5")


def test_labels_above_values() -> None:
    got = lead(
        "<p><b>Имя</b><br>Анна</p><p><b>Телефон</b><br>+7 900 000 11 22</p><p><b>Сообщение</b><br>Здравствуйте</p>",
        html=True,
    )
    assert (got.name, got.phone, got.text) == ("Анна", "+7 900 000 11 22", "Здравствуйте")


def test_a_letter_of_a_person_is_its_text_and_its_sender() -> None:
    got = lead(
        "Здравствуйте!\nМеня зовут Пётр, нужны окна: 3 штуки.\nМой номер 8-900-000-33-44\n\n-- \nОтправлено из почты",
        sender="Пётр Заречный <zarechny@example.ru>",
    )
    assert got.name == "Пётр"
    assert got.phone == "8-900-000-33-44"
    assert got.email == "zarechny@example.ru"
    assert got.text == "Здравствуйте!\nМеня зовут Пётр, нужны окна: 3 штуки.\nМой номер 8-900-000-33-44"


def test_the_reply_address_is_the_visitor() -> None:
    got = lead("Имя: Анна\nСообщение: Привет", more="Reply-To: anna@example.ru\r\n")
    assert got.email == "anna@example.ru"
    assert got.missing == ()


def test_without_phone_and_mail_nobody_can_be_answered() -> None:
    assert lead("Имя: Анна\nСообщение: Привет").missing == ("contact",)


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251"])
def test_old_charsets(charset: str) -> None:
    assert lead("Имя: Анна\nТелефон: 89000001122\nСообщение: Привет", charset=charset).name == "Анна"


def test_a_link_whose_text_is_a_title_is_still_the_page() -> None:
    got = lead(
        '<p>Имя: Анна</p><p>Тел.: 89000001122</p><p>Страница: <a href="https://x.example/p">Окна</a></p>', html=True
    )
    assert got.page == "https://x.example/p"
