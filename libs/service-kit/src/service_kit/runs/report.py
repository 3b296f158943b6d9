"""The report of a run as a spreadsheet: the rows of the table, and those that lie in a file behind it."""

import asyncio
import heapq
import itertools
import json
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import quote

from fastapi.responses import StreamingResponse

from contracts.base import AccountId
from service_kit.files import Files
from service_kit.mongo import Document
from service_kit.problems import NotFound
from service_kit.runs.model import Result, RowState
from service_kit.runs.rows import row_line, rows_of
from service_kit.runs.showing import shown_row
from service_kit.runs.store import Runs
from service_kit.texts import Texts

if TYPE_CHECKING:
    from service_kit.xlsx import Value

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_SHOWN: Final = 200_000
"""Rows of one spreadsheet: whoever waits for it gets no more in a sensible time."""
_LABELS: Final = Path(__file__).with_name("labels.ru.json")
_PAGE: Final = 500
_CHUNK: Final = 256 * 1024
_COLUMNS: Final = {
    "number": 8, "where": 28, "title": 40, "result": 14, "reason": 70, "changes": 60, "amount": 14, "currency": 10
}  # fmt: skip


class Reports:
    """Makes spreadsheets of runs; their memory does not depend on the number of rows."""

    def __init__(self, runs: Runs, files: Files, texts: Texts) -> None:
        self._runs = runs
        self._files = files
        self._texts = texts

    async def answer(
        self, account: AccountId, identity: str, result: Result | None, state: RowState | None
    ) -> StreamingResponse:
        """The spreadsheet of the rows with this result and state; NotFound `run_unknown`."""
        run = await self._runs.get(account, identity)
        with tempfile.TemporaryFile() as table, tempfile.TemporaryFile() as rest:
            async for row in self._stored(account, identity, result, state):
                table.write(row_line(row))
            await self._copy_rest(account, run, rest)
            rows = _merged(table, rest, partial(_wanted, result=result, state=state))
            made = await asyncio.to_thread(_spreadsheet, rows, self._texts)
        name = _labels()["file"].format(moment=f"{run['created_at']:%d.%m.%Y %H-%M}")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingResponse(_chunks(made), media_type=XLSX, headers=headers)

    async def _stored(
        self, account: AccountId, run: str, result: Result | None, state: RowState | None
    ) -> AsyncIterator[Document]:
        after = -1
        while found := await self._runs.rows(account, run, result, after, _PAGE, state=state):
            for row in found:
                yield row
            after = found[-1]["number"]

    async def _copy_rest(self, account: AccountId, run: Document, rest: IO[bytes]) -> None:
        """Put the rows behind those of the table into `rest`; once their file is past its time there are none."""
        made = [made["file"] for made in run.get("files", []) if made["kind"] == "rows"]
        for file in [run["rest_file"]] if run.get("rest_file") else made:
            try:
                await self._files.copy(account, file, rest)
            except NotFound:
                return


def _wanted(row: Document, *, result: Result | None, state: RowState | None) -> bool:
    refused = row["state"] == RowState.REFUSED
    return result in (None, Result.REJECTED if refused else row["result"]) and state in (None, row["state"])


def _merged(table: IO[bytes], rest: IO[bytes], wanted: Any) -> Iterator[Document]:
    """Rows of both by number, each once: the table keeps rejected rows that the file has too."""
    table.seek(0)
    rest.seek(0)
    behind = (row for row in ({"state": RowState.DONE, **row} for row in rows_of(rest)) if wanted(row))
    last = -1
    for row in heapq.merge(rows_of(table), behind, key=lambda row: row["number"]):
        if row["number"] != last:
            last = row["number"]
            yield row


def _spreadsheet(rows: Iterable[Document], texts: Texts) -> BinaryIO:
    """The open file, at its start; nothing of it is left once it is closed."""
    # a sixth of the time to load a service, and 18 MB, for what most processes never write
    from service_kit.xlsx import Column, write_xlsx  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        path = Path(folder) / "report.xlsx"
        columns = [Column(_labels()[name], float(width)) for name, width in _COLUMNS.items()]
        write_xlsx(path, _labels()["sheet"], columns, _cells(iter(rows), texts))
        return path.open("rb")


def _cells(rows: Iterator[Document], texts: Texts) -> "Iterator[Sequence[Value]]":
    for row in itertools.islice(rows, ROWS_SHOWN):
        yield _row_cells(row, texts)
    if next(rows, None) is not None:
        yield [None, _labels()["cut"].format(limit=ROWS_SHOWN)]


def _row_cells(row: Document, texts: Texts) -> "Sequence[Value]":
    shown = shown_row(row, texts)
    reason, amount = shown["reason"], shown["amount"]
    return [
        shown["number"] + 1,
        shown["where"],
        shown["title"],
        _labels()[shown["result"]],
        " ".join(reason[part] for part in ("what", "why", "do") if reason[part]) if reason else None,
        "\n".join(_change(change) for change in shown["changes"]) or None,
        Decimal(amount) if amount is not None else None,
        shown["currency"],
    ]


def _change(change: dict[str, str | None]) -> str:
    was, becomes = change["was"], change["becomes"]
    if was is None and becomes is None:
        return str(change["title"])
    nothing = _labels()["nothing"]
    return f"{change['title']}: {nothing if was is None else was} → {nothing if becomes is None else becomes}"


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = json.loads(_LABELS.read_text("utf-8"))
    return labels
