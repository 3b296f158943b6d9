"""One fixture per shop engine: what its peculiar way of writing becomes."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from contracts.order import ContactKind, Order, PartyRole, VatMode
from service_kit.orders.incoming import ReadOrder
from shop_sync.connectors.commerceml.orders import read_orders
from shop_sync.connectors.commerceml.printing import report
from shop_sync.connectors.commerceml.rules import ReadingRules

FIXTURES = Path(__file__).parent / "fixtures"


def orders(name: str, rules: ReadingRules | None = None) -> list[Order]:
    rows = list(read_orders(FIXTURES / name, rules or ReadingRules()))
    assert all(isinstance(row, ReadOrder) for row in rows)
    return [row.order for row in rows if isinstance(row, ReadOrder)]


def attributes(order: Order) -> dict[str, str]:
    return {row.name: row.value for row in order.attributes}


def test_bitrix_with_containers_loses_nothing() -> None:
    (order,) = orders("bitrix_container.xml", ReadingRules(vat_mode=VatMode.INCLUDED))
    assert order.placed_at == dt.datetime(2024, 3, 4, 15, 5, 41, tzinfo=dt.UTC)
    assert (order.currency, order.total, order.vat_mode) == ("RUB", Decimal("8470.50"), VatMode.INCLUDED)
    assert order.customer
    assert order.customer.outside_id == "7#lada@example.ru#Синицына Лада"
    assert (order.customer.phone, order.customer.email) == ("79120001122", "lada@example.ru")
    assert [contact.kind for contact in order.customer.contacts] == [ContactKind.PHONE, ContactKind.EMAIL]
    assert order.customer.contacts[0].value == "8 (912) 000-11-22 доб. 45"
    assert order.customer.address
    assert order.customer.address.postcode == "190000"
    assert order.customer.representatives[0].relation == "Контактное лицо"
    assert order.comment == "Позвонить за час.\nКод домофона 12"
    assert order.status
    assert (order.status.code, order.status.text, order.status.final) == ("F", "Доставлен", True)
    assert order.payment
    assert (order.payment.method_code, order.payment.paid, order.payment.number) == ("9", True, "2d5f0001")
    assert (order.site, order.source) == ("[s1] Лавка", "utm-17")
    assert [(cost.name, cost.amount) for cost in order.extra_costs] == [("Упаковка", Decimal("0.00"))]
    assert (order.discounts[0].name, order.taxes[0].amount) == ("Купон", Decimal("1411.75"))
    assert attributes(order) == {"Склад": "Основной", "НомерВерсии": "AAAAAQAAAGE=", "Адрес/Подъезд": "2"}


def test_delivery_line_of_bitrix_is_delivery_and_not_goods() -> None:
    (order,) = orders("bitrix_container.xml")
    assert len(order.lines) == 1
    assert order.delivery
    assert (order.delivery.method, order.delivery.method_code) == ("Курьер", "3")
    assert order.delivery.price == Decimal("350.00")
    assert order.delivery.address
    assert order.delivery.address.text == "Санкт-Петербург, Липовая аллея, 5"
    assert order.delivery.allowed is True


def test_line_of_bitrix_keeps_all_it_has() -> None:
    line = orders("bitrix_container.xml")[0].lines[0]
    assert line.name == 'Чайник "Уют" & чашка'
    assert line.outside_id == "b1e0c9d4-0000-11ee-8000-00155d000001#b1e0c9d4-0000-11ee-8000-00155d000002"
    assert (line.article, line.reserve_hint) == ("KT-100", True)
    assert line.unit
    assert (line.unit.name, line.unit.code) == ("шт", "796")
    assert (line.taxes[0].rate, line.discounts[0].percent) == ("20", Decimal("1.2"))
    assert (line.characteristics[0].name, line.characteristics[0].value) == ("Цвет", "Синий")
    names = [(row.name, row.value) for row in line.attributes]
    assert names == [("ВидНоменклатуры", "Посуда"), ("СвойствоКорзины#УПАКОВКА", "подарочная")]


def test_umi_in_windows_1251_with_white_space_everywhere() -> None:
    whole: dict[str, Any] = report(FIXTURES / "umi_cp1251.xml")
    (answer,) = whole["orders"]
    assert (answer["id"], answer["number"], answer["total"]) == ("81907", "81907", "2440")
    assert answer["customer"]["name"] == "Осипов Марк"
    assert (answer["status"], answer["comment"]) == ("Готов", "Заказ №7")
    assert answer["delivery"]["method"] == "Самовывоз из магазина на Тенистой, 4"
    assert answer["items"][0] | {"sum": None} == {
        "id": "tv-1#black", "sku": None, "name": "Полка настенная", "qty": "2", "price": "1220", "sum": None,
    }  # fmt: skip


def test_opencart_gives_contacts_and_units_as_elements() -> None:
    (order,) = orders("opencart_exchange1c.xml")
    assert order.customer
    assert (order.customer.phone, order.customer.email) == ("79130001122", "vera@example.ru")
    assert (order.currency, order.total) == ("RUB", Decimal("1499.0000"))
    line = order.lines[0]
    assert line.unit
    assert (line.unit.code, line.unit.name, line.reserve_hint) == ("796", "шт", True)
    assert order.comment == "Доставка: Почта России, 630000, Новосибирск, Речная, 8"


def test_woocommerce_payer_is_the_customer_and_recipient_takes_the_delivery() -> None:
    (order,) = orders("woocommerce_1c.xml")
    assert order.customer
    assert (order.customer.role, order.customer.phone) == (PartyRole.PAYER, "375290001122")
    assert [party.role for party in order.parties] == [PartyRole.RECIPIENT]
    assert order.delivery
    assert (order.delivery.recipient, order.delivery.phone) == ("Майя Ветрова", "375293334455")
    assert order.delivery.address
    assert order.delivery.address.text == "220000, Минск, Садовая, 3"


def test_woocommerce_unescaped_ampersands_and_missing_sums_are_read() -> None:
    (order,) = orders("woocommerce_1c.xml")
    assert order.comment == "Чай & мёд <подарок & открытка>"
    assert (order.lines[0].name, order.lines[0].sum) == ("Мёд «Липовый»", Decimal(690))
    assert order.lines[0].outside_id is None


def test_netcat_delivery_without_kind_is_known_by_its_name() -> None:
    (order,) = orders("netcat.xml")
    assert [line.name for line in order.lines] == ["Лампа"]
    assert order.delivery
    assert order.delivery.price == Decimal("200.00")
    assert order.placed_at == dt.datetime(2014, 5, 31, 20, 36, 33, tzinfo=dt.UTC)


def test_fragments_without_root_are_read_one_after_another() -> None:
    first, second = orders("cscart_fragment.xml")
    assert first.customer
    assert (first.customer.phone, first.customer.email) == ("79510001122", "roza@example.ru")
    assert first.total == Decimal("140.00")  # differs from the lines and is kept
    assert (second.lines[0].name, second.lines[0].price) == ("FF0B", Decimal("33.333333"))


def test_legal_entity_of_django_shop() -> None:
    (order,) = orders("django_cml2.xml")
    assert order.customer
    assert (order.customer.legal_name, order.customer.inn) == ("ООО «Ромашка и Ко»", "7700000000")
    assert order.customer.address
    assert order.customer.address.text == "Тула, Полевая"
    assert order.delivery is None  # the address of a company is not where the parcel goes
    assert (order.currency, order.rate, order.number) == ("USD", Decimal("91.5"), "100005")
    assert order.lines[0].price == Decimal("6.70")
    assert attributes(order) == {"Контрагент/ОКПО": "00000000"}


def test_payments_of_2_09() -> None:
    (order,) = orders("payments_2.09.xml")
    assert order.payment
    assert (order.payment.paid, order.payment.method, order.payment.number) == (True, "Карта онлайн", "12")
    entry = order.payment.entries[0]
    assert (entry.transaction, entry.amount, entry.method_code) == ("tx-9", Decimal("500.00"), "card")
    assert entry.paid_at == dt.datetime(2025, 1, 15, 6, 7, tzinfo=dt.UTC)
    assert order.delivery
    assert (order.delivery.method, order.delivery.price) == ("Доставка курьером", Decimal(0))
    assert order.extra_costs == ()
