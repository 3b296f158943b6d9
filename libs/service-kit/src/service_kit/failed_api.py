"""API of the failed messages, for operators (SRE) over all accounts."""

import base64
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from service_kit.failed import FailedMessages
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


def failed_messages_router(failed: FailedMessages) -> APIRouter:
    """List, group, retry, discard. The id in a path is url-safe base64 of the row's id."""
    router = APIRouter(prefix="/v1/failed-messages", tags=["failed messages"])

    @router.get("")
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

    @router.get("/groups")
    async def groups(_: Operator) -> dict[str, Any]:
        found = await failed.groups()
        return {
            "items": [{**row["_id"], "count": row["count"], "last_failed_at": row["last_failed_at"]} for row in found]
        }

    @router.post("/retry")
    async def retry_group(caller: Operator, group: RetryGroup) -> dict[str, int]:
        return {"retried": await failed.retry_group(group.queue, group.reason, caller.user)}

    @router.post("/{identity}/retry", status_code=202)
    async def retry(caller: Operator, identity: str) -> dict[str, Any]:
        return _shown(await failed.retry(_plain(identity), caller.user))

    @router.post("/{identity}/discard")
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
