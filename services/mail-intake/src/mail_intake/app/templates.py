"""Own templates of a connection; each change is a new version of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from contracts.base import AccountId, ConnectionId


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A template as its owner wrote it; `version` counts from 1."""

    id: str
    name: str
    text: str
    version: int
    updated_at: dt.datetime
    updated_by: str


class Templates(Protocol):
    """Templates of connections, in the order of their making. Those of another connection do not exist."""

    async def all(self, account: AccountId, connection: ConnectionId) -> Sequence[StoredTemplate]:
        """Those of a connection."""

    async def add(
        self, account: AccountId, connection: ConnectionId, name: str, text: str, *, by: str
    ) -> StoredTemplate:
        """Store a new one; Problem 409 `templates_too_many` when there are 20."""

    async def change(
        self, account: AccountId, connection: ConnectionId, template: StoredTemplate, *, by: str
    ) -> StoredTemplate:
        """Store it as the version behind `template.version`; NotFound `template_unknown`, Problem 409
        `template_changed_meanwhile` when it is not the last one any more.
        """

    async def remove(self, account: AccountId, connection: ConnectionId, template: str) -> None:
        """Delete it; NotFound `template_unknown`."""
