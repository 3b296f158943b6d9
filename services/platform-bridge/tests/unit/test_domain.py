"""The pure rules."""

import datetime as dt
from decimal import Decimal
from itertools import count

import pytest

from contracts.order import (
    Address,
    Contact,
    ContactKind,
    Delivery,
    ExtraCost,
    Order,
    OrderLine,
    OrderOrigin,
    Party,
    PartyRole,
)
from platform_bridge.domain.addresses import address_text
from platform_bridge.domain.counterparties import Book, Known, Wanted, buyer_of, row_keys
from platform_bridge.domain.payments import UNNAMED, Paid, PaymentRecord, to_register
from platform_bridge.domain.refs import vat_key

ORIGIN = OrderOrigin(service="shop-sync", connection="shop-1", outside_id="7", number="7")
LINE = OrderLine(number=1, name="Товар", quantity="2", price="100", sum="200")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("20", "20"),
        ("20%", "20"),
        (" 20,0 % ", "20"),
        (Decimal("10.00"), "10"),
        ("0", "0"),
        ("Без НДС", "none"),
        (None, "none"),
        ("18/118", "18/118"),
    ],
)
def test_vat_rates_are_recognised(written, key):
    assert vat_key(written) == key


def test_total_is_the_given_one_or_the_sum_of_all():
    order = Order(
        number="1", lines=(LINE,), delivery=Delivery(price="50"), extra_costs=(ExtraCost(name="x", amount="7"),)
    )
    assert order.full_total() == 257
    assert order.model_copy(update={"total": Decimal(90)}).full_total() == 90


def test_address_is_its_text_or_its_parts():
    assert address_text(None) is None
    assert address_text(Address(text="Москва, 1", city="Тверь")) == "Москва, 1"
    assert address_text(Address(postcode="101000", city="Москва", house="1")) == "101000, Москва, 1"
    assert address_text(Address()) is None


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        ({"customer": Party(phone="79", email="a@b", outside_id="5")}, ("phone:79", "email:a@b", "outside:shop-1:5")),
        ({"parties": (Party(role=PartyRole.PAYER, phone="1"), Party(phone="2"))}, ("phone:2",)),
        ({"delivery": Delivery(phone="3", recipient="Анна")}, ("phone:3",)),
        ({"customer": Party(last_name="Иванов")}, ("order:shop-1:7",)),
        ({}, ("nobody:shop-1",)),
    ],
)
def test_buyer_is_recognised_by_what_the_order_has(order, keys):
    assert buyer_of(Order(number="1", lines=(LINE,), **order), ORIGIN).keys == keys


def test_contacts_written_differently_are_one():
    book = _book()
    written = (
        Contact(kind=ContactKind.PHONE, value="8 (900) 111-22-33"),
        Contact(kind=ContactKind.EMAIL, value="A@b.example"),
    )
    party = Party(name="Анна", phone="79001112233", email="a@b.example", contacts=written)
    book.settle(Wanted(party, ("phone:79001112233",)))
    (person,) = book.touched
    assert person.row.contacts == written
    assert person.row.phones == ("79001112233",)


def test_second_order_of_a_new_buyer_in_the_same_batch_finds_him():
    book = _book()
    first = book.settle(Wanted(Party(phone="79"), ("phone:79",)))
    second = book.settle(Wanted(Party(phone="79", email="a@b"), ("phone:79", "email:a@b")))
    third = book.settle(Wanted(Party(email="a@b"), ("email:a@b",)))
    assert first == second == third
    (person,) = book.touched
    assert (person.new, person.row.sequence, person.row.emails) == (True, 1, ("a@b",))


def test_key_of_somebody_else_is_not_taken():
    book = _book()
    by_phone = book.settle(Wanted(Party(phone="79"), ("phone:79",)))
    by_email = book.settle(Wanted(Party(email="a@b"), ("email:a@b",)))
    both = book.settle(Wanted(Party(phone="79", email="a@b"), ("phone:79", "email:a@b")))
    assert both == by_phone != by_email
    assert [sorted(person.claims) for person in book.touched] == [["phone:79"], ["email:a@b"]]


def test_known_counterparty_without_news_is_not_written():
    made = _book()
    made.settle(Wanted(Party(phone="79"), ("phone:79",)))
    (person,) = made.touched
    book = Book([Known(person.row, row_keys(person.row))], lambda: "other")
    assert book.settle(Wanted(Party(phone="79"), ("phone:79",))) == person.row.ref
    assert book.touched == []


def test_payment_with_a_number_takes_the_place_of_the_unnamed_one():
    stored = [PaymentRecord("p1", _paid(UNNAMED, 500))]
    written = to_register(stored, [_paid("77", 450), _paid("78", 50)], lambda: "p2")
    assert [(record.ref, record.paid.key) for record in written] == [("p1", "77"), ("p2", "78")]


def test_known_payment_and_a_bare_flag_add_nothing():
    stored = [PaymentRecord("p1", _paid("77", 450))]
    assert to_register(stored, [_paid("77", 450)], lambda: "p2") == []
    assert to_register(stored, [_paid(UNNAMED, 500)], lambda: "p2") == []


def _book() -> Book:
    numbers = count(1)
    return Book([], lambda: f"cp-{next(numbers)}")


def _paid(key: str, amount: int) -> Paid:
    return Paid(key, Decimal(amount), "RUB", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), None)
