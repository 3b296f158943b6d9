"""Phones, e-mails and names in lines that carry no label."""

import re
from typing import Final

from service_kit.contacts import email_of

_PHONE: Final = re.compile(
    r"(?<![\w.])(?:\+\s?)?(?:\(\d{3,5}\)[\s-]?)?\d(?:[\s().-]{0,3}\d){8,14}(?![\w])|(?<!\w)\d{2,3}-\d{2}-\d{2}(?![\w-])"
)
_EXTENSION: Final = re.compile(r"\s*(?:,?\s*доб\.?|ext\.?|#)\s*\d{1,6}$", re.IGNORECASE)
_PHONE_SIGNS: Final = re.compile(r"[+\d\s().\-–—/]+")
_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}.*")
_FEWEST: Final = 9  # digits of a phone with its code
_NAME: Final = re.compile(r"^[А-ЯЁA-Z][а-яёa-z'’-]*\.?(?:-[А-ЯЁA-Z][а-яёa-z]+)?$")
_NO_PERSON: Final = re.compile(
    r"\b(?:ооо|оао|зао|ао|ип|пао|llc|ltd|inc|gmbh|ул|улица|пр|проспект|пер|переулок|дом|д|кв|обл|область|край|г|город|"
    r"район|р-н|шоссе|street|st|avenue|ave|road|rd|россия|russia|беларусь|казахстан|москва|республика)\b\.?",
    re.IGNORECASE,
)


def phone_in(text: str) -> str | None:
    """The first phone number in `text`, as it is printed; None when there is none."""
    return next((found for match in _PHONE.finditer(text) if not _DATE.match(found := match[0].strip())), None)


def is_phone(text: str) -> bool:
    """Whether the whole of `text` is a phone number, with or without an extension."""
    bare = text.strip()
    if bare[-1:].isdigit():
        bare = _EXTENSION.sub("", bare)
    if _PHONE_SIGNS.fullmatch(bare) is None:
        return False
    digits = sum(character.isdigit() for character in bare)
    return _FEWEST <= digits <= 15 and not _DATE.fullmatch(bare)


def is_email(text: str) -> bool:
    """Whether the whole of `text` is an e-mail address."""
    return "@" in text and email_of(text) == text.strip().lower()


def is_person(text: str) -> bool:
    """Whether `text` looks like the name of a person: two to four words with capitals, no firm, no street."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(_NAME.match(word) for word in words) and not _NO_PERSON.search(text)
