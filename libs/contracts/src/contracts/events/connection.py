"""Integrations, their connections and their runs."""

from enum import StrEnum
from typing import Literal

from contracts.base import ConnectionId, Contract, Currency, Moment, Money, Name
from contracts.envelope import Event
from contracts.manifest import Manifest


class IntegrationAnnouncedData(Contract):
    """The manifests that `service` offers now; one that is not listed any more is gone."""

    service: str
    manifests: tuple[Manifest, ...]


class IntegrationAnnounced(Event[IntegrationAnnouncedData]):
    """A service started and tells which integrations it offers. Account `*`: it concerns all. Subject: the service."""

    type: Literal["ru.business.integrations.integration.announced.v1"] = (
        "ru.business.integrations.integration.announced.v1"
    )


class Health(StrEnum):
    """State of a connection as its service knows it."""

    OK = "ok"
    RETRYING = "retrying"
    NEEDS_ATTENTION = "needs_attention"
    DELETED = "deleted"


class Cause(Contract):
    """A reason in words for the owner, Russian: what happened, why, and what to do. `key` is stable, for programs."""

    key: str
    what: str
    why: str
    do: str


class ConnectionChangedData(Contract):
    """`reason` is the key of the text that tells the owner what happened and what to do; `cause` is that text."""

    integration: str
    connection: ConnectionId
    name: str
    enabled: bool
    health: Health
    reason: str | None = None
    cause: Cause | None = None


class ConnectionChanged(Event[ConnectionChangedData]):
    """A connection was made, changed, switched, deleted, or its health changed. Subject: the connection."""

    type: Literal["ru.business.integrations.connection.changed.v1"] = "ru.business.integrations.connection.changed.v1"


class RunStatus(StrEnum):
    """State of a run; the last four are final."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCESS = "success"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RunKind(StrEnum):
    """What a run does."""

    IMPORT_ORDERS = "import_orders"
    IMPORT_LEADS = "import_leads"
    EXPORT_GOODS = "export_goods"
    EXPORT_STATUSES = "export_statuses"
    TRACK_PARCELS = "track_parcels"


class RunTrigger(StrEnum):
    """What started a run: a person, the period, a file, a retry of an earlier run, a hint that something changed."""

    USER = "user"
    PERIOD = "period"
    FILE = "file"
    RETRY = "retry"
    HINT = "hint"


class RunCounts(Contract):
    """Rows of a run. seen = created + updated + unchanged + rejected."""

    seen: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0


class MoneySum(Contract):
    """Money of the rows that were created or updated, per currency; `count` rows make `amount`."""

    currency: Currency
    amount: Money
    count: int


class RunProgressedData(Contract):
    """How far a run is: `done` of `total` in a unit of its own (bytes, rows); `total` 0 = not known."""

    integration: str
    connection: ConnectionId
    run: str
    kind: Name
    trigger: Name
    status: RunStatus
    counts: RunCounts
    done: int
    total: int
    dry_run: bool = False


class RunProgressed(Event[RunProgressedData]):
    """A run was queued, started or came further; at most one a second and run, for progress bars. Subject: the run."""

    type: Literal["ru.business.integrations.run.progressed.v1"] = "ru.business.integrations.run.progressed.v1"


class RunFinishedData(Contract):
    """What an exchange did. `error` is the key of the text for the owner when it failed or ended in part; `cause` is
    that text. `attempt_of` is the run whose rows this one repeated.

    `kind` is a RunKind, `trigger` a RunTrigger; both sets may grow.
    """

    integration: str
    connection: ConnectionId
    run: str
    kind: Name
    trigger: Name
    status: RunStatus
    counts: RunCounts
    money: tuple[MoneySum, ...] = ()
    started_at: Moment
    finished_at: Moment
    seconds: float
    dry_run: bool = False
    error: str | None = None
    cause: Cause | None = None
    attempt_of: str | None = None


class RunFinished(Event[RunFinishedData]):
    """An exchange ended. Subject: the run."""

    type: Literal["ru.business.integrations.run.finished.v1"] = "ru.business.integrations.run.finished.v1"
