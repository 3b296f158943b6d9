"""Consuming from work queues: one message, one typed event, and what happens when its handler fails.

Every failure ends in one of three places: a delay queue (it comes back later), the dead queue with the reason (an
operator sees it in the failed messages), or back in the work queue (the process died). Nothing is dropped.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import structlog
from faststream import AckPolicy, BaseMiddleware, PublishCommand, StreamMessage
from faststream.exceptions import AckMessage
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue, RabbitRouter
from faststream.rabbit.prometheus import RabbitPrometheusMiddleware
from prometheus_client import REGISTRY
from pydantic import TypeAdapter, ValidationError

from contracts import topology
from contracts.envelope import Event
from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.inbox import RETURNED
from service_kit.metrics import DEAD, RETRIES
from service_kit.mongo import is_outage
from service_kit.publisher import Letter, Publisher, with_heartbeat

E = TypeVar("E", bound=Event[Any])

ATTEMPT = "biz-attempt"
REPLAYED = "biz-replayed-by"
REASON = "biz-reason"
ERROR = "biz-error"
BUG_TRIES = 3
GRACEFUL_SECONDS = 25.0

log = structlog.get_logger("consumer")

OnReplayed = Callable[[str, str], Awaitable[None]]
"""Called with (queue, message id) when a replayed message was handled."""


def make_broker(url: str, service: str) -> RabbitBroker:
    """The consuming side of a service: lean (no thread hop per message), silent, last net = the dead queue."""
    return RabbitBroker(
        with_heartbeat(url),
        app_id=service,
        ack_policy=AckPolicy.REJECT_ON_ERROR,
        graceful_timeout=GRACEFUL_SECONDS,
        middlewares=[RabbitPrometheusMiddleware(registry=REGISTRY, app_name=service)],
        logger=None,
        apply_types=False,
    )


def decoder(model: Any) -> Callable[[Any], Awaitable[Any]]:
    """Bytes straight to the event, or to the one of a union that `type` names; no dict between."""
    adapter: TypeAdapter[Any] = TypeAdapter(model)

    async def decode(message: Any) -> Any:
        return adapter.validate_json(message.body)

    return decode


def subscribe(
    broker: RabbitBroker,
    queue: topology.WorkQueue,
    model: Any,
    handle: Callable[[E], Awaitable[None]],
    *,
    publisher: Publisher,
    on_replayed: OnReplayed,
    prefetch: int,
) -> None:
    """Have `handle(event)` called for each message of `queue`; `model` is an event class or a union of some.

    `handle` returns when the effect is committed. It raises TransientError to be called again later, DataError or
    ConfigError when repeating is useless; anything else counts as a bug and is tried three times more.
    """

    def middleware(message: Any, /, *, context: Any) -> "FailurePolicy":
        return FailurePolicy(message, context=context, queue=queue, publisher=publisher, on_replayed=on_replayed)

    router = RabbitRouter(middlewares=[middleware])
    consumed = RabbitQueue(queue.name, durable=True, declare=False)
    router.subscriber(consumed, channel=Channel(prefetch_count=prefetch), decoder=decoder(model))(handle)
    broker.include_router(router)


class FailurePolicy(BaseMiddleware[PublishCommand, Any]):
    """Parks or buries a message whose handler failed; a copy is confirmed first, then the original is acknowledged."""

    def __init__(
        self,
        message: Any,
        /,
        *,
        context: Any,
        queue: topology.WorkQueue,
        publisher: Publisher,
        on_replayed: OnReplayed,
    ) -> None:
        super().__init__(message, context=context)
        self._queue = queue
        self._publisher = publisher
        self._on_replayed = on_replayed

    async def consume_scope(
        self, call_next: Callable[[StreamMessage[Any]], Awaitable[Any]], msg: StreamMessage[Any]
    ) -> Any:
        """Call the handler and settle its failure."""
        RETURNED.set(int(msg.headers.get("x-delivery-count", 0)))
        try:
            result = await call_next(msg)
            if REPLAYED in msg.headers:
                await self._on_replayed(self._queue.name, str(msg.message_id))
        except (AckMessage, asyncio.CancelledError):
            raise
        except Exception as error:
            await self._settle(msg, error)
            raise AckMessage from error
        return result

    async def _settle(self, msg: StreamMessage[Any], error: Exception) -> None:
        attempt = int(msg.headers.get(ATTEMPT, 0))
        if isinstance(error, TransientError) and error.retry_after is not None:
            wanted = error.retry_after * 1000
            delay = next((ms for ms in self._queue.delays_ms if ms >= wanted), self._queue.delays_ms[-1])
            return await self._park(msg, error, delay, attempt)
        tries = _tries(error, len(self._queue.delays_ms))
        if attempt < tries:
            return await self._park(msg, error, self._queue.delays_ms[attempt], attempt + 1)
        return await self._bury(msg, error)

    async def _park(self, msg: StreamMessage[Any], error: Exception, delay_ms: int, attempt: int) -> None:
        RETRIES.labels(self._queue.name, type(error).__name__).inc()
        headers: dict[str, str | int] = {ATTEMPT: attempt, ERROR: type(error).__name__}
        await self._publish(msg, topology.DEFAULT_EXCHANGE, self._queue.delay_name(delay_ms), headers)

    async def _bury(self, msg: StreamMessage[Any], error: Exception) -> None:
        reason = error.key if isinstance(error, BizError) else _reason(error)
        DEAD.labels(self._queue.name, reason).inc()
        if reason == "bug":
            log.error("message given up", queue=self._queue.name, message_id=msg.message_id, exc_info=error)
        else:
            log.warning("message given up", queue=self._queue.name, message_id=msg.message_id, reason=reason)
        headers = {REASON: reason, ERROR: _private(error)}
        await self._publish(msg, topology.DEAD_EXCHANGE, self._queue.name, headers)

    async def _publish(
        self, msg: StreamMessage[Any], exchange: str, key: str, headers: Mapping[str, str | int]
    ) -> None:
        kept = {REPLAYED: msg.headers[REPLAYED]} if REPLAYED in msg.headers else {}
        letter = Letter(
            message_id=str(msg.message_id),
            type=str(msg.raw_message.type or ""),
            body=msg.body,
            key=key,
            correlation_id=str(msg.correlation_id),
            exchange=exchange,
            headers={**kept, **headers},
        )
        await self._publisher.publish(letter)


def _tries(error: Exception, delays: int) -> int:
    """How often a message comes back after this error before it is given up."""
    if isinstance(error, ValidationError | DataError | ConfigError):
        return 0
    if isinstance(error, TransientError) or is_outage(error):
        return delays
    return min(BUG_TRIES, delays)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "invalid_message"
    return "database_unavailable" if is_outage(error) else "bug"


def _private(error: Exception) -> str:
    """What the operator may see of an error: never the data that caused it."""
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False)
        return "; ".join(": ".join(filter(None, (".".join(map(str, one["loc"])), one["type"]))) for one in found)[:500]
    if isinstance(error, BizError):
        return f"{type(error).__name__}: {error.key}"
    where = traceback.extract_tb(error.__traceback__)[-1:]
    return " ".join([type(error).__name__, *(f"at {Path(at.filename).name}:{at.lineno} in {at.name}" for at in where)])
