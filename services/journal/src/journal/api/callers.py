"""Parameters that the lists of the journal share."""

from typing import Annotated

from fastapi import Query

Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the page before")]
Word = Annotated[str | None, Query(max_length=200)]
