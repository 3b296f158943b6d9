"""The outbox: an event leaves if and only if its transaction committed, whatever happens to broker and writer."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from contracts import topology
from contracts.events.connection import ConnectionChanged
from contracts.events.order import OrderStored
from contracts.topology import WorkQueue
from service_kit import outbox as outbox_module
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import LEASE, Outbox, Unit
from service_kit.publisher import Letter, Publisher
from service_kit.testing.events import EventCapture
from service_kit.testing.process import eventually
from service_kit.testing.tcp_proxy import TcpProxy

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]

MakePublisher = Callable[[str], Awaitable[Publisher]]
MakeOutbox = Callable[..., Outbox]


@pytest.fixture
async def new_outbox(mongo: Mongo) -> AsyncIterator[MakeOutbox]:
    made: list[Outbox] = []

    def make(publisher: Any, *, start: bool = True) -> Outbox:
        made.append(Outbox(mongo, publisher))
        if start:
            made[-1].start()
        return made[-1]

    yield make
    for outbox in made:
        await outbox.stop()


@pytest.fixture
async def captured(amqp_url: str) -> AsyncIterator[EventCapture]:
    async with EventCapture(amqp_url) as capture:
        yield capture


class Refused(Exception):
    pass


def emitting(*events: Any, fail: bool = False) -> Callable[[Unit], Awaitable[None]]:
    async def body(unit: Unit) -> None:
        for event in events:
            unit.emit(event)
        if fail:
            raise Refused

    return body


async def pending(mongo: Mongo) -> int:
    return int(await mongo["outbox"].count_documents({"pending": True}))


async def run_out(mongo: Mongo) -> None:
    """Let every lease be over, as after the death of the writer half a minute ago."""
    await mongo["outbox"].update_many({"pending": True}, {"$set": {"lease_until": utc_now() - dt.timedelta(seconds=1)}})


async def test_a_committed_event_goes_out_at_once_and_is_marked(
    *,
    mongo: Mongo,
    captured: EventCapture,
    amqp_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
    monkeypatch: Any,
) -> None:
    async def never(_: Outbox) -> list[Any]:
        return []

    monkeypatch.setattr(Outbox, "_claim", never)  # so that only memory can be the way
    outbox = new_outbox(await new_publisher(amqp_url))
    event = sample.changed()
    await outbox.transact(emitting(event))
    (got,) = await captured.wait(ConnectionChanged.key)
    assert got == event
    (message,) = captured.messages()
    assert (message.message_id, message.type) == (event.id, ConnectionChanged.key)
    assert message.delivery_mode == 2
    assert message.content_type == "application/cloudevents+json; charset=utf-8"
    await eventually(lambda: _none_pending(mongo), what="the row is marked")
    assert (await mongo["outbox"].find_one({}))["published_at"] is not None


async def _none_pending(mongo: Mongo) -> bool:
    return await pending(mongo) == 0


async def test_an_event_of_an_aborted_transaction_never_leaves(
    *,
    mongo: Mongo,
    captured: EventCapture,
    amqp_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
) -> None:
    outbox = new_outbox(await new_publisher(amqp_url))
    with pytest.raises(Refused):
        await outbox.transact(emitting(sample.changed("lost"), fail=True))
    await outbox.transact(emitting(sample.changed("kept")))
    await captured.wait()
    assert [event.subject for event in captured.all()] == ["kept"]
    assert await mongo["outbox"].count_documents({}) == 1


async def test_a_repeated_body_emits_once(
    *,
    mongo: Mongo,
    captured: EventCapture,
    amqp_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
) -> None:
    outbox = new_outbox(await new_publisher(amqp_url))
    await mongo["things"].insert_one({"_id": "counter", "account": "demo", "n": 0})
    tries = [0] * 2

    async def count(place: int) -> None:
        async def body(unit: Unit) -> None:
            tries[place] += 1
            await mongo["things"].find_one({"_id": "counter"}, session=unit.session)
            if tries[place] == 1:
                await both_read.wait()
            await mongo["things"].update_one({"_id": "counter"}, {"$inc": {"n": 1}}, session=unit.session)
            unit.emit(sample.changed(f"s{place}"))

        await outbox.transact(body)

    both_read = asyncio.Event()
    running = asyncio.gather(count(0), count(1))
    await eventually(lambda: tries == [1, 1], what="both transactions have read")
    both_read.set()
    await running
    assert sum(tries) > 2, "one of the two had to be repeated"
    await captured.wait(count=2)
    await eventually(lambda: _none_pending(mongo), what="both are marked")
    assert sorted(event.subject for event in captured.all()) == ["s0", "s1"]


async def test_events_wait_while_the_broker_is_away_and_go_out_when_it_is_back(
    *,
    mongo: Mongo,
    captured: EventCapture,
    proxy: TcpProxy,
    proxied_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
) -> None:
    outbox = new_outbox(await new_publisher(proxied_url))
    await proxy.cut()
    for number in range(5):
        await outbox.transact(emitting(sample.changed(f"s{number}")))
    await eventually(lambda: _tried(mongo, 5), what="all were tried")
    assert await pending(mongo) == 5
    await proxy.resume()
    await captured.wait(count=5, within=30)
    await eventually(lambda: _none_pending(mongo), what="all are marked")
    assert {event.subject for event in captured.all()} == {f"s{number}" for number in range(5)}
    assert outbox.alive


async def _tried(mongo: Mongo, count: int) -> bool:
    return await mongo["outbox"].count_documents({"tries": {"$gte": 1}}) >= count


async def test_an_unroutable_required_event_waits_until_somebody_listens(
    *, mongo: Mongo, amqp_url: str, new_publisher: MakePublisher, new_outbox: MakeOutbox, sample: Any, broker: Any
) -> None:
    outbox = new_outbox(await new_publisher(amqp_url))
    await outbox.transact(emitting(sample.stored("o-1"), sample.changed("nobody need hear")))
    await eventually(lambda: _tried(mongo, 1), what="it was tried")
    assert [row["type"] for row in await mongo["outbox"].find({"pending": True}).to_list(None)] == [OrderStored.key]
    answers = WorkQueue("test", "answers", (OrderStored.key,), delays_ms=(200,))
    await broker.declare(answers)
    await eventually(lambda: _none_pending(mongo), 20, "it went out")
    message = await broker.take(answers.name)
    assert OrderStored.model_validate_json(message.body).subject == "o-1"


async def test_an_event_tried_for_weeks_keeps_waiting_and_stops_nobody(
    *, mongo: Mongo, amqp_url: str, new_publisher: MakePublisher, new_outbox: MakeOutbox, sample: Any
) -> None:
    publisher = await new_publisher(amqp_url)
    await new_outbox(publisher, start=False).transact(emitting(sample.stored("o-1")))
    weeks = {"tries": 20_000, "lease_until": utc_now() - LEASE}
    await mongo["outbox"].update_one({"pending": True}, {"$set": weeks})
    relay = new_outbox(publisher)
    again = {"pending": True, "tries": 20_001}
    await eventually(lambda: mongo["outbox"].find_one(again), what="it was tried once more")
    assert relay.alive


async def test_an_event_for_one_queue_waits_until_that_queue_is_there(
    *, mongo: Mongo, amqp_url: str, new_publisher: MakePublisher, new_outbox: MakeOutbox, sample: Any, broker: Any
) -> None:
    outbox = new_outbox(await new_publisher(amqp_url))
    queue = WorkQueue("test", "replies", (), delays_ms=(200,))

    async def body(unit: Unit) -> None:
        unit.emit(sample.changed("reply"), queue=queue.name)

    await outbox.transact(body)
    await eventually(lambda: _tried(mongo, 1), what="it was tried")
    await broker.declare(queue)
    await eventually(lambda: _none_pending(mongo), 20, "it went out")
    assert await broker.depth(queue.name) == 1


async def test_the_relay_takes_over_rows_of_a_dead_writer_only_when_their_lease_ran_out(
    *,
    mongo: Mongo,
    captured: EventCapture,
    amqp_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
) -> None:
    publisher = await new_publisher(amqp_url)
    dead = new_outbox(publisher, start=False)
    await dead.transact(emitting(sample.changed("leased")))
    survivor = new_outbox(publisher)
    await survivor.transact(emitting(sample.changed("own")))
    await captured.wait()
    assert await survivor._claim() == []
    assert [event.subject for event in captured.all()] == ["own"]
    await run_out(mongo)
    await captured.wait(count=2)
    assert {event.subject for event in captured.all()} == {"own", "leased"}


class CountingPublisher:
    """Confirms everything, a little later."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def publish(self, letter: Letter) -> None:
        self.sent.append(letter.message_id)
        await asyncio.sleep(0.01)


async def test_two_relays_send_each_row_once(mongo: Mongo, new_outbox: MakeOutbox, sample: Any) -> None:
    dead = new_outbox(CountingPublisher(), start=False)
    for _ in range(5):
        await dead.transact(emitting(*(sample.changed(f"s{number}") for number in range(80))))
    await run_out(mongo)
    publisher = CountingPublisher()
    relays = [new_outbox(publisher), new_outbox(publisher)]
    await eventually(lambda: _none_pending(mongo), 20, "all are sent")
    assert all(relay.alive for relay in relays)
    assert len(publisher.sent) == len(set(publisher.sent)) == 400


async def test_a_row_that_waited_in_memory_past_its_lease_is_left_to_the_relay(
    mongo: Mongo, new_outbox: MakeOutbox, sample: Any, monkeypatch: Any
) -> None:
    publisher = CountingPublisher()
    outbox = new_outbox(publisher, start=False)
    events = [sample.changed(f"s{number}") for number in range(3)]
    monkeypatch.setattr(outbox_module, "LEASE", dt.timedelta(seconds=-1))  # as if it had waited for half a minute
    outbox._tasks = [asyncio.create_task(asyncio.sleep(60))]  # sending is on, but its tasks do not come to it
    await outbox.transact(emitting(*events))
    monkeypatch.setattr(outbox_module, "LEASE", LEASE)
    other = new_outbox(publisher)
    await eventually(lambda: _none_pending(mongo), what="the other relay sent them")
    await outbox.stop()
    outbox.start()
    fresh = sample.changed("fresh")
    await outbox.transact(emitting(fresh))
    await eventually(lambda: fresh.id in publisher.sent, what="the fresh one is sent")
    assert sorted(publisher.sent) == sorted([*(event.id for event in events), fresh.id])
    assert other.alive


async def test_after_a_restart_leftovers_go_out(
    *,
    mongo: Mongo,
    captured: EventCapture,
    amqp_url: str,
    proxy: TcpProxy,
    proxied_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
) -> None:
    first = new_outbox(await new_publisher(proxied_url))
    await proxy.cut()
    await first.transact(emitting(sample.changed("left")))
    await eventually(lambda: _tried(mongo, 1), what="it was tried")
    await first.stop()
    assert not first.alive
    second = new_outbox(await new_publisher(amqp_url))
    await captured.wait()
    assert [event.subject for event in captured.all()] == ["left"]
    assert second.alive


async def test_a_thousand_events_of_ten_accounts_all_leave_once(
    *,
    mongo: Mongo,
    captured: EventCapture,
    amqp_url: str,
    new_publisher: MakePublisher,
    new_outbox: MakeOutbox,
    sample: Any,
) -> None:
    outbox = new_outbox(await new_publisher(amqp_url))
    events = [sample.changed(f"s{number}", account=f"a{number % 10}") for number in range(1000)]
    await asyncio.gather(*(outbox.transact(emitting(*events[start : start + 50])) for start in range(0, 1000, 50)))
    await captured.wait(count=1000)
    await eventually(lambda: _none_pending(mongo), what="all are marked")
    ids = [message.message_id for message in captured.messages()]
    assert len(ids) == len(set(ids)) == 1000
    assert {message.routing_key for message in captured.messages()} == {"connection.changed.v1"}
    assert captured.messages()[0].exchange == topology.EVENTS_EXCHANGE
