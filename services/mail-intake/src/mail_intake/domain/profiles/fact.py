"""One fact of a letter, and amounts as letters print them beside labels."""

import re
from dataclasses import dataclass
from typing import Final

from mail_intake.domain.values.money import Money, money_of

_BRACKETED: Final = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its role; `section` is the block it stands in, `money` its amount when it is one."""

    role: str
    lines: tuple[str, ...]
    section: str
    at: int
    money: Money | None = None

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Loose:
    """Lines of a block without labels below a heading (an address as PrestaShop prints it)."""

    section: str
    lines: tuple[str, ...]
    at: int


def price_of(text: str) -> Money | None:
    """What a delivery costs; None when `text` is a method, «Бесплатная доставка» too."""
    found = amount_of(text)
    return found if found is not None and (" " not in text or any(map(str.isdigit, text))) else None


def amount_of(text: str) -> Money | None:
    """The amount of `text`, with or without a remark in brackets behind it."""
    found = money_of(text)
    return found if found is not None or not text.endswith(")") else money_of(_BRACKETED.sub("", text))
