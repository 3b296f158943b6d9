"""The report of an export while it is gathered: the first rows for the table, the rest as a file of JSON lines."""

import json
from collections.abc import Mapping
from typing import BinaryIO, Final

from service_kit.runs.model import Result, RowState, RunRow, Tally

SHOWN: Final = 5_000
"""Rows for the table of rejected goods, and as many of the others."""
_IN_FILE: Final = ("number", "where", "title", "result", "state", "key", "details")


class ExportReport:
    """Counts goods and keeps their rows; memory does not depend on their number. `rest` takes the other rows."""

    def __init__(self, rest: BinaryIO) -> None:
        self.tally = Tally()
        self.rest_count = 0
        self._rest = rest
        self._rejected: list[RunRow] = []
        self._others: list[RunRow] = []

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """Rows for the table, in the order of the goods."""
        return tuple(sorted((*self._rejected, *self._others), key=lambda row: row.number))

    def unchanged(self) -> None:
        """A good is as it was."""
        self.tally.seen += 1
        self.tally.unchanged += 1

    def add(
        self,
        result: Result,
        where: str,
        title: str,
        key: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        """A good was created, updated or rejected; `where` is its article or ref."""
        row = RunRow(
            number=self.tally.seen,
            where=where,
            title=title,
            result=result,
            state=RowState.DONE,
            key=key,
            details=details or {},
        )
        self.tally.seen += 1
        setattr(self.tally, result.value, getattr(self.tally, result.value) + 1)
        kept = self._rejected if result is Result.REJECTED else self._others
        if len(kept) < SHOWN:
            kept.append(row)
        else:
            self.rest_count += 1
            line = {name: getattr(row, name) for name in _IN_FILE}
            self._rest.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
