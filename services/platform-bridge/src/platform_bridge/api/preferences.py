"""What the caller has set up for himself."""

import json
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import AfterValidator, JsonValue, RootModel

from platform_bridge.app.preferences import KeepPreferences
from service_kit.parameters import Employee

Name = Annotated[str, Path(pattern="^[a-z-]{1,40}$")]


def _finite(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse NaN and Infinity, which Python reads as JSON and browsers do not; raises ValueError."""
    json.dumps(value, allow_nan=False)
    return value


class Preference(RootModel[Annotated[dict[str, JsonValue], AfterValidator(_finite)]]):
    """Whatever a client keeps under a name."""


def preferences_router(preferences: KeepPreferences) -> APIRouter:
    """Every employee reads and changes his own."""
    router = APIRouter(prefix="/v1/me/preferences", tags=["session"])

    @router.get("/{name}")
    async def show(caller: Employee, name: Name) -> Preference:
        return Preference(await preferences.get(caller.account, caller.user, name))

    @router.put("/{name}")
    async def change(caller: Employee, name: Name, value: Preference) -> Preference:
        await preferences.put(caller.account, caller.user, name, value.root)
        return value

    return router
