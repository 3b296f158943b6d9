"""RunProgressed: what a progress bar shows of a run that is not over."""

import datetime as dt

from contracts.events.connection import RunCounts, RunProgressed, RunProgressedData, RunStatus, RunTrigger
from service_kit.ids import new_id
from service_kit.mongo import Document
from service_kit.runs.model import Page, Run, Tally

EVERY = dt.timedelta(seconds=1)


def is_quiet(trigger: str, tally: Tally) -> bool:
    """Whether nobody shall hear of the run yet: one of a period or a hint that finds nothing leaves no trace."""
    return trigger in (RunTrigger.PERIOD, RunTrigger.HINT) and not (tally.created or tally.updated or tally.rejected)


def is_due(run: Run, page: Page, now: dt.datetime) -> bool:
    """Whether `page` shall be told of: once a second; the same page again when its transaction is repeated."""
    return run.told_page is page or run.told_at is None or now - run.told_at >= EVERY


def progressed(run: Document, service: str, now: dt.datetime) -> RunProgressed:
    """The event about a run as it is stored."""
    data = RunProgressedData(
        integration=run["integration"],
        connection=run["connection"],
        run=run["_id"],
        kind=run["kind"],
        trigger=run["trigger"],
        status=RunStatus(run["status"]),
        counts=RunCounts(**run["counts"]),
        done=run["progress"]["done"],
        total=run["progress"]["total"],
        dry_run=run.get("dry_run", False),
    )
    return RunProgressed.new(
        data,
        event_id=new_id(),
        now=now,
        service=service,
        account=run["account"],
        subject=run["_id"],
        correlation=run["_id"],
    )
