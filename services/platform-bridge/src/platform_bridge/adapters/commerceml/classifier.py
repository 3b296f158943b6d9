"""Groups, properties, price types, units and warehouses of a catalogue."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from contracts.rows.directory import DirectoryKind
from platform_bridge.adapters.commerceml.values import child, children, currency, flag, text
from platform_bridge.domain.catalogue import Entry, Name

_DEPTH: Final = 50
_NAME_LIMIT: Final = 500


def groups(element: etree._Element) -> Iterator[Entry]:
    """The tree of groups, parents before their children."""
    yield from _below(element, None, 0)


def _below(element: etree._Element, parent: str | None, depth: int) -> Iterator[Entry]:
    if depth == _DEPTH:
        return
    for sort, group in enumerate(children(element, "Группа"), start=1):
        outside, name = text(group, "Ид"), text(group, "Наименование")
        if outside and name:
            yield Entry(
                kind=DirectoryKind.PRODUCT_GROUP,
                outside=outside,
                name=name[:_NAME_LIMIT],
                sort=sort,
                parent=parent,
                deleted=flag(text(group, "ПометкаУдаления")),
            )
            inner = child(group, "Группы")
            if inner is not None:
                yield from _below(inner, outside, depth + 1)


def property_names(element: etree._Element) -> Iterator[Name]:
    """A property and the values of its list."""
    outside, name = text(element, "Ид"), text(element, "Наименование")
    if not outside or not name:
        return
    yield Name("property", outside, name)
    variants = child(element, "ВариантыЗначений")
    for value in variants if variants is not None else ():
        identity, written = text(value, "ИдЗначения", "Ид"), text(value, "Значение")
        if identity and written:
            yield Name("value", identity, written)


def price_type(element: etree._Element) -> Iterator[Entry]:
    """A price type."""
    outside, name = text(element, "Ид"), text(element, "Наименование")
    if outside and name:
        deleted = flag(text(element, "ПометкаУдаления"))
        code = currency(text(element, "Валюта"))
        yield Entry(DirectoryKind.PRICE_TYPE, outside, name[:_NAME_LIMIT], currency=code, deleted=deleted)


def store(element: etree._Element) -> Iterator[Entry]:
    """A warehouse."""
    outside, name = text(element, "Ид"), text(element, "Наименование")
    if outside and name:
        place = child(element, "Адрес")
        address = text(place, "Представление") if place is not None else ""
        deleted = flag(text(element, "ПометкаУдаления"))
        yield Entry(DirectoryKind.STORE, outside, name[:_NAME_LIMIT], address=address or None, deleted=deleted)


def unit(element: etree._Element) -> Iterator[Name]:
    """A unit of measure by its OKEI code."""
    code, name = text(element, "Код", "Ид"), text(element, "НаименованиеКраткое", "НаименованиеПолное")
    if code and name:
        yield Name("unit", code, name)


READERS: Final[Mapping[str, Callable[[etree._Element], Iterator[Entry | Name]]]] = {
    "Группы": groups,
    "Свойство": property_names,
    "СвойствоНоменклатуры": property_names,
    "ТипЦены": price_type,
    "Склад": store,
    "ЕдиницаИзмерения": unit,
}
"""By the local name of the element."""
