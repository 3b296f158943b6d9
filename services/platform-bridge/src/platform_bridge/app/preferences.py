"""What a user has set up for himself, such as the columns of a table: small values by name, the last one counts."""

import json
from collections.abc import Mapping
from typing import Any, Final, Protocol

from contracts.base import AccountId
from service_kit.errors import DataError

LIMIT: Final = 4096
"""Bytes of one value as JSON."""
NAMES: Final = 20
"""Values that a user may have."""


class Preferences(Protocol):
    """Values of users as JSON texts."""

    async def get(self, account: AccountId, user: str, name: str) -> str | None:
        """The user's value, None when he has set none."""
        ...

    async def others(self, account: AccountId, user: str, name: str) -> int:
        """How many values of other names the user has."""
        ...

    async def put(self, account: AccountId, user: str, name: str, text: str) -> None:
        """Keep the value in place of an earlier one."""
        ...


class KeepPreferences:
    """Every user sees and changes his own values alone."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    async def get(self, account: AccountId, user: str, name: str) -> dict[str, Any]:
        """The value, empty when the user has set none."""
        text = await self._preferences.get(account, user, name)
        value: dict[str, Any] = json.loads(text) if text else {}
        return value

    async def put(self, account: AccountId, user: str, name: str, value: Mapping[str, Any]) -> None:
        """Keep the value; DataError `preference_too_large`, `preferences_too_many`."""
        text = json.dumps(value, ensure_ascii=False)
        if len(text.encode()) > LIMIT:
            raise DataError("preference_too_large", limit=LIMIT // 1024)
        if await self._preferences.others(account, user, name) >= NAMES:
            raise DataError("preferences_too_many", limit=NAMES)
        await self._preferences.put(account, user, name, text)
