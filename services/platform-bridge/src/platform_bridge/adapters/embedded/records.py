"""Rows of one kind in one collection."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from contracts.base import AccountId, Ref
from contracts.rows.base import Row
from service_kit.errors import DataError
from service_kit.mongo import Document, Mongo, Session, newest_wins

R = TypeVar("R", bound=Row)

Facets = Callable[[R], Document]
"""Fields beside the row that indexes and searches need."""


def no_facets(_: Row) -> Document:
    """For kinds that are found by their refs and row fields alone."""
    return {}


def key(account: AccountId, ref: str) -> str:
    """`_id` of a record of an account."""
    return f"{account}|{ref}"


def as_json(row: Row) -> Document:
    """The row as it is stored: JSON form, decimals as strings."""
    return row.model_dump(mode="json", exclude_none=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Part of a list; `next` is the cursor of the following part, None at the end."""

    items: tuple[R, ...]
    next: str | None


class Records(Generic[R]):
    """Reads and writes of one kind; every method sees one account only."""

    def __init__(self, mongo: Mongo, collection: str, model: type[R], facets: Facets[R] = no_facets) -> None:
        self.collection = mongo[collection]
        self._model = model
        self._facets = facets

    async def get(self, account: AccountId, ref: str, session: Session = None) -> R | None:
        """The record, None when the account has none of this ref."""
        found = await self.collection.find_one({"_id": key(account, ref), "account": account}, session=session)
        return self._row(found) if found else None

    async def some(self, account: AccountId, refs: Iterable[str], session: Session) -> dict[str, R]:
        """Those of `refs` that exist."""
        query = {"account": account, "_id": {"$in": [key(account, ref) for ref in refs]}}
        found = await self.collection.find(query, session=session).to_list(None)
        return {row.ref: row for row in map(self._row, found)}

    async def save(self, account: AccountId, rows: Sequence[R], session: Session) -> None:
        """Store rows; one that is as new as the stored one changes nothing."""
        writes = []
        for row in rows:
            identity = {"_id": key(account, row.ref), "account": account}
            document = {**identity, "sequence": row.sequence, **self._facets(row), "row": as_json(row)}
            writes.append(newest_wins(identity, document))
        if writes:
            await self.collection.bulk_write(writes, ordered=False, session=session)

    async def live(self, account: AccountId, ref: str) -> R | None:
        """The record unless it is deleted."""
        row = await self.get(account, ref)
        return None if row is None or row.deleted else row

    async def after(self, account: AccountId, ref: Ref | None, limit: int, session: Session) -> list[R]:
        """Up to `limit` rows whose refs follow `ref`."""
        query = {"account": account, "_id": {**_span(account), "$gt": key(account, ref or "")}}
        found = await self.collection.find(query, session=session).sort("_id", 1).limit(limit).to_list(None)
        return [self._row(document) for document in found]

    async def every(self, account: AccountId, query: Mapping[str, Any], session: Session = None) -> list[R]:
        """All that match; for short lists."""
        cursor = self.collection.find({"account": account, **query}, session=session)
        found = await cursor.sort("_id", 1).to_list(None)
        return [self._row(document) for document in found]

    async def newest(self, account: AccountId, query: Mapping[str, Any], cursor: str | None, limit: int) -> Page[R]:
        """A page without deleted rows in descending order of refs, which for records of ours is the order of making."""
        span = _span(account)
        if cursor is not None:
            span["$lt"] = key(account, _opened(cursor)[1])
        wanted = {"account": account, "_id": span, "row.deleted": False, **query}
        found = await self.collection.find(wanted).sort("_id", -1).limit(limit + 1).to_list(None)
        return self._page(found, limit, "row.ref")

    async def sorted_by(
        self, account: AccountId, field: str, query: Mapping[str, Any], cursor: str | None, limit: int
    ) -> Page[R]:
        """A page without deleted rows in ascending order of a text field."""
        wanted: Document = {"account": account, "row.deleted": False, **query}
        if cursor is not None:
            value, ref = _opened(cursor)
            later = [{field: {"$gt": value}}, {field: value, "_id": {"$gt": key(account, ref)}}]
            wanted = {"$and": [wanted, {"$or": later}]}
        found = await self.collection.find(wanted).sort([(field, 1), ("_id", 1)]).limit(limit + 1).to_list(None)
        return self._page(found, limit, field)

    async def latest_by(
        self, account: AccountId, field: str, query: Mapping[str, Any], cursor: str | None, limit: int
    ) -> Page[R]:
        """A page without deleted rows in descending order of a text field; rows without it come last."""
        wanted: Document = {"account": account, "row.deleted": False, **query}
        if cursor is not None:
            value, ref = _opened(cursor)
            same = {field: value or None, "_id": {"$lt": key(account, ref)}}
            earlier = [same, {field: {"$lt": value}}, {field: None}] if value else [same]
            wanted = {"$and": [wanted, {"$or": earlier}]}
        found = await self.collection.find(wanted).sort([(field, -1), ("_id", -1)]).limit(limit + 1).to_list(None)
        return self._page(found, limit, field)

    def _page(self, found: Sequence[Document], limit: int, field: str) -> Page[R]:
        items = tuple(self._row(document) for document in found[:limit])
        more = len(found) > limit
        return Page(items, _closed(_field(found[limit - 1], field), items[-1].ref) if more else None)

    def _row(self, document: Document) -> R:
        return self._model.model_validate(document["row"])


def _span(account: AccountId) -> dict[str, str]:
    """Bounds of the account's `_id`s: "}" is the sign after "|"; without them a scan would go on through all others."""
    return {"$gt": key(account, ""), "$lt": f"{account}}}"}


def _field(document: Document, path: str) -> str:
    value: Any = document
    for name in path.split("."):
        value = value.get(name, "")
    return str(value)


def _closed(value: str, ref: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([value, ref]).encode()).decode().rstrip("=")


def _opened(cursor: str) -> tuple[str, str]:
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise DataError("cursor_wrong") from error
    match found:
        case [str(value), str(ref)]:
            return value, ref
    raise DataError("cursor_wrong")
