"""API of connections and of the forms that make them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.base import AccountId
from service_kit.connections.checks import Checks
from service_kit.connections.integration import Integration, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.connections_api.answers import CheckAnswer, ChoiceAnswer, ConnectionAnswer, FormAnswer
from service_kit.connections_api.notes import notes_router
from service_kit.connections_api.showing import Shown
from service_kit.paging import Items
from service_kit.parameters import Employee, IfMatch, Owner, version_of
from service_kit.problems import NotFound
from service_kit.runs.store import Runs
from service_kit.texts import Texts


class ConnectionInput(BaseModel):
    """«Наименование», «Подключен/Отключен» and the settings of the integration's form."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    enabled: bool = True
    config: dict[str, Any] = Field(default_factory=dict)


class NewConnection(ConnectionInput):
    """A connection to be made."""

    integration: str


class UnsavedSettings(BaseModel):
    """Settings to be checked before they are saved; those of an edited connection keep its stored secrets."""

    model_config = ConfigDict(extra="forbid")

    config: dict[str, Any]
    connection: str | None = None


def connections_router(connections: Connections, integrations: Integrations, runs: Runs, texts: Texts) -> APIRouter:
    """Routes of connections; settings are judged by the integration's model, and their version is the ETag."""
    router = APIRouter(tags=["connections"])
    shown = Shown(connections, runs, texts)
    router.include_router(forms_router(integrations))
    router.include_router(checks_router(connections, Checks(connections, integrations, texts)))
    router.include_router(notes_router(connections, integrations, runs, shown))

    async def answer(connection: Connection, response: Response) -> dict[str, Any]:
        response.headers["ETag"] = f'"{connection.revision}"'
        return await shown.one(connection)

    @router.get("/v1/connections", response_model=Items[ConnectionAnswer])
    async def find(caller: Employee, integration: str | None = None) -> dict[str, Any]:
        return {"items": await shown.many(await connections.find(caller.account, integration))}

    @router.post("/v1/connections", status_code=201, response_model=ConnectionAnswer)
    async def create(caller: Owner, given: NewConnection, response: Response) -> dict[str, Any]:
        made = await connections.create(
            caller.account, given.integration, given.name, given.enabled, given.config, by=caller.user
        )
        response.headers["Location"] = f"/v1/connections/{made.id}"
        return await answer(made, response)

    @router.get("/v1/connections/{connection}", response_model=ConnectionAnswer)
    async def one(caller: Employee, connection: str, response: Response) -> dict[str, Any]:
        return await answer(await connections.get(caller.account, connection), response)

    @router.put("/v1/connections/{connection}", response_model=ConnectionAnswer)
    async def change(
        caller: Owner, connection: str, given: ConnectionInput, response: Response, if_match: IfMatch = None
    ) -> dict[str, Any]:
        changed = await connections.change(
            caller.account,
            connection,
            given.name,
            given.enabled,
            given.config,
            by=caller.user,
            revision=version_of(if_match, "changed_meanwhile"),
        )
        return await answer(changed, response)

    @router.post("/v1/connections/{connection}/history/{version}/restore", response_model=ConnectionAnswer)
    async def restore(caller: Owner, connection: str, version: int, response: Response) -> dict[str, Any]:
        restored = await connections.restore(caller.account, connection, version, by=caller.user)
        return await answer(restored, response)

    @router.delete("/v1/connections/{connection}", status_code=204)
    async def delete(caller: Owner, connection: str) -> None:
        await connections.delete(caller.account, connection)

    return router


def forms_router(integrations: Integrations) -> APIRouter:
    """What the form of an integration is drawn from."""
    router = APIRouter()

    @router.get("/v1/integrations/{slug}/form", response_model=FormAnswer)
    async def form(_: Employee, slug: str) -> dict[str, Any]:
        return _form(integrations.get(slug))

    @router.get("/v1/integrations/{slug}/lists/{name}", response_model=Items[ChoiceAnswer])
    async def choices(
        caller: Employee, slug: str, name: str, q: Annotated[str, Query(max_length=100)] = ""
    ) -> dict[str, Any]:
        lists = integrations.get(slug).lists
        if name not in lists:
            raise NotFound("list_unknown", name=name)
        found = await lists[name](caller.account, q)
        return {"items": [{"value": choice.value, "label": choice.label} for choice in found]}

    return router


def checks_router(connections: Connections, checks: Checks) -> APIRouter:
    """«Проверить подключение»: {ok, cause}."""
    router = APIRouter()

    @router.post("/v1/integrations/{slug}/check", response_model=CheckAnswer)
    async def check_unsaved(caller: Owner, slug: str, given: UnsavedSettings) -> dict[str, Any]:
        edited = await _edited(connections, caller.account, slug, given.connection)
        return await checks.unsaved(caller.account, slug, given.config, edited)

    @router.post("/v1/connections/{connection}/check", response_model=CheckAnswer)
    async def check_saved(caller: Employee, connection: str) -> dict[str, Any]:
        return await checks.saved(await connections.get(caller.account, connection))

    return router


def _form(integration: Integration) -> dict[str, Any]:
    kinds = {name: sorted(getattr(integration, name)) for name in ("by_hand", "dry_runs", "repeatable")}
    return {
        "title": integration.manifest.title,
        "schema": integration.config_model.model_json_schema(),
        "values": integration.config_model.model_construct().model_dump(mode="json"),
        **kinds,
        "uploads": integration.check_upload is not None,
        "multiple": integration.manifest.multiple,
        "checkable": integration.check is not None,
    }


async def _edited(connections: Connections, account: AccountId, slug: str, connection: str | None) -> Connection | None:
    if connection is None:
        return None
    found = await connections.get(account, connection)
    if found.integration != slug:
        raise NotFound("connection_unknown")
    return found
