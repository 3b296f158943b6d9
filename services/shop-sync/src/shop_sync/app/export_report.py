"""The report of an export while it is gathered: the first rows for the table, the rest as a file of JSON lines."""

import json
from collections.abc import Mapping
from typing import BinaryIO, Final

from service_kit.runs.model import Result, RowState, RunRow, Tally

SHOWN: Final = 5_000
"""Rows for the table of rejected goods, and as many of the others."""
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode


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
        number = self.tally.seen
        self.tally.seen += 1
        setattr(self.tally, result.value, getattr(self.tally, result.value) + 1)
        kept = self._rejected if result is Result.REJECTED else self._others
        why = details or {}
        if len(kept) < SHOWN:
            kept.append(RunRow(number, where, result, RowState.DONE, title, key=key, details=why))
        else:
            self.rest_count += 1
            row = {"number": number, "where": where, "title": title, "result": result, "key": key, "details": why}
            self._rest.write(_ENCODE(row).encode() + b"\n")
