"""Money and quantities as shops print them."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from service_kit.currencies import currency_of

_BLANK: Final = r"[ \u00a0\u202f\u2009\u2007']"
_NUMBER: Final = rf"\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:[.,]\d{{1,5}})?|\d[\d.,]*\d|\d"
_SIGN: Final = r"[-−–—+]"
_CURRENCY: Final = (
    r"рублей|рубля|рубль|руб\.?|р\.|р(?!\w)|₽|rub\.?|rur|usd|eur|uah|kzt|byn|byr|kgs|uzs|amd|gel|cny|gbp|\$|€|£|₴|₸|¥|"
    r"грн\.?|тенге|тг\.?|бел\.? ?руб\.?|br"
)
_MONEY: Final = re.compile(
    rf"^(?P<sign>{_SIGN})?\s*(?P<before>{_CURRENCY})?\s*(?P<sign2>{_SIGN})?\s*(?P<number>{_NUMBER})\s*(?P<after>{_CURRENCY})?"
    r"(?:\s*/\s*(?:шт|кг|м|уп|ед)\w*\.?)?\s*\.?$",
    re.IGNORECASE,
)
_FREE: Final = frozenset({"бесплатно", "free", "бесплатная", "бесплатная доставка", "free shipping", "0"})
_EXTRA: Final = {"£": "GBP", "¥": "CNY", "br": "BYN", "р": "RUB"}
_UNIT: Final = (
    r"шт(?:ук[аи]?)?|ед(?:иниц\w*)?|компл(?:ект\w*)?|уп(?:ак\w*)?|пар[аы]?|набор\w*|кг|г|гр|м2|м²|м3|м³|пог\.? ?м|м|л|"
    r"мл|pcs?|pieces?|items?|kg|рул(?:он\w*)?|бут\w*|пач\w*|кор\w*|x|х|×"
)
_QUANTITY: Final = re.compile(rf"^[x×х]?\s*(?P<number>{_NUMBER})\s*(?:{_UNIT})?\.?$", re.IGNORECASE)
VALUE_AT_END: Final = re.compile(
    rf"(?:^|(?<=[\s.,:;|(—–-]))(?:(?:{_CURRENCY})\s*)?(?:{_NUMBER})\s*(?:{_CURRENCY}|{_UNIT})?\.?$",
    re.IGNORECASE,
)
"""The amount or quantity that a text ends in."""
_CENTS: Final = Decimal("0.01")
_MOST: Final = Decimal(10) ** 12
_KEPT: Final = 4096
"""Texts whose reading is remembered: a letter repeats its amounts, and each is asked for in several places."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with two decimals, and the ISO code of its currency when it is named."""

    amount: Decimal
    currency: str | None = None


def money_of(text: str) -> Money | None:
    """The amount that the whole of `text` is: «1 290,00 руб.», «RUB 1,290.00», «бесплатно» = 0; else None."""
    text = text.strip()
    return _money(text) if text and len(text) <= 60 else None


@lru_cache(maxsize=_KEPT)
def _money(text: str) -> Money | None:
    match = _MONEY.match(text)
    if match is None:
        return Money(Decimal("0.00")) if text.casefold().strip(" .!") in _FREE else None
    number = _number(match["number"])
    if number is None or number >= _MOST:
        return None
    sign = match["sign"] or match["sign2"]
    amount = number.quantize(_CENTS)
    word = match["before"] or match["after"]
    return Money(-amount if sign and sign != "+" else amount, money_currency(word) if word else None)


def money_currency(word: str) -> str | None:
    """ISO code of the currency that stands beside an amount."""
    bare = word.casefold().strip(" .")
    return _EXTRA.get(bare) or currency_of(word)


def quantity_of(text: str) -> Decimal | None:
    """How many: «2», «2 шт.», «1,5 кг», «x3»; None when `text` is no quantity."""
    return _quantity(text) if len(text) <= 40 else None


@lru_cache(maxsize=_KEPT)
def _quantity(text: str) -> Decimal | None:
    match = _QUANTITY.match(text.strip())
    if match is None:
        return None
    number = _number(match["number"], whole=True)
    return number if number is not None and 0 < number < _MOST else None


def _number(text: str, *, whole: bool = False) -> Decimal | None:
    """A number with blanks, dots and commas in it; of several separators the last is the decimal one.

    With one separator and three digits behind it («1.290») it parts thousands, unless `whole`: a quantity, or blanks
    part them already.
    """
    if text.isdecimal():
        return Decimal(text)
    digits = "".join(text.split()).replace("'", "")
    parted = len(digits) < len(text)
    dot, comma = digits.rfind("."), digits.rfind(",")
    if dot >= 0 and comma >= 0:
        decimal = max(dot, comma)
        other = "," if decimal == dot else "."
        digits = digits.replace(other, "").replace(",", ".")
        if digits.count(".") > 1:
            return None
    elif dot >= 0 or comma >= 0:
        separator = "." if dot >= 0 else ","
        head, _, tail = digits.rpartition(separator)
        groups = digits.split(separator)
        thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
        if len(groups) > 2 or (thousands and not whole and not parted):
            if not thousands:
                return None
            digits = digits.replace(separator, "")
        else:
            digits = f"{head}.{tail}"
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def money_text(amount: Decimal) -> str:
    """«1290.00»."""
    return f"{amount.quantize(_CENTS):f}"


def quantity_text(number: Decimal) -> str:
    """«2», «1.5»: without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
