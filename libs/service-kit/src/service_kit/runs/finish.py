"""The end of a run: when all its orders are answered, or the time for it is over."""

import datetime as dt
import tempfile
from collections.abc import Callable
from typing import Any

import structlog

from contracts.events.connection import (
    MoneySum,
    RunCounts,
    RunFinished,
    RunFinishedData,
    RunKind,
    RunStatus,
    RunTrigger,
)
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.ids import new_id, utc_now
from service_kit.metrics import RUN_ROWS, RUNS_FINISHED
from service_kit.mongo import Document, Mongo, ReturnDocument
from service_kit.outbox import Outbox, Unit
from service_kit.polling import poll
from service_kit.runs.model import Phase, Result, RowState, Tally
from service_kit.runs.progress import is_quiet
from service_kit.runs.rows import row_line
from service_kit.runs.store import KEEP_SECONDS, OPEN_INDEX
from service_kit.texts import Texts

POLL_SECONDS = 0.3
FINISH_LEASE = dt.timedelta(minutes=3)
"""How long a finisher has a run to itself: enough to move the rows of a report of a million."""
SHOWN_ROWS = 10_000
"""Rows kept as documents, for the report's table; the rest goes into a file of JSON lines."""

NOT_ANSWERED = "platform_not_answered"
_GONE = dict.fromkeys(("open", "active", "deadline", "lease_owner", "lease_until", "finish_until", "outcome"), 1)

log = structlog.get_logger("runs")


class Finisher:
    """Ends runs whose source is read."""

    def __init__(
        self,
        mongo: Mongo,
        outbox: Outbox,
        service: str,
        *,
        files: Files,
        connections: Connections,
        texts: Texts,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._mongo = mongo
        self._connections = connections
        self._texts = texts
        self._runs = mongo["runs"]
        self._rows = mongo["run_rows"]
        self._outbox = outbox
        self._files = files
        self._service = service
        self._now = now

    async def loop(self) -> None:
        """Work for ever."""
        await poll(self.step, POLL_SECONDS)

    async def step(self) -> None:
        """End every run that can end now."""
        async for run in self._runs.find({"open": True, "phase": Phase.ANSWERS}).hint(OPEN_INDEX):
            accepted = {"account": run["account"], "run": run["_id"], "state": RowState.ACCEPTED}
            unanswered = await self._rows.find_one(accepted, {"_id": 1}) is not None
            if not unanswered or run["deadline"] <= self._now():
                await self._finish(run, unanswered)

    async def _finish(self, found: Document, unanswered: bool) -> None:
        if (run := await self._take(found)) is None:
            return
        values: Document = run.get("outcome") or await self._outcome(run, unanswered)
        values["rest_file"] = await self._move_rest(run, values)
        cured = await self._cured(run)
        values |= {"phase": Phase.DONE, "finished_at": self._now(), "progress.done": run["progress"]["total"]}
        values["open_rejected"] = values["counts"]["rejected"]

        async def body(unit: Unit) -> bool:
            ended = await self._runs.update_one(
                {"_id": run["_id"], "account": run["account"], "phase": Phase.ANSWERS},
                {"$set": values, "$unset": _GONE},
                session=unit.session,
            )
            if ended.modified_count:
                await self._settle({**run, **values}, cured, unit)
            return bool(ended.modified_count)

        if await self._outbox.transact(body):
            if run["file"] and _leaves_no_trace({**run, **values}):
                await self._files.delete(run["account"], run["file"])
            RUNS_FINISHED.labels(run["kind"], values["status"]).inc()
            for result, count in values["counts"].items():
                RUN_ROWS.labels(run["kind"], result).inc(count)
            log.info("run finished", run=run["_id"], status=values["status"], **values["counts"])

    async def _settle(self, run: Document, cured: list[int], unit: Unit) -> None:
        """What the end of a run means to its connection, to the runs whose rows it did again, and to the others."""
        if _is_whole(run) and not run.get("dry_run"):
            proves = run["trigger"] in (RunTrigger.USER, RunTrigger.PERIOD)
            await self._connections.succeeded(run["account"], run["connection"], run["kind"], proves, unit)
        for before in run.get("cures", []) if cured else []:
            await self._cure(run, before, cured, unit)
        if _leaves_no_trace(run):
            await self._runs.delete_one({"_id": run["_id"], "account": run["account"]}, session=unit.session)
        else:
            unit.emit(self._event(run))

    async def _cured(self, run: Document) -> list[int]:
        """Numbers of the rows of earlier runs that this one has done well."""
        if not run.get("cures") or run.get("dry_run"):
            return []
        bad = {"$or": [{"result": Result.REJECTED}, {"state": {"$in": [RowState.REFUSED, RowState.ACCEPTED]}}]}
        found = self._rows.find({"account": run["account"], "run": run["_id"], **bad}, {"number": 1})
        failed = {row["number"] async for row in found}
        return [number for number in run["only"] if number < run["cursor"] and number not in failed]

    async def _cure(self, run: Document, before: str, cured: list[int], unit: Unit) -> None:
        rows = {"account": run["account"], "run": before, "number": {"$in": cured}, "cured_by": {"$exists": False}}
        mended = await self._rows.update_many(rows, {"$set": {"cured_by": run["_id"]}}, session=unit.session)
        await self._runs.update_one(
            {"_id": before, "account": run["account"]},
            {"$inc": {"open_rejected": -mended.modified_count}},
            session=unit.session,
        )

    async def _take(self, run: Document) -> Document | None:
        """Have the run to ourselves for a while; None when another finisher has it."""
        now = self._now()
        free = [{"finish_until": {"$exists": False}}, {"finish_until": {"$lt": now}}]
        taken: Document | None = await self._runs.find_one_and_update(
            {"_id": run["_id"], "account": run["account"], "phase": Phase.ANSWERS, "$or": free},
            {"$set": {"finish_until": now + FINISH_LEASE}},
            return_document=ReturnDocument.AFTER,
        )
        return taken

    async def _outcome(self, run: Document, unanswered: bool) -> Document:
        """Final counts, money and status; what the platform refused counts as rejected."""
        groups = await self._groups(run)
        refused = [group for group in groups if group["state"] == RowState.REFUSED]
        counts = dict(run["counts"])
        for group in refused:
            counts[group["result"]] -= group["count"]
            counts["rejected"] += group["count"]
        money = _money(group for group in groups if group not in refused and group["result"] != Result.REJECTED)
        error = run.get("error") or (NOT_ANSWERED if unanswered and not run.get("cancelled") else None)
        status = _status(counts, error, cancelled=bool(run.get("cancelled")))
        return {"counts": counts, "money": money, "status": status, "error": error}

    async def _groups(self, run: Document) -> list[Document]:
        found = await self._mongo.aggregate(
            "run_rows",
            [
                {"$match": {"account": run["account"], "run": run["_id"]}},
                {
                    "$group": {
                        "_id": {"result": "$result", "state": "$state", "currency": "$currency"},
                        "count": {"$sum": 1},
                        "amount": {"$sum": {"$toDecimal": {"$ifNull": ["$amount", "0"]}}},
                    }
                },
            ],
        )
        return [{**row["_id"], "count": row["count"], "amount": row["amount"].to_decimal()} for row in found]

    async def _move_rest(self, run: Document, outcome: Document) -> str | None:
        """Put the rows behind the first SHOWN_ROWS into a file; gives its id. As many rejected ones stay, for a retry.

        The outcome is kept with the file: should we die now, the next finisher cannot count the moved rows any more.
        """
        mine = {"account": run["account"], "run": run["_id"]}
        kept: str | None = run.get("rest_file")
        first = await self._rows.find(mine, {"number": 1}).sort("number", 1).skip(SHOWN_ROWS).limit(1).to_list(None)
        if not first:
            return kept
        rest = {**mine, "number": {"$gte": first[0]["number"]}}
        if kept is None:
            kept = await self._save(run, rest)
            values = {"rest_file": kept, "outcome": outcome}
            await self._runs.update_one({"_id": run["_id"], "account": run["account"]}, {"$set": values})
        await self._rows.delete_many(rest | await self._not_to_be_retried(mine))
        return kept

    async def _not_to_be_retried(self, mine: Document) -> Document:
        """The rows that are not among the first SHOWN_ROWS rejected ones."""
        bad = [{"result": Result.REJECTED}, {"state": RowState.REFUSED}]
        last = self._rows.find({**mine, "$or": bad}, {"number": 1}).sort("number", 1).skip(SHOWN_ROWS - 1).limit(1)
        found = await last.to_list(None)
        if not found:
            return {"$nor": bad}
        return {"$or": [{"$nor": bad}, {"number": {"$gt": found[0]["number"]}}]}

    async def _save(self, run: Document, rest: Document) -> str:
        with tempfile.TemporaryFile() as file:
            async for row in self._rows.find(rest).sort("number", 1):
                file.write(row_line(row))
            file.seek(0)
            return await self._files.save(
                run["account"],
                f"rows-{run['_id']}.jsonl",
                file,
                content_type="application/x-ndjson",
                lives=dt.timedelta(seconds=KEEP_SECONDS),
            )

    def _event(self, run: Document) -> RunFinished:
        started = run.get("started_at") or run["created_at"]
        data = RunFinishedData(
            integration=run["integration"],
            connection=run["connection"],
            run=run["_id"],
            kind=RunKind(run["kind"]),
            trigger=RunTrigger(run["trigger"]),
            status=run["status"],
            counts=RunCounts(**run["counts"]),
            money=tuple(MoneySum(**sum_) for sum_ in run["money"]),
            started_at=started,
            finished_at=run["finished_at"],
            seconds=(run["finished_at"] - started).total_seconds(),
            dry_run=run.get("dry_run", False),
            error=run["error"],
            cause=self._texts.cause(run["error"], run.get("error_details")),
            attempt_of=run.get("attempt_of"),
        )
        return RunFinished.new(
            data,
            event_id=new_id(),
            now=self._now(),
            service=self._service,
            account=run["account"],
            subject=run["_id"],
            correlation=run["_id"],
        )


def _is_whole(run: Document) -> bool:
    return not run.get("cancelled") and run["error"] in (None, NOT_ANSWERED)


def _leaves_no_trace(run: Document) -> bool:
    """Whether nobody needs to hear of the run, nor to keep what it read."""
    return _is_whole(run) and is_quiet(run["trigger"], Tally(**run["counts"])) and not run.get("files")


def _money(groups: Any) -> list[dict[str, Any]]:
    sums: dict[str, dict[str, Any]] = {}
    for group in groups:
        if group.get("currency"):
            total = sums.setdefault(group["currency"], {"currency": group["currency"], "amount": 0, "count": 0})
            total["amount"] += group["amount"]
            total["count"] += group["count"]
    return [{**total, "amount": format(total["amount"], "f")} for _, total in sorted(sums.items())]


def _status(counts: dict[str, int], error: str | None, *, cancelled: bool) -> RunStatus:
    if cancelled:
        return RunStatus.CANCELLED
    if error is None and not counts["rejected"]:
        return RunStatus.SUCCESS
    useful = counts["created"] + counts["updated"] + counts["unchanged"]
    return RunStatus.PARTIAL if useful else RunStatus.FAILED
