"""AsyncAPI 3.0 document of the whole system, made from the contracts: who emits what, who consumes it from where."""

from typing import Any

from contracts import topology
from contracts.envelope import CONTENT_TYPE
from contracts.events import EVENTS
from contracts.schemas import SCHEMAS, revisions


def document() -> dict[str, Any]:
    """The document as plain data."""
    channels = {key: _channel(key) for key in EVENTS}
    operations: dict[str, Any] = {}
    for service, keys in topology.EMITS.items():
        for key in keys:
            operations[f"{service} sends {key}"] = _operation("send", key, {"name": service})
    for queue in topology.QUEUES:
        for key in queue.keys:
            operations[f"{queue.name} receives {key}"] = _operation("receive", key, {"name": queue.service}, queue.name)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Бизнес.Интеграции", "version": "1.0.0"},
        "defaultContentType": CONTENT_TYPE,
        "channels": channels,
        "operations": operations,
    }


def _channel(key: str) -> dict[str, Any]:
    description = (EVENTS[key].__doc__ or "").strip()
    message = {
        "name": EVENTS[key].__name__,
        "contentType": CONTENT_TYPE,
        "payload": {"$ref": f"schemas/{key}/{_last(key)}.json"},
    }
    exchange = {"name": topology.EVENTS_EXCHANGE, "type": "topic", "durable": True}
    return {
        "address": key,
        "description": description,
        "messages": {EVENTS[key].__name__: message},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _operation(action: str, key: str, service: dict[str, str], queue: str | None = None) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "action": action,
        "channel": {"$ref": f"#/channels/{key}"},
        "tags": [service],
    }
    if queue is not None:
        operation["x-queue"] = queue
    elif key in topology.REQUIRED:
        operation["bindings"] = {"amqp": {"mandatory": True, "deliveryMode": 2, "bindingVersion": "0.3.0"}}
    return operation


def _last(key: str) -> int:

    return max(revisions(SCHEMAS, key))
