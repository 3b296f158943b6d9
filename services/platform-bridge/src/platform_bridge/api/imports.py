"""Upload of catalogues (CommerceML)."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.datastructures import UploadFile

from platform_bridge.adapters.embedded.import_jobs import MongoImportJobs
from platform_bridge.app.import_jobs import Job, JobFile
from service_kit.files import Files
from service_kit.paging import Items
from service_kit.parameters import Employee, IdempotencyKey
from service_kit.problems import NotFound, Problem

UPLOADS_LIVE = dt.timedelta(days=7)
MAX_FILES = 200

_PART = {"type": "string", "contentMediaType": "application/octet-stream"}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "array", "items": _PART}}}
BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}}
"""The body for OpenAPI, which cannot see it."""


class FileError(BaseModel):
    """Why a file was not read to its end; `text` is Russian."""

    key: str
    text: str


class ShownFile(BaseModel):
    """A file of an import; `error` when it was not read to its end."""

    name: str
    error: FileError | None


class ShownImport(BaseModel):
    """An import; `counts` by «products_created», «prices_unchanged» and so on."""

    id: str
    state: str
    files: list[ShownFile]
    counts: dict[str, int]
    created_at: dt.datetime
    finished_at: dt.datetime | None


def imports_router(jobs: MongoImportJobs, files: Files) -> APIRouter:
    """A repeated `Idempotency-Key` gives the import that the first request made."""
    router = APIRouter(prefix="/v1/catalogue-imports", tags=["catalogue"])

    @router.post("", status_code=202, openapi_extra=BODY)
    async def upload(request: Request, caller: Employee, idempotency_key: IdempotencyKey = None) -> ShownImport:
        """Any number of parts with files: .xml as 1C writes them, or .zip with them and their pictures."""
        if idempotency_key and (before := await jobs.of_request(caller.account, idempotency_key)):
            return _shown(before)
        kept = []
        async with _parts(request) as parts:
            for part in parts:
                name = (part.filename or "catalogue.xml")[:200]
                identity = await files.save(
                    caller.account, name, part.file, content_type="application/octet-stream", lives=UPLOADS_LIVE
                )
                kept.append(JobFile(identity, name))
        return _shown(await jobs.queue(caller.account, kept, caller.user, idempotency_key))

    @router.get("")
    async def latest(caller: Employee) -> Items[ShownImport]:
        return Items[ShownImport](items=[_shown(job) for job in await jobs.latest(caller.account, 50)])

    @router.get("/{identity}")
    async def one(caller: Employee, identity: str) -> ShownImport:
        job = await jobs.get(caller.account, identity)
        if job is None:
            raise NotFound("catalogue_import_unknown")
        return _shown(job)

    return router


@asynccontextmanager
async def _parts(request: Request) -> AsyncIterator[list[UploadFile]]:
    """The files of a multipart body, spooled to disk by the parser."""
    form = await request.form(max_files=MAX_FILES, max_fields=10)
    try:
        found = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        if not found:
            raise Problem(422, "catalogue_no_files")
        yield found
    finally:
        await form.close()


def _shown(job: Job) -> ShownImport:
    return ShownImport(
        id=job.id,
        state=job.state,
        files=[ShownFile(name=one.name, error=FileError(**one.error) if one.error else None) for one in job.files],
        counts=dict(job.counts),
        created_at=job.created_at,
        finished_at=job.finished_at,
    )
