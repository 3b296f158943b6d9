"""Accounts, the records they begin with, and their users."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contracts.base import AccountId
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from platform_bridge.app.changes import emit_changes
from platform_bridge.app.passwords import hash_password
from platform_bridge.app.ports import Rows, User, Users
from service_kit.ids import new_id
from service_kit.outbox import Outbox, Unit

_PACK = 500


class OpenAccount:
    """Make an account with its first records. Done again it only adds what is missing."""

    def __init__(
        self,
        users: Users,
        records: Callable[[SnapshotKind], Rows[Any]],
        outbox: Outbox,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self._users = users
        self._records = records
        self._outbox = outbox
        self._clock = clock

    async def open(self, account: AccountId, name: str, rows: Mapping[SnapshotKind, Sequence[Row]]) -> None:
        """Store and announce `rows`, then the account itself: one that exists is whole, and nothing is done."""
        if await self._users.account_name(account) is not None:
            return
        for kind, records in rows.items():
            for start in range(0, len(records), _PACK):
                await self._store(account, kind, records[start : start + _PACK])

        async def finish(unit: Unit) -> None:
            await self._users.add_account(account, name, unit.session)

        await self._outbox.transact(finish)

    async def add_user(self, account: AccountId, login: str, password: str, name: str, roles: tuple[str, ...]) -> bool:
        """Let somebody log in; false when the login belongs to any account already."""
        digest = await asyncio.to_thread(hash_password, password)
        user = User(new_id(), account, login.strip().lower(), name, digest, roles)

        async def body(unit: Unit) -> bool:
            return await self._users.add(account, user, unit.session)

        return await self._outbox.transact(body)

    async def _store(self, account: AccountId, kind: SnapshotKind, rows: Sequence[Row]) -> None:
        async def body(unit: Unit) -> None:
            await self._records(kind).save(account, rows, unit.session)
            emit_changes(unit, account, kind, rows, self._clock())

        await self._outbox.transact(body)
