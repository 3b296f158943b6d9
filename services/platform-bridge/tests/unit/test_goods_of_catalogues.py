"""Single values and elements of CommerceML, pictures, contacts."""

import zlib
from decimal import Decimal

import pytest
from lxml import etree

from contracts.order import Contact, ContactKind
from platform_bridge.adapters.commerceml.goods import item_of
from platform_bridge.adapters.commerceml.values import currency, number
from platform_bridge.adapters.embedded.demo.pictures import png
from platform_bridge.domain.contacts import look_ups, phone_digits
from service_kit.pictures import picture_type


def offer(inside: str):
    return item_of(etree.fromstring(f"<Предложение><Ид>a#b#c</Ид>{inside}</Предложение>"), offer=True, full_of=None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14240", Decimal(14240)),
        ("1 500,50", Decimal("1500.50")),
        ("1\u00a0500.5", Decimal("1500.5")),
        ("1e3", Decimal(1000)),
        ("0.12345678", Decimal("0.123457")),
        ("-1", Decimal(-1)),
        ("", None),
        (None, None),
        ("много", None),
        ("NaN", None),
        ("1e20", None),
    ],
)
def test_numbers(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "code"), [("руб", "RUB"), ("руб.", "RUB"), ("RUR", "RUB"), ("usd", "USD"), ("у.е.", None)]
)
def test_currencies(text, code):
    assert currency(text) == code


def test_id_is_split_at_the_first_mark():
    item = offer("")
    assert (item.product, item.variant) == ("a", "b#c")
    assert item_of(etree.fromstring("<Товар><Ид> </Ид></Товар>"), offer=False, full_of=None) is None


@pytest.mark.parametrize(
    ("inside", "stock"),
    [
        ("<Количество>5</Количество>", {"": 5}),
        ("<Количество>5</Количество><Склад ИдСклада='w' КоличествоНаСкладе='3'/>", {"w": 3}),
        (
            "<Склады ИдСклада='w' КоличествоНаСкладе='3'/><Склады ИдСклада='x' КоличествоНаСкладе='4'/>",
            {"w": 3, "x": 4},
        ),
        ("<Остатки><Остаток><Количество>2</Количество></Остаток></Остатки>", {"": 2}),
        (
            "<Остатки><Остаток><Склад><Ид>w</Ид><Количество>1</Количество></Склад>"
            "<Склад><Ид>x</Ид><Количество>2</Количество></Склад></Остаток></Остатки>",
            {"w": 1, "x": 2},
        ),
        ("<Количество>?</Количество>", None),
        ("", None),
    ],
)
def test_stock_is_read_in_every_dialect(inside, stock):
    assert offer(inside).stock == stock


def test_prices_of_packages_and_repeated_types_are_left_out():
    row = "<Цена><ИдТипаЦены>r</ИдТипаЦены><ЦенаЗаЕдиницу>{}</ЦенаЗаЕдиницу><Коэффициент>{}</Коэффициент></Цена>"
    item = offer(f"<Цены>{row.format(50, 10)}{row.format(5, 1)}{row.format(6, 1)}</Цены>")
    assert [price.amount for price in item.prices] == [5]


def test_drawn_picture_is_a_whole_png():
    content = png(0.3, 0.25)
    assert picture_type(content).media_type == "image/png"
    start = content.index(b"IDAT") + 4
    length = int.from_bytes(content[start - 8 : start - 4])
    assert len(zlib.decompress(content[start : start + length])) == 240 * 241
    assert len(content) < 20_000


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("8 (900) 111-22-33", "79001112233"),
        ("+7 900 111 22 33", "79001112233"),
        ("9001112233", "79001112233"),
        ("+375 29 1", "375291"),
    ],
)
def test_phones_have_one_form(text, digits):
    assert phone_digits(text) == digits


def test_look_ups_are_single():
    contacts = [
        Contact(kind=ContactKind.PHONE, value="8 900 111-22-33"),
        Contact(kind=ContactKind.PHONE, value="+79001112233"),
        Contact(kind=ContactKind.EMAIL, value=" A@b.example "),
        Contact(kind=ContactKind.SITE, value="b.example"),
    ]
    assert look_ups(contacts) == (("79001112233",), ("a@b.example",))
