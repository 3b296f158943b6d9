"""Add, change and delete records that stand for themselves; the others hear of it by …Changed."""

from typing import Any

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind, DirectoryRow
from platform_bridge.app.ledger import Fields, Ledger, Page
from platform_bridge.domain.kinds import KINDS, tombstone
from service_kit.errors import DataError
from service_kit.ids import new_id


class ChangeRecords:
    """DataError `…_unknown` for what the account has not; Problem 412 `record_changed` for a version that is passed."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def add(self, account: AccountId, kind: SnapshotKind, fields: Fields) -> Any:
        """Make a record."""

        async def body(page: Page) -> Row:
            await page.check(kind, fields)
            shape = KINDS[kind]
            born = {"created_at": page.now} if "created_at" in shape.model.model_fields else {}
            row = shape.model.model_validate({"ref": new_id(), "sequence": 0, **born, **fields})
            finished: Row = shape.finished(row)
            (kept,) = await page.keep(kind, finished)
            return kept

        return await self._ledger.write(account, body)

    async def change(
        self, account: AccountId, kind: SnapshotKind, ref: str, fields: Fields, expected: int | None = None
    ) -> Any:
        """Set fields of a record; the others stay."""

        async def body(page: Page) -> Row:
            old = await page.found(kind, ref, expected)
            await page.check(kind, fields)
            row = type(old).model_validate({**old.model_dump(), **fields})
            finished: Row = KINDS[kind].finished(row)
            (kept,) = await page.keep(kind, finished)
            return kept

        return await self._ledger.write(account, body)

    async def delete(self, account: AccountId, kind: SnapshotKind, ref: str, expected: int | None = None) -> None:
        """Leave nothing of a record but its identity."""

        async def body(page: Page) -> None:
            await page.keep(kind, tombstone(kind, await page.found(kind, ref, expected)))

        await self._ledger.write(account, body)

    async def set_entry(self, account: AccountId, kind: DirectoryKind, ref: str, fields: Fields) -> DirectoryRow:
        """Write an entry of a directory, a new one if there is none; refs are single over all directories."""

        async def body(page: Page) -> DirectoryRow:
            old: DirectoryRow | None = await page.find(SnapshotKind.DIRECTORIES, ref)
            if old is not None and old.kind != kind:
                raise DataError("entry_unknown", field="ref")
            await page.check(SnapshotKind.DIRECTORIES, fields)
            if fields.get("parent_ref") == ref:
                raise DataError("group_in_itself")
            sequence = await page.buried(SnapshotKind.DIRECTORIES, ref)
            accounts = old.accounts if old else ()
            row = DirectoryRow(ref=Ref(ref), sequence=sequence, kind=kind, accounts=accounts, **fields)
            (kept,) = await page.keep(SnapshotKind.DIRECTORIES, row)
            return kept

        return await self._ledger.write(account, body)

    async def delete_entry(self, account: AccountId, kind: DirectoryKind, ref: str) -> None:
        """Delete an entry of a directory; records that name it keep its ref."""

        async def body(page: Page) -> None:
            row: DirectoryRow = await page.found(SnapshotKind.DIRECTORIES, ref)
            if row.kind != kind:
                raise DataError("entry_unknown", field="ref")
            await page.keep(SnapshotKind.DIRECTORIES, tombstone(SnapshotKind.DIRECTORIES, row))

        await self._ledger.write(account, body)
