"""API of the failed messages, for operators (SRE) over all accounts."""

import base64
import datetime as dt
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from service_kit.failed import FailedMessages
from service_kit.paging import Items, Page
from service_kit.parameters import Limit, Operator


class Discard(BaseModel):
    """Why a message is given up."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=3, max_length=500)


class RetryGroup(BaseModel):
    """Which open failures to retry together."""

    model_config = ConfigDict(extra="forbid")

    queue: str
    reason: str


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
    """How many open failures have this queue, reason and error."""

    queue: str
    reason: str
    error: str
    count: int
    last_failed_at: dt.datetime


class Retried(BaseModel):
    """How many messages were sent again."""

    retried: int


def failed_messages_router(failed: FailedMessages) -> APIRouter:
    """List, group, retry, discard. The id in a path is url-safe base64 of the row's id."""
    router = APIRouter(prefix="/v1/failed-messages", tags=["failed messages"])

    @router.get("", response_model=Page[FailedMessage], response_model_exclude_unset=True)
    async def find(
        _: Operator,
        state: str | None = "failed",
        queue: str | None = None,
        reason: str | None = None,
        cursor: str | None = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        rows = await failed.find(state, queue, reason, _plain(cursor) if cursor else None, limit)
        items = [_shown(row) for row in rows]
        return {"items": items, "next": items[-1]["id"] if len(items) == limit else None}

    @router.get("/groups", response_model=Items[FailureGroup])
    async def groups(_: Operator) -> dict[str, Any]:
        found = await failed.groups()
        return {
            "items": [{**row["_id"], "count": row["count"], "last_failed_at": row["last_failed_at"]} for row in found]
        }

    @router.post("/retry")
    async def retry_group(caller: Operator, group: RetryGroup) -> Retried:
        return Retried(retried=await failed.retry_group(group.queue, group.reason, caller.user))

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


def _plain(identity: str) -> str:
    try:
        return base64.urlsafe_b64decode(identity + "=" * (-len(identity) % 4)).decode()
    except (ValueError, UnicodeDecodeError):
        return ""
