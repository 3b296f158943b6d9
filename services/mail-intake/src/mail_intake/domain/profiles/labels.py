"""Labels of a letter: those of a line, told apart from its value, and those of a row of headings."""

import re
from typing import Final

from mail_intake.domain.letter.rows import SEAM, Cell, Row, shown
from mail_intake.domain.profiles.fact import amount_of
from mail_intake.domain.profiles.profile import Profile

LONGEST_LABEL: Final = 80
_SEPARATORS: Final = re.compile(r":|=|\s[—–-]\s|\s[—–-]$|—|(?<=\))\s(?=\w)")


def label_and_value(cell: Cell, profile: Profile) -> tuple[str, str, str] | None:
    """Role, value and label of «Label: value»; None when the first line of the cell is none."""
    if not cell.lines:
        return None
    line = shown(cell.lines[0])
    for match in _SEPARATORS.finditer(line[: LONGEST_LABEL + 4]):
        label, value = line[: match.start()], line[match.end() :].strip(" " + SEAM)
        role = profile.field(label)
        if role is None and match[0] in {":", "="} and amount_of(value) is not None:
            role = profile.money_role(label)
        if role is not None and value:
            if len(cell.lines) > 1:
                value = "\n".join((value, *map(shown, cell.lines[1:])))
            return role, value.lstrip("= "), label
        if role is None and profile.section(label) in {"billing", "shipping"} and value and match[0] == ":":
            return "ignored", value, label
    return None


def headings_of(row: Row) -> list[tuple[int, int, str]]:
    """First column, end and text of every filled cell."""
    heads: list[tuple[int, int, str]] = []
    column = 0
    for cell in row.cells:
        if cell.lines:
            heads.append((column, column + cell.span, cell.text))
        column += cell.span
    return heads
