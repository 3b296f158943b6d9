"""What routes of all services take: who calls, pages of lists, repeated requests, the version that was read."""

from typing import Annotated

from fastapi import Depends, Header, Query

from service_kit.auth import Principal, allow
from service_kit.problems import Problem

Employee = Annotated[Principal, Depends(allow("owner", "manager"))]
Owner = Annotated[Principal, Depends(allow("owner"))]
Operator = Annotated[Principal, Depends(allow("operator"))]
Anyone = Annotated[Principal, Depends(allow("owner", "manager", "operator"))]

Limit = Annotated[int, Query(ge=1, le=200)]
IdempotencyKey = Annotated[str | None, Header(max_length=200)]
"""A request that comes again with the same key gives what the first one made."""
IfMatch = Annotated[str | None, Header(max_length=40)]


def version_of(if_match: str | None, changed: str) -> int | None:
    """The version named by If-Match (RFC 9110, 13.1.1), None for any; Problem 412 `changed` for one never given."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit():
        raise Problem(412, changed)
    return int(text)
