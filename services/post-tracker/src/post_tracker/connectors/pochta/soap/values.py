"""Values of both answers: every one may be missing or odd, and none of them fails the answer."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final, NamedTuple

from post_tracker.domain.pochta.operations import kind_of

LONGEST: Final = 500
"""Letters of a name or a place that are kept: people read no more."""

_NO_INDEX: Final = frozenset({"", "0", "000000"})
_USUAL: Final = len("01.01.2026 00:00:00")
_LOCAL: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)


class Words(NamedTuple):
    """The kind of an operation as `domain.tracking.Operation` has it."""

    code: str
    name: str
    detail: str | None


@lru_cache(4096)
def words_of(type_: str, attr: str, name: str, detail: str) -> Words:
    """Numbers as they are written, names as the answer gives them."""
    kind = kind_of(_number(type_), _number(attr), line_of(name), line_of(detail))
    return Words(kind.code, kind.name, kind.detail)


def line_of(text: str) -> str:
    """One line as people read it: single blanks, also for those that do not break, and no more than LONGEST letters."""
    return " ".join(text[: 4 * LONGEST].split())[:LONGEST]


def index_of(text: str) -> str | None:
    """A postal index; the answers write 0 for none."""
    text = text.strip()
    return text if text not in _NO_INDEX else None


def moment(text: str) -> dt.datetime | None:
    """xs:dateTime, with the zone of the place (2015-07-09T18:08:00.000+03:00); else as `local_moment` has it."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return _rare_moment(text)


class _Moments(dict[str, dt.datetime | None]):
    """Times as they are written → as they are meant. Parcels travel together, and seconds are 00 mostly.

    A big answer is read in a fifth less time for it. It starts anew when it is full: a month has 44,640 minutes.
    """

    FULL: Final = 50_000

    def __missing__(self, text: str) -> dt.datetime | None:
        if len(self) >= self.FULL:
            self.clear()
        try:
            at: dt.datetime | None = dt.datetime.fromisoformat(f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}")
        except ValueError:
            at = _rare_moment(text)
        if len(text) <= _USUAL:
            self[text] = at
        return at


_moments: Final = _Moments()


def local_moment(text: str) -> dt.datetime | None:
    """DD.MM.YYYY HH:MM:SS by the clocks of the place, whose zone the answer does not tell; None when it is no time.

    Read as well: blanks around it, days, months and hours of one figure, no seconds, no time of day, xs:dateTime.
    """
    return _moments[text]


def _rare_moment(text: str) -> dt.datetime | None:
    text = text.strip()
    try:
        if local := _LOCAL.fullmatch(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in local.groups())
            return dt.datetime(year, month, day, hour, minute, second)
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
