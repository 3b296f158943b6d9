"""What a person enters instead of a letter."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from mail_intake.app.by_hand import Filled, judged, lead_draft, order_draft, reading_by_hand
from mail_intake.app.letters import KeptLetter, LetterState
from mail_intake.domain.order import Customer, DateSource, Delivery, Item, MailLead, MailOrder
from mail_intake.main import TEXTS
from service_kit.problems import Problem
from service_kit.texts import Texts

KEPT = KeptLetter(
    "l-1", "m-1@shop", "d", "shop@shop.example", "Заказ", dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC), 10,
    LetterState.UNREAD, "r-1",
)  # fmt: skip
LINE = {"name": "Чайник", "qty": "2", "price": "1290.50"}
ORDER: dict[str, Any] = {
    "number": " № 148 ",
    "customer": {"name": "Мария", "phone": "+7 900 000-11-22", "email": "M@Example.ru"},
    "delivery": {"method": "Курьер", "address": "Казань", "price": "300"},
    "payment": "Наличные",
    "comment": "Позвоните",
    "items": [LINE, {"name": "Кружка", "sku": "MUG", "qty": "1.5", "price": "0.33", "options": ["Цвет: белый"]}],
    "discount": "81",
}


def entered(**given: Any) -> dict[str, Any]:
    return Filled.model_validate(given).model_dump(mode="json")


def test_an_entered_order_reads_like_that_of_a_letter() -> None:
    reading = reading_by_hand(entered(order=ORDER), KEPT)
    order = reading.result
    assert isinstance(order, MailOrder)
    assert order.missing == ()
    assert (order.number, order.date, order.date_source) == ("№ 148", dt.date(2026, 11, 3), DateSource.HEADER)
    assert order.customer == Customer("Мария", "+7 900 000-11-22", "m@example.ru")
    assert order.delivery == Delivery("Курьер", "Казань", Decimal(300))
    assert order.items == (
        Item("Чайник", None, (), Decimal(2), Decimal("1290.50"), Decimal("2581.00")),
        Item("Кружка", "MUG", ("Цвет: белый",), Decimal("1.5"), Decimal("0.33"), Decimal("0.50")),
    )
    assert order.total == Decimal("2800.50")
    assert reading.keys.order == ("hand", "148")
    assert reading.keys.message_id == "m-1@shop"
    assert (reading.origin.sender, reading.origin.subject) == ("shop@shop.example", "Заказ")


def test_an_entered_day_is_that_of_the_order() -> None:
    order = reading_by_hand(entered(order={**ORDER, "date": "2026-10-30"}), KEPT).result
    assert isinstance(order, MailOrder)
    assert (order.date, order.date_source) == (dt.date(2026, 10, 30), DateSource.BODY)


def test_an_entered_request_reads_like_that_of_a_letter() -> None:
    lead = {
        "name": "Пётр",
        "phone": "",
        "email": "P@example.ru",
        "text": "Перезвоните",
        "page": "https://shop.example/1",
    }
    assert reading_by_hand(entered(lead=lead), KEPT).result == MailLead(
        KEPT.received_at, "Пётр", None, "p@example.ru", "Перезвоните", "https://shop.example/1"
    )


@pytest.mark.parametrize(
    ("given", "place", "key"),
    [
        ({"order": {**ORDER, "items": []}}, "order.items", "hand_items_missing"),
        ({"order": {**ORDER, "number": "№"}}, "order.number", "hand_number_unusable"),
        ({"order": {**ORDER, "discount": "2581.51"}}, "order.discount", "hand_discount_too_large"),
        ({"order": {**ORDER, "customer": {"phone": "позвоните"}}}, "order.customer.phone", "hand_phone_unusable"),
        ({"order": {**ORDER, "customer": {"email": "почта"}}}, "order.customer.email", "hand_email_unusable"),
        ({"lead": {"name": "Пётр"}}, "lead.phone", "hand_contact_missing"),
        ({"lead": {"phone": "12"}}, "lead.phone", "hand_phone_unusable"),
    ],
    ids=["no items", "no number", "discount", "phone", "email", "nobody to answer", "short phone"],
)
def test_what_makes_no_sense_is_told_at_its_field(given: dict[str, Any], place: str, key: str) -> None:
    with pytest.raises(Problem) as told:
        judged(Filled.model_validate(given), Texts(TEXTS))
    (error,) = told.value.errors
    assert (".".join(error["loc"]), error["key"]) == (place, key)
    assert len(error["msg"].split(". ")) > 1


def test_what_makes_sense_stays_as_it_is() -> None:
    filled = Filled.model_validate({"order": ORDER})
    assert judged(filled, Texts(TEXTS)) is filled


@pytest.mark.parametrize(
    "line",
    [
        {"name": " ", "price": "1"},
        {"name": "a"},
        {"name": "a", "price": "-1"},
        {"name": "a", "price": "1.005"},
        {"name": "a", "price": "NaN"},
        {"name": "a", "price": "1", "qty": "0"},
        {"name": "a", "price": "1" * 13},
        {"name": "a", "price": "1", "colour": "red"},
    ],
    ids=["no name", "no price", "negative", "fractions", "no number", "none of it", "too dear", "unknown field"],
)
def test_a_line_that_cannot_be_sold_is_refused_alone(line: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as told:
        Filled.model_validate({"order": {**ORDER, "items": [LINE, line]}})
    assert {error["loc"][:3] for error in told.value.errors()} == {("order", "items", 1)}


def test_the_form_holds_what_an_incomplete_letter_says() -> None:
    lines = (Item("Стол", qty=Decimal(3), sum=Decimal("10.00")), Item("Брак", price=Decimal(-5)))
    person, delivery = Customer(None, "8 900", None), Delivery(None, "x" * 30_000, None)
    day = dt.date(2026, 11, 2)
    order = MailOrder(None, day, DateSource.BODY, person, delivery, None, None, lines, None, None, "EUR")
    draft = order_draft(order, KEPT)
    assert (draft.number, draft.date, draft.currency, draft.customer.phone) == (
        None,
        dt.date(2026, 11, 2),
        "EUR",
        "8 900",
    )
    assert len(draft.delivery.address or "") == 20_000
    assert [(item.name, item.price) for item in draft.items] == [("Стол", Decimal("3.33")), ("Брак", None)]


def test_the_form_of_a_letter_that_says_nothing_is_of_its_day() -> None:
    assert order_draft(None, KEPT).date == dt.date(2026, 11, 3)
    assert order_draft(None, KEPT).items == ()
    assert lead_draft(None).phone is None


def test_the_form_of_a_request_holds_its_long_text_as_far_as_it_goes() -> None:
    draft = lead_draft(MailLead(KEPT.received_at, "и" * 300, "8 900 000-11-22", None, "т" * 30_000, None))
    assert (len(draft.name or ""), len(draft.text or ""), draft.phone) == (200, 20_000, "8 900 000-11-22")
    assert judged(Filled(lead=draft), Texts(TEXTS)).lead == draft
