"""What of an order seen again is new."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.order import (
    Address,
    Attribute,
    Delivery,
    Discount,
    ExtraCost,
    Order,
    OrderLine,
    OutsideStatus,
    Party,
    Payment,
    Tax,
    VatMode,
)
from service_kit.orders.parts import PARTS, fingerprint, merged

LINE = OrderLine(number=1, name="Кружка", quantity=Decimal(2), price=Decimal("250.00"), sum=Decimal("500.00"))
ORDER = Order(number="1", lines=(LINE,), total=Decimal("500.00"), comment="Позвонить")

CHANGES: dict[str, list[dict[str, Any]]] = {
    "lines": [
        {"lines": (LINE.model_copy(update={"quantity": Decimal(3)}),)},
        {"lines": (LINE, LINE)},
        {"lines": (LINE.model_copy(update={"product_ref": "p-1"}),)},
        {"discounts": (Discount(amount=Decimal(10)),)},
        {"taxes": (Tax(name="НДС"),)},
        {"extra_costs": (ExtraCost(name="Упаковка", amount=Decimal(50)),)},
        {"vat_mode": VatMode.NONE},
        {"currency": "USD"},
        {"rate": Decimal(80)},
    ],
    "total": [{"total": Decimal(1)}, {"total": None}],
    "customer": [{"customer": Party(name="Иванов")}, {"parties": (Party(name="Получатель"),)}],
    "delivery": [{"delivery": Delivery(method="Курьер")}, {"delivery": Delivery(address=Address(text="Тверь"))}],
    "payment": [{"payment": Payment(paid=True)}],
    "status": [{"status": OutsideStatus(code="N")}],
    "comment": [{"comment": None}, {"manager_comment": "Срочно"}],
    "other": [
        {"number": "2"},
        {"placed_text": "вчера"},
        {"source": "Сайт"},
        {"site": "shop.example"},
        {"attributes": (Attribute(name="Цвет", value="синий"),)},
    ],
}
ALL = [(part, change) for part, changes in CHANGES.items() for change in changes]


def test_every_field_of_an_order_belongs_to_one_part() -> None:
    fields = [name for names in PARTS.values() for name in names]
    assert sorted(fields) == sorted(Order.model_fields)


@pytest.mark.parametrize(("part", "change"), ALL)
def test_a_changed_field_is_found_under_its_part(part: str, change: dict[str, Any]) -> None:
    seen = ORDER.model_copy(update=change)
    assert fingerprint(seen) != fingerprint(ORDER)
    assert merged(ORDER, seen, PARTS) == (seen, (part,))


@pytest.mark.parametrize(("part", "change"), ALL)
def test_a_part_that_is_not_allowed_stays_as_it_was(part: str, change: dict[str, Any]) -> None:
    others = PARTS.keys() - {part}
    assert merged(ORDER, ORDER.model_copy(update=change), others) == (ORDER, ())


def test_of_several_changes_the_allowed_ones_are_taken_in_their_order() -> None:
    seen = ORDER.model_copy(update={"comment": "Иначе", "total": Decimal(9), "currency": "EUR", "site": "new"})
    now, parts = merged(ORDER, seen, {"comment", "lines", "status"})
    assert parts == ("lines", "comment")
    assert (now.currency, now.comment) == ("EUR", "Иначе")
    assert (now.total, now.site) == (ORDER.total, None)
    assert ORDER.comment == "Позвонить"


def test_a_fingerprint_is_short_and_the_same_for_the_same_order() -> None:
    again = Order.model_validate_json(ORDER.model_dump_json())
    assert fingerprint(again) == fingerprint(ORDER)
    assert len(fingerprint(ORDER)) == 16


def test_a_number_written_otherwise_is_no_change() -> None:
    seen = ORDER.model_copy(update={"total": Decimal("500.0000")})
    assert merged(ORDER, seen, PARTS)[1] == ()
