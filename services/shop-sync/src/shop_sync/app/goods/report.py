"""The report of an export while it is gathered: the first rows for the table, the rest as a file of JSON lines."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, Final

from service_kit.runs.model import Change, Effect, Result, RowState, RunRow, Tally
from shop_sync.app.goods.changes import TAKEN_OFF, price_change

SHOWN: Final = 5_000
"""Rows for the table of rejected goods, and as many of the others."""
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode


class ExportReport:
    """Counts goods and keeps their rows; memory does not depend on their number. `rest` takes the other rows.

    `numbers`, in a retry: the rows of the run before, by the refs of their goods.
    """

    def __init__(self, rest: BinaryIO, numbers: Mapping[str, int] | None = None) -> None:
        self.tally = Tally()
        self.effect = Effect()
        self.rest_count = 0
        self._rest = rest
        self._numbers = numbers or {}
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
        ref: str,
        row: Mapping[str, Any],
        key: str | None = None,
        details: Mapping[str, object] | None = None,
        *,
        changes: Sequence[Change] = (),
    ) -> None:
        """A good was created, updated or rejected; `row` is its product's row, as far as it is known."""
        number = self._numbers.get(ref, self.tally.seen)
        where, title = row.get("article") or ref, row.get("name", "")
        self.tally.seen += 1
        setattr(self.tally, result.value, getattr(self.tally, result.value) + 1)
        kept = self._rejected if result is Result.REJECTED else self._others
        why = details or {}
        shown = RunRow(
            number,
            where,
            result,
            RowState.DONE,
            title,
            key=key,
            details=why,
            outside_id=ref,
            changes=changes,
            price_change=price_change(changes),
            gone=key == TAKEN_OFF,
        )
        self.effect.note(shown)
        if len(kept) < SHOWN:
            kept.append(shown)
        else:
            self.rest_count += 1
            line = {"number": number, "where": where, "title": title, "result": result, "key": key, "details": why}
            line |= {"state": RowState.DONE, "changes": [asdict(change) for change in changes]}
            self._rest.write(_ENCODE(line).encode() + b"\n")
