"""Bytes become text although the letter is silent or wrong about their charset.

A declared charset stands as long as its text decodes strictly and looks like a letter; single-byte charsets decode
everything, so others are compared by a score (hits of words that orders have against letters that no Russian word has).
"""

import codecs
import re
from functools import lru_cache
from typing import Final

_WORDS: Final = [
    "заказ",
    "заявк",
    "итого",
    "товар",
    "телефон",
    "цена",
    "количество",
    "доставк",
    "оплат",
    "адрес",
    "артикул",
    "сумма",
    "комментарий",
    "покупател",
    "клиент",
    "магазин",
    "сообщение",
    "пожалуйста",
    "здравствуйте",
    "спасибо",
    "дата",
    "номер",
    "город",
    "россия",
    "способ",
    "получен",
    "новый",
    "сайт",
    "почт",
    "звонок",
    "вопрос",
    "улица",
]
_WORD: Final = re.compile("|".join(_WORDS))
"""For text in lower case: without regard to case the search is ten times slower."""
_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_SWAPPED: Final = re.compile("[а-яё][А-ЯЁ]")
"""КОИ-8 read as windows-1251 and the other way gives words like «ъБЛБЪ»."""
_DAMAGE: Final = re.compile("[�\x80-\x9f─-▟†‡€™‰ЂЃѓЉЊЌЋЏђњќћџЎўЈҐ¤¦§©¬­®°±µ¶]")
"""Replacement, controls, box drawing, and what UTF-8 is full of when it is read as windows-1251."""
_OTHERS: Final = ("utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5")
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_GLANCE: Final = 6_000  # characters that tell whether a declared charset may be right
_SAMPLE: Final = 20_000  # characters that are scored
_LATIN: Final = frozenset({"us-ascii", "ascii", "iso8859-1", "cp1252"})
"""What senders write by default, whatever they send."""


def decoded(raw: bytes, declared: str | None, *, markup: bool = False) -> str:
    """Text of `raw`; `declared` is the charset of the MIME header, `markup` lets HTML tell its own when there is none.

    Never fails: bytes that fit nothing become U+FFFD.
    """
    if raw.isascii() and _known(declared) not in {"utf-7", "iso2022_jp", "hz", "utf-16", "utf-32"}:
        return raw.decode("ascii")
    if raw.startswith(codecs.BOM_UTF8):
        return raw.decode("utf-8-sig", "replace")
    name = _known(declared)
    if name is None and markup and (meta := _META.search(raw, 0, 4096)):
        name = _known(meta[1].decode("ascii", "replace"))
    text = _strictly(raw, name) if name else None
    if text is not None and name not in _LATIN and (_plausible(text) or (name == "utf-8" and _russian(text))):
        return text
    return _best(raw, name, text)


def _plausible(text: str) -> bool:
    sample = text[:_GLANCE]
    if not _CYRILLIC.search(sample):
        return not _DAMAGE.search(sample)
    if not _WORD.search(sample.lower()):
        return False
    swapped = len(_SWAPPED.findall(sample))
    return swapped <= 1 or swapped * 25 <= len(_CYRILLIC.findall(sample)) + 25


def _russian(text: str) -> bool:
    """Whether no other reading of these bytes can score more: read as UTF-8 they hold no word in another charset."""
    return _score(text) >= 5


def _best(raw: bytes, name: str | None, text: str | None) -> str:
    candidates = [] if text is None else [(_score(text) + 5, text)]
    for other in _OTHERS:
        if other != name and (read := _strictly(raw, other)) is not None:
            candidates.append((_score(read) + (20 if other == "utf-8" else 0), read))  # chance is rarely valid UTF-8
    if candidates:
        return max(candidates, key=lambda candidate: candidate[0])[1]
    damaged = [(_score(read), read) for read in (raw.decode(other, "replace") for other in (name or "utf-8", *_OTHERS))]
    return max(damaged, key=lambda candidate: candidate[0])[1]


def _score(text: str) -> int:
    sample = text[:_SAMPLE]
    return (
        10 * len(_WORD.findall(sample.lower()))
        + min(len(_CYRILLIC.findall(sample)), 10)
        - 3 * len(_SWAPPED.findall(sample))
        - 5 * len(_DAMAGE.findall(sample))
    )


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, ValueError):
        return None


@lru_cache(maxsize=128)
def _known(declared: str | None) -> str | None:
    """Python's name of a charset that turns bytes into text; None for one that nobody knows."""
    if not declared:
        return None
    cleaned = declared.strip().strip("\"'").lower().replace("cp-", "cp").replace("win-", "windows-")
    try:
        found = codecs.lookup(cleaned)
        b"\xff".decode(found.name, "replace")  # codecs that are no charsets (base64, idna) fail here
        return found.name
    except (LookupError, ValueError, TypeError, AssertionError):
        return None
