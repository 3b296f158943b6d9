"""Texts, numbers and currencies of CommerceML."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from service_kit.xml import local_name

_MICRO: Final = Decimal("0.000001")
_LIMIT: Final = Decimal(10) ** 14
_ROUBLES: Final = frozenset({"РУБ", "РУБЛЬ", "RUR", "643", "810", "₽", "Р"})
_TRUE: Final = frozenset({"true", "1", "да", "истина"})
_CODE_LETTERS: Final = 3


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children with one of the local names; namespaces differ by the version of 1C and say nothing."""
    for child in element:
        if local_name(child.tag) in names:
            yield child


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this name."""
    return next(children(element, name), None)


def text(element: etree._Element, *names: str) -> str:
    """Trimmed text of the first of these children that has one, else an empty text."""
    for name in names:
        found = child(element, name)
        if found is not None and found.text and (value := found.text.strip()):
            return value
    return ""


def flag(value: str | None) -> bool:
    """Whether a text says yes."""
    return (value or "").strip().lower() in _TRUE


def number(value: str | None) -> Decimal | None:
    """A number as 1C writes it («1 499,50»), with at most six digits after the point; None when it is none."""
    plain = "".join((value or "").split()).replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found) >= _LIMIT:
        return None
    exponent = found.as_tuple().exponent
    return found.quantize(_MICRO) if isinstance(exponent, int) and not -6 <= exponent <= 0 else found


def currency(value: str) -> str | None:
    """ISO 4217 code of «руб», «RUB», «USD»; None when the text is no code."""
    word = value.strip().strip(".").upper()
    if word in _ROUBLES:
        return "RUB"
    return word if len(word) == _CODE_LETTERS and word.isascii() and word.isalpha() else None
