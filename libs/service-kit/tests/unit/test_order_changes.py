"""What of an order changes, as its owner reads it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import service_kit
from contracts.order import (
    Address,
    Attribute,
    Delivery,
    Discount,
    Order,
    OrderLine,
    OutsideStatus,
    Party,
    Payment,
    VatMode,
)
from service_kit.orders.changes import new_order, order_changes
from service_kit.runs.model import CHANGES_LIMIT, Change
from service_kit.texts import Texts

SOURCES = Path(service_kit.__file__).parent
LABELS = json.loads((SOURCES / "orders" / "labels.ru.json").read_text("utf-8"))


def line(number: int = 1, name: str = "Кружка", **fields: Any) -> OrderLine:
    given = {"quantity": Decimal(2), "price": Decimal("250.00"), "sum": Decimal("500.00"), **fields}
    return OrderLine(number=number, name=name, **given)


def order(*lines: OrderLine, **fields: Any) -> Order:
    return Order(**{"number": "A-7", "lines": lines or (line(),), **fields})


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ({"total": Decimal("500.00")}, {"total": Decimal("499.90")}, ("total", "500", "499.9", "Сумма заказа")),
        ({"comment": "Звонить"}, {}, ("comment", "Звонить", None, "Комментарий")),
        ({}, {"manager_comment": "Срочно"}, ("comment", None, "Срочно", "Комментарий менеджера")),
        (
            {"status": OutsideStatus(text="Принят")},
            {"status": OutsideStatus(text="Отправлен")},
            ("status", "Принят", "Отправлен", "название"),
        ),
        (
            {"customer": Party(name="Орлова", phone="79000000000")},
            {"customer": Party(name="Орлова", phone="79120000001")},
            ("customer", "79000000000", "79120000001", "телефон"),
        ),
        (
            {"delivery": Delivery(method="Курьер")},
            {"delivery": Delivery(method="Курьер", address=Address(city="Тверь", street="Мира", house="5"))},
            ("delivery", None, "Тверь, Мира, 5", "адрес"),
        ),
        (
            {"delivery": Delivery(address=Address(text="Тверь", city="Тверь"))},
            {"delivery": Delivery(address=Address(text="Москва, Арбат", city="Москва"))},
            ("delivery", "Тверь", "Москва, Арбат", "адрес"),
        ),
        ({"payment": Payment(paid=False)}, {"payment": Payment(paid=True)}, ("payment", "нет", "да", "оплачен")),
        ({"vat_mode": VatMode.NONE}, {"vat_mode": VatMode.INCLUDED}, ("lines", "без НДС", "в цене", "Учёт НДС")),
        (
            {},
            {"discounts": (Discount(name="Купон", amount=Decimal(50)), Discount(percent=Decimal(5)))},
            ("lines", None, "Купон, 50; 5", "Скидки заказа"),
        ),
        (
            {"placed_at": datetime(2026, 3, 1, 9, 0, tzinfo=UTC)},
            {"placed_at": datetime(2026, 3, 1, 22, 30, tzinfo=UTC)},
            ("other", "01.03.2026 12:00", "02.03.2026 01:30", "Дата заказа"),
        ),
        (
            {"attributes": (Attribute(name="Цвет", value="синий"), Attribute(name="Вес", value="1"))},
            {"attributes": (Attribute(name="Вес", value="1"), Attribute(name="Цвет", value="белый"))},
            ("other", "синий", "белый", "Цвет"),
        ),
    ],
)
def test_a_field_is_told_as_it_was_and_as_it_becomes(
    was: dict[str, Any], becomes: dict[str, Any], told: tuple[str, ...]
) -> None:
    assert order_changes(order(**was), order(**becomes)) == (Change(*told),)


def test_lines_are_told_by_the_good_they_sell_wherever_they_stand() -> None:
    was = order(line(1, "Кружка", outside_id="m"), line(2, "Ложка", article="L"), line(3, "Вилка"))
    becomes = order(
        line(1, "Нож", quantity=Decimal(1), sum=Decimal("250.00")),
        line(2, "Вилка"),
        line(3, "Кружка", outside_id="m", quantity=Decimal(3), sum=Decimal("750.00"), product_ref="p-1"),
    )
    assert order_changes(was, becomes) == (
        Change("line_quantity", "2", "3", "Кружка"),
        Change("line_sum", "500", "750", "Кружка"),
        Change("line_product", None, "p-1", "Кружка"),
        Change("line_removed", "2 × 250 = 500", None, "Ложка"),
        Change("line_added", None, "1 × 250 = 250", "Нож"),
    )


def test_the_same_good_in_two_lines_is_told_line_by_line() -> None:
    changes = order_changes(order(line(1), line(2)), order(line(1), line(2, price=Decimal(240), barcode="46")))
    assert [(one.field, one.was, one.becomes) for one in changes] == [
        ("line_price", "250", "240"),
        ("line_other", None, None),
    ]


def test_an_order_that_is_the_same_has_no_changes() -> None:
    assert order_changes(order(comment="x"), order(comment="x")) == ()


def test_the_weightiest_come_first_and_their_number_and_length_are_bounded() -> None:
    many = [line(number, f"Товар {number}") for number in range(1, 80)]
    changes = order_changes(order(*many, comment="x"), order(line(1, "Иное"), comment="y", total=Decimal(1)))
    assert len(changes) == CHANGES_LIMIT
    assert changes[0].field == "total"
    assert {one.field for one in changes[1:]} == {"line_removed"}
    (long_,) = order_changes(order(), order(comment="я" * 5000))
    assert len(long_.becomes or "") == 300


def test_of_a_new_order_its_lines_and_what_it_is_recognised_by_are_told() -> None:
    seen = order(
        customer=Party(name="Орлова", inn="7701"), total=Decimal(500), attributes=(Attribute(name="a", value="b"),)
    )
    assert new_order(seen) == (
        Change("total", None, "500", "Сумма заказа"),
        Change("line_added", None, "2 × 250 = 500", "Кружка"),
        Change("customer", None, "Орлова", "имя"),
    )


PARTED = ("customer", "delivery", "payment", "status")


@pytest.mark.parametrize("part", PARTED)
def test_every_field_of_an_order_has_a_russian_name(part: str) -> None:
    model = {"customer": Party, "delivery": Delivery, "payment": Payment, "status": OutsideStatus}[part]
    assert {f"{part}.{name}" for name in model.model_fields} <= LABELS.keys()
    assert Order.model_fields.keys() - {"lines", "attributes", *PARTED} <= LABELS.keys()


def test_every_kind_of_change_has_its_text() -> None:
    texts = Texts([])
    changes = order_changes(order(line(1), line(2, "Ложка")), order(line(1, price=Decimal(1)), comment="y"))
    for change in changes:
        assert f"change_{change.field}" in texts
    assert texts.get("change_delivery", {"of": "адрес"}).what == "Доставка: адрес"
