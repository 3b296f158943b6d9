"""API of runs: upload a file, follow a run, read its report."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.datastructures import UploadFile

from contracts.events.connection import RunKind, RunTrigger
from service_kit.auth import Principal, allow
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.mongo import Document
from service_kit.problems import Problem
from service_kit.runs.model import Phase, Result, RowState
from service_kit.runs.store import Runs
from service_kit.texts import Texts

UPLOADS_LIVE = dt.timedelta(days=30)

User = Annotated[Principal, Depends(allow("owner", "manager"))]
IdempotencyKey = Annotated[str | None, Header(max_length=200)]


def runs_router(
    runs: Runs, connections: Connections, integrations: Integrations, files: Files, texts: Texts
) -> APIRouter:
    """Routes of runs; the account always comes from the token."""
    router = APIRouter(tags=["runs"])

    @router.post("/v1/connections/{connection}/uploads", status_code=202)
    async def upload(
        request: Request, caller: User, connection: str, idempotency_key: IdempotencyKey = None
    ) -> dict[str, Any]:
        found = await connections.get(caller.account, connection)
        if not found.enabled:
            raise Problem(409, "connection_disabled")
        check = integrations.get(found.integration).check_upload
        if check is None:
            raise Problem(409, "upload_not_supported")
        if idempotency_key and (before := await runs.same_request(found, idempotency_key)):
            return shown_run(before, texts)
        async with _form_file(request) as (name, file):
            await asyncio.to_thread(check, file)
            file.seek(0)
            identity = await files.save(
                caller.account, name, file, content_type="application/octet-stream", lives=UPLOADS_LIVE
            )
        run = await runs.queue(
            found,
            RunKind.IMPORT_ORDERS,
            RunTrigger.FILE,
            by=caller.user,
            file=identity,
            file_name=name,
            idempotency_key=idempotency_key,
        )
        return shown_run(run, texts)

    @router.get("/v1/connections/{connection}/runs")
    async def of_connection(
        caller: User, connection: str, cursor: str | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
    ) -> dict[str, Any]:
        await connections.get(caller.account, connection)
        found = await runs.find(caller.account, connection, cursor, limit)
        return {
            "items": [shown_run(run, texts) for run in found],
            "next": found[-1]["_id"] if len(found) == limit else None,
        }

    @router.get("/v1/runs/{run}")
    async def one(caller: User, run: str) -> dict[str, Any]:
        return shown_run(await runs.get(caller.account, run), texts)

    @router.get("/v1/runs/{run}/rows")
    async def rows(
        caller: User,
        run: str,
        result: Result | None = None,
        cursor: int = -1,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> dict[str, Any]:
        await runs.get(caller.account, run)
        found = await runs.rows(caller.account, run, result, cursor, limit)
        return {
            "items": [_shown_row(row, texts) for row in found],
            "next": found[-1]["number"] if len(found) == limit else None,
        }

    @router.post("/v1/runs/{run}/cancel")
    async def cancel(caller: User, run: str) -> dict[str, Any]:
        await runs.cancel(caller.account, run)
        return shown_run(await runs.get(caller.account, run), texts)

    @router.get("/v1/runs/{run}/files")
    async def run_files(caller: User, run: str) -> dict[str, Any]:
        found = await runs.get(caller.account, run)
        kept = (("source", found["file"]), ("rows", found.get("rest_file")))
        return {"items": [{"kind": kind, "url": files.link(caller.account, file)} for kind, file in kept if file]}

    return router


@contextlib.asynccontextmanager
async def _form_file(request: Request) -> AsyncIterator[tuple[str, BinaryIO]]:
    """The part `file` of a multipart body, spooled to disk by the parser; Problem 422 `file_missing` without it."""
    form = await request.form(max_files=1, max_fields=10)
    try:
        part = form.get("file")
        if not isinstance(part, UploadFile):
            raise Problem(422, "file_missing")
        yield part.filename or "файл", part.file
    finally:
        await form.close()


def shown_run(run: Document, texts: Texts) -> dict[str, Any]:
    """A run as the API gives it."""
    names = ("connection", "integration", "kind", "trigger", "status", "counts", "money", "progress", "file_name")
    shown = {"id": run["_id"], **{name: run[name] for name in names}}
    shown["waits_for_platform"] = run["phase"] == Phase.ANSWERS
    shown |= {name: run.get(name) for name in ("created_at", "started_at", "finished_at")}
    shown["error"] = _reason(run.get("error"), run.get("error_details"), texts)
    return shown


def _shown_row(row: Document, texts: Texts) -> dict[str, Any]:
    refused = row["state"] == RowState.REFUSED
    names = ("number", "where", "title", "state", "amount", "currency")
    return {
        **{name: row.get(name) for name in names},
        "result": Result.REJECTED if refused else row["result"],
        "reason": _reason(row.get("key"), row.get("details"), texts),
    }


def _reason(key: str | None, details: Document | None, texts: Texts) -> dict[str, str] | None:
    if key is None:
        return None
    text = texts.get(key, details)
    return {"key": key, "what": text.what, "why": text.why, "do": text.do}
