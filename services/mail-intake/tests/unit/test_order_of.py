"""What a letter says of an order reaches the platform without loss."""

import dataclasses
import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contracts.order import Attribute, ContactKind, Order, OrderOptions, VatMode
from mail_intake.app.order_of import order_of
from mail_intake.app.settings import OrderSettings
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.order import (
    Customer,
    DateSource,
    DedupKeys,
    Delivery,
    Item,
    MailOrder,
    Origin,
    Reading,
    StatusLetter,
    Warn,
)
from mail_intake.domain.profiles.extractor import number_key, read_order
from mail_intake.main import TEXTS
from service_kit.errors import DataError
from service_kit.orders.ports import ImportSettings
from service_kit.texts import Texts

SAMPLES = os.environ.get("BIZ_SAMPLES")
LETTERS = sorted((Path(SAMPLES) / "mail").glob("*/*.eml")) if SAMPLES else []
LETTERS = [file for file in LETTERS if file.parent.name != "lead"]

KNOWN = Texts(TEXTS)
RECEIVED = dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
SETTINGS = OrderSettings(ImportSettings(OrderOptions(), True, frozenset()), VatMode.NOT_INCLUDED, "KZT")
MUG = Item("Кружка", "М-1", ("Цвет: Красный", "с крышкой"), Decimal(2), Decimal("150.00"), Decimal("300.00"))


def reading(**told: Any) -> Reading:
    order = MailOrder(
        number="№ 15",
        date=None,
        date_source=DateSource.HEADER,
        customer=Customer("Мария Светлова", "8 (900) 000-11-22", "m.svetlova@example.ru"),
        delivery=Delivery("Курьер", "Казань, ул. Садовая, д. 5", Decimal("300.00")),
        payment="Наличные",
        comment="Позвоните за час",
        items=(MUG,),
        discount=Decimal("50.00"),
        total=Decimal("550.00"),
        currency=None,
    )
    return Reading(
        dataclasses.replace(order, **told), Origin("shop@shop.example", "Заказ"), DedupKeys("<1@shop>"), "insales"
    )


def made(**told: Any) -> Order:
    return order_of(reading(**told), SETTINGS, RECEIVED, KNOWN)[1]


def test_everything_that_the_letter_says_is_in_the_order() -> None:
    order = made()
    assert (order.number, order.total, order.comment, order.source) == (
        "№ 15",
        Decimal("550.00"),
        "Позвоните за час",
        "почта",
    )
    (line,) = order.lines
    assert (line.number, line.name, line.article) == (1, "Кружка", "М-1")
    assert (line.quantity, line.price, line.sum) == (2, Decimal("150.00"), Decimal("300.00"))
    assert line.characteristics == (Attribute(name="Цвет", value="Красный"), Attribute(name="", value="с крышкой"))
    assert order.delivery is not None
    assert order.delivery.address is not None
    assert (order.delivery.method, order.delivery.price) == ("Курьер", Decimal("300.00"))
    assert order.delivery.address.text == "Казань, ул. Садовая, д. 5"
    assert order.payment is not None
    assert (order.payment.method, order.payment.paid) == ("Наличные", None)
    assert [(discount.amount, discount.included) for discount in order.discounts] == [(Decimal("50.00"), False)]


def test_the_buyer_can_be_compared_and_stays_as_written() -> None:
    buyer = made(customer=Customer("Мария", "8 (900) 000-11-22 доб. 5", "m@example.ru")).customer
    assert buyer is not None
    assert (buyer.name, buyer.phone, buyer.email) == ("Мария", "79000001122", "m@example.ru")
    assert [(contact.kind, contact.value) for contact in buyer.contacts] == [
        (ContactKind.PHONE, "8 (900) 000-11-22 доб. 5"),
        (ContactKind.EMAIL, "m@example.ru"),
    ]


def test_a_letter_that_names_nobody_and_no_delivery_makes_up_none() -> None:
    order = made(customer=Customer(), delivery=Delivery(), payment=None, discount=None, comment=None)
    assert (order.customer, order.delivery, order.payment, order.comment) == (None, None, None, None)
    assert order.discounts == ()


def test_currency_and_vat_are_those_of_the_connection_where_the_letter_is_silent() -> None:
    assert (made().currency, made().vat_mode) == ("KZT", VatMode.NOT_INCLUDED)
    assert made(currency="RUB").currency == "RUB"


@pytest.mark.parametrize("number", ["№ 15", "#15", " 15"], ids=["sign", "hash", "blank"])
def test_one_number_is_one_order_however_it_is_printed(number: str) -> None:
    assert order_of(reading(number=number), SETTINGS, RECEIVED, KNOWN)[0] == "15"


# the date


def test_an_order_without_a_date_is_of_the_moment_of_its_letter() -> None:
    assert (made().placed_at, made().placed_text) == (RECEIVED, None)
    same_day = made(date=dt.date(2026, 11, 24))
    assert (same_day.placed_at, same_day.placed_text) == (RECEIVED, None)


def test_a_day_of_the_letter_is_a_day_in_moscow() -> None:
    order = made(date=dt.date(2026, 11, 3), date_source=DateSource.BODY)
    assert order.placed_at == dt.datetime(2026, 11, 3, tzinfo=MOSCOW)
    assert order.placed_text == "2026-11-03"


def test_a_forwarded_letter_keeps_the_day_of_the_first() -> None:
    order = made(date=dt.date(2026, 11, 24), date_source=DateSource.FORWARD)
    assert (order.placed_at, order.placed_text) == (dt.datetime(2026, 11, 24, tzinfo=MOSCOW), "2026-11-24")


def test_midnight_is_that_of_moscow() -> None:
    late = dt.datetime(2026, 11, 23, 22, 0, tzinfo=dt.UTC)
    order = order_of(reading(date=dt.date(2026, 11, 24)), SETTINGS, late, KNOWN)[1]
    assert (order.placed_at, order.placed_text) == (late, None)


# sums


@pytest.mark.parametrize(
    ("quantity", "price", "total", "expected"),
    [
        ("2", "150.00", None, ("150.00", "300.00")),
        ("1.5", "33.33", None, ("33.33", "50.00")),
        ("4", None, "10.00", ("2.50", "10.00")),
        ("3", None, "100.00", ("33.333333", "100.00")),
        ("2", "150.00", "299.00", ("150.00", "299.00")),
        ("1", "0.00", None, ("0.00", "0.00")),
    ],
    ids=["sum", "rounded sum", "price", "endless price", "both as printed", "gift"],
)
def test_of_price_and_sum_the_absent_one_follows(
    quantity: str, price: str | None, total: str | None, expected: tuple[str, str]
) -> None:
    item = Item("Кружка", qty=Decimal(quantity), price=price and Decimal(price), sum=total and Decimal(total))  # type: ignore[arg-type]
    (line,) = made(items=(item,)).lines
    assert (line.price, line.sum) == (Decimal(expected[0]), Decimal(expected[1]))


def test_a_total_that_is_not_told_is_added_up() -> None:
    assert made(total=None).total == Decimal("550.00")


@pytest.mark.parametrize(
    "item",
    [
        Item("Кружка", qty=Decimal(10) ** 11, price=Decimal(10) ** 11),
        Item("Кружка", qty=Decimal("1e-30"), sum=Decimal("1.00")),
        Item("Кружка", qty=Decimal("1.12345678"), price=Decimal("1.00")),
    ],
    ids=["sum", "price", "quantity"],
)
def test_values_that_no_order_has_are_told_as_a_letter_misread(item: Item) -> None:
    with pytest.raises(DataError) as caught:
        made(items=(item,))
    assert caught.value.key == "mail_values_impossible"


def test_a_number_of_signs_alone_is_no_number() -> None:
    with pytest.raises(DataError) as caught:
        made(number="№")
    assert caught.value.key == "mail_number_missing"


# what a person has to see


def test_options_and_doubts_are_told_to_the_manager() -> None:
    told = made(warnings=(Warn.SUM_DIFFERS,), items=(MUG, Item("Ложка", price=Decimal(1)))).manager_comment
    assert told is not None
    doubt, options = told.splitlines()
    assert doubt.startswith("Проверьте сумму заказа.")
    assert options == "Кружка — Цвет: Красный; с крышкой"


def test_an_order_without_options_and_doubts_has_no_remark() -> None:
    assert made(items=(Item("Ложка", price=Decimal(1)),)).manager_comment is None


def test_goods_can_be_linked_by_hand_each_choice_of_options_apart() -> None:
    long = "Очень длинное название " * 20
    items = (
        MUG,
        dataclasses.replace(MUG, options=("Цвет: Синий",)),
        dataclasses.replace(MUG, sku=None, options=()),
        Item(long, price=Decimal(1)),
        Item(long + "!", price=Decimal(1)),
    )
    ids = [line.outside_id for line in made(items=items).lines]
    assert ids[:3] == ["М-1#Цвет: Красный#с крышкой", "М-1#Цвет: Синий", "Кружка"]
    assert len(set(ids)) == 5
    assert all(text and len(text) <= 200 for text in ids)
    assert ids == [line.outside_id for line in made(items=items).lines]


@pytest.mark.parametrize(
    "result",
    [StatusLetter("15", "Статус"), reading(number=None).result, reading(items=()).result],
    ids=["status", "no number", "no goods"],
)
def test_a_letter_that_gives_no_order_is_not_taken_for_one(result: Any) -> None:
    with pytest.raises(ValueError, match="no whole order"):
        order_of(dataclasses.replace(reading(), result=result), SETTINGS, RECEIVED, KNOWN)


# samples


@pytest.mark.skipif(not LETTERS, reason="BIZ_SAMPLES names no folder with letters")
@pytest.mark.parametrize("file", LETTERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sample_becomes_the_order_that_stands_beside_it(file: Path) -> None:
    expected = json.loads(file.with_suffix(".expected.json").read_text("utf-8"))
    found = read_order(read_letter(file.read_bytes()), expected["engine"])
    outside_id, order = order_of(found, SETTINGS, RECEIVED, KNOWN)
    assert (outside_id, order.number) == (number_key(expected["number"]), expected["number"])
    assert order.currency == expected["currency"]
    assert order.full_total() == Decimal(expected["total"])
    assert [_told(line) for line in order.lines] == [
        (item["name"], item["sku"], Decimal(item["qty"]), Decimal(item["price"]), Decimal(item["sum"]), item["options"])
        for item in expected["items"]
    ]
    assert order.placed_at is not None
    assert order.placed_at.astimezone(MOSCOW).date().isoformat() == expected["date"]
    assert Order.model_validate_json(order.model_dump_json()) == order


def _told(line: Any) -> tuple[Any, ...]:
    options = [f"{one.name}: {one.value}" if one.name else one.value for one in line.characteristics]
    return " ".join(line.name.split()), line.article, line.quantity, line.price, line.sum, options
