"""Single values as shops write them: texts, numbers, flags."""

import html
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from service_kit.words import fold

_PLAIN: Final = re.compile(r"\d{1,14}(?:\.\d{1,6})?")
_GROUPING: Final = re.compile(r"(?<=\d)[\s'’ʼ](?=\d)")
_CURRENCY_AFTER: Final = re.compile(r"\s*(?:руб(?:\.|лей|ля|ль)?|р\.?|₽|rub|rur)$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_MICRO: Final = Decimal("0.000001")
_LIMIT: Final = Decimal(10) ** 14

_TRUE: Final = frozenset({"true", "1", "да", "y", "yes", "истина", "on", "+"})
_FALSE: Final = frozenset({"false", "0", "нет", "n", "no", "ложь", "off", "-"})


def clean(text: str) -> str:
    """One line: white space folded, HTML entities that the shop escaped twice (`&amp;quot;`) resolved."""
    if "&" in text:
        text = html.unescape(text)
    return text if text.isprintable() else " ".join(text.split())


def multiline(text: str) -> str:
    """Like `clean`, but line breaks stay."""
    return html.unescape(text).strip() if "&" in text else text


@lru_cache(maxsize=4096)
def decimal_of(text: str) -> Decimal | None:
    """Number with the digits after the point as written («1 499,0000» → 1499.0000), or None when it is not one.

    At most six digits after the point are kept; 10^14 and more is not taken for money or quantity.
    """
    if _PLAIN.fullmatch(text) and text.isascii():
        return Decimal(text)
    number = _GROUPING.sub("", _CURRENCY_AFTER.sub("", text.strip())).replace("−", "-")
    number = _with_point(number)
    if not (number.isascii() and _NUMBER.fullmatch(number)):
        return None
    value = Decimal(number)
    if abs(value) >= _LIMIT:
        return None
    exponent = value.as_tuple().exponent
    return value.quantize(_MICRO) if isinstance(exponent, int) and exponent < -6 else value


def _with_point(number: str) -> str:
    """The last of «,» and «.» is the decimal mark; the other one, or one that repeats, groups thousands."""
    comma, point = number.rfind(","), number.rfind(".")
    mark, other = (",", ".") if comma > point else (".", ",")
    number = number.replace(other, "")
    return number.replace(mark, "." if number.count(mark) == 1 else "")


def flag_of(text: str) -> bool | None:
    """Truth value, or None when the text is neither."""
    word = fold(text)
    return True if word in _TRUE else False if word in _FALSE else None
