"""Changing records by hand: read, check, write and tell in one transaction."""

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from contracts.base import AccountId
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind, DirectoryRow
from platform_bridge.app.changes import emit_changes
from platform_bridge.app.ports import Rows
from platform_bridge.domain.kinds import KINDS, Target
from service_kit.errors import DataError
from service_kit.outbox import Outbox, Unit
from service_kit.problems import Problem

R = TypeVar("R", bound=Row)
T = TypeVar("T")

Records = Callable[[SnapshotKind], Rows[Any]]

Fields = Mapping[str, Any]
"""Validated values of a row's fields."""


class Page:
    """The records of one account inside one transaction."""

    def __init__(self, account: AccountId, unit: Unit, records: Records, now: dt.datetime) -> None:
        self.account = account
        self.unit = unit
        self.now = now
        self._records = records

    async def find(self, kind: SnapshotKind, ref: str) -> Any:
        """The record, None when there is none or it is deleted."""
        row = await self._records(kind).get(self.account, ref, self.unit.session)
        return None if row is None or row.deleted else row

    async def found(self, kind: SnapshotKind, ref: str, expected: int | None = None) -> Any:
        """The record; DataError `…_unknown`, Problem 412 `record_changed` when it is not of the expected version."""
        row = await self.find(kind, ref)
        if row is None:
            raise DataError(KINDS[kind].unknown)
        if expected is not None and row.sequence != expected:
            raise Problem(412, "record_changed")
        return row

    async def some(self, kind: SnapshotKind, refs: Iterable[str]) -> dict[str, Any]:
        """Those of `refs` that exist and are not deleted."""
        return {ref: row for ref, row in (await self.stored(kind, refs)).items() if not row.deleted}

    async def stored(self, kind: SnapshotKind, refs: Iterable[str]) -> dict[str, Any]:
        """Those of `refs` that exist, deleted ones too."""
        wanted = list(refs)
        return await self._records(kind).some(self.account, wanted, self.unit.session) if wanted else {}

    async def buried(self, kind: SnapshotKind, ref: str) -> int:
        """Version that a record of this ref had when it was deleted, 0 when there was none."""
        row = await self._records(kind).get(self.account, ref, self.unit.session)
        return row.sequence if row is not None else 0

    async def check(self, kind: SnapshotKind, fields: Fields) -> None:
        """Whether the account has what the fields name; DataError `…_unknown` with the field."""
        for field, target in KINDS[kind].refs.items():
            if (ref := fields.get(field)) is not None:
                await self.check_ref(target, ref, field)

    async def check_ref(self, target: Target, ref: str, field: str) -> None:
        """Whether the account has the record; DataError `…_unknown` with the field."""
        kind = SnapshotKind.DIRECTORIES if isinstance(target, DirectoryKind) else target
        row = await self.find(kind, ref)
        if row is None or (isinstance(row, DirectoryRow) and row.kind != target):
            raise DataError(KINDS[kind].unknown, field=field)

    async def keep(self, kind: SnapshotKind, *rows: R) -> Sequence[R]:
        """Store the next versions of the rows and tell everybody."""
        kept = [row.model_copy(update={"sequence": row.sequence + 1, "updated_at": self.now}) for row in rows]
        await self._records(kind).save(self.account, kept, self.unit.session)
        self.tell(kind, kept)
        return kept

    def tell(self, kind: SnapshotKind, rows: Sequence[Row]) -> None:
        """Tell everybody about rows that are stored already."""
        emit_changes(self.unit, self.account, kind, rows, self.now)


class Ledger:
    """Opens pages: each is one transaction, and its body may run more than once."""

    def __init__(self, records: Records, outbox: Outbox, clock: Callable[[], dt.datetime]) -> None:
        self._records = records
        self._outbox = outbox
        self._clock = clock

    async def write(self, account: AccountId, body: Callable[[Page], Awaitable[T]]) -> T:
        """Run `body(page)` in a transaction."""

        async def in_unit(unit: Unit) -> T:
            return await body(Page(account, unit, self._records, self._clock()))

        return await self._outbox.transact(in_unit)
