"""Rows of a report as they are stored, and as JSON lines of what the table does not keep."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any, Final

from service_kit.mongo import Document
from service_kit.runs.model import Run, RunRow

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode
_INNER: Final = frozenset(("_id", "account", "run", "at"))


def row_id(subject: str, number: int) -> str:
    """A row that awaits an answer is found by the version it is about, any other one belongs to its run alone."""
    return f"{subject}:{number}"


def row_document(run: Run, row: RunRow, now: dt.datetime) -> Document:
    """The row as it is stored."""
    document: Document = {
        "_id": row_id(row.subject, row.sequence) if row.subject else row_id(run.id, row.number),
        "account": run.account,
        "run": run.id,
        "number": row.number,
        "where": row.where,
        "title": row.title,
        "result": row.result,
        "state": row.state,
        "at": now,
    }
    if row.amount is not None:
        document |= {"amount": str(row.amount), "currency": row.currency}
    if row.key is not None:
        document |= {"key": row.key, "details": dict(row.details)}
    if row.outside_id is not None:
        document["outside_id"] = row.outside_id
    if row.changes:
        document["changes"] = [asdict(change) for change in row.changes]
    return document


def row_line(row: Mapping[str, Any]) -> bytes:
    """A stored row as a line."""
    return _ENCODE({name: value for name, value in row.items() if name not in _INNER}).encode() + b"\n"


def rows_of(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of such a file, from its present position."""
    return (json.loads(line) for line in file)
