"""`GET /v1/live`: the one live stream of a console tab."""

from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.responses import Response

from journal.api.stream import LiveStream
from journal.app.hub import Hub
from journal.app.tail import Tail
from service_kit.parameters import Employee

EventId = Annotated[str | None, Header(alias="Last-Event-ID", max_length=64)]
EventIdInQuery = Annotated[str | None, Query(max_length=64)]
CONTENT = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}, "description": "Server-sent events"}}


def live_router(hub: Hub, tail: Tail) -> APIRouter:
    """The one route."""
    router = APIRouter(prefix="/v1", tags=["live"])

    @router.get("/live", response_class=Response, responses=CONTENT)  # type: ignore[arg-type]  # narrower than declared
    async def live(caller: Employee, last: EventId = None, last_event_id: EventIdInQuery = None) -> Response:
        """`run.progress`, `run.finished`, `connection.changed`, `attention.changed` {count}; `resync` = read it anew.

        An event may come twice after a resume: its id is the same then. `run.progress` is not repeated.
        """
        return LiveStream(hub, tail, caller, last or last_event_id)

    return router
