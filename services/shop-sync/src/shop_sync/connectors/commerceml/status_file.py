"""Statuses back to a shop: a file of orders as 1С writes it, with requisites that tell what became of each order."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from contracts.order import LineKind, Order, OrderLine, Party, PartyRole, Unit
from service_kit.xml_text import escape
from shop_sync.app.shop_ports import OutgoingStatus

_ROLES: Final = {
    PartyRole.BUYER: "Покупатель",
    PartyRole.PAYER: "Плательщик",
    PartyRole.RECIPIENT: "Получатель",
}


def status_file(statuses: Sequence[OutgoingStatus], made_at: dt.datetime, zone: ZoneInfo) -> bytes:
    """The file, UTF-8; times in the time zone of the shop.

    Names of the requisites are those that 1С writes back. A shop that tells codes of its statuses gets the code in
    «Статуса заказа ИД» too.
    """
    moment = made_at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")
    documents = "".join(_document(status, made_at, zone) for status in statuses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="{moment}">\n{documents}'
        "</КоммерческаяИнформация>\n"
    ).encode()


def _document(status: OutgoingStatus, made_at: dt.datetime, zone: ZoneInfo) -> str:
    order = status.order
    placed = (order.placed_at or made_at).astimezone(zone)
    parties = [party for party in (order.customer, *order.parties) if party is not None]
    return (
        f"<Документ>{_leaf('Ид', status.outside_id)}{_leaf('Номер', status.number)}"
        f"{_leaf('Дата', f'{placed:%Y-%m-%d}')}"
        f"<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль>{_leaf('Валюта', order.currency or 'RUB')}"
        f"{_leaf('Курс', _number(order.rate or Decimal(1)))}{_leaf('Сумма', _number(order.full_total()))}"
        f"{_around('Контрагенты', map(_party, parties))}{_leaf('Время', f'{placed:%H:%M:%S}')}"
        f"{_around('Товары', _lines(order))}"
        f"{_around('ЗначенияРеквизитов', _requisites(status, placed))}</Документ>\n"
    )


def _requisites(status: OutgoingStatus, placed: dt.datetime) -> Iterator[str]:
    yield _requisite("Номер по 1С", status.platform_number or status.number)
    yield _requisite("Дата по 1С", f"{placed:%Y-%m-%d}")
    yield _requisite("ПометкаУдаления", "false")
    yield _requisite("Проведен", "true")
    yield _requisite("Статус заказа", status.status)
    if status.order.status is not None and status.order.status.code is not None:
        yield _requisite("Статуса заказа ИД", status.status)


def _party(party: Party) -> str:
    names = (
        ("Ид", party.outside_id),
        ("Наименование", party.name or party.legal_name or party.full_name),
        ("ПолноеНаименование", party.full_name),
        ("ОфициальноеНаименование", party.legal_name),
        ("Фамилия", party.last_name),
        ("Имя", party.first_name),
        ("Отчество", party.middle_name),
        ("ИНН", party.inn),
        ("КПП", party.kpp),
        ("Роль", _ROLES.get(party.role)),
    )
    return f"<Контрагент>{''.join(_leaf(name, value) for name, value in names if value)}</Контрагент>"


def _lines(order: Order) -> Iterator[str]:
    yield from map(_line, order.lines)
    delivery = order.delivery
    if delivery is not None and delivery.price is not None:
        price, name = delivery.price, delivery.method or "Доставка"
        row = {"number": len(order.lines) + 1, "quantity": Decimal(1), "price": price, "sum": price}
        yield _line(OrderLine(name=name, kind=LineKind.SERVICE, outside_id="ORDER_DELIVERY", **row))


def _line(line: OrderLine) -> str:
    kind = "Услуга" if line.kind is LineKind.SERVICE else "Товар"
    leaves = (("Ид", line.outside_id), ("ИдКаталога", line.catalog_id), ("Артикул", line.article))
    sums = (("ЦенаЗаЕдиницу", line.price), ("Количество", line.quantity), ("Сумма", line.sum))
    return (
        f"<Товар>{''.join(_leaf(name, value) for name, value in leaves if value)}{_leaf('Наименование', line.name)}"
        f"{_unit(line.unit)}{''.join(_leaf(name, _number(value)) for name, value in sums)}<ЗначенияРеквизитов>"
        f"{_requisite('ВидНоменклатуры', kind)}{_requisite('ТипНоменклатуры', kind)}</ЗначенияРеквизитов></Товар>"
    )


def _unit(unit: Unit | None) -> str:
    code = unit.code if unit and unit.code else "796"
    full = unit.full_name if unit and unit.full_name else "Штука"
    short = unit.international if unit and unit.international else "PCE"
    named = (("Код", code), ("НаименованиеПолное", full), ("МеждународноеСокращение", short))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in named)
    return f"<БазоваяЕдиница{attributes}>{escape(unit.name if unit and unit.name else 'шт')}</БазоваяЕдиница>"


def _requisite(name: str, value: str) -> str:
    return f"<ЗначениеРеквизита>{_leaf('Наименование', name)}{_leaf('Значение', value)}</ЗначениеРеквизита>"


def _around(name: str, parts: Iterable[str]) -> str:
    inner = "".join(parts)
    return f"<{name}>{inner}</{name}>" if inner else ""


def _leaf(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _number(value: Decimal) -> str:
    return format(value, "f")
