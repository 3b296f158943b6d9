"""A template is laid over the lines of a letter. No backtracking: the time grows with the letter alone."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mail_intake.domain.letter.rows import IN_CELL
from mail_intake.domain.template.lines import Line
from mail_intake.domain.template.syntax import LONG_FIELDS, ItemsBlock, Piece, Template, TemplateLine
from mail_intake.domain.values.dates import date_of
from mail_intake.domain.values.money import money_of, quantity_of
from service_kit.contacts import email_of
from service_kit.errors import DataError

MAX_ITEMS: Final = 500
MAX_SECONDS: Final = 1.0
_GAP: Final = 3
"""Lines in a row between two items that may be something else."""
_LONGEST_VALUE: Final = 60
"""Further lines of a comment or address."""


def _free_or_money(text: str) -> bool:
    return money_of(text) is not None


_TYPES: Final[Mapping[str, Callable[[str], bool]]] = {
    "item.qty": lambda text: quantity_of(text) is not None,
    "item.price": _free_or_money,
    "item.sum": _free_or_money,
    "total": _free_or_money,
    "delivery_price": _free_or_money,
    "discount": _free_or_money,
    "date": lambda text: date_of(text) is not None,
    "email": lambda text: email_of(text) is not None,
}
"""Fields whose text must be of a kind: else the line does not fit, so that headings never become items."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A line of the template that the letter has nowhere, or has with another kind of value."""

    line: TemplateLine
    near: str | None = None
    """A letter's line whose literals fit though a value does not."""


@dataclass(slots=True)
class Match:
    """What was found: values by field with the letter's line (from 0, the subject is 0), items, missed lines."""

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    items: list[dict[str, str]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many fields have a value, items as one field each kind."""
        return len(self.values) + len({name for item in self.items for name in item})


def match(template: Template, lines: Sequence[Line]) -> Match:
    """Lay `template` over `lines`; raises DataError template_too_slow when it takes over a second."""
    return _Matching(template, lines).run()


class _Matching:
    def __init__(self, template: Template, lines: Sequence[Line]) -> None:
        self._elements = template.elements
        self._lines = lines
        self._found = Match()
        self._deadline = time.monotonic() + MAX_SECONDS
        self._looked = 0

    def run(self) -> Match:
        at = 0
        for number, element in enumerate(self._elements):
            if isinstance(element, ItemsBlock):
                at = self._items(element, number, at)
                continue
            place = self._find(element, number, at)
            if place is None:
                if not element.optional:
                    self._found.misses.append(Miss(element, self._near(element)))
                continue
            values = self._fits(element, place)
            at = self._take(element, number, place, values or {})
        return self._found

    # --- lines

    def _find(self, line: TemplateLine, number: int, at: int) -> int | None:
        """The first line from `at` that fits; an optional one only before the next that must be there."""
        if line.bare:
            fits = at < len(self._lines) and self._fits(line, at) is not None and not self._later(at, number)
            return at if fits else None
        end = len(self._lines)
        if line.optional:
            end = self._next_place(number, at)
        return next((place for place in range(at, end) if self._fits(line, place) is not None), None)

    def _next_place(self, number: int, at: int) -> int:
        """Where the next element that must be there begins."""
        for element in self._elements[number + 1 :]:
            if isinstance(element, ItemsBlock):
                return next(
                    (place for place in range(at, len(self._lines)) if self._block(element, place)), len(self._lines)
                )
            if not element.optional and not element.bare:
                place = next(
                    (place for place in range(at, len(self._lines)) if self._fits(element, place) is not None), None
                )
                if place is not None:
                    return place
        return len(self._lines)

    def _take(self, line: TemplateLine, number: int, place: int, values: dict[str, str]) -> int:
        """Keep the values of a line; gives the line behind it. A long field at its end may go on."""
        end = place + 1
        last = line.variants[0][-1].field
        if last in LONG_FIELDS and last in values:
            more: list[str] = []
            while end < len(self._lines) and len(more) < _LONGEST_VALUE and self._goes_on(place, end, number):
                more.append(self._lines[end].text)
                end += 1
            values[str(last)] = "\n".join((values[str(last)], *more))
        for name, value in values.items():
            self._found.values[name] = value.replace(IN_CELL, "\n")
            self._found.places[name] = place
        return end

    def _goes_on(self, first: int, place: int, number: int) -> bool:
        """Whether a line belongs to the long value above it: of the same block, and in no line of the template."""
        return self._lines[place].block == self._lines[first].block and not self._later(place, number)

    def _later(self, place: int, number: int) -> bool:
        """Whether a line is one that the template has further below."""
        for element in self._elements[number + 1 :]:
            if isinstance(element, ItemsBlock):
                if self._block(element, place):
                    return True
            elif not element.bare and self._fits(element, place) is not None:
                return True
        return False

    def _near(self, line: TemplateLine) -> str | None:
        if line.bare:
            return None
        for place in range(len(self._lines)):
            if any(scan(variant, self._lines[place], typed=False) is not None for variant in line.variants):
                return self._lines[place].text
        return None

    def _fits(self, line: TemplateLine, place: int) -> dict[str, str] | None:
        self._tick()
        for variant in line.variants:
            values = scan(variant, self._lines[place])
            if values is not None:
                return values
        return None

    # --- items

    def _items(self, block: ItemsBlock, number: int, at: int) -> int:
        """All places at which the block fits; gives the line behind the last."""
        place, end, gap = at, at, 0
        stop = self._elements[number + 1] if number + 1 < len(self._elements) else None
        while place < len(self._lines) and len(self._found.items) < MAX_ITEMS:
            found = self._block(block, place)
            if found is not None:
                self._found.items.append({name: value for name, value in found[0].items() if name != "*"})
                place = end = found[1]
                gap = 0
                continue
            if self._found.items:
                gap += 1
                if gap >= _GAP or (isinstance(stop, TemplateLine) and self._fits(stop, place) is not None):
                    break
            place += 1
        if not self._found.items:
            self._found.misses.extend(Miss(line, self._near(line)) for line in block.lines if not line.optional)
        return end

    def _block(self, block: ItemsBlock, place: int) -> tuple[dict[str, str], int] | None:
        """Values of the block's lines in consecutive lines from `place`, and the line behind them."""
        found = self._run_of(block.lines, place)
        return found if found is not None and found[0] else None

    def _run_of(self, lines: Sequence[TemplateLine], place: int) -> tuple[dict[str, str], int] | None:
        """Lines of a block one after the other; an optional one is left out where the others fit without it."""
        if not lines:
            return {}, place
        first, rest = lines[0], lines[1:]
        values = self._fits(first, place) if place < len(self._lines) else None
        after = self._run_of(rest, place + 1) if values is not None else None
        if values is not None and after is not None:
            return values | after[0], after[1]
        return self._run_of(rest, place) if first.optional else None

    def _tick(self) -> None:
        self._looked += 1
        if self._looked % 512 == 0 and time.monotonic() > self._deadline:
            raise DataError("template_too_slow", seconds=MAX_SECONDS)


def scan(pieces: Sequence[Piece], line: Line, *, typed: bool = True) -> dict[str, str] | None:
    """Values of the placeholders when the whole line fits: each takes the shortest text up to the next literal.

    Of several places of a literal the first is taken at which the value before it is of its kind.
    """
    at = 0
    values: dict[str, str] = {}
    waiting: str | None = None
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if piece.field is not None:
            waiting = piece.field
            continue
        literal = piece.literal
        if waiting is None:
            if not line.key.startswith(literal, at):
                return None
            at += len(literal)
            continue
        least = at if waiting == "*" else at + 1
        place = len(line.key) - len(literal) if number == last else line.key.find(literal, least)
        if number == last and not line.key.endswith(literal):
            return None
        while place >= least and typed and number != last and not _typed(waiting, line.text[at:place]):
            place = line.key.find(literal, place + 1)
        if place < least or not _keep(values, waiting, line.text[at:place], typed=typed):
            return None
        waiting, at = None, place + len(literal)
    if waiting is not None:
        return values if _keep(values, waiting, line.text[at:], typed=typed) else None
    return values if at == len(line.key) else None


def _typed(name: str, text: str) -> bool:
    check = _TYPES.get(name)
    return check is None or check(text.strip())


def _keep(values: dict[str, str], name: str, text: str, *, typed: bool) -> bool:
    if name == "*":
        return True
    value = text.strip(" |")
    if not value or (typed and not _typed(name, value)):
        return False
    values[name] = value
    return True
