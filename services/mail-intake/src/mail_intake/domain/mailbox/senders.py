"""Whose letters are read: «От кого (email)», several addresses or masks, and a mask of the subject.

A server's own search takes `shop.example` for a part of `myshop.example`, so that addresses are compared here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from service_kit.errors import ConfigError

MOST: Final = 50
LONGEST: Final = 320

_BETWEEN: Final = re.compile(r"[,;\n\r]+")
_BRACKETS: Final = re.compile(r"<([^<>]*)>")
_ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Senders:
    """Masks of addresses, lower case, domains in letters of their language; an empty `subject` fits all subjects."""

    masks: tuple[str, ...]
    subject: str = ""

    @classmethod
    def of(cls, text: str, subject: str = "") -> Self:
        """`a@shop.ru; *@shop.ru, shop.ru` or `*`; ConfigError `mail_senders_missing`, `mail_senders_invalid`."""
        masks = tuple(dict.fromkeys(mask for part in _BETWEEN.split(text) for mask in _masks(part)))
        if not masks:
            raise ConfigError("mail_senders_missing")
        if len(masks) > MOST:
            raise ConfigError("mail_senders_too_many", limit=MOST)
        return cls(masks, _plain(subject))

    def fit(self, addresses: Iterable[str], subject: str) -> bool:
        """Whether a letter with these addresses in From and this subject is to be read."""
        if self.subject and not matches(self.subject if _ANY in self.subject else f"*{self.subject}*", _plain(subject)):
            return False
        if _ANY in self.masks:
            return True
        found = [_readable(address.lower()) for address in addresses]
        return any(matches(mask, address) for mask in self.masks for address in found)


def matches(mask: str, text: str) -> bool:
    """Whether `text` is `mask`, in which each `*` stands for any run of characters; linear in their lengths."""
    first, *rest = mask.split(_ANY)
    if not rest:
        return mask == text
    if not text.startswith(first):
        return False
    place = len(first)
    *middle, last = rest
    for part in middle:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return len(text) - len(last) >= place and text.endswith(last)


def _masks(part: str) -> list[str]:
    """The masks between two separators; blanks separate addresses too, but not the words of a name before <>."""
    inside = _BRACKETS.findall(part)
    return [_mask(word) for word in (inside or part.split()) if word.strip()]


def _mask(word: str) -> str:
    mask = word.strip().strip("\"'").lower()
    if mask == _ANY:
        return mask
    if mask.startswith("@"):
        mask = f"*{mask}"
    if "@" not in mask:
        mask = f"*@{mask}"
    local, _, domain = mask.rpartition("@")
    usable = domain.strip(_ANY + ".") and ("." in domain or _ANY in domain)
    if len(mask) > LONGEST or not local or "@" in local or not usable:
        raise ConfigError("mail_senders_invalid", given=word[:LONGEST])
    return _readable(mask)


def _readable(address: str) -> str:
    """The address with a domain of `xn--` spelt in its own letters."""
    local, at, domain = address.rpartition("@")
    if "xn--" in domain:
        try:
            domain = domain.encode("ascii").decode("idna")
        except UnicodeError:
            return address
    return f"{local}{at}{domain}"


def _plain(subject: str) -> str:
    return " ".join(subject.casefold().replace("ё", "е").split())
