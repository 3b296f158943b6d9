"""«Товар» of import.xml: the card of a product as text, and what the head of the file must declare for it."""

import html
import re
from collections.abc import Mapping
from typing import Final

from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.xml_text import clean, escape, escaped
from shop_sync.app.ports import Card, Directories
from shop_sync.connectors.commerceml.export_config import Dialect, GoodsExportForm
from shop_sync.connectors.commerceml.goods import parts
from shop_sync.domain.goods import Good, Row

_TAG: Final = re.compile(r"<[^>]*>")
_PROPERTY_VALUES: Final = 20_000
"""Distinct values that the head of a file declares; a value beyond them stands in its card alone."""

MARK: Final = "<ПометкаУдаления>false</ПометкаУдаления>"


class Properties:
    """Additional fields that the cards of a file have: name of each, and its values where they come from a list."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, dict[str, str]] = {}
        self._count = 0

    def note(self, identity: str, name: str, value_id: str | None, value: str) -> None:
        """Remember a property, and the value when it is one of a list."""
        if identity not in self.names:
            self.names[identity] = name
        if value_id is None:
            return
        known = self.values.setdefault(identity, {})
        if value_id not in known and self._count < _PROPERTY_VALUES:
            known[value_id] = value
            self._count += 1


class Cards:
    """Writes cards. `groups` gathers the groups that they lie in, `properties` their additional fields."""

    def __init__(self, config: GoodsExportForm, directories: Directories) -> None:
        self._config = config
        self._ut11 = config.dialect is Dialect.UT11
        self._groups = directories.get(DirectoryKind.PRODUCT_GROUP, {})
        self._taxes = {ref: _tax(rate) for ref, rate in directories.get(DirectoryKind.VAT_RATE, {}).items()}
        self._units = parts.Units(names=self._ut11)
        self._about: tuple[Good | None, str] = None, ""
        self.groups: set[str] = set()
        self.properties = Properties()

    def name(self, row: Row) -> str:
        """The name of the product in the shop."""
        if self._config.short_names:
            return row.get("name") or row.get("full_name") or ""
        return row.get("full_name") or row.get("name") or ""

    def refusal(self, good: Good) -> str | None:
        """Key of the reason why the format cannot hold the good."""
        if self._ut11:
            return None
        longest = max(len(parts.offer_id(good.ref, offer.key)) for offer in good.offers)
        return "good_id_too_long" if longest > parts.GOOD_ID else None

    def card(self, good: Good) -> Card:
        """The card; its pictures are put in when they are there."""
        row = good.row
        name = self.name(row)
        about = self.about(good)
        if self._ut11:
            about = about.replace("<Наименование>", f"{self._own_of_ut11(row)}<Наименование>", 1)
        head = f"<Товар><Ид>{escape(good.ref)}</Ид>{about}{self._group(row)}{_description(row, self._ut11)}"
        tail = (
            f"{self._fields(row) if self._config.with_fields else ''}{self._taxes.get(row.get('vat_ref') or '', '')}"
            f"{self._requisites(row)}</Товар>\n"
        )
        return Card(head.encode(), _images(row), tail.encode(), "good_name_cut" if len(name) > parts.NAME else None)

    def removed(self, ref: str) -> Card:
        """The card of a product that is not exported any more."""
        status, mark = removal(self._config.dialect)
        empty = "<Артикул/><Код/><Категория/>" if self._ut11 else ""
        name = f"<Наименование>{escaped(ref, parts.NAME)}</Наименование>"
        text = f"<Товар{status}><Ид>{escape(ref)}</Ид>{mark}{empty}{name}{self._units.of({})[0]}</Товар>\n"
        return Card(text.encode(), (), b"")

    def about(self, good: Good) -> str:
        """Barcode, article, name and unit: a card and its offer say them alike, one after the other."""
        if self._about[0] is not good:
            row = good.row
            text = (
                f"{MARK if self._ut11 else ''}{parts.barcode(row, any_length=self._ut11)}{parts.article(row)}"
                f"<Наименование>{escaped(self.name(row), parts.NAME)}</Наименование>{self._units.of(row)[0]}"
            )
            self._about = good, text
        return self._about[1]

    def _own_of_ut11(self, row: Row) -> str:
        """What UT 11 has between article and name, and django-cml2 insists on."""
        group = self._groups.get(row.get("group_ref") or "")
        return (
            f"{'' if row.get('article') else '<Артикул/>'}<Код>{escaped(row.get('code') or '', parts.NAME)}</Код>"
            f"<Категория>{escaped(group.name if group else '', parts.NAME)}</Категория>"
        )

    def _group(self, row: Row) -> str:
        group = row.get("group_ref")
        if group is None or self._config.without_groups or group not in self._groups:
            return ""
        self.groups.add(group)
        return f"<Группы><Ид>{parts.global_id(group)}</Ид></Группы>"

    def _fields(self, row: Row) -> str:
        written = []
        for field in row.get("attributes", ()):
            if not field["value"]:
                continue
            identity, value_id = parts.property_id(field.get("attribute_ref"), field["name"]), field.get("value_ref")
            value = parts.global_id(value_id) if value_id else escaped(field["value"], parts.VALUE)
            self.properties.note(identity, field["name"], value if value_id else None, field["value"])
            written.append(f"<ЗначенияСвойства><Ид>{identity}</Ид><Значение>{value}</Значение></ЗначенияСвойства>")
        return f"<ЗначенияСвойств>{''.join(written)}</ЗначенияСвойств>" if written else ""

    def _requisites(self, row: Row) -> str:
        full = escaped(row.get("full_name") or row.get("name") or "", parts.VALUE)
        kinds = _SERVICE if row.get("kind") == "service" else _GOODS
        written = f"<ЗначенияРеквизитов>{kinds}{_requisite('Полное наименование', full)}"
        if weight := row.get("weight"):
            written += _requisite("Вес", escape(weight))
        source = row.get("description_html")
        # cut HTML would be broken HTML
        if source and (self._ut11 or len(source) <= parts.VALUE):
            written += _requisite("ОписаниеВФорматеHTML", escape(source))
        return written + "</ЗначенияРеквизитов>"


def removal(dialect: Dialect) -> tuple[str, str]:
    """(attribute, element) by which a dialect says that something is gone; readers of UT 11's files know either."""
    return ' Статус="Удален"', "<ПометкаУдаления>true</ПометкаУдаления>" if dialect is Dialect.UT11 else ""


def _requisite(name: str, value: str) -> str:
    return f"<ЗначениеРеквизита><Наименование>{name}</Наименование><Значение>{value}</Значение></ЗначениеРеквизита>"


def _description(row: Row, ut11: bool) -> str:
    source = row.get("description_html")
    if not source:
        return ""
    text = plain_text(source)
    return f"<Описание>{escape(clean(text, None if ut11 else parts.TEXT))}</Описание>"


def plain_text(source: str) -> str:
    """The text of a piece of HTML, in one line."""
    if "<" in source or "&" in source:
        source = html.unescape(_TAG.sub(" ", source))
    return " ".join(source.split())


def _tax(rate: DirectoryRow) -> str:
    value = "Без НДС" if rate.rate is None else format(rate.rate.normalize(), "f")
    return (
        f"<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>{value}</Ставка></СтавкаНалога>"
        "</СтавкиНалогов>"
    )


def _images(row: Row) -> tuple[str, ...]:
    """Addresses of all pictures, the main one first, each once."""
    if not row.get("images") and not row.get("variants"):
        return ()
    found: Mapping[str, None] = {
        image["url"]: None
        for owner in (row, *row.get("variants", ()))
        for image in sorted(owner.get("images", ()), key=lambda image: image.get("sort", 0))
    }
    return tuple(found)


def _kinds(kind: str) -> str:
    return _requisite("ВидНоменклатуры", kind) + _requisite("ТипНоменклатуры", kind)


_GOODS: Final = _kinds("Товар")
_SERVICE: Final = _kinds("Услуга")
