"""«Товар» and «Предложение» as an `Item`."""

import html
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from platform_bridge.adapters.commerceml.values import child, children, currency, flag, number, text
from platform_bridge.domain.catalogue import Item, Priced, Property, Unit

_FULL_NAME: Final = "Полное наименование"
_HTML: Final = "ОписаниеВФорматеHTML"
_KINDS: Final = ("ТипНоменклатуры", "ВидНоменклатуры")
_SERVICE: Final = "услуга"
_NAME_LIMIT: Final = 500


def item_of(element: etree._Element, *, offer: bool, full_of: str | None) -> Item | None:
    """What the element tells; None without an id. The id of a variant stands behind the first «#»."""
    product, _, variant = text(element, "Ид").partition("#")
    variant = variant or text(element, "ИдХарактеристики")
    if not product:
        return None
    requisites = dict(_pairs(element, "ЗначенияРеквизитов"))
    return Item(
        product=product,
        variant=variant or None,
        offer=offer,
        full_of=full_of,
        deleted=element.get("Статус") == "Удален" or flag(text(element, "ПометкаУдаления")),
        name=text(element, "Наименование")[:_NAME_LIMIT],
        full_name=requisites.get(_FULL_NAME) or None,
        article=_given(element, "Артикул"),
        code=_given(element, "Код"),
        barcodes=_barcodes(element),
        description_html=_description(element, requisites),
        unit=_unit(element),
        groups=_ids(element, "Группы"),
        vat=_vat(element),
        service=next((requisites[name] for name in _KINDS if name in requisites), "").lower() == _SERVICE,
        weight=number(requisites.get("Вес") or text(element, "Вес")) or None,
        images=_images(element),
        properties=_properties(element),
        characteristics=tuple(_pairs(element, "ХарактеристикиТовара")) or None,
        prices=_prices(element),
        stock=_stock(element),
    )


def _given(element: etree._Element, name: str) -> str | None:
    """Text of a child, "" when it is there and empty, None when it is not there."""
    return None if child(element, name) is None else text(element, name)


def _pairs(element: etree._Element, name: str) -> list[tuple[str, str]]:
    """Names and values of a list of «Наименование» and «Значение»."""
    group = child(element, name)
    return [] if group is None else [(text(row, "Наименование"), text(row, "Значение")) for row in group]


def _barcodes(element: etree._Element) -> tuple[str, ...] | None:
    found = list(children(element, "Штрихкод"))
    codes = (code.text.strip() for code in found if code.text and code.text.strip())
    return tuple(dict.fromkeys(codes)) if found else None


def _description(element: etree._Element, requisites: dict[str, str]) -> str | None:
    """The description as HTML: plain text is escaped."""
    written = requisites.get(_HTML)
    if written:
        return written
    plain = _given(element, "Описание")
    return None if plain is None else "<br>".join(html.escape(line) for line in plain.splitlines())


def _unit(element: etree._Element) -> Unit | None:
    base = child(element, "БазоваяЕдиница")
    if base is None:
        return None
    written = (base.text or "").strip()
    code = (base.get("Код") or "").strip() or (written if written.isdigit() else "")
    name = "" if written.isdigit() else written
    full = (base.get("НаименованиеКраткое") or base.get("НаименованиеПолное") or "").strip()
    return Unit(code, name or full) if code or name or full else None


def _ids(element: etree._Element, name: str) -> tuple[str, ...] | None:
    group = child(element, name)
    if group is None:
        return None
    return tuple(one.text.strip() for one in children(group, "Ид") if one.text and one.text.strip())


def _vat(element: etree._Element) -> str | None:
    group = child(element, "СтавкиНалогов")
    for row in group if group is not None else ():
        if text(row, "Наименование").upper() == "НДС" and (rate := text(row, "Ставка")):
            return rate
    return None


def _images(element: etree._Element) -> tuple[str, ...] | None:
    found = list(children(element, "Картинка"))
    paths = (one.text.strip() for one in found if one.text and one.text.strip())
    return tuple(dict.fromkeys(paths)) if found else None


def _properties(element: etree._Element) -> tuple[Property, ...] | None:
    group = child(element, "ЗначенияСвойств")
    if group is None:
        return None
    found = []
    for row in group:
        values = (one.text.strip() for one in children(row, "Значение", "ИдЗначения") if one.text and one.text.strip())
        found.append(Property(text(row, "Ид"), text(row, "Наименование"), tuple(dict.fromkeys(values))))
    return tuple(one for one in found if one.outside and one.values)


def _prices(element: etree._Element) -> tuple[Priced, ...]:
    """Prices for one base unit, the first of each type; those for packages say nothing about one."""
    group = child(element, "Цены")
    found: dict[str, Priced] = {}
    for row in group if group is not None else ():
        price_type, amount = text(row, "ИдТипаЦены"), number(text(row, "ЦенаЗаЕдиницу"))
        single = number(text(row, "Коэффициент")) in (None, Decimal(1))
        if price_type and amount is not None and amount >= 0 and single:
            found.setdefault(price_type, Priced(price_type, amount, currency(text(row, "Валюта"))))
    return tuple(found.values())


def _stock(element: etree._Element) -> dict[str, Decimal] | None:
    """Amounts by warehouse in any of the three ways they are written, else the bare amount."""
    found: dict[str, Decimal] = {}

    def put(store: str | None, amount: str | None) -> None:
        if (value := number(amount)) is not None:
            key = (store or "").strip()
            found[key] = found.get(key, Decimal(0)) + value

    for row in [*children(element, "Склад", "Склады"), *_rows_of(element, "Склады")]:
        put(row.get("ИдСклада"), row.get("КоличествоНаСкладе"))
    for rest in _rows_of(element, "Остатки"):
        stores: list[Any] = list(children(rest, "Склад"))
        for store in stores:
            put(text(store, "Ид"), text(store, "Количество"))
        if not stores:
            put(None, text(rest, "Количество"))
    if not found:
        put(None, text(element, "Количество"))
    return found or None


def _rows_of(element: etree._Element, name: str) -> list[etree._Element]:
    group = child(element, name)
    return [] if group is None else list(group)
