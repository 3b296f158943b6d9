"""Kill switch of each outside system: what is off is not called by any replica after two seconds."""

import datetime as dt
import time
from typing import Final

import structlog

from service_kit.errors import Postponed
from service_kit.mongo import Document, Mongo, is_outage

READ_EVERY: Final = 1.0
TRY_AGAIN: Final = 60.0

log = structlog.get_logger("switches")


class Switches:
    """{_id: system, enabled, reason, by, at} of one service, for all accounts; what has no document is on."""

    COLLECTION = "systems"

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo[self.COLLECTION]
        self._off: dict[str, str] = {}
        self._read = float("-inf")

    async def require(self, system: str) -> None:
        """Postponed `system_switched_off` with the operator's reason; what was known last counts without database."""
        if time.monotonic() - self._read > READ_EVERY:
            self._read = time.monotonic()
            try:
                rows = await self._rows.find({"enabled": False}).to_list(None)
                self._off = {row["_id"]: row["reason"] for row in rows}
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("switches not read", error=type(error).__name__)
        if system in self._off:
            raise Postponed("system_switched_off", retry_after=TRY_AGAIN, system=system, reason=self._off[system])

    async def get(self, system: str) -> Document:
        """Its document, made up when there is none."""
        found: Document | None = await self._rows.find_one({"_id": system})
        return found or {"_id": system, "enabled": True, "reason": "", "by": None, "at": None}

    async def set(self, system: str, enabled: bool, reason: str, by: str, at: dt.datetime) -> None:
        """Switch it."""
        values = {"enabled": enabled, "reason": reason, "by": by, "at": at}
        await self._rows.update_one({"_id": system}, {"$set": values}, upsert=True)
        log.warning("outside system switched", system=system, enabled=enabled)
