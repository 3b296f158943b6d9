"""API of the kill switches of outside systems, for operators."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from service_kit.http.switches import Switches
from service_kit.ids import utc_now
from service_kit.mongo import Document
from service_kit.paging import Items
from service_kit.parameters import Operator
from service_kit.problems import NotFound, Problem


class SwitchInput(BaseModel):
    """On, or off with the reason that users are shown."""

    model_config = ConfigDict(extra="forbid")

    enabled: bool
    reason: str = Field("", max_length=500)


class SystemSwitch(BaseModel):
    """Whether an outside system may be called; who said so and when, if anybody ever did."""

    name: str
    enabled: bool
    reason: str
    by: str | None
    at: dt.datetime | None


def switches_router(switches: Switches, systems: Collection[str]) -> APIRouter:
    """Routes of the switches of `systems`."""
    router = APIRouter(tags=["systems"])

    @router.get("/v1/systems", response_model=Items[SystemSwitch])
    async def every(_: Operator) -> dict[str, Any]:
        return {"items": [_shown(await switches.get(system)) for system in sorted(systems)]}

    @router.get("/v1/systems/{name}", response_model=SystemSwitch)
    async def one(_: Operator, name: str) -> dict[str, Any]:
        return _shown(await switches.get(_known(name)))

    @router.put("/v1/systems/{name}", response_model=SystemSwitch)
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
