"""Orders of InSales → Order, nothing of them lost."""

import copy
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from contracts.order import Order, OutsideStatus, VatMode
from service_kit.orders.incoming import ReadOrder, RejectedDocument
from service_kit.orders.parts import fingerprint
from shop_sync.connectors.insales.orders import ReadingRules, read_order

SAMPLE = json.loads((Path(__file__).parent / "fixtures" / "order.json").read_text("utf-8"), parse_float=Decimal)


def changed(**fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SAMPLE), **fields}


def with_line(**fields: Any) -> dict[str, Any]:
    order = changed()
    order["order_lines"][0] |= fields
    return order


def read(given: Any, **rules: Any) -> Order:
    document = read_order(given, ReadingRules(**rules), 0)
    assert isinstance(document, ReadOrder)
    return document.order


def told(order: Order) -> dict[str, str]:
    return {attribute.name: attribute.value for attribute in order.attributes}


def test_the_head_of_an_order() -> None:
    document = read_order(SAMPLE, ReadingRules(vat_mode=VatMode.INCLUDED, site="shop.ru"), 7)
    assert isinstance(document, ReadOrder)
    order = document.order
    assert (document.index, document.outside_id, order.number, order.site) == (7, "36289", "2900", "shop.ru")
    assert order.placed_at == dt.datetime(2023, 11, 22, 11, 24, 30, tzinfo=dt.UTC)
    assert (order.currency, order.total, order.vat_mode) == ("RUB", Decimal("940.0"), VatMode.INCLUDED)
    assert order.comment == "Позвонить"


def test_lines_keep_what_matching_needs() -> None:
    (line,) = read(SAMPLE).lines
    assert (line.outside_id, line.article, line.barcode, line.name) == (
        "16637",
        "QP023MVEN-g",
        None,
        "Van Gogh Sketchbook Emerald",
    )
    assert (line.quantity, line.price, line.sum) == (1, Decimal("740.0"), Decimal("740.0"))
    assert {row.name: row.value for row in line.attributes} == {
        "product_id": "41658",
        "reserved_quantity": "1",
        "weight": "1.5",
    }


def test_a_barcode_in_the_article_is_tried_as_one() -> None:
    (line,) = read(with_line(sku="4601234567893")).lines
    assert (line.article, line.barcode) == ("4601234567893", "4601234567893")


def test_a_line_is_what_is_paid_for_it_and_its_discount_is_told() -> None:
    order = with_line(quantity=2, full_sale_price="700.0", total_price="1480.0", full_total_price="1400.0")
    (line,) = read(order).lines
    assert (line.price, line.sum) == (Decimal("700.0"), Decimal("1400.0"))
    (discount,) = line.discounts
    assert (discount.amount, discount.included) == (Decimal("80.0"), True)


def test_a_discount_of_the_order_says_whether_the_lines_have_it_already() -> None:
    given = [{"id": 1, "description": "Купон", "amount": "100.0"}]
    (inside,) = read(changed(discounts=given)).discounts
    (beside,) = read(changed(discounts=given, total_price="840.0")).discounts
    assert (inside.name, inside.amount, inside.included, beside.included) == ("Купон", Decimal("100.0"), True, False)


def test_the_buyer_and_the_delivery() -> None:
    order = read(changed(delivery_info={"track_number": "RA1", "shipping_company": "СДЭК"}))
    buyer, delivery = order.customer, order.delivery
    assert buyer is not None
    assert delivery is not None
    assert (buyer.outside_id, buyer.name, buyer.phone, buyer.email) == (
        "36854",
        "Демидчик Артем",
        "79151234567",
        "artem@example.org",
    )
    assert [contact.value for contact in buyer.contacts] == ["+79151234567", "+7(495)888-99-06", "artem@example.org"]
    assert delivery.address is not None
    assert (delivery.address.postcode, delivery.address.city) == ("101000", "Москва")
    assert "ул. Ленина д. 12" in (delivery.address.text or "")
    assert (delivery.method, delivery.method_code, delivery.price) == ("Курьер", "58409", Decimal("200.0"))
    assert (delivery.date, delivery.hour_from, delivery.hour_to) == ("2023-11-24", 10, 14)
    assert (delivery.tracking_number, delivery.recipient, delivery.phone) == ("RA1", "Артем", "74958889906")
    assert told(order)["delivery_info/shipping_company"] == "СДЭК"


def test_payment_paid_pending_and_unknown() -> None:
    paid = read(changed(financial_status="paid", paid_at="2023-11-22T15:00:00.000+03:00")).payment
    assert paid is not None
    assert (paid.paid, paid.amount, paid.method, paid.method_code) == (True, Decimal("940.0"), "Наличными", "32541")
    assert paid.paid_at == dt.datetime(2023, 11, 22, 12, tzinfo=dt.UTC)
    pending = read(SAMPLE).payment
    assert pending is not None
    assert (pending.paid, pending.amount) == (False, None)
    other = read(changed(financial_status="refunded"))
    assert other.payment is not None
    assert other.payment.paid is None
    assert told(other)["financial_status"] == "refunded"


NEW = {"permalink": "novyy", "title": "Новый"}
REFUSED = {"permalink": "otkaz", "title": "Отказ"}


@pytest.mark.parametrize(
    ("custom", "stage", "expected"),
    [
        (NEW, "new", OutsideStatus(code="novyy", text="Новый", cancelled=False, final=False)),
        (None, "delivered", OutsideStatus(code="delivered", cancelled=False, final=True)),
        (REFUSED, "declined", OutsideStatus(code="otkaz", text="Отказ", cancelled=True, final=True)),
        (NEW, None, OutsideStatus(code="novyy", text="Новый")),
    ],
)
def test_the_status_is_the_shops_own_one_else_the_stage(custom: Any, stage: Any, expected: OutsideStatus) -> None:
    assert read(changed(custom_status=custom, fulfillment_status=stage)).status == expected


def test_fields_of_the_shop_and_what_is_unknown_are_attributes() -> None:
    order = changed(
        fields_values=[{"id": 5, "field_id": 77, "name": "Этаж", "value": "3"}, {"handle": "gift", "value": True}],
        manager_comment="Проверить",
        utm={"source": "ya", "terms": ["a", "б"]},
    )
    order["client"]["fields_values"] = [{"name": "Клубная карта", "value": "№ 5"}]
    found = told(read(order))
    assert found["Этаж"] == "3"
    assert found["gift"] == "true"
    assert found["Клубная карта"] == "№ 5"
    assert (found["manager_comment"], found["utm/source"], found["utm/terms"]) == ("Проверить", "ya", '["a", "б"]')
    assert (found["items_price"], found["fulfillment_status"]) == ("740.0", "new")


def test_no_value_of_the_sample_is_lost() -> None:
    passed_over = {"key", "account_id", "updated_at", "order_changes"}
    given = {name: value for name, value in SAMPLE.items() if name not in passed_over}
    said = read(SAMPLE).model_dump_json()
    lost = [
        text
        for text in _texts(given)
        if text not in said and text not in ("RUR", "2023-11-22T14:24:30.000+03:00", "+7(495)888-99-06")
    ]
    ids_without_meaning = {"36289", "94695", "9", "pending"}
    assert set(lost) <= ids_without_meaning


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [] if value is None or isinstance(value, bool) else [str(value)]


def test_what_only_the_shop_counts_makes_no_news() -> None:
    later = changed(updated_at="2024-01-01T00:00:00.000+03:00", order_changes=[{"action": "touched"}])
    later["client"]["updated_at"] = later["order_lines"][0]["updated_at"] = "2024-01-01T00:00:00.000+03:00"
    assert fingerprint(read(later)) == fingerprint(read(SAMPLE))
    assert fingerprint(read(changed(comment="Другой"))) != fingerprint(read(SAMPLE))


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (changed(order_lines=[]), "insales_order_without_lines"),
        (changed(id=None), "insales_order_without_id"),
        ("no order", "insales_order_without_id"),
        (with_line(title=None, sku=None, variant_id=None), "insales_line_without_name"),
        (with_line(quantity=0), "insales_line_quantity"),
        (with_line(quantity=None), "insales_line_quantity"),
        (with_line(quantity="много"), "insales_line_unreadable"),
        (with_line(full_sale_price="-1.0"), "insales_line_negative"),
        (
            with_line(sale_price=None, full_sale_price=None, total_price=None, full_total_price=None),
            "insales_line_without_price",
        ),
        (changed(total_price="x"), "insales_sum_unreadable"),
        (changed(total_price="-5"), "insales_sum_negative"),
        (changed(currency_code="QQQ"), "insales_currency_unknown"),
        (changed(delivery_title={}, comment="ы" * 50_000), "insales_order_too_large"),
    ],
)
def test_what_cannot_be_an_order_is_rejected_with_its_reason(given: Any, key: str) -> None:
    document = read_order(given, ReadingRules(), 3)
    assert isinstance(document, RejectedDocument)
    assert (document.key, document.index) == (key, 3)
    named = isinstance(given, dict) and given.get("id")
    assert document.outside_id == ("36289" if named else None)


def test_an_unknown_currency_is_that_of_the_connection() -> None:
    assert read(changed(currency_code="QQQ"), currency="KZT").currency == "KZT"
    assert read(changed(currency_code=None), currency="KZT").currency == "KZT"


@pytest.mark.parametrize(
    "fields",
    [
        {"total_price": "1e999999999"},
        {"delivery_from_hour": "9" * 5000},
        {"created_at": 5},
        {"comment": "пол-\ud800символа", "number": "\udfff"},
        {"\ud800": [{"\ud801": "\ud802"}]},
    ],
)
def test_no_field_of_an_order_stops_the_reading_of_others(fields: dict[str, Any]) -> None:
    document = read_order(changed(**fields), ReadingRules(), 0)
    text = document.order.model_dump_json() if isinstance(document, ReadOrder) else f"{document}"
    assert text.encode()
