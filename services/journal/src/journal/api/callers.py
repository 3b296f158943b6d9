"""Who may call, and the parameters that lists share."""

from typing import Annotated

from fastapi import Depends, Query

from service_kit.auth import Principal, allow

Employee = Annotated[Principal, Depends(allow("owner", "manager"))]

Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200)]
Word = Annotated[str | None, Query(max_length=200)]
