"""API of runs: follow a run, read its report, end it."""

from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.paging import Items, NumberedPage, Page, following
from service_kit.parameters import Employee, Limit
from service_kit.runs.answers import RowAnswer, RunAnswer, RunFileAnswer
from service_kit.runs.model import Result, RowState
from service_kit.runs.report import Reports
from service_kit.runs.rows import rows_wanted
from service_kit.runs.showing import shown_row, shown_run
from service_kit.runs.starting import starting_router
from service_kit.runs.store import Runs
from service_kit.texts import Texts


class RowSort(StrEnum):
    """The order of rows: as they stand in their source, or the largest change of a price first."""

    NUMBER = "number"
    CHANGE = "change"


def runs_router(
    runs: Runs, connections: Connections, integrations: Integrations, files: Files, texts: Texts
) -> APIRouter:
    """Routes of runs; the account always comes from the token."""
    router = APIRouter(tags=["runs"])
    router.include_router(starting_router(runs, connections, integrations, files, texts))
    router.include_router(rows_router(runs, Reports(runs, files, texts), texts))

    @router.get("/v1/connections/{connection}/runs", response_model=Page[RunAnswer])
    async def of_connection(
        caller: Employee, connection: str, cursor: str | None = None, limit: Limit = 50
    ) -> dict[str, Any]:
        await connections.get(caller.account, connection)
        found = await runs.find(caller.account, connection, cursor, limit)
        return {"items": [shown_run(run, texts) for run in found], "next": following(found, limit, "_id")}

    @router.get("/v1/runs", response_model=Items[RunAnswer])
    async def going(caller: Employee, limit: Limit = 50) -> dict[str, Any]:
        """Runs that are not over, newest first; the journal has those that are."""
        return {"items": [shown_run(run, texts) for run in await runs.open_runs(caller.account, limit)]}

    @router.get("/v1/runs/{run}", response_model=RunAnswer)
    async def one(caller: Employee, run: str) -> dict[str, Any]:
        return shown_run(await runs.get(caller.account, run), texts)

    @router.post("/v1/runs/{run}/cancel", response_model=RunAnswer)
    async def cancel(caller: Employee, run: str) -> dict[str, Any]:
        await runs.cancel(caller.account, run)
        return shown_run(await runs.get(caller.account, run), texts)

    @router.get("/v1/runs/{run}/files", response_model=Items[RunFileAnswer])
    async def run_files(caller: Employee, run: str) -> dict[str, Any]:
        found = await runs.get(caller.account, run)
        made = [(made["kind"], made["file"]) for made in found.get("files", [])]
        kept = [("source", found["file"]), *made, ("rows", found.get("rest_file"))]
        return {"items": [{"kind": kind, "url": files.link(caller.account, file)} for kind, file in kept if file]}

    return router


def rows_router(runs: Runs, reports: Reports, texts: Texts) -> APIRouter:
    """The report of a run: its rows page by page, and all of them as a spreadsheet."""
    router = APIRouter()

    @router.get("/v1/runs/{run}/rows", response_model=NumberedPage[RowAnswer])
    async def rows(
        caller: Employee,
        run: str,
        *,
        result: Result | None = None,
        state: RowState | None = None,
        gone: bool | None = None,
        sort: RowSort = RowSort.NUMBER,
        cursor: int = -1,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        """Rows kept for the table; `sort=change` gives those whose price changes most first, for a price list."""
        await runs.get(caller.account, run)
        if sort is RowSort.NUMBER:
            found = await runs.rows(caller.account, run, result, cursor, limit, state=state, gone=gone)
            after = following(found, limit, "number")
        else:
            seen = max(cursor, 0)
            found = await runs.rows_by_change(rows_wanted(caller.account, run, result, state, gone), seen, limit)
            after = seen + limit if len(found) == limit else None
        return {"items": [shown_row(row, texts) for row in found], "next": after}

    @router.get("/v1/runs/{run}/rows.xlsx", response_class=StreamingResponse)
    async def spreadsheet(
        caller: Employee, run: str, result: Result | None = None, state: RowState | None = None
    ) -> StreamingResponse:
        return await reports.answer(caller.account, run, result, state)

    return router
