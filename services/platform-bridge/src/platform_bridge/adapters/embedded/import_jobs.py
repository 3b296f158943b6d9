"""Imports of catalogues that wait, run and are over."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contracts.base import AccountId
from platform_bridge.adapters.embedded.records import key
from platform_bridge.app.import_jobs import Job, JobFile
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, DuplicateKeyError, Mongo, ReturnDocument

LEASE = dt.timedelta(minutes=2)
CLAIM_INDEX = [("account", 1), ("lease_until", 1)]


class MongoImportJobs:
    """{_id: account|id, account, id, state, files, counts, by, created_at, finished_at, request?}.

    One that is not over has `pending`, `lease` and `lease_until` too.
    """

    def __init__(self, mongo: Mongo, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._jobs = mongo["catalogue_imports"]
        self._now = now

    async def queue(self, account: AccountId, files: Sequence[JobFile], by: str, request: str | None) -> Job:
        """Make a job; the one that the same request made before when there is one."""
        identity = new_id()
        job: Document = {
            "_id": key(account, identity),
            "account": account,
            "id": identity,
            "state": "queued",
            "files": [{"id": one.id, "name": one.name, "error": None} for one in files],
            "counts": {},
            "by": by,
            "created_at": self._now(),
            "finished_at": None,
            "pending": True,
            "lease": "",
            "lease_until": self._now(),
            **({"request": request} if request else {}),
        }
        try:
            await self._jobs.insert_one(job)
        except DuplicateKeyError:
            before = await self.of_request(account, request or "")
            if before is None:
                raise
            return before
        return _job(job)

    async def of_request(self, account: AccountId, request: str) -> Job | None:
        """The job that a request with this `Idempotency-Key` made."""
        found = await self._jobs.find_one({"account": account, "request": request})
        return _job(found) if found else None

    async def get(self, account: AccountId, identity: str) -> Job | None:
        """A job of the account."""
        found = await self._jobs.find_one({"_id": key(account, identity), "account": account})
        return _job(found) if found else None

    async def latest(self, account: AccountId, limit: int) -> list[Job]:
        """The newest jobs of the account."""
        found = await self._jobs.find({"account": account}).sort("id", -1).limit(limit).to_list(None)
        return [_job(one) for one in found]

    async def claim(self) -> tuple[Job, str] | None:
        """Take a job that waits or whose worker is dead, with the lease to prove it; of any account."""
        lease = new_id()
        found = await self._jobs.find_one_and_update(
            {"pending": True, "lease_until": {"$lte": self._now()}},
            {"$set": {"state": "running", "lease": lease, "lease_until": self._now() + LEASE}},
            hint=CLAIM_INDEX,
            return_document=ReturnDocument.AFTER,
        )
        return (_job(found), lease) if found else None

    async def tell(self, job: Job, lease: str, counts: Mapping[str, int]) -> bool:
        """Note the counts and hold the lease for longer; false when another worker has the job."""
        fields = {"counts": dict(counts), "lease_until": self._now() + LEASE}
        return await self._change(job, lease, {"$set": fields})

    async def finish(
        self, job: Job, lease: str, state: str, counts: Mapping[str, int], errors: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """End the job; `errors` by name of the file: {key, text}."""
        files = [{"id": one.id, "name": one.name, "error": errors.get(one.name)} for one in job.files]
        ended = {"state": state, "counts": dict(counts), "files": files, "finished_at": self._now()}
        await self._change(job, lease, {"$set": ended, "$unset": {"pending": 1, "lease": 1, "lease_until": 1}})

    async def _change(self, job: Job, lease: str, change: Document) -> bool:
        mine = {"_id": key(job.account, job.id), "account": job.account, "lease": lease}
        done = await self._jobs.update_one(mine, change)
        return bool(done.matched_count)


def _job(found: Document) -> Job:
    return Job(
        account=found["account"],
        id=found["id"],
        state=found["state"],
        files=tuple(JobFile(one["id"], one["name"], one["error"]) for one in found["files"]),
        counts=found["counts"],
        by=found["by"],
        created_at=found["created_at"],
        finished_at=found["finished_at"],
    )
