"""What happens to a message whose handler fails: parked and retried, or dead with a reason; never lost."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aio_pika
import pytest
from pydantic import BaseModel

from contracts.events.connection import ConnectionChanged
from contracts.topology import WorkQueue
from service_kit.consuming import make_broker, subscribe
from service_kit.errors import ConfigError, DataError, TransientError
from service_kit.failed import FailedMessages
from service_kit.mongo import ConnectionFailure, Mongo
from service_kit.outbox import Outbox
from service_kit.publisher import Publisher
from service_kit.testing.process import eventually

pytestmark = pytest.mark.rabbit

PHONE = "+79161234567"


class Seen:
    """A handler that fails as told, one error a call, and then goes well."""

    def __init__(self, *errors: BaseException) -> None:
        self.errors = list(errors)
        self.calls: list[tuple[str, float]] = []

    async def handle(self, event: Any) -> None:
        self.calls.append((event.subject, asyncio.get_running_loop().time()))
        if self.errors:
            raise self.errors.pop(0)

    def pauses(self) -> list[float]:
        times = [at for _, at in self.calls]
        return [later - earlier for earlier, later in itertools.pairwise(times)]


async def nobody(_: str, __: str) -> None:
    return None


Consume = Callable[..., Awaitable[None]]


@pytest.fixture
async def consume(
    quick_url: str, queue: WorkQueue, broker: Any, new_publisher: Callable[[str], Awaitable[Publisher]]
) -> AsyncIterator[Consume]:
    """Start consuming the queue with a handler."""
    await broker.declare(queue)
    brokers: list[Any] = []

    async def start(handle: Any, *, on_replayed: Any = nobody, url: str = quick_url) -> None:
        consuming = make_broker(url, "test")
        publisher = await new_publisher(quick_url)
        subscribe(
            consuming, queue, ConnectionChanged, handle, publisher=publisher, on_replayed=on_replayed, prefetch=10
        )
        brokers.append(consuming)
        await consuming.start()

    yield start
    for consuming in brokers:
        await consuming.stop()


async def dead(broker: Any, queue: WorkQueue) -> Any:
    """The one message in the dead queue, once it is there."""
    return await eventually(lambda: broker.take(queue.dead_name), 15, "a message is dead")


async def send(broker: Any, queue: WorkQueue, event: Any, **headers: Any) -> None:
    await broker.send(queue, event.model_dump_json().encode(), event.id, **headers)


async def test_a_transient_failure_is_retried_after_growing_delays_and_then_handled(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    seen = Seen(TransientError("service_unavailable"), TransientError("service_unavailable"))
    await consume(seen.handle)
    await send(broker, queue, sample.changed())
    await eventually(lambda: len(seen.calls) == 3, what="the third try")
    first, second = seen.pauses()
    assert 0.2 <= first < 2
    assert 0.4 <= second < 2
    assert second > first
    await eventually(lambda: _empty(broker, queue.dead_name, queue.name), what="nothing is left anywhere")


async def _empty(broker: Any, *names: str) -> bool:
    return not any([await broker.depth(name) for name in names])


async def test_a_transient_failure_without_end_is_dead_after_all_delays(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    seen = Seen(*[TransientError("service_unavailable") for _ in range(9)])
    await consume(seen.handle)
    event = sample.changed()
    await send(broker, queue, event)
    message = await dead(broker, queue)
    assert len(seen.calls) == 3
    assert message.headers["biz-reason"] == "service_unavailable"
    assert (message.message_id, message.correlation_id, message.type) == (event.id, event.id, "connection.changed.v1")
    assert ConnectionChanged.model_validate_json(message.body) == event


async def test_retry_after_waits_at_least_as_long_and_costs_no_attempt(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    polite = [TransientError("too_many_requests", retry_after=0.3) for _ in range(4)]
    seen = Seen(*polite)
    await consume(seen.handle)
    await send(broker, queue, sample.changed())
    await eventually(lambda: len(seen.calls) == 5, what="more tries than there are delays")
    assert all(pause >= 0.4 for pause in seen.pauses())


async def test_retry_after_beyond_all_delays_takes_the_longest(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    seen = Seen(TransientError("too_many_requests", retry_after=3600))
    await consume(seen.handle)
    await send(broker, queue, sample.changed())
    await eventually(lambda: len(seen.calls) == 2, what="the second try")
    assert seen.pauses()[0] >= 0.4


@pytest.mark.parametrize("error", [DataError("file_unknown"), ConfigError("file_unknown")])
async def test_what_repeating_cannot_help_is_dead_at_once_with_its_key(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any, error: Exception
) -> None:
    seen = Seen(error)
    await consume(seen.handle)
    await send(broker, queue, sample.changed("bad"))
    await send(broker, queue, sample.changed("good"))
    message = await dead(broker, queue)
    assert message.headers["biz-reason"] == "file_unknown"
    await eventually(lambda: [subject for subject, _ in seen.calls] == ["bad", "good"], what="the neighbour is handled")


@pytest.mark.parametrize(
    "body",
    [b"not json", b"[]", b'{"id": 1}', f'{{"account": "demo", "data": {{"name": "{PHONE}"}}}}'.encode(), b"\xff\xfe"],
)
async def test_a_body_that_breaks_the_contract_is_dead_at_once_and_its_data_is_not_told(
    *, consume: Consume, broker: Any, queue: WorkQueue, body: bytes
) -> None:
    seen = Seen()
    await consume(seen.handle)
    await broker.send(queue, body, "m-1")
    message = await dead(broker, queue)
    assert seen.calls == []
    assert message.headers["biz-reason"] == "invalid_message"
    assert str(message.headers["biz-error"])[:1].isalpha()
    assert PHONE not in str(message.headers)
    assert message.body == body


async def test_a_bug_is_tried_again_and_is_dead_without_the_data_it_stumbled_over(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    seen = Seen(*[ValueError(f"bad phone {PHONE}") for _ in range(9)])
    await consume(seen.handle)
    await send(broker, queue, sample.changed())
    message = await dead(broker, queue)
    assert len(seen.calls) == 3
    assert message.headers["biz-reason"] == "bug"
    assert message.headers["biz-error"].startswith("ValueError at ")
    assert "test_consuming.py" in message.headers["biz-error"]
    assert PHONE not in str(message.headers)


async def test_a_bug_is_tried_three_times_more_however_many_delays_there_are(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    event = sample.changed()
    seen = Seen(*[ValueError() for _ in range(2)])
    await consume(seen.handle)
    await send(broker, queue, event, **{"biz-attempt": 3})
    message = await dead(broker, queue)
    assert len(seen.calls) == 1
    assert message.headers["biz-reason"] == "bug"


async def test_a_validation_error_of_our_own_models_is_reported_without_values(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    class Strict(BaseModel):
        phone: int

    async def handle(_: Any) -> None:
        Strict.model_validate({"phone": PHONE + "x"})

    await consume(handle)
    await send(broker, queue, sample.changed())
    message = await dead(broker, queue)
    assert message.headers["biz-error"] == "phone: int_parsing"


async def test_an_absent_database_parks_the_message_like_any_transient_failure(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    seen = Seen(ConnectionFailure("away"))
    await consume(seen.handle)
    await send(broker, queue, sample.changed())
    await eventually(lambda: len(seen.calls) == 2, what="the second try")


async def test_a_parked_message_keeps_that_an_operator_sent_it_and_resolves_at_the_end(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    replayed: list[tuple[str, str]] = []

    async def note(name: str, message_id: str) -> None:
        replayed.append((name, message_id))

    event = sample.changed()
    await consume(Seen(TransientError("service_unavailable")).handle, on_replayed=note)
    await send(broker, queue, event, **{"biz-replayed-by": "sre"})
    await eventually(lambda: replayed, what="the replay is noted")
    assert replayed == [(queue.name, event.id)]


async def test_a_replay_that_could_not_be_noted_is_noted_later_and_is_not_dead(
    *, consume: Consume, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    noted: list[str] = []

    async def note(_: str, message_id: str) -> None:
        noted.append(message_id)
        if len(noted) == 1:
            raise ConnectionFailure("away")

    await consume(Seen().handle, on_replayed=note)
    await send(broker, queue, sample.changed(), **{"biz-replayed-by": "sre"})
    await eventually(lambda: len(noted) == 2, what="noted at the second try")
    assert await _empty(broker, queue.dead_name)


@pytest.mark.mongo
async def test_a_message_that_kills_its_workers_ends_among_the_failed_ones_and_its_neighbours_do_not(
    *, amqp_url: str, quick_url: str, broker: Any, queue: WorkQueue, sample: Any, mongo: Mongo, silent_outbox: Outbox
) -> None:
    await broker.declare(queue)
    poison, good = sample.changed("poison"), sample.changed("good")
    handled: list[str] = []
    await _came_back_from_a_delay(broker, queue, poison)
    for _ in range(11):  # each worker takes the poison, dies, and its supervisor starts the next one
        await _worker_dies(amqp_url, queue)
    await send(broker, queue, good)
    consuming = make_broker(quick_url, "test")
    FailedMessages(mongo, silent_outbox, (queue,)).keep_dead_letters(consuming)

    async def handle(event: Any) -> None:
        handled.append(event.subject)

    subscribe(
        consuming,
        queue,
        ConnectionChanged,
        handle,
        publisher=Publisher("", "test"),
        on_replayed=nobody,
        prefetch=10,
    )
    await consuming.start()
    try:
        await eventually(lambda: mongo["failed_messages"].find_one({}), 20, "the poison is kept")
        await eventually(lambda: handled == ["good"], what="the neighbour is handled")
    finally:
        await consuming.stop()
    (row,) = await mongo["failed_messages"].find({}).to_list(None)
    assert (row["message_id"], row["account"], row["reason"]) == (poison.id, "demo", "delivery_limit")


async def _came_back_from_a_delay(broker: Any, queue: WorkQueue, event: Any) -> None:
    """Have the message in the queue after a first retry, as parked messages are."""
    name = queue.delay_name(queue.delays_ms[0])
    message = aio_pika.Message(
        event.model_dump_json().encode(),
        message_id=event.id,
        correlation_id=event.id,
        type=ConnectionChanged.key,
        headers={"biz-attempt": 1},
    )
    await broker.channel.default_exchange.publish(message, name)
    await eventually(lambda: _has(broker, queue.name), what="it came back")


async def _has(broker: Any, name: str) -> bool:
    return await broker.depth(name) == 1


async def _worker_dies(url: str, queue: WorkQueue) -> None:
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        await channel.set_qos(1)
        consumed = await channel.get_queue(queue.name, ensure=False)
        taken = asyncio.Event()

        async def take(_: Any) -> None:
            taken.set()

        await consumed.consume(take)
        await asyncio.wait_for(taken.wait(), 10)
