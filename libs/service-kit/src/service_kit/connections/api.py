"""API of connections and of the forms that make them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service_kit.auth import Principal, allow
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.problems import NotFound, Problem, field_errors

User = Annotated[Principal, Depends(allow("owner", "manager"))]
Owner = Annotated[Principal, Depends(allow("owner"))]


class ConnectionInput(BaseModel):
    """«Наименование», «Подключен/Отключен» and the settings of the integration's form."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    enabled: bool = True
    config: dict[str, Any] = Field(default_factory=dict)


class NewConnection(ConnectionInput):
    """A connection to be made."""

    integration: str


def connections_router(connections: Connections, integrations: Integrations) -> APIRouter:
    """Routes of connections; settings are judged by the integration's model."""
    router = APIRouter(tags=["connections"])

    @router.get("/v1/integrations/{slug}/form")
    async def form(_: User, slug: str) -> dict[str, Any]:
        integration = integrations.get(slug)
        defaults = integration.config_model.model_construct().model_dump(mode="json")
        return {"schema": integration.config_model.model_json_schema(), "values": defaults}

    @router.get("/v1/integrations/{slug}/lists/{name}")
    async def choices(
        caller: User, slug: str, name: str, q: Annotated[str, Query(max_length=100)] = ""
    ) -> dict[str, Any]:
        lists = integrations.get(slug).lists
        if name not in lists:
            raise NotFound("list_unknown", name=name)
        found = await lists[name](caller.account, q)
        return {"items": [{"value": choice.value, "label": choice.label} for choice in found]}

    @router.get("/v1/connections")
    async def find(caller: User, integration: str | None = None) -> dict[str, Any]:
        found = await connections.find(caller.account, integration)
        return {"items": [_shown(connection) for connection in found]}

    @router.post("/v1/connections", status_code=201)
    async def create(caller: Owner, given: NewConnection, response: Response) -> dict[str, Any]:
        config = _judged(integrations, given.integration, given.config)
        made = await connections.create(caller.account, given.integration, given.name, given.enabled, config)
        response.headers["Location"] = f"/v1/connections/{made.id}"
        return _shown(made)

    @router.get("/v1/connections/{connection}")
    async def one(caller: User, connection: str) -> dict[str, Any]:
        return _shown(await connections.get(caller.account, connection))

    @router.put("/v1/connections/{connection}")
    async def change(caller: Owner, connection: str, given: ConnectionInput) -> dict[str, Any]:
        before = await connections.get(caller.account, connection)
        config = _judged(integrations, before.integration, given.config)
        return _shown(await connections.change(caller.account, connection, given.name, given.enabled, config))

    @router.delete("/v1/connections/{connection}", status_code=204)
    async def delete(caller: Owner, connection: str) -> None:
        await connections.delete(caller.account, connection)

    return router


def _judged(integrations: Integrations, slug: str, config: dict[str, Any]) -> dict[str, Any]:
    try:
        return integrations.get(slug).config_model.model_validate(config).model_dump(mode="json")
    except ValidationError as error:
        errors = field_errors({**item, "loc": ("config", *item["loc"])} for item in error.errors())
        raise Problem(422, "invalid_input", errors) from error


def _shown(connection: Connection) -> dict[str, Any]:
    return connection.model_dump(mode="json", exclude={"account"})
