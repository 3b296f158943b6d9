"""Dates as letters print them, in Russian and English."""

import re
from datetime import UTC, date, datetime
from typing import Final

_STEMS: Final = (
    ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_WORDS: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:-?(?:го|е|st|nd|rd|th))?[ .]+([а-яёa-z]{3,9})\.?,?[ ]+(\d{4})", re.IGNORECASE
)
_MONTH_FIRST: Final = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_TIME: Final = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*(AM|PM))?", re.IGNORECASE)


def date_of(text: str, near: datetime | None = None, *, month_first: bool = False) -> date | None:
    """The first date in `text`; None when there is none.

    «03.11.2026», «2026-11-03 12:00:17», «3 ноября 2026 г.», «Вторник, 03 Ноябрь 2026», «November 3, 2026». Of two
    readings of 03/11/2026 the one nearer to `near` is taken, without it that of `month_first`.
    """
    if match := _ISO.search(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.search(text):
        return _numbers(match, near, month_first=month_first)
    if (match := _WORDS.search(text)) and (month := _month(match[2])):
        return _date(int(match[3]), month, int(match[1]))
    if (match := _MONTH_FIRST.search(text)) and (month := _month(match[1])):
        return _date(int(match[3]), month, int(match[2]))
    return None


def moment_of(text: str) -> datetime | None:
    """Date and time in `text` (UTC stands for a zone that is not named); None without a date."""
    day = date_of(text)
    if day is None:
        return None
    time = _TIME.search(text)
    if time is None:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    hour = int(time[1]) % 24
    if time[4]:
        hour = hour % 12 + (12 if time[4].upper() == "PM" else 0)
    minute, second = min(int(time[2]), 59), min(int(time[3] or 0), 59)
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)


def _numbers(match: re.Match[str], near: datetime | None, *, month_first: bool) -> date | None:
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    first, second = int(match[1]), int(match[3])
    day_first = _date(year, second, first)
    if match[2] != "/":
        return day_first
    other = _date(year, first, second)
    if day_first is None or other is None:
        return day_first or other
    if near is not None:
        return min((other, day_first) if month_first else (day_first, other), key=lambda day: abs(day - near.date()))
    return other if month_first else day_first


def _month(word: str) -> int | None:
    word = word.casefold()
    for stems in _STEMS:
        for number, stem in enumerate(stems, start=1):
            if word.startswith(stem):
                return number
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
