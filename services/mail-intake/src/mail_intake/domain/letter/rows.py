"""Rows of a letter: what a person sees of it, kept so far apart that tables and blocks can be read.

A row of a table has one cell per column; a line of text is a row with one cell. Inside of a line `SEAM` stands where
one inline element ends and the next begins: it reads as a blank, and tells «name» from «sku» where an engine prints
`<font>name</font><font>sku</font>`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

SEAM: Final = "\ue000"  # for private use, and no blank to str.split
_NOTHING: Final = re.compile("[\u200b\u200c\u200d\u2060\ufeff]+")
_SEAMS: Final = re.compile(f" ?{SEAM}[ {SEAM}]*")
IN_CELL: Final = " ⏎ "
BETWEEN_CELLS: Final = " | "


@dataclass(slots=True)  # not frozen: that takes thrice as long to make, and a letter has hundreds
class Cell:
    """One cell: its lines (with seams), how many columns it spans, and texts of elements with a known class."""

    lines: tuple[str, ...] = ()
    span: int = 1
    marks: tuple[tuple[str, str], ...] = ()
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """All lines, as one."""
        if self._text is None:
            self._text = shown(" ".join(self.lines))
        return self._text

    @property
    def first(self) -> str:
        """The first line; empty when the cell is."""
        return shown(self.lines[0]) if self.lines else ""


@dataclass(slots=True)
class Row:
    """One row. Rows of one cell, paragraph or block of text share `block`; `gap` tells of an empty line above."""

    cells: tuple[Cell, ...]
    block: int = 0
    gap: bool = False
    column: int = 0
    """Where the only cell of the row stood, when the cells beside it were empty."""
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The row as a line of canonical text."""
        if self._text is None:
            self._text = shown(BETWEEN_CELLS.join([IN_CELL.join(cell.lines) for cell in self.cells]))
        return self._text


def clean(text: str) -> str:
    """`text` with every run of blanks as one, without those around it and around seams."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    if not text.isascii():
        text = " ".join(_NOTHING.sub(" ", text).split())
    if SEAM in text:
        text = _SEAMS.sub(SEAM, text)
        return text.strip(f" {SEAM}")
    return text.strip(" ")


def shown(line: str) -> str:
    """A line as people see it."""
    return line.replace(SEAM, " ") if SEAM in line else line


def canonical(rows: Iterable[Row]) -> list[str]:
    """Lines of canonical text: cells joined by « | », lines of a cell by « ⏎ », no empty ones."""
    lines = (row.text for row in rows)
    return [line for line in lines if line.strip(" |⏎")]
