"""Who may call, and the parameters that all lists share."""

from typing import Annotated, Any

from fastapi import Depends, Query

from service_kit.auth import Principal, allow

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
