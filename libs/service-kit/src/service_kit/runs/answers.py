"""What the API of runs answers."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from contracts.base import ConnectionId
from contracts.events.connection import Cause, MoneySum, RunCounts, RunKind, RunStatus, RunTrigger
from service_kit.runs.model import Result, RowState


class CountsAnswer(RunCounts):
    """All of the counts; none is left out."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class ProgressAnswer(BaseModel):
    """How far a run is: `done` of `total` in a unit of its own (bytes, rows); `total` 0 = not known."""

    done: int
    total: int


class EffectAnswer(BaseModel):
    """What a run does, or a dry run would do, to the goods outside.

    `prices_changed` goods get another price, `largest_change` is the largest of them (0.5 = by half), `gone` are taken
    off.
    """

    prices_changed: int
    largest_change: float
    gone: int


class RunAnswer(BaseModel):
    """A run. `open_rejected`: rejected rows that no later run has done; `attempt_of`: the run that it does again.

    `waits_for_platform`: all rows are read, the platform has not answered all of them yet.
    """

    id: str
    connection: ConnectionId
    integration: str
    kind: RunKind
    trigger: RunTrigger
    status: RunStatus
    counts: CountsAnswer
    money: list[MoneySum]
    progress: ProgressAnswer
    file_name: str | None
    dry_run: bool
    attempt_of: str | None
    open_rejected: int
    waits_for_platform: bool
    created_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    error: Cause | None
    effect: EffectAnswer


class ChangeAnswer(BaseModel):
    """One field of what a row is about, as it was and as it becomes (None = not there); `title` is Russian."""

    field: str
    title: str
    was: str | None
    becomes: str | None


class OutsideGoodAnswer(BaseModel):
    """A good that no product stands for: a link from its `outside_id` to one cures that."""

    outside_id: str
    name: str
    article: str | None


class RowAnswer(BaseModel):
    """A row of a report: `number` counts from 0, `where` and `title` are Russian, `amount` is a decimal string.

    `cured_by`: the run that did the rejected row again. `goods` want a product. `price_change` is the largest relative
    change of a price (0.5 = by half); `gone`: what the row is about is taken off the outside system.
    """

    number: int
    where: str
    title: str | None
    state: RowState
    amount: str | None
    currency: str | None
    cured_by: str | None
    result: Result
    reason: Cause | None
    changes: list[ChangeAnswer]
    goods: list[OutsideGoodAnswer]
    price_change: float | None
    gone: bool


class RunFileAnswer(BaseModel):
    """A file of a run: `source` was uploaded, `rows` do not fit the table, the rest it made; `url` lives 10 minutes."""

    kind: str
    url: str
