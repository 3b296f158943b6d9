"""Lists as the APIs of all services answer them: whole, or a page at a time behind a cursor."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from service_kit.mongo import Document

T = TypeVar("T")


class Items(BaseModel, Generic[T]):
    """A list that is given whole."""

    items: list[T]


class Page(Items[T]):
    """A page of a list; `next` is the `cursor` of the page behind it, none at the end."""

    next: str | None = None


class NumberedPage(Items[T]):
    """A page of a list whose cursors are numbers."""

    next: int | None = None


def following(rows: Sequence[Document], limit: int, name: str) -> Any:
    """The cursor behind a page of up to `limit` rows: the field `name` of its last row, None when it is not full."""
    return rows[-1][name] if len(rows) == limit else None
