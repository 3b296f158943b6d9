"""Imports of catalogues in the background: a job is taken by one worker, and again when that one died."""

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import structlog

from contracts.base import AccountId
from platform_bridge.app.import_catalogue import Import, ImportCatalogue
from service_kit.errors import BizError
from service_kit.mongo import is_outage
from service_kit.polling import poll
from service_kit.texts import Texts

PAUSE_SECONDS = 1.0

log = structlog.get_logger("catalogue")


@dataclass(frozen=True, slots=True)
class JobFile:
    """An uploaded file; `error` {key, text} tells why it was not read to its end."""

    id: str
    name: str
    error: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """`state`: queued, running, success, partial (a file was broken) or failed (all were)."""

    account: AccountId
    id: str
    state: str
    files: tuple[JobFile, ...]
    counts: Mapping[str, int]
    by: str
    created_at: dt.datetime
    finished_at: dt.datetime | None


class ImportJobs(Protocol):
    """The jobs, as the worker needs them."""

    async def claim(self) -> tuple[Job, str] | None:
        """Take a job that waits or whose worker is dead, with the lease to prove it."""
        ...

    async def tell(self, job: Job, lease: str, counts: Mapping[str, int]) -> bool:
        """Note the counts and hold the lease for longer; false when another worker has the job."""
        ...

    async def finish(
        self, job: Job, lease: str, state: str, counts: Mapping[str, int], errors: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """End the job."""
        ...


class UploadedFiles(Protocol):
    """Where uploads are kept."""

    async def copy(self, account: AccountId, identity: str, target: IO[bytes]) -> None:
        """Write a file into `target`."""
        ...

    async def delete(self, account: AccountId, identity: str) -> None:
        """Delete a file."""
        ...


class LeaseLost(Exception):
    """Another worker has taken the job over."""


class ImportWorker:
    """Runs jobs one after the other."""

    def __init__(self, jobs: ImportJobs, files: UploadedFiles, importing: ImportCatalogue, texts: Texts) -> None:
        self._jobs = jobs
        self._files = files
        self._importing = importing
        self._texts = texts

    async def loop(self) -> None:
        """Take jobs for ever; an outage of the database leaves the job to whoever finds its lease run out."""
        await poll(self.step, PAUSE_SECONDS)

    async def step(self) -> bool:
        """Run one job; false when none waits."""
        claimed = await self._jobs.claim()
        if claimed is None:
            return False
        job, lease = claimed
        try:
            done = await self._run(job, lease)
        except LeaseLost:
            return True
        except Exception as error:
            if is_outage(error):
                raise
            if not isinstance(error, BizError):
                log.exception("import failed", account=job.account, job=job.id)
            failure = error if isinstance(error, BizError) else BizError("unexpected", key="catalogue_import")
            await self._jobs.finish(job, lease, "failed", job.counts, dict.fromkeys(_names(job), self._error(failure)))
        else:
            errors = {name: self._error(error) for name, error in done.errors.items()}
            await self._jobs.finish(job, lease, _state(job, done), done.counts, errors)
        for one in job.files:
            await self._files.delete(job.account, one.id)
        return True

    async def _run(self, job: Job, lease: str) -> Import:
        async def told(counts: Mapping[str, int]) -> None:
            if not await self._jobs.tell(job, lease, counts):
                raise LeaseLost

        with tempfile.TemporaryDirectory(prefix="catalogue-") as folder:
            files = []
            for place, one in enumerate(job.files):
                path = Path(folder) / str(place)
                with path.open("wb") as target:
                    await self._files.copy(job.account, one.id, target)
                files.append((one.name, path))
            return await self._importing.run(job.account, files, told)

    def _error(self, error: BizError) -> dict[str, str]:
        return {"key": error.key, "text": self._texts.get(error.key, error.details).whole}


def _names(job: Job) -> list[str]:
    return [one.name for one in job.files]


def _state(job: Job, done: Import) -> str:
    if not done.errors:
        return "success"
    return "failed" if all(name in done.errors for name in _names(job)) else "partial"
