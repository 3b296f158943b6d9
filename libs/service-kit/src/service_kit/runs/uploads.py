"""Upload of a file by hand («Загрузить вручную»): checked at its start, kept, and queued as a run."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any, BinaryIO

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile

from contracts.events.connection import RunKind, RunTrigger
from service_kit.connections.integration import CheckUpload, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.parameters import Employee, IdempotencyKey
from service_kit.problems import Problem
from service_kit.runs.answers import RunAnswer
from service_kit.runs.showing import shown_run
from service_kit.runs.store import Runs
from service_kit.texts import Texts

UPLOADS_LIVE = dt.timedelta(days=30)

_PART = {"type": "string", "contentMediaType": "application/octet-stream"}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": _PART}}
BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}}
"""The body for OpenAPI, which cannot see it."""


def uploads_router(
    runs: Runs, connections: Connections, integrations: Integrations, files: Files, texts: Texts
) -> APIRouter:
    """The one route; a repeated `Idempotency-Key` gives the run that the first request made."""
    router = APIRouter(tags=["runs"])

    @router.post("/v1/connections/{connection}/uploads", status_code=202, response_model=RunAnswer, openapi_extra=BODY)
    async def upload(
        request: Request,
        caller: Employee,
        connection: str,
        dry_run: bool = False,
        idempotency_key: IdempotencyKey = None,
    ) -> dict[str, Any]:
        found = await connections.get(caller.account, connection)
        check = _accepted(found, integrations)
        if dry_run:
            integrations.get(found.integration).require_dry_run(RunKind.IMPORT_ORDERS)
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
            dry_run=dry_run,
            idempotency_key=idempotency_key,
        )
        return shown_run(run, texts)

    return router


def _accepted(connection: Connection, integrations: Integrations) -> CheckUpload:
    """The check for files of the connection; Problem 409 when it takes none now."""
    connection.require_enabled()
    check = integrations.get(connection.integration).check_upload
    if check is None:
        raise Problem(409, "upload_not_supported")
    return check


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
