"""Connections and their latest runs, as far as attention is concerned."""

import datetime as dt
from dataclasses import dataclass, replace

from contracts.events.connection import Cause, ConnectionChanged, Health, RunFinished, RunFinishedData, RunStatus

BAD_RUNS = frozenset({RunStatus.FAILED, RunStatus.PARTIAL})
BAD_HEALTH = frozenset({Health.NEEDS_ATTENTION, Health.RETRYING})


@dataclass(frozen=True, slots=True)
class KnownConnection:
    """The newest state of a connection; `since` is when it got the health it has, `changed_at` the last change."""

    id: str
    service: str
    integration: str
    name: str
    enabled: bool
    health: Health
    since: dt.datetime
    changed_at: dt.datetime
    sequence: int
    cause: Cause | None

    @property
    def deleted(self) -> bool:
        """Whether its owner does not want it any more."""
        return self.health is Health.DELETED

    @property
    def bad(self) -> bool:
        """Whether it needs a person; one that was switched off needs nobody."""
        return self.enabled and self.health in BAD_HEALTH


def changed(known: KnownConnection | None, event: ConnectionChanged) -> KnownConnection:
    """The connection after `event`; an event that is not newer changes nothing."""
    if known is not None and event.sequence <= known.sequence:
        return known
    data = event.data
    cause = data.cause or (Cause(key=data.reason, what="", why="", do="") if data.reason else None)
    fresh = KnownConnection(
        id=data.connection,
        service=event.source.removeprefix("/biz/"),
        integration=data.integration,
        name=data.name,
        enabled=data.enabled,
        health=data.health,
        since=event.time,
        changed_at=event.time,
        sequence=event.sequence,
        cause=cause,
    )
    return replace(fresh, since=known.since) if known is not None and known.health is data.health else fresh


@dataclass(frozen=True, slots=True)
class LatestRun:
    """The last run of a connection and kind that says something about its state."""

    connection: str
    kind: str
    run: str
    service: str
    integration: str
    status: RunStatus
    finished_at: dt.datetime
    rejected: int
    cause: Cause | None

    @property
    def bad(self) -> bool:
        """Whether it failed or ended in part."""
        return self.status in BAD_RUNS

    def cured_by(self, connection: KnownConnection | None) -> bool:
        """Whether its cause is gone: the connection is deleted, or got well after the run had failed.

        A tick that finds nothing tells of no run, only of the health that it restored. Rejected rows stay rejected.
        """
        if connection is None:
            return False
        well = connection.health is Health.OK and connection.since > self.finished_at
        return connection.deleted or (well and self.status is RunStatus.FAILED)

    def told_by(self, connection: KnownConnection | None) -> bool:
        """Whether the connection itself tells of the cause for which it failed: one cause is one thing to do."""
        if connection is None or not connection.bad or self.status is not RunStatus.FAILED:
            return False
        return self.cause is not None and connection.cause is not None and self.cause.key == connection.cause.key


def latest(known: LatestRun | None, event: RunFinished) -> LatestRun | None:
    """The latest run after `event`; a trial and a cancelled run neither cure nor break anything."""
    data = event.data
    counts = not data.dry_run and data.status is not RunStatus.CANCELLED
    if not counts or (known is not None and (data.finished_at, data.run) <= (known.finished_at, known.run)):
        return known
    fresh = LatestRun(
        connection=data.connection,
        kind=data.kind,
        run=data.run,
        service=event.source.removeprefix("/biz/"),
        integration=data.integration,
        status=data.status,
        finished_at=data.finished_at,
        rejected=data.counts.rejected,
        cause=data.cause or (Cause(key=data.error, what="", why="", do="") if data.error else None),
    )
    left = _left(known, data)
    return replace(known, rejected=left) if known is not None and left > 0 else fresh


def _left(known: LatestRun | None, retry: RunFinishedData) -> int:
    """How many rejected rows of `known` a retry of some of them leaves; 0 for a run that repeats another one, or none.

    A retry counts the rows that it did again alone, so its success says nothing of the others.
    """
    if known is None or known.run != retry.attempt_of or known.status is not RunStatus.PARTIAL:
        return 0
    return known.rejected - (retry.counts.seen - retry.counts.rejected)
