"""Kill switch of each outside system, for operators: what is off is not called by any replica after two seconds."""

import datetime as dt
import time
from collections.abc import Collection
from typing import Annotated, Any, Final

import structlog
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from service_kit.auth import Principal, allow
from service_kit.errors import Postponed
from service_kit.ids import utc_now
from service_kit.mongo import Document, Mongo, is_outage
from service_kit.problems import NotFound, Problem

READ_EVERY: Final = 1.0
TRY_AGAIN: Final = 60.0

Operator = Annotated[Principal, Depends(allow("operator"))]
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


class SwitchInput(BaseModel):
    """On, or off with the reason that users are shown."""

    model_config = ConfigDict(extra="forbid")

    enabled: bool
    reason: str = Field("", max_length=500)


def switches_router(switches: Switches, systems: Collection[str]) -> APIRouter:
    """Routes of the switches of `systems`."""
    router = APIRouter(tags=["systems"])

    @router.get("/v1/systems")
    async def every(_: Operator) -> dict[str, Any]:
        return {"items": [_shown(await switches.get(system)) for system in sorted(systems)]}

    @router.get("/v1/systems/{name}")
    async def one(_: Operator, name: str) -> dict[str, Any]:
        return _shown(await switches.get(_known(name)))

    @router.put("/v1/systems/{name}")
    async def switch(caller: Operator, name: str, given: SwitchInput) -> dict[str, Any]:
        if not (given.enabled or given.reason.strip()):
            raise Problem(422, "switch_without_reason")
        await switches.set(_known(name), given.enabled, given.reason.strip(), caller.user, utc_now())
        return _shown(await switches.get(name))

    def _known(name: str) -> str:
        if name not in systems:
            raise NotFound("system_unknown", name=name)
        return name

    return router


def _shown(row: Document) -> dict[str, Any]:
    return {"name": row["_id"], **{name: row[name] for name in ("enabled", "reason", "by", "at")}}
