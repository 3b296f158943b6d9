"""Names of goods: options and articles that engines print into them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from mail_intake.domain.letter.rows import SEAM, shown
from mail_intake.domain.order import Item
from mail_intake.domain.profiles.profile import Profile, label_key

NUMBERED: Final = re.compile(r"^(?:\d{1,3}[.)]\s+|[-–—•*·]\s*)")
"""What an item of a list begins with."""
_OPTIONS_TAIL: Final = re.compile(r"\s*\((?P<options>[^()]*:[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_SKU_BEHIND: Final = re.compile(r"\(((?=[^()]*\d)(?=[^()]*[A-ZА-Я_/-])[^\s(),;:]{3,40})\)")
_OPTION_SPLIT: Final = re.compile(r"[;,]\s+(?=[^:;,]{1,60}:\s?\S)|;\s*")
_PLAIN_SPLIT: Final = re.compile(r"[;,]\s+")


def named(lines: Sequence[str], profile: Profile) -> tuple[str, tuple[str, ...]]:
    """Name and options out of the lines of a name cell: further lines, and what follows the name's own element."""
    head, *rest = [line for line in lines if line]
    name, *beside = head.split(SEAM)
    options: list[str] = []
    if beside and not NUMBERED.fullmatch(name + " "):
        options.extend(part for text in beside for part in split_options(text))
    for line in rest:
        text = shown(line)
        key = label_key(text)
        if any(key.startswith(word) for word in profile.not_options):
            continue
        options.extend(part.strip() for part in text.split("; ") if part.strip(" -;"))
    return name, tuple(options)


def without_sku(lines: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Lines of a name cell and the article in brackets behind the name's own element (VirtueMart's other layouts)."""
    name, seam, beside = lines[0].partition(SEAM)
    match = _SKU_BEHIND.fullmatch(beside)
    return ((name, *lines[1:]), match[1]) if seam and match else (lines, None)


def titled(item: Item, profile: Profile) -> Item:
    """`item` with article and options taken out of its name, where the engine prints them in brackets behind it."""
    if "(" not in item.name and "[" not in item.name:
        return item
    name, sku, options = item.name, item.sku, item.options
    if match := profile.sku_words.search(name):
        name, sku = name[: match.start()].rstrip(), sku or match["sku"].strip()
    if match := _OPTIONS_TAIL.search(name):
        name, options = name[: match.start()].rstrip(), (*split_options(match["options"]), *options)
    return replace(item, name=name.strip(), sku=sku, options=options)


def split_options(text: str) -> tuple[str, ...]:
    """«Цвет: Красный, Размер: L» → both; a comma inside of a value parts nothing unless no part has a colon."""
    splitter = _OPTION_SPLIT if ":" in text else _PLAIN_SPLIT
    return tuple(part.strip(" ;,") for part in splitter.split(text.strip(" ()[];")) if part.strip(" ;,"))


def completed(item: Item) -> Item:
    """`item` with the sum out of price and quantity, or the price out of the sum, when one is absent."""
    if item.sum is None and item.price is not None:
        return replace(item, sum=(item.price * item.qty).quantize(Decimal("0.01")))
    if item.price is None and item.sum is not None and item.qty:
        return replace(item, price=(item.sum / item.qty).quantize(Decimal("0.01")))
    return item
