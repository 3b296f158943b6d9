"""Parameters that the lists and records of the bridge share."""

import datetime as dt
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Response

from contracts.rows.base import Row
from service_kit.parameters import IfMatch, version_of
from service_kit.problems import NotFound

R = TypeVar("R", bound=Row)

MOSCOW = ZoneInfo("Europe/Moscow")
"""Days of an account are Moscow days."""


Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before")]
Search = Annotated[str | None, Query(max_length=100)]
RefFilter = Annotated[str | None, Query(max_length=200)]


def equal(**fields: str | None) -> dict[str, Any]:
    """Query for rows whose fields have the given values; a field without a value does not count."""
    return {f"row.{name}": value for name, value in fields.items() if value is not None}


def between(field: str, first: dt.date | None, last: dt.date | None) -> dict[str, Any]:
    """Query for moments of the days from `first` to `last`, both included."""
    bounds: dict[str, Any] = {}
    if first is not None:
        bounds["$gte"] = _midnight(first)
    if last is not None:
        bounds["$lt"] = _midnight(last) + dt.timedelta(days=1)
    return {field: bounds} if bounds else {}


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), MOSCOW).astimezone(dt.UTC)


def expected_version(if_match: IfMatch = None) -> int | None:
    """Version that the caller has read (`If-Match: "12"`); Problem 412 for what is no version of ours."""
    return version_of(if_match, "record_changed")


Expected = Annotated[int | None, Depends(expected_version)]


def shown(row: R | None, unknown: str, response: Response) -> R:
    """The record with its version as ETag; NotFound with the key `unknown` without one."""
    if row is None or row.deleted:
        raise NotFound(unknown)
    response.headers["ETag"] = f'"{row.sequence}"'
    return row
