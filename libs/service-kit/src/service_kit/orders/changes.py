"""What of an order changes, field by field, as its owner reads it."""

import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from contracts.order import Address, Attribute, Order, OrderLine
from service_kit.orders.parts import PARTS
from service_kit.runs.model import CHANGES_LIMIT, Change

_LABELS: Final = Path(__file__).with_name("labels.ru.json")
_TEXT_LIMIT: Final = 300
_NAME_LIMIT: Final = 100
_MOSCOW: Final = ZoneInfo("Europe/Moscow")
_ORDER: Final = ("status", "total", "lines", "customer", "delivery", "payment", "comment", "other")
_OF_NEW: Final = {
    ("status", "text"), ("status", "code"), ("total", "total"), ("customer", "name"), ("customer", "phone"),
    ("customer", "email"), ("delivery", "method"), ("delivery", "address"), ("delivery", "price"),
    ("payment", "method"), ("payment", "paid"), ("comment", "comment"),
}  # fmt: skip
"""What is told of a new order besides its lines."""
_OF_LINE: Final = ("name", "quantity", "price", "sum", "discounts")
_PRODUCT: Final = ("product_ref", "variant_ref")
_NOT_TOLD: Final = {"number", "matched_by", *_OF_LINE, *_PRODUCT}


def order_changes(was: Order, becomes: Order) -> tuple[Change, ...]:
    """Every field that differs, the weightiest first, `CHANGES_LIMIT` at most."""
    changed = (change for part in _ORDER for _, change in _of_part(part, was, becomes))
    return tuple(itertools.islice(changed, CHANGES_LIMIT))


def new_order(order: Order) -> tuple[Change, ...]:
    """What an owner recognises an order by that is not there yet: its lines, buyer, delivery, payment."""
    nothing = Order.model_construct(None, number="", lines=())
    told = (
        change
        for part in _ORDER
        for name, change in _of_part(part, nothing, order)
        if name == "line" or (part, name) in _OF_NEW
    )
    return tuple(itertools.islice(told, CHANGES_LIMIT))


def _of_part(part: str, was: Order, becomes: Order) -> Iterator[tuple[str, Change]]:
    """(name of the field, change) of the fields of a part."""
    for name in PARTS[part]:
        before, after = getattr(was, name), getattr(becomes, name)
        if before == after:
            continue
        if name == "lines":
            yield from (("line", change) for change in _lines(before, after))
        elif name == "attributes":
            yield from ((name, change) for change in _attributes(before, after))
        elif name == part and isinstance(known := before or after, BaseModel):
            yield from _fields(part, type(known).model_fields, before, after)
        else:
            yield name, Change(part, _text(before), _text(after), _labels()[name])


def _fields(part: str, names: Iterable[str], was: object, becomes: object) -> Iterator[tuple[str, Change]]:
    for name in names:
        before, after = getattr(was, name, None), getattr(becomes, name, None)
        if before != after:
            yield name, Change(part, _text(before), _text(after), _labels()[f"{part}.{name}"])


def _attributes(was: Iterable[Attribute], becomes: Iterable[Attribute]) -> Iterator[Change]:
    before, after = ({one.name: one.value for one in attributes} for attributes in (was, becomes))
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield Change("other", _text(before.get(name)), _text(after.get(name)), name[:_NAME_LIMIT])


def _lines(was: Iterable[OrderLine], becomes: Iterable[OrderLine]) -> Iterator[Change]:
    before, after = _by_good(was), _by_good(becomes)
    for good, line in before.items():
        name = line.name[:_NAME_LIMIT]
        if good in after:
            yield from _line(name, line, after[good])
        else:
            yield Change("line_removed", _goods(line), None, name)
    for good, line in after.items():
        if good not in before:
            yield Change("line_added", None, _goods(line), line.name[:_NAME_LIMIT])


def _line(of: str, was: OrderLine, becomes: OrderLine) -> Iterator[Change]:
    for name in _OF_LINE:
        before, after = getattr(was, name), getattr(becomes, name)
        if before != after:
            yield Change(f"line_{name}", _text(before), _text(after), of)
    before, after = ([getattr(line, name) for name in _PRODUCT] for line in (was, becomes))
    if before != after:
        yield Change("line_product", _joined("#", before), _joined("#", after), of)
    if any(getattr(was, name) != getattr(becomes, name) for name in OrderLine.model_fields if name not in _NOT_TOLD):
        yield Change("line_other", None, None, of)


def _by_good(lines: Iterable[OrderLine]) -> dict[tuple[str, int], OrderLine]:
    """Lines by the good they sell; the same good may stand in several of them."""
    seen: Counter[str] = Counter()
    found = {}
    for line in lines:
        good = line.outside_id or line.article or line.name
        found[good, seen[good]] = line
        seen[good] += 1
    return found


def _goods(line: OrderLine) -> str:
    return f"{_text(line.quantity)} × {_text(line.price)} = {_text(line.sum)}"


def _text(value: Any) -> str | None:
    """The value in words, bounded; None for nothing."""
    text = _whole(value)
    return text if text is None or len(text) <= _TEXT_LIMIT else f"{text[: _TEXT_LIMIT - 1]}…"


def _whole(value: Any) -> str | None:
    text: str | None
    match value:
        case None | "" | ():
            text = None
        case bool() | StrEnum():
            text = _labels().get(str(value).lower(), str(value))
        case Decimal():
            text = format(value.normalize(), "f")
        case dt.datetime():
            text = f"{value.astimezone(_MOSCOW):%d.%m.%Y %H:%M}"
        case Address() if value.text:
            text = value.text
        case BaseModel():
            text = _joined(", ", (_whole(getattr(value, name)) for name in type(value).model_fields))
        case tuple():
            text = _joined("; ", (_whole(one) for one in value))
        case _:
            text = str(value)
    return text


def _joined(sign: str, texts: Iterable[str | None]) -> str | None:
    return sign.join(text for text in texts if text) or None


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = json.loads(_LABELS.read_text("utf-8"))
    return labels
