"""Lists: pages, and what changed since a moment (insales-docs, "03 Получение только изменившихся данных").

Always in the order of `updated_at`, `id`. So a row that is changed while somebody reads page by page moves to the end,
and another slips over the border of two pages unseen: the API loses rows for who relies on pages.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import nsmallest
from typing import Final

from simulators.insales.errors import bad_request
from simulators.insales.store import ZONE
from simulators.insales.wire import Row

PER_PAGE: Final = 25
MOST: Final = 100
"""Rows of a page at most. Chosen: the server's own is not known; more is cut silently."""


def listed(rows: Iterable[Row], query: Mapping[str, str]) -> list[Row]:
    """One page of the rows that `query` wants: page, per_page, updated_since, from_id, deleted, with_deleted."""
    page = whole(query, "page", 1)
    size = min(whole(query, "per_page", PER_PAGE), MOST)
    found = nsmallest(page * size, filtered(rows, query), key=_place)
    return found[(page - 1) * size :]


def filtered(rows: Iterable[Row], query: Mapping[str, str]) -> Iterable[Row]:
    """The rows that `query` wants, all of them. `from_id` without `updated_since` is ignored (chosen)."""
    wanted = _bin(rows, query)
    if "updated_since" not in query:
        return wanted
    since = moment(query["updated_since"])
    after = (since, whole(query, "from_id", 0, least=0))
    return (row for row in wanted if row["updated_at"] >= since and _place(row) > after)


def moment(text: str) -> datetime:
    """`2017-09-04 00:00:00 +03:00` or ISO; 400 for others, as where "+" was not escaped (chosen).

    Without an offset it is the time of the shop (chosen).
    """
    tidy = re.sub(r"\s+([+-])", r"\1", text.strip())
    try:
        found = datetime.fromisoformat(tidy)
    except ValueError as error:
        raise bad_request("updated_since") from error
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def _bin(rows: Iterable[Row], query: Mapping[str, str]) -> Iterable[Row]:
    if query.get("with_deleted") == "true":
        return rows
    return (row for row in rows if row.get("archived", False) is (query.get("deleted") == "true"))


def _place(row: Row) -> tuple[datetime, int]:
    return row["updated_at"], row["id"]


def whole(query: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    """A number of the query; 400 when it is none or too small."""
    text = query.get(name) or str(default)
    if not text.isdecimal() or int(text) < least:
        raise bad_request(name)
    return int(text)
