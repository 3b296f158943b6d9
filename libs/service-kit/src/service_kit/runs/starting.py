"""API of runs: start one by hand, do rejected rows again."""

from typing import Any, Literal, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.events.connection import RunKind, RunTrigger
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.parameters import Employee, IdempotencyKey
from service_kit.problems import Problem
from service_kit.runs.answers import RunAnswer
from service_kit.runs.retry import Retries
from service_kit.runs.showing import shown_run
from service_kit.runs.store import Runs
from service_kit.texts import Texts


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


def starting_router(
    runs: Runs, connections: Connections, integrations: Integrations, files: Files, texts: Texts
) -> APIRouter:
    """Routes that queue runs; a repeated `Idempotency-Key` gives the run that the first request made."""
    router = APIRouter()
    retries = Retries(runs, connections, integrations, files)

    @router.post("/v1/connections/{connection}/runs", status_code=202, response_model=RunAnswer)
    async def start(
        caller: Employee, connection: str, given: NewRun, idempotency_key: IdempotencyKey = None
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

    @router.post("/v1/runs/{run}/retry", status_code=202, response_model=RunAnswer)
    async def retry(
        caller: Employee, run: str, given: RowsToRetry, idempotency_key: IdempotencyKey = None
    ) -> dict[str, Any]:
        again = await retries.queue(caller.account, run, given.rows, by=caller.user, idempotency_key=idempotency_key)
        return shown_run(again, texts)

    return router
