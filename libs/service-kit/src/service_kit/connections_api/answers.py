"""What the API of connections answers."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import ConnectionId
from contracts.events.connection import Cause, Health, RunKind
from service_kit.connections.state import State


class ConnectionAnswer(BaseModel):
    """A connection with its settings, their secrets masked, and its state.

    `kept` are the dotted paths of the secrets that are stored. `schedule`, `last_success` and `next_run` are by kind of
    run: seconds between two, the last good end, when the next one is due (empty while none may start). `cause` tells in
    Russian why `health` is not ok. `revision` counts the versions of name, switch and settings, and is the ETag.
    """

    id: ConnectionId
    integration: str
    name: str
    enabled: bool
    health: Health
    reason: str | None
    version: int
    revision: int
    schedule: dict[str, float]
    last_checked: dt.datetime | None
    last_success: dict[str, dt.datetime]
    created_at: dt.datetime
    updated_at: dt.datetime
    config: dict[str, Any]
    kept: list[str]
    state: State
    cause: Cause | None
    next_run: dict[str, dt.datetime]


class FormAnswer(BaseModel):
    """What the form of an integration and the buttons beside it are drawn from.

    `schema` is the JSON Schema of the settings, `values` those to begin with. Kinds of runs: `by_hand` a person may
    start, `dry_runs` can be tried without effect, of `repeatable` the rejected rows can be done again.
    `uploads`: takes files. `multiple`: an account may have several connections. `checkable`: has a check.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    title: str
    json_schema: dict[str, Any] = Field(alias="schema")
    values: dict[str, Any]
    by_hand: list[RunKind]
    dry_runs: list[RunKind]
    repeatable: list[RunKind]
    uploads: bool
    multiple: bool
    checkable: bool


class ChoiceAnswer(BaseModel):
    """One option of a select."""

    value: str
    label: str


class CheckAnswer(BaseModel):
    """Whether an exchange would work; `cause` tells why it would not."""

    ok: bool
    cause: Cause | None


class SettingsChange(BaseModel):
    """One field as it was and as it became; of a secret, only in words that it changed. `title` is Russian."""

    field: str
    title: str
    secret: bool
    was: Any
    now: Any


class SettingsVersion(BaseModel):
    """A version of the settings: who made it, when, and what differs from the one before."""

    version: int
    at: dt.datetime
    by: str
    changes: list[SettingsChange]


class CommentAnswer(BaseModel):
    """A remark."""

    id: str
    at: dt.datetime
    author: str
    text: str
