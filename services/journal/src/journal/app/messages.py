"""Which events become messages of the live stream, and how they look there."""

import json
from collections.abc import Mapping
from typing import Any

from contracts.base import AccountId
from contracts.envelope import Event
from journal.app.ports import Message
from service_kit.ids import new_id

NAMES: Mapping[str, str] = {
    "run.progressed.v1": "run.progress",
    "run.finished.v1": "run.finished",
    "connection.changed.v1": "connection.changed",
}
"""Routing key of an event → its name in the stream. All of them are for owners and managers of the account."""
ATTENTION = "attention.changed"
RESYNC = "resync"
PROGRESS = "run.progress"


def of_event(event: Event[Any]) -> Message:
    """The message that tells of `event`."""
    return _message(event.key, event.model_dump(mode="json", exclude_none=True))


def of_body(key: str, body: bytes) -> Message:
    """The message that tells of an event as it came from the bus; ValueError or KeyError when it is none of ours."""
    return _message(key, json.loads(body))


def _message(key: str, event: Mapping[str, Any]) -> Message:
    name = NAMES[key]
    about = {"service": event["source"].removeprefix("/biz/"), "time": event["time"]}
    data = {**about, "sequence": int(event["sequence"]), **event["data"]}
    return Message(
        id=event["id"],
        account=AccountId(event["account"]),
        name=name,
        data=data,
        slot=f"{name} {event['subject']}" if name == PROGRESS else None,
    )


def attention(account: AccountId, count: int | None = None) -> Message:
    """That the list of what needs attention is another; without `count` as it is stored, before it was counted."""
    return Message(new_id(), account, ATTENTION, {} if count is None else {"count": count}, slot=ATTENTION)


def resync(account: AccountId) -> Message:
    """That too much was missed: the browser reads everything anew."""
    return Message(new_id(), account, RESYNC, {})


def frame(message: Message) -> bytes:
    """The message as `text/event-stream` (HTML, 9.2.6 "Interpreting an event stream")."""
    data = json.dumps(message.data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {message.id}\nevent: {message.name}\ndata: {data}\n\n".encode()
