"""Dates and times in the forms met in real files; an unreadable one is None, never an error."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
# "2024-03-05UTC10:20:30" is what WooCommerce-1C writes for lack of an escaped "T"
_BETWEEN = r"(?:\s*,?\s*|T|\s*(?P<word>[A-Z]{3,4})\s*)"
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_DAYS = (
    r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})",
)
_WHOLE: Final = tuple(re.compile(rf"{day}(?:{_BETWEEN}{_TIME}{_ZONE})?") for day in _DAYS)
_COMPACT: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_CLOCK: Final = re.compile(rf"(?:\d{{4}}-\d{{2}}-\d{{2}}[T ])?{_TIME}{_ZONE}")
_USUAL_LENGTH: Final = 19
_UTC_WORDS: Final = frozenset({"Z", "UTC", "GMT"})
_FIRST_YEAR: Final = 1990
"""Before shops in the net: 1C writes an empty date as 0001-01-01."""


@dataclass(frozen=True, slots=True)
class Written:
    """A readable date: `moment` in the shop's zone; `with_time` tells whether a time of day was given."""

    moment: dt.datetime
    with_time: bool


def moment_of(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """Moment of a date and time in one text; midnight when the time is missing."""
    written = written_of(text, "", zone)
    return written.moment if written else None


def written_of(date: str, time: str, zone: ZoneInfo) -> Written | None:
    """Moment of «Дата» and «Время»; a readable «Время» beats the time inside «Дата»."""
    if usual := _usual(f"{date} {time}" if time else date, zone):
        return usual
    match = _match_day(date.strip())
    if match is None:
        return None
    parts = match.groupdict()
    clock = _CLOCK.fullmatch(time.strip()) if time else None
    hours = clock.groupdict() if clock else parts
    zone_word = hours.get("zone") or parts.get("zone") or parts.get("word") or ""
    try:
        moment = dt.datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            int(hours["hour"] or 0),
            int(hours["minute"] or 0),
            int(hours["second"] or 0),
            tzinfo=_zone_of(zone_word) or zone,
        )
    except ValueError:
        return None
    if moment.year < _FIRST_YEAR:
        return None
    return Written(moment.astimezone(zone), hours["hour"] is not None)


def _usual(text: str, zone: ZoneInfo) -> Written | None:
    """«2014-05-22 17:12:09», which nearly all files have, without the cost of the patterns."""
    if len(text) != _USUAL_LENGTH or text[4] != "-" or text[10] not in " T" or text[13] != ":":
        return None
    try:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        return None
    return Written(moment, with_time=True) if moment.year >= _FIRST_YEAR else None


def _match_day(text: str) -> re.Match[str] | None:
    for pattern in _WHOLE:
        if match := pattern.fullmatch(text):
            return match
    return _COMPACT.fullmatch(text)


def _zone_of(word: str) -> dt.tzinfo | None:
    if word in _UTC_WORDS:
        return dt.UTC
    if word[:1] not in ("+", "-"):
        return None
    hours, minutes = int(word[1:3]), int(word[-2:])
    shift = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-shift if word[0] == "-" else shift)
