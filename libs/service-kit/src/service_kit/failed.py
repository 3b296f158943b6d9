"""Failed messages: what rests in the dead queues of a service, where an operator groups, retries or discards it."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

import structlog
from faststream import StreamMessage
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue
from pydantic_core import from_json

from contracts import topology
from contracts.envelope import Event
from service_kit.consuming import ERROR, REASON, REPLAYED
from service_kit.ids import utc_now
from service_kit.inbox import forget
from service_kit.mongo import Document, Index, Mongo, PyMongoError
from service_kit.outbox import Outbox, Unit
from service_kit.problems import NotFound, Problem
from service_kit.publisher import Letter

INDEXES = (
    Index("failed_messages", (("account", 1), ("state", 1), ("last_failed_at", -1))),
    Index("failed_messages", (("closed_at", 1),), ttl_seconds=90 * 24 * 3600),
)

OPEN = ("failed", "retrying")
KEPT_BYTES = 1024 * 1024
"""No event is nearly as large; more of a body does not fit beside the rest of a row, and cannot be retried."""

log = structlog.get_logger("failed")


class FailedMessages:
    """States: `failed` → `retrying` → `resolved` or `failed` again; or `discarded` with a reason."""

    def __init__(self, mongo: Mongo, outbox: Outbox, queues: tuple[topology.WorkQueue, ...]) -> None:
        self._mongo = mongo
        self._rows = mongo["failed_messages"]
        self._outbox = outbox
        self._queues = queues

    def keep_dead_letters(self, broker: RabbitBroker) -> None:
        """Move what arrives in the dead queues into the collection, where it can be seen and mended."""
        for queue in self._queues:
            consumed = RabbitQueue(queue.dead_name, durable=True, declare=False)
            broker.subscriber(consumed, channel=Channel(prefetch_count=50), decoder=_as_it_is)(self._keeper(queue))

    def _keeper(self, queue: topology.WorkQueue) -> Any:
        async def keep(message: StreamMessage[Any]) -> None:
            headers = message.raw_message.headers
            failure = _failure(
                account=_account(message.body),
                queue=queue.name,
                message_id=str(message.message_id),
                type_=str(message.raw_message.type or ""),
                body=message.body,
                correlation_id=str(message.correlation_id),
                reason=str(headers.get(REASON) or _death(headers)),
                error=str(headers.get(ERROR) or ""),
            )
            await self._keep(f"{queue.name}|{message.message_id}", failure)

        return keep

    async def _keep(self, identity: str, failure: Document) -> None:
        """Store a dead letter, however long that takes: behind the dead queue there is no other net."""
        while True:
            try:
                await self._rows.update_one({"_id": identity}, failure, upsert=True)
            except PyMongoError as error:
                log.error("dead letter not kept yet", error=type(error).__name__)
                await asyncio.sleep(5)
            else:
                return

    async def refuse(self, event: Event[Any], queue: topology.WorkQueue, reason: str, error: str, unit: Unit) -> None:
        """Keep an event that was handled by refusing it, so that it can be retried after mending."""
        await self._rows.update_one(
            {"_id": f"{queue.name}|{event.id}", "account": event.account},
            _failure(
                account=event.account,
                queue=queue.name,
                message_id=event.id,
                type_=event.key,
                body=event.model_dump_json(exclude_none=True).encode(),
                correlation_id=event.correlationid,
                reason=reason,
                error=error,
            ),
            upsert=True,
            session=unit.session,
        )

    async def find(self, wanted: Mapping[str, str | None], before: str | None, limit: int) -> list[Document]:
        """A page, newest first, without bodies; `before` is the id where the page before ended.

        `wanted` are values of `state`, `queue`, `reason`, `error`; None is any.
        """
        query: Document = {name: value for name, value in wanted.items() if value is not None}
        if before is not None and (mark := await self._rows.find_one({"_id": before}, {"last_failed_at": 1})):
            at = mark["last_failed_at"]
            query["$or"] = [{"last_failed_at": {"$lt": at}}, {"last_failed_at": at, "_id": {"$gt": before}}]
        cursor = self._rows.find(query, {"body": 0}).sort([("last_failed_at", -1), ("_id", 1)]).limit(limit)
        return list(await cursor.to_list(None))

    async def groups(self) -> list[Document]:
        """Open failures counted by queue, reason and error."""
        fields = {"queue": "$queue", "reason": "$reason", "error": "$error"}
        return await self._mongo.aggregate(
            "failed_messages",
            [
                {"$match": {"state": "failed"}},
                {
                    "$group": {
                        "_id": fields,
                        "count": {"$sum": 1},
                        "first_failed_at": {"$min": "$first_failed_at"},
                        "last_failed_at": {"$max": "$last_failed_at"},
                    }
                },
                {"$sort": {"count": -1}},
            ],
        )

    async def retry(self, identity: str, operator: str) -> Document:
        """Send the message to its queue again; Problem 404 or 409 `failed_message_…` when that cannot be."""
        row = await self._open(identity)
        if row.get("cut"):
            raise Problem(409, "failed_message_cut")

        async def body(unit: Unit) -> None:
            taken = await self._rows.update_one(
                {"_id": identity, "state": "failed"},
                {"$set": {"state": "retrying", "retried_by": operator}},
                session=unit.session,
            )
            if not taken.matched_count:  # another operator was faster
                raise Problem(409, "failed_message_closed")
            await forget(self._mongo, row["account"], row["queue"], row["message_id"], unit)
            letter = Letter(
                message_id=row["message_id"],
                type=row["type"],
                body=bytes(row["body"]),
                key=row["queue"],
                correlation_id=row["correlation_id"],
                exchange=topology.DEFAULT_EXCHANGE,
                headers={REPLAYED: operator},
            )
            unit.send(letter, row["account"])

        await self._outbox.transact(body)
        return {**row, "state": "retrying"}

    async def retry_group(self, group: Mapping[str, str], operator: str) -> int:
        """Retry all open failures with these values of `queue`, `reason`, `error`; gives their number."""
        query = {"state": "failed", "cut": False, **group}
        retried = 0
        for row in await self._rows.find(query, {"_id": 1}).to_list(None):
            with contextlib.suppress(Problem):  # another operator was faster
                await self.retry(row["_id"], operator)
                retried += 1
        return retried

    async def discard(self, identity: str, operator: str, why: str) -> Document:
        """Close the message without its effect; `why` stays with it."""
        row = await self._open(identity)
        closed = {"state": "discarded", "discarded_by": operator, "discard_reason": why, "closed_at": utc_now()}
        done = await self._rows.update_one({"_id": identity, "state": row["state"]}, {"$set": closed})
        if not done.matched_count:
            raise Problem(409, "failed_message_closed")
        return {**row, **closed}

    async def discard_group(self, group: Mapping[str, str], operator: str, why: str) -> int:
        """Close all open failures with these values of `queue`, `reason`, `error`; gives their number."""
        closed = {"state": "discarded", "discarded_by": operator, "discard_reason": why, "closed_at": utc_now()}
        done = await self._rows.update_many({"state": "failed", **group}, {"$set": closed})
        return int(done.modified_count)

    async def resolved(self, queue: str, message_id: str) -> None:
        """Close a retried message that went well; one that was refused again is `failed` by now and stays."""
        await self._rows.update_one(
            {"_id": f"{queue}|{message_id}", "state": "retrying"},
            {"$set": {"state": "resolved", "closed_at": utc_now()}},
        )

    async def _open(self, identity: str) -> Document:
        row: Document | None = await self._rows.find_one({"_id": identity})
        if row is None:
            raise NotFound("failed_message_unknown")
        if row["state"] not in OPEN:
            raise Problem(409, "failed_message_closed")
        return row


def _failure(
    *,
    account: str,
    queue: str,
    message_id: str,
    type_: str,
    body: bytes,
    correlation_id: str,
    reason: str,
    error: str,
) -> Document:
    now = utc_now()
    what = {"queue": queue, "message_id": message_id, "type": type_, "correlation_id": correlation_id}
    return {
        "$set": {
            **what,
            "body": body[:KEPT_BYTES],
            "cut": len(body) > KEPT_BYTES,
            "account": account,
            "reason": reason,
            "error": error,
            "state": "failed",
            "last_failed_at": now,
        },
        "$setOnInsert": {"first_failed_at": now},
        "$inc": {"tries": 1},
        "$unset": {"closed_at": 1},
    }


def _death(headers: Mapping[str, Any]) -> str:
    """Why the broker itself buried a message: `delivery_limit` (it killed its workers) or `rejected`.

    The last death is the first in the list; deaths before that are the delay queues that it passed.
    """
    deaths = headers.get("x-death") or [{}]
    return str(deaths[0].get("reason") or "rejected")


def _account(body: bytes) -> str:
    """Account of a message that may not be an event at all."""
    try:
        found = from_json(body)
    except ValueError:
        return ""
    return str(found.get("account", "")) if isinstance(found, dict) else ""


async def _as_it_is(message: Any) -> Any:
    return message
