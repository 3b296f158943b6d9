"""Who may call, and the parameters that all lists share."""

import datetime as dt
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Header, Query, Response

from contracts.rows.base import Row
from service_kit.auth import Principal, allow
from service_kit.problems import NotFound, Problem

R = TypeVar("R", bound=Row)

MOSCOW = ZoneInfo("Europe/Moscow")
"""Days of an account are Moscow days."""

Employee = Annotated[Principal, Depends(allow("owner", "manager"))]
Owner = Annotated[Principal, Depends(allow("owner"))]
Anyone = Annotated[Principal, Depends(allow("owner", "manager", "operator"))]

Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200)]
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


def expected_version(if_match: Annotated[str | None, Header(max_length=40)] = None) -> int | None:
    """Version that the caller has read (`If-Match: "12"`); Problem 412 for what is no version of ours."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit():
        raise Problem(412, "record_changed")
    return int(text)


Expected = Annotated[int | None, Depends(expected_version)]


def shown(row: R | None, unknown: str, response: Response) -> R:
    """The record with its version as ETag; NotFound with the key `unknown` without one."""
    if row is None or row.deleted:
        raise NotFound(unknown)
    response.headers["ETag"] = f'"{row.sequence}"'
    return row
