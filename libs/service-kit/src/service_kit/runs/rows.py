"""Rows of a report as they are stored, and as JSON lines of what the table does not keep."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import IO, Any, Final

from contracts.base import AccountId
from service_kit.mongo import Document, UpdateOne
from service_kit.runs.model import OutsideGood, Result, RowState, Run, RunRow

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
    if row.goods:
        document["goods"] = [asdict(good) for good in row.goods]
    if row.price_change:
        document["price_change"] = row.price_change
    if row.gone:
        document["gone"] = True
    return document


def row_answer(
    account: AccountId,
    subject: str,
    sequence: int,
    key: str | None,
    details: Document,
    *,
    goods: Sequence[OutsideGood],
) -> UpdateOne:
    """Note what the platform answered to the row about this version; `key` None = it is stored."""
    values: Document = {"state": RowState.REFUSED if key else RowState.STORED, "key": key, "details": details}
    if goods:
        values["goods"] = [asdict(good) for good in goods]
    return UpdateOne({"_id": row_id(subject, sequence), "account": account}, {"$set": values})


def rows_wanted(
    account: AccountId, run: str, result: Result | None, state: RowState | None, gone: bool | None
) -> Document:
    """The query for rows of a run; a refused row counts as rejected."""
    wanted: list[Document] = [{"account": account, "run": run}]
    if result is Result.REJECTED:
        wanted.append({"$or": [{"result": result}, {"state": RowState.REFUSED}]})
    elif result is not None:
        wanted.append({"result": result, "state": {"$ne": RowState.REFUSED}})
    if state is not None:
        wanted.append({"state": state})
    if gone is not None:
        wanted.append({"gone": True if gone else {"$ne": True}})
    return {"$and": wanted}


def row_line(row: Mapping[str, Any]) -> bytes:
    """A stored row as a line."""
    return _ENCODE({name: value for name, value in row.items() if name not in _INNER}).encode() + b"\n"


def rows_of(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of such a file, from its present position."""
    return (json.loads(line) for line in file)
