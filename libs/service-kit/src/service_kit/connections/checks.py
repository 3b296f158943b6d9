"""Checks of settings against the outside system, saved or not."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from contracts.base import AccountId
from service_kit.connections.integration import Check, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.errors import BizError, ConfigError, TransientError
from service_kit.problems import Problem
from service_kit.texts import Texts

CHECK_SECONDS: Final = 50.0
"""Somebody waits before the form; an exchange may be more patient with the outside system."""


class Checks:
    """Asks the integration and tells {ok, cause}."""

    def __init__(self, connections: Connections, integrations: Integrations, texts: Texts) -> None:
        self._connections = connections
        self._integrations = integrations
        self._texts = texts

    async def unsaved(
        self, account: AccountId, slug: str, given: Mapping[str, Any], edited: Connection | None
    ) -> dict[str, Any]:
        """Check settings of the form, with the secrets that the edited connection keeps; nothing is stored."""
        check = self._check(slug)
        settings = await self._connections.configs.judged(
            account, edited.id if edited else "", slug, given, edited.config if edited else {}
        )
        return self._told(await _failure(check, account, settings))

    async def saved(self, connection: Connection) -> dict[str, Any]:
        """Check a connection: a good one clears its health, settings that do not work call for their owner."""
        check = self._check(connection.integration)
        try:
            failure = await _failure(check, connection.account, await self._connections.opened(connection))
        except ConfigError as error:
            failure = error
        if failure is None:
            await self._connections.recovered(connection)
        elif isinstance(failure, ConfigError):
            await self._connections.attention(connection, failure.key, failure.details)
        return self._told(failure)

    def _check(self, slug: str) -> Check:
        check = self._integrations.get(slug).check
        if check is None:
            raise Problem(409, "check_not_supported")
        return check

    def _told(self, failure: BizError | None) -> dict[str, Any]:
        cause = self._texts.cause(failure.key, failure.details) if failure else None
        return {"ok": failure is None, "cause": cause.model_dump() if cause else None}


async def _failure(check: Check, account: AccountId, settings: Any) -> BizError | None:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check(account, settings)
    except (ConfigError, TransientError) as error:
        return error
    except TimeoutError:
        return TransientError("check_not_answered")
    return None
