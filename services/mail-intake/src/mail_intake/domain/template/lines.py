"""Lines of a letter and of a template in the one form in which they are compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mail_intake.domain.letter.rows import Row
from service_kit.errors import DataError

MAX_CHARS: Final = 512 * 1024
"""Longest canonical text of a letter that templates are tried on."""
SUBJECT: Final = "Тема: "
_BAR: Final = re.compile(r"[ \t]*\|[ \t]*")
_COLON: Final = re.compile(r"[ \t]+(?=:)")
_BLANKS: Final = re.compile(r"[ \t\xa0\u2000-\u200b\u202f\u3000]+")
_SAME: Final = str.maketrans({"ё": "е", **dict.fromkeys("«»“”„‟″", '"'), **dict.fromkeys("—–−‐‑‒", "-"), "’": "'"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of canonical text; `key` has the same length and is what literals are compared with."""

    text: str
    key: str
    block: int = 0


def lines_of(subject: str, rows: Sequence[Row]) -> list[Line]:
    """Lines that templates are matched with: the subject, then the rows.

    Raises DataError: letter_text_too_large.
    """
    found = [line_of(SUBJECT + subject, -1)]
    size = 0
    for row in rows:
        line = line_of(row.text, row.block)
        if line.key.strip(" |⏎"):
            found.append(line)
            size += len(line.text)
    if size > MAX_CHARS:
        raise DataError("letter_text_too_large", limit=1)
    return found


def line_of(text: str, block: int = 0) -> Line:
    """One line, with its blanks as they are compared."""
    text = normal(text).strip()
    return Line(text, key_of(text), block)


def normal(text: str) -> str:
    """One blank for many, « | » between cells, none before a colon."""
    return _COLON.sub("", _BAR.sub(" | ", _BLANKS.sub(" ", text)))


def key_of(text: str) -> str:
    """`text` without case and with ё as е, quotes and dashes as one; every character stays where it is."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.translate(_SAME)
