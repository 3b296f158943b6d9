"""API of what is kept about a connection: versions of its settings, remarks, and the archive for support."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.connections_api.answers import CommentAnswer, SettingsVersion
from service_kit.connections_api.diagnostics import diagnostics
from service_kit.connections_api.showing import Shown
from service_kit.paging import NumberedPage, Page, following
from service_kit.parameters import Employee, Limit
from service_kit.runs.store import Runs


class NewComment(BaseModel):
    """A remark to be written down."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    text: str = Field(min_length=1, max_length=2000)


class ZipResponse(Response):
    """An archive."""

    media_type = "application/zip"


def notes_router(connections: Connections, integrations: Integrations, runs: Runs, shown: Shown) -> APIRouter:
    """Routes of history, comments and diagnostics."""
    router = APIRouter()

    @router.get("/v1/connections/{connection}/history", response_model=NumberedPage[SettingsVersion])
    async def history(
        caller: Employee, connection: str, cursor: int | None = None, limit: Limit = 50
    ) -> dict[str, Any]:
        found = await connections.get(caller.account, connection)
        rows = await connections.history.find(caller.account, connection, cursor, limit)
        return {"items": [shown.version(found, row) for row in rows], "next": following(rows, limit, "revision")}

    @router.get("/v1/connections/{connection}/comments", response_model=Page[CommentAnswer])
    async def comments(
        caller: Employee, connection: str, cursor: str | None = None, limit: Limit = 50
    ) -> dict[str, Any]:
        await connections.get(caller.account, connection)
        rows = await connections.comments.find(caller.account, connection, cursor, limit)
        return {"items": [shown.comment(row) for row in rows], "next": following(rows, limit, "_id")}

    @router.post("/v1/connections/{connection}/comments", status_code=201, response_model=CommentAnswer)
    async def comment(caller: Employee, connection: str, given: NewComment) -> dict[str, Any]:
        await connections.get(caller.account, connection)
        return shown.comment(await connections.comments.add(caller.account, connection, caller.user, given.text))

    @router.get("/v1/connections/{connection}/diagnostics", response_class=ZipResponse)
    async def archive(caller: Employee, connection: str) -> Response:
        found = await connections.get(caller.account, connection)
        made = await diagnostics(found, integrations.get(found.integration), connections.configs, runs)
        headers = {"Content-Disposition": f'attachment; filename="diagnostics-{found.id}.zip"'}
        return ZipResponse(made, headers=headers)

    return router
