"""Word from a shop that its orders have changed: never believed, only a reason to ask the shop at once."""

import datetime as dt
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote

import structlog

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import ConnectionChanged, Health, RunKind
from service_kit.connections.store import Connection, Connections
from service_kit.errors import ConfigError, DataError
from service_kit.problems import NotFound
from service_kit.runs.store import Runs

AFTER: Final = dt.timedelta(seconds=10)
"""How long a hint is left to bring others with it: a shop that changes many orders speaks of each."""

log = structlog.get_logger("hints")


@dataclass(frozen=True, slots=True)
class HookAddresses:
    """Where a shop sends word for a connection; `public_url` is the gateway as the internet sees it, "" = nowhere.

    The key of an address follows from `secret`, so that nothing is stored and a wrong one costs no look-up. It stands
    in the query, which no log keeps.
    """

    public_url: str
    secret: bytes

    def place(self, integration: str, account: AccountId, connection: ConnectionId) -> str:
        """The address without its key: by it the shop's own list is searched."""
        path = f"hooks/shop-sync/{integration}/{quote(account, safe='')}/{quote(connection, safe='')}"
        return f"{self.public_url.rstrip('/')}/{path}"

    def whole(self, integration: str, account: AccountId, connection: ConnectionId) -> str:
        """The address with its key."""
        return f"{self.place(integration, account, connection)}?key={self._key(integration, account, connection)}"

    def opens(self, key: str, integration: str, account: str, connection: str) -> bool:
        """Whether this is the key; takes as long for every wrong one."""
        return hmac.compare_digest(key.encode(), self._key(integration, account, connection).encode())

    def _key(self, *named: str) -> str:
        return hmac.digest(self.secret, "\0".join(("hook", *named)).encode(), "sha256").hex()[:40]


class ShopHooks(Protocol):
    """A shop that sends word of changes of its orders."""

    async def keep(self, connection: Connection, place: str, address: str | None) -> None:
        """Make `address` the only one of those that begin with `place`; None: no one."""


class OrderHints:
    """Queues an import for a hint, and sees to it that shops know where to send theirs."""

    def __init__(
        self, *, runs: Runs, connections: Connections, addresses: HookAddresses, hooks: Mapping[str, ShopHooks]
    ) -> None:
        self._runs = runs
        self._connections = connections
        self._addresses = addresses
        self._hooks = hooks

    async def take(self, integration: str, account: str, connection: str, key: str) -> None:
        """Have the orders of the connection asked for soon; NotFound when the address was never given out.

        What is paused stays so, without a word to the shop.
        """
        if integration not in self._hooks or not self._addresses.opens(key, integration, account, connection):
            raise NotFound
        found = await self._connections.get(AccountId(account), connection)
        if found.enabled and found.health is not Health.NEEDS_ATTENTION:
            await self._runs.hint(found, RunKind.IMPORT_ORDERS, AFTER)

    async def keep(self, event: ConnectionChanged) -> None:
        """Register the address with the shop of a connection that works, remove it when it is switched off or deleted.

        TransientError: try again. A shop that refuses is left alone: orders come by the schedule too. So is one whose
        connection has changed since: word of that comes too, or came already.
        """
        data = event.data
        hooks = self._hooks.get(data.integration)
        if hooks is None or not self._addresses.public_url or not (_works(event) or _is_over(event)):
            return
        connection = await self._unchanged(event)
        if connection is None:
            return
        named = (data.integration, event.account, data.connection)
        address = self._addresses.whole(*named) if _works(event) else None
        try:
            await hooks.keep(connection, self._addresses.place(*named), address)
        except (ConfigError, DataError) as error:
            log.warning("no word from the shop", account=event.account, connection=data.connection, reason=error.key)

    async def _unchanged(self, event: ConnectionChanged) -> Connection | None:
        """The connection, if it is as the event tells."""
        deleted = event.data.health is Health.DELETED
        try:
            found = await (self._connections.deleted if deleted else self._connections.get)(
                event.account, event.data.connection
            )
        except NotFound:
            return None
        return found if found.version == event.sequence else None


def _works(event: ConnectionChanged) -> bool:
    return event.data.enabled and event.data.health is Health.OK


def _is_over(event: ConnectionChanged) -> bool:
    return not event.data.enabled or event.data.health is Health.DELETED
