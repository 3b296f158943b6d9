"""API of the failed messages, for operators (SRE) over all accounts."""

import base64
import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from contracts.events.connection import Cause
from service_kit.failed import FailedMessages
from service_kit.paging import Items, Page
from service_kit.parameters import Limit, Operator
from service_kit.texts import Texts


class Discard(BaseModel):
    """Why a message is given up."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=3, max_length=500)


class RetryGroup(BaseModel):
    """Which open failures to retry together; those with any error when none is given."""

    model_config = ConfigDict(extra="forbid")

    queue: str
    reason: str
    error: str | None = None


class DiscardGroup(RetryGroup):
    """Which open failures to give up together, and why."""

    why: str = Field(min_length=3, max_length=500)


class FailedMessage(BaseModel):
    """A message that was given up; the last four are there once an operator, or a good end, has made them."""

    id: str
    account: str
    queue: str
    message_id: str
    type: str
    correlation_id: str
    reason: str
    error: str
    cut: bool
    state: str
    tries: int
    first_failed_at: dt.datetime
    last_failed_at: dt.datetime
    retried_by: str | None = None
    discarded_by: str | None = None
    discard_reason: str | None = None
    closed_at: dt.datetime | None = None


class FailureGroup(BaseModel):
    """How many open failures have this queue, reason and error; `cause` is the reason in words, when it has any."""

    queue: str
    reason: str
    error: str
    cause: Cause | None
    count: int
    first_failed_at: dt.datetime
    last_failed_at: dt.datetime


class Retried(BaseModel):
    """How many messages were sent again."""

    retried: int


class Discarded(BaseModel):
    """How many messages were given up."""

    discarded: int


def failed_messages_router(failed: FailedMessages, texts: Texts) -> APIRouter:
    """List, group, retry, discard. The id in a path is url-safe base64 of the row's id."""
    router = APIRouter(prefix="/v1/failed-messages", tags=["failed messages"])

    @router.get("", response_model=Page[FailedMessage], response_model_exclude_unset=True)
    async def find(
        _: Operator,
        *,
        state: str | None = "failed",
        queue: str | None = None,
        reason: str | None = None,
        error: str | None = None,
        cursor: str | None = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        wanted = {"state": state, "queue": queue, "reason": reason, "error": error}
        rows = await failed.find(wanted, _plain(cursor) if cursor else None, limit)
        items = [_shown(row) for row in rows]
        return {"items": items, "next": items[-1]["id"] if len(items) == limit else None}

    @router.get("/groups", response_model=Items[FailureGroup])
    async def groups(_: Operator) -> dict[str, Any]:
        found = await failed.groups()
        return {"items": [_shown_group(row, texts) for row in found]}

    @router.post("/retry")
    async def retry_group(caller: Operator, group: RetryGroup) -> Retried:
        return Retried(retried=await failed.retry_group(_values(group), caller.user))

    @router.post("/discard")
    async def discard_group(caller: Operator, group: DiscardGroup) -> Discarded:
        return Discarded(discarded=await failed.discard_group(_values(group), caller.user, group.why))

    @router.post("/{identity}/retry", status_code=202, response_model=FailedMessage, response_model_exclude_unset=True)
    async def retry(caller: Operator, identity: str) -> dict[str, Any]:
        return _shown(await failed.retry(_plain(identity), caller.user))

    @router.post("/{identity}/discard", response_model=FailedMessage, response_model_exclude_unset=True)
    async def discard(caller: Operator, identity: str, why: Discard) -> dict[str, Any]:
        return _shown(await failed.discard(_plain(identity), caller.user, why.reason))

    return router


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    identity = base64.urlsafe_b64encode(row["_id"].encode()).decode().rstrip("=")
    return {"id": identity, **{name: value for name, value in row.items() if name not in ("_id", "body")}}


def _shown_group(row: dict[str, Any], texts: Texts) -> dict[str, Any]:
    reason = row["_id"]["reason"]
    counted = {name: row[name] for name in ("count", "first_failed_at", "last_failed_at")}
    return {**row["_id"], "cause": texts.cause(reason) if reason in texts else None, **counted}


def _values(group: RetryGroup) -> dict[str, str]:
    return group.model_dump(include={"queue", "reason", "error"}, exclude_none=True)


def _plain(identity: str) -> str:
    try:
        return base64.urlsafe_b64decode(identity + "=" * (-len(identity) % 4)).decode()
    except (ValueError, UnicodeDecodeError):
        return ""
