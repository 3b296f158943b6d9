"""Phones and e-mails out of whatever a shop or a letter wrote."""

import re
from typing import Final

from service_kit.phones import with_country_code

_EXTENSION: Final = re.compile(r"\s*(?:,?\s*доб|ext|#|вн\.|внутр).*$", re.IGNORECASE | re.DOTALL)
_SEVERAL: Final = re.compile(r"[,;/|]|\sили\s")
_EMAIL: Final = re.compile(r"[^\s<>,;:\"'()]+@[^\s<>,;:\"'()]+\.[^\s<>,;:\"'()]+")
_SHORTEST_PHONE: Final = 5
_LONGEST_PHONE: Final = 15  # ITU-T E.164


def phone_of(text: str) -> str | None:
    """Digits of the first number in `text`, with the leading 7 when it is Russian; None when there is no number.

    «8 (912) 345-67-89», «912 345 67 89» → 79123456789; «+375 29 123-45-67» stays 375291234567.
    """
    for part in _SEVERAL.split(_EXTENSION.sub("", text)):
        digits = re.sub(r"\D", "", part, flags=re.ASCII)
        if _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE:
            return digits if part.lstrip().startswith("+") else with_country_code(digits)
    return None


def email_of(text: str) -> str | None:
    """The first address in `text`, lower case."""
    match = _EMAIL.search(text)
    return match[0].lower() if match else None
