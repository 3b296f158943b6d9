"""Random orders, written in the engines' shapes, are read back whole."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.order import MailOrder
from mail_intake.domain.profiles.extractor import read_order
from mail_intake.testing import engines, prestashop, virtuemart
from mail_intake.testing.letters import VARIANTS, Line, ShopOrder, write

SHAPES = [(engine, variant) for engine, variants in VARIANTS.items() for variant in variants]
assert engines
assert prestashop
assert virtuemart

_GOODS = ("Чайник «Полярис» PWK 1725, 1,7 л", "Полотенце 70х140", "Кабель USB-C 1 м", "Набор 3 в 1", "Сумка", "Ключ 10x12 мм",  # noqa: E501
          "Чай чёрный, 200 г", "Лампа (белая)", "Товар дня - скидка", "Плитка 30*30", "iPhone 15 Pro 256", "Гвозди; 100 шт")  # fmt: skip  # noqa: E501
_OPTIONS = ("Цвет: Красный", "Размер: XL", "Объём: 1,5 л", "Материал: хлопок", "Вес: 2 кг")
_COMMENTS = (
    "",
    "",
    "Позвоните за час",
    "Домофон 17, этаж 3",
    "Телефон: 5\nИтого: 100 руб.\nАдрес доставки: Луна",
    "Код 12:30 - ок",
)


@st.composite
def orders(draw: st.DrawFn) -> ShopOrder:
    prices = st.integers(1, 30_000_000).map(lambda kopecks: Decimal(kopecks) / 100)
    lines = tuple(
        Line(
            name,
            draw(st.from_regex(r"[A-Z]{1,4}[-/]?[0-9]{1,6}", fullmatch=True)),
            draw(st.integers(1, 250)),
            draw(prices).quantize(Decimal("0.01")),
            tuple(draw(st.lists(st.sampled_from(_OPTIONS), max_size=3, unique=True))),
        )
        for name in draw(st.lists(st.sampled_from(_GOODS), min_size=1, max_size=6))
    )
    goods = sum((line.sum for line in lines), Decimal(0))
    return ShopOrder(
        number=str(draw(st.integers(1, 99_999_999))),
        moment=datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=3)))
        + timedelta(days=draw(st.integers(0, 700))),
        first=draw(st.sampled_from(("Мария", "Пётр", "Анна-Мария", "Ли"))),
        last=draw(st.sampled_from(("Светлова", "Заречный", "Ю", "Салтыков-Щедрин"))),
        phone=draw(st.sampled_from(("+7 (900) 000-11-22", "89000005566", "8 900 000-33-44", "+375 29 123-45-67"))),
        email=draw(st.sampled_from(("m.svetlova@example.ru", "a_b+c@mail.example"))),
        street=draw(st.sampled_from(("ул. Садовая, д. 5, кв. 17", "Лесной пр., 12к2", "мкр. 8-й, 41"))),
        city=draw(st.sampled_from(("Казань", "Санкт-Петербург", "Нижний Новгород"))),
        zip=draw(st.from_regex(r"[1-6][0-9]{5}", fullmatch=True)),
        country="Россия",
        delivery=draw(st.sampled_from(("Курьер", "Почта России", "СДЭК до двери", "Самовывоз"))),
        delivery_price=Decimal(draw(st.sampled_from((0, 300, 1250))))
        + draw(st.sampled_from((Decimal(0), Decimal("0.50")))),
        payment=draw(st.sampled_from(("Наличными курьеру", "Картой на сайте", "Наложенный платёж"))),
        lines=lines,
        comment=draw(st.sampled_from(_COMMENTS)),
        discount=min(Decimal(draw(st.sampled_from((0, 0, 1, 150)))), goods).quantize(Decimal("0.01")),
    )


def _words(text: str | None) -> set[str]:
    return set((text or "").replace(",", " ").split())


def _numbered(engine: str, variant: str, order: ShopOrder) -> str:
    """A number as the engine prints it."""
    if engine == "prestashop":
        return (
            "#" + order.number.zfill(6)
            if variant == "ps15"
            else "".join(chr(65 + int(digit)) for digit in order.number.zfill(9))
        )
    return {
        "webasyst": f"#{order.number}",
        "joomshopping": order.number.zfill(8),
        "virtuemart2": f"a3f20{order.number}",
    }.get(engine, order.number)


@pytest.mark.parametrize(("engine", "variant"), SHAPES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=orders())
def test_an_order_is_read_as_it_was_written(engine: str, variant: str, order: ShopOrder) -> None:
    number = _numbered(engine, variant, order)
    fields = {field: getattr(order, field) for field in ShopOrder.__slots__} | {"number": number}
    if "\n" in order.comment and variant in {"lines", "raw", "text"}:
        fields["comment"] = "Позвоните за час"
    if engine == "webasyst":
        fields["lines"] = tuple(Line(line.name, line.sku, line.qty, line.price) for line in order.lines)
    order = ShopOrder(**fields)

    reading = read_order(read_letter(write(engine, order, variant)), engine)

    got = reading.result
    assert isinstance(got, MailOrder)
    assert got.missing == ()
    assert got.number == number
    assert got.total == order.total
    assert got.delivery.price == order.delivery_price
    assert got.discount == (order.discount or None)
    assert got.date == order.moment.date()
    assert got.customer.name == order.name
    assert got.customer.phone == order.phone
    assert got.customer.email == (None if variant == "ps15" else order.email)
    assert got.delivery.method == order.delivery
    assert got.payment == order.payment
    assert got.comment == (order.comment or None)
    assert _words(got.delivery.address) >= _words(f"{order.street} {order.city} {order.zip}")
    assert _words(got.delivery.address) <= _words(f"{order.street} {order.city} {order.zip} {order.country}")
    assert got.currency == ("EUR" if variant in {"en", "ps17 en"} else "RUB")
    assert [(item.qty, item.price, item.sum) for item in got.items] == [
        (line.qty, line.price, line.sum) for line in order.lines
    ]
    assert [item.name for item in got.items] == [_name(engine, variant, line) for line in order.lines]
    if not (engine == "insales" and variant == "lines"):
        assert [item.sku for item in got.items] == [line.sku for line in order.lines]
    assert [item.options for item in got.items] == [line.options for line in order.lines]
    assert got.warnings == ()


def _name(engine: str, variant: str, line: Line) -> str:
    return re.sub(r"\s+", " ", line.name)


def test_the_moment_of_an_order_is_in_a_zone() -> None:
    assert datetime(2026, 1, 1, tzinfo=UTC).tzinfo is not None
