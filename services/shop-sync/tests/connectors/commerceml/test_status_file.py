"""The file that tells a shop the statuses of its orders."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from contracts.order import Delivery, LineKind, Order, OrderLine, OutsideStatus, Party, Unit
from service_kit.orders.incoming import ReadOrder
from shop_sync.app.shop_ports import OutgoingStatus
from shop_sync.connectors.commerceml.orders import read_orders
from shop_sync.connectors.commerceml.rules import ReadingRules
from shop_sync.connectors.commerceml.status_file import status_file

ZONE = ZoneInfo("Europe/Moscow")
NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
LINES = (
    OrderLine(
        number=1,
        name='Кружка "Утро" <0,3 л>',
        quantity=Decimal(2),
        price=Decimal("250.50"),
        sum=Decimal(501),
        outside_id="p-1#v-1",
        article="K-1",
        unit=Unit(name="шт", code="796", full_name="Штука", international="PCE"),
    ),
    OrderLine(number=2, name="Сборка", quantity=Decimal(1), price=Decimal(99), sum=Decimal(99), kind=LineKind.SERVICE),
)
ORDER = Order(
    number="A&7",
    placed_at=dt.datetime(2026, 11, 23, 22, 30, tzinfo=dt.UTC),
    currency="RUB",
    total=Decimal("900.00"),
    lines=LINES,
    customer=Party(outside_id="1#admin#Петров", name="Петров Пётр", last_name="Петров"),
    delivery=Delivery(method="Курьер", price=Decimal(300)),
)


def outgoing(word: str = "Доставлен", **fields: Any) -> OutgoingStatus:
    return OutgoingStatus("o-1", "7", "A&7", word, ORDER.model_copy(update=fields), "101")


def written(*statuses: OutgoingStatus) -> Any:
    return etree.fromstring(status_file(statuses, NOW, ZONE))


def requisites(document: Any) -> dict[str, str]:
    rows = document.findall("ЗначенияРеквизитов/ЗначениеРеквизита")
    return {row.findtext("Наименование"): row.findtext("Значение") for row in rows}


def test_the_document_says_what_became_of_the_order() -> None:
    (document,) = written(outgoing()).findall("Документ")
    assert requisites(document) == {
        "Номер по 1С": "101",
        "Дата по 1С": "2026-11-24",
        "ПометкаУдаления": "false",
        "Проведен": "true",
        "Статус заказа": "Доставлен",
    }


def test_a_shop_that_tells_codes_gets_the_code() -> None:
    (document,) = written(outgoing("F", status=OutsideStatus(code="N", text="Принят"))).findall("Документ")
    assert requisites(document)["Статуса заказа ИД"] == "F"


def test_an_order_without_a_number_in_the_platform_has_its_own() -> None:
    sent = OutgoingStatus("o-1", "7", "A&7", "Доставлен", ORDER)
    assert requisites(written(sent).find("Документ"))["Номер по 1С"] == "A&7"


def test_the_order_is_told_as_it_came_in_the_time_of_the_shop() -> None:
    (document,) = written(outgoing()).findall("Документ")
    names = ("Ид", "Номер", "Дата", "Время", "ХозОперация", "Роль", "Валюта", "Сумма")
    assert [document.findtext(name) for name in names] == [
        *("7", "A&7", "2026-11-24", "01:30:00", "Заказ товара", "Продавец", "RUB", "900.00"),
    ]
    assert document.findtext("Контрагенты/Контрагент/Ид") == "1#admin#Петров"
    goods = [[line.findtext(name) for name in ("Ид", "Количество", "Сумма")] for line in document.iter("Товар")]
    assert goods == [["p-1#v-1", "2", "501"], [None, "1", "99"], ["ORDER_DELIVERY", "1", "300"]]


def test_what_was_read_from_a_shop_is_read_again_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "orders.xml"
    path.write_bytes(status_file([outgoing()], NOW, ZONE))
    (read,) = read_orders(path, ReadingRules(timezone=ZONE))
    assert isinstance(read, ReadOrder)
    order = read.order
    assert (order.number, order.placed_at, order.full_total()) == (ORDER.number, ORDER.placed_at, ORDER.total)
    assert [(line.outside_id, line.name, line.price, line.kind) for line in order.lines] == [
        (line.outside_id, line.name, line.price, line.kind) for line in LINES
    ]
    assert order.delivery is not None
    assert order.delivery.price == Decimal(300)
    assert order.status is not None
    assert order.status.text == "Доставлен"


@pytest.mark.parametrize("word", ["В пути & ещё", "<Доставлен>", "\x00Готов\ud800"])
def test_no_word_breaks_the_file(word: str) -> None:
    told = requisites(written(outgoing(word)).find("Документ"))["Статус заказа"]
    assert told == word.replace("\x00", "").replace("\ud800", "")
