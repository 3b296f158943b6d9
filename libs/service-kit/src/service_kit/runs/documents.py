"""Runs as they lie in the database."""

import datetime as dt
from collections.abc import Awaitable, Callable

from contracts.events.connection import RunKind, RunStatus, RunTrigger
from service_kit.connections.store import Connection
from service_kit.ids import CLOCKS_APART, new_id
from service_kit.mongo import Document
from service_kit.outbox import Unit
from service_kit.runs.model import Effect, Page, Phase, Run, Tally

Note = Callable[[Unit], Awaitable[None]]
"""Stores what a run is to find, in the transaction that queues it."""
EMPTY_COUNTS = {"seen": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


def new_document(connection: Connection, now: dt.datetime, values: Document) -> Document:
    """A run that waits, with these values. It waits from `since` until `not_before`."""
    return {
        "_id": new_id(),
        "account": connection.account,
        "connection": connection.id,
        "integration": connection.integration,
        "status": RunStatus.QUEUED,
        "phase": Phase.QUEUED,
        "open": True,
        "counts": EMPTY_COUNTS,
        "money": [],
        "progress": {"done": 0, "total": 0},
        "cursor": 0,
        "tries": 0,
        "file": None,
        "file_name": None,
        "created_at": now,
        "since": now,
        "not_before": now,
        **values,
    }


def rested(now: dt.datetime) -> list[Document]:
    """Queries for runs in the queue that may start; one that waits since a later time was put off by a wrong clock."""
    ahead = now + CLOCKS_APART
    return [{"phase": Phase.QUEUED, "not_before": {"$lte": now}}, {"phase": Phase.QUEUED, "since": {"$gt": ahead}}]


def left_alone(now: dt.datetime, lease: dt.timedelta) -> list[Document]:
    """Queries for runs whose worker is gone; a lease that ends far ahead was given by a wrong clock."""
    return [{"phase": Phase.READING, "lease_until": until} for until in ({"$lt": now}, {"$gt": now + 2 * lease})]


def run_of(row: Document, owner: str, now: dt.datetime) -> Run:
    """The run in the hands of its worker `owner`."""
    return Run(
        id=row["_id"],
        account=row["account"],
        connection=row["connection"],
        integration=row["integration"],
        kind=RunKind(row["kind"]),
        trigger=RunTrigger(row["trigger"]),
        owner=owner,
        created_at=row["created_at"],
        file=row["file"],
        cursor=row["cursor"],
        tries=row["tries"],
        outages=row.get("outages", 0),
        tally=Tally(**row["counts"]),
        dry_run=row.get("dry_run", False),
        attempt_of=row.get("attempt_of"),
        cures=tuple(row.get("cures", ())),
        only=frozenset(row["only"]) if "only" in row else None,
        told_at=now,
    )


def effect_update(page: Page) -> Document:
    """What the effect of a page changes in the stored run; {} for none."""
    effect = page.effect
    if effect is None:
        effect = Effect()
        for row in page.rows:
            effect.note(row)
    if not (effect.prices_changed or effect.gone):
        return {}
    added = {"effect.prices_changed": effect.prices_changed, "effect.gone": effect.gone}
    return {"$inc": added, "$max": {"effect.largest_change": effect.largest_change}}


def vars_of(tally: Tally) -> dict[str, int]:
    """Counts of a tally as they are stored."""
    return {name: getattr(tally, name) for name in EMPTY_COUNTS}
