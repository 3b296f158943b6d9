"""Numbers of parcels: 14 digits inside the country, or S10 of the Universal Postal Union.

A wrong form is refused: the service would answer with a fault. A wrong check digit is only doubted: the operator's own
test number has one, and the service answers about it.
"""

import re
from typing import Final

from post_tracker.domain.tracking import Number
from service_kit.errors import DataError

DOUBT: Final = "post_number_doubtful"

_PUNCTUATION: Final = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff()\[\].\-\u2010-\u2015\u2212]+")
"""With the marks that nobody sees: web pages and messengers put them around what is copied."""
_LATIN: Final = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_DOMESTIC: Final = re.compile(r"[0-9]{14}")
_S10: Final = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_SHOWN: Final = 40


def normalised(text: str) -> str:
    """In capitals, without the blanks and signs of receipts, Cyrillic letters that look like Latin ones made Latin."""
    return _PUNCTUATION.sub("", text).upper().translate(_LATIN)


def read_number(text: str) -> Number:
    """The number as the service takes it; DataError `post_number_missing`, `post_number_wrong`."""
    number = normalised(text)
    if not number:
        raise DataError("post_number_missing")
    if _DOMESTIC.fullmatch(number):
        right = number[-1] == _domestic_check(number)
    elif _S10.fullmatch(number):
        right = number[10] == _s10_check(number)
    else:
        raise DataError("post_number_wrong", number=text.strip()[:_SHOWN])
    return Number(number, None if right else DOUBT)


def _domestic_check(number: str) -> str:
    """Odd places three times, even places once, up to the next ten (RTM 0001.01-99)."""
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(number[:13]))
    return str((10 - total % 10) % 10)


def _s10_check(number: str) -> str:
    """UPU S10: 11 less the rest of the weighted sum; 10 is written 0, 11 is written 5."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(number[2:10], _S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))
