"""API of runs: start one, follow it, read its report, end it."""

from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.events.connection import RunKind, RunTrigger
from service_kit.auth import Principal, allow
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.mongo import Document
from service_kit.problems import Problem
from service_kit.runs.model import Phase, Result, RowState
from service_kit.runs.retry import Retries
from service_kit.runs.store import Runs
from service_kit.texts import Texts

User = Annotated[Principal, Depends(allow("owner", "manager"))]
IdempotencyKey = Annotated[str | None, Header(max_length=200)]


class NewRun(BaseModel):
    """«Загрузить сейчас», «Выгрузить сейчас»; `dry_run` shows what would happen and stores nothing."""

    model_config = ConfigDict(extra="forbid")

    kind: RunKind
    dry_run: bool = False


class RowsToRetry(BaseModel):
    """Numbers of rejected rows, or all of them."""

    model_config = ConfigDict(extra="forbid")

    rows: list[int] | None = Field(default=None, min_length=1, max_length=10_000)
    all_rejected: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.rows is None) == (self.all_rejected is None):
            raise ValueError("either rows or all_rejected")
        return self


def runs_router(
    runs: Runs, connections: Connections, integrations: Integrations, files: Files, texts: Texts
) -> APIRouter:
    """Routes of runs; the account always comes from the token."""
    router = APIRouter(tags=["runs"])
    retries = Retries(runs, connections, files)

    @router.post("/v1/connections/{connection}/runs", status_code=202)
    async def start(
        caller: User, connection: str, given: NewRun, idempotency_key: IdempotencyKey = None
    ) -> dict[str, Any]:
        found = await connections.get(caller.account, connection)
        if idempotency_key and (before := await runs.same_request(found, idempotency_key)):
            return shown_run(before, texts)
        found.require_enabled()
        integration = integrations.get(found.integration)
        if given.kind not in integration.by_hand:
            raise Problem(409, "run_not_by_hand")
        if given.dry_run:
            integration.require_dry_run(given.kind)
        run = await runs.queue(
            found,
            given.kind,
            RunTrigger.USER,
            by=caller.user,
            dry_run=given.dry_run,
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

    @router.post("/v1/runs/{run}/retry", status_code=202)
    async def retry(
        caller: User, run: str, given: RowsToRetry, idempotency_key: IdempotencyKey = None
    ) -> dict[str, Any]:
        again = await retries.queue(caller.account, run, given.rows, by=caller.user, idempotency_key=idempotency_key)
        return shown_run(again, texts)

    @router.post("/v1/runs/{run}/cancel")
    async def cancel(caller: User, run: str) -> dict[str, Any]:
        await runs.cancel(caller.account, run)
        return shown_run(await runs.get(caller.account, run), texts)

    @router.get("/v1/runs/{run}/files")
    async def run_files(caller: User, run: str) -> dict[str, Any]:
        found = await runs.get(caller.account, run)
        made = [(made["kind"], made["file"]) for made in found.get("files", [])]
        kept = [("source", found["file"]), *made, ("rows", found.get("rest_file"))]
        return {"items": [{"kind": kind, "url": files.link(caller.account, file)} for kind, file in kept if file]}

    return router


def shown_run(run: Document, texts: Texts) -> dict[str, Any]:
    """A run as the API gives it."""
    names = ("connection", "integration", "kind", "trigger", "status", "counts", "money", "progress", "file_name")
    shown = {"id": run["_id"], **{name: run[name] for name in names}}
    shown |= {"dry_run": run.get("dry_run", False), "attempt_of": run.get("attempt_of")}
    shown["open_rejected"] = run.get("open_rejected", run["counts"]["rejected"])
    shown["waits_for_platform"] = run["phase"] == Phase.ANSWERS
    shown |= {name: run.get(name) for name in ("created_at", "started_at", "finished_at")}
    shown["error"] = _reason(run.get("error"), run.get("error_details"), texts)
    return shown


def _shown_row(row: Document, texts: Texts) -> dict[str, Any]:
    refused = row["state"] == RowState.REFUSED
    names = ("number", "where", "title", "state", "amount", "currency", "cured_by")
    return {
        **{name: row.get(name) for name in names},
        "result": Result.REJECTED if refused else row["result"],
        "reason": _reason(row.get("key"), row.get("details"), texts),
    }


def _reason(key: str | None, details: Document | None, texts: Texts) -> dict[str, str] | None:
    cause = texts.cause(key, details)
    return cause.model_dump() if cause else None
