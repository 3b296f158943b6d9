"""What cards and offers share: identifiers, units, and the limits of the schema (CommerceML 2.08)."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from service_kit.xml_text import clean, escape, escaped

Row = Mapping[str, Any]

NAME: Final = 255
TEXT: Final = 3000
VALUE: Final = 1000
GLOBAL_ID: Final = 40
GOOD_ID: Final = 80

_BARCODE: Final = range(8, 15)

# OKEI code → full name, international sign (ОК 015-94)
_UNITS: Final = {
    "796": ("Штука", "PCE"),
    "166": ("Килограмм", "KGM"),
    "163": ("Грамм", "GRM"),
    "168": ("Тонна", "TNE"),
    "006": ("Метр", "MTR"),
    "018": ("Погонный метр", ""),
    "055": ("Квадратный метр", "MTK"),
    "112": ("Литр", "LTR"),
    "113": ("Кубический метр", "MTQ"),
    "736": ("Рулон", "NPL"),
    "715": ("Пара", "NPR"),
    "778": ("Упаковка", "NMP"),
    "812": ("Ящик", "BX"),
    "839": ("Комплект", "SET"),
}
_PIECE: Final = ("796", "шт")


@lru_cache(maxsize=10_000)
def global_id(ref: str) -> str:
    """Identifier of a group, price type, store or property: the ref, or its hash where it is too long. Escaped."""
    return escape(ref) if len(ref) <= GLOBAL_ID else hashlib.sha1(ref.encode(), usedforsecurity=False).hexdigest()


@lru_cache(maxsize=10_000)
def property_id(ref: str | None, name: str) -> str:
    """Identifier of a property; one without a ref is known by its name."""
    return global_id(ref) if ref else hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()


def offer_id(ref: str, key: str) -> str:
    """`product#variant`, or the product alone."""
    return f"{ref}#{key}" if key else ref


def barcode(row: Row, *, any_length: bool) -> str:
    """The element with the first barcode that the format takes, or nothing."""
    for given in row.get("barcodes", ()):
        text = clean(given, NAME)
        if text and (any_length or len(text) in _BARCODE):
            return f"<Штрихкод>{escape(text)}</Штрихкод>"
    return ""


def article(row: Row) -> str:
    """The element with the article, or nothing."""
    text = row.get("article")
    return f"<Артикул>{escaped(text, NAME)}</Артикул>" if text else ""


class Units:
    """Units as elements; each is made once. With `names` a price names the unit that has no code."""

    def __init__(self, *, names: bool) -> None:
        self._names = names
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def of(self, row: Row) -> tuple[str, str]:
        """(«БазоваяЕдиница», «Единица» and «Коэффициент» of a price) of a product."""
        code, name = _base(row.get("measures", ()))
        key = code, name
        if key not in self._known:
            self._known[key] = _unit(code, name, named=self._names)
        return self._known[key]


def _base(measures: Sequence[Row]) -> tuple[str, str]:
    """Code and name of the base unit; a piece where there is none."""
    for measure in measures:
        if measure.get("base", True):
            return measure.get("code") or "", measure.get("name") or ""
    return _PIECE


def _unit(code: str, name: str, *, named: bool) -> tuple[str, str]:
    code = clean(code).strip()
    if code.isdecimal() and len(code) < 3:
        code = code.zfill(3)
    if not 3 <= len(code) <= 4:
        code = ""
    full, sign = _UNITS.get(code, (name, ""))
    attributes = f' Код="{escape(code)}"' if code else ""
    attributes += f' НаименованиеПолное="{escaped(full, NAME)}" МеждународноеСокращение="{sign}"'
    base = f"<БазоваяЕдиница{attributes}>{escaped(name, NAME)}</БазоваяЕдиница>"
    said = code or (clean(name, NAME) if named else "")
    unit = f"<Единица>{escape(said)}</Единица>" if said else ""
    return base, f"{unit}<Коэффициент>1</Коэффициент>"
