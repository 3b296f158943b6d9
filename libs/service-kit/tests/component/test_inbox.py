"""The batch consumer: one commit for many messages, each acted on exactly once, none blocked by a bad one."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import pytest

from contracts.base import AccountId, Ref
from contracts.envelope import Event
from contracts.events import changed
from contracts.rows.documents import OrderRow
from service_kit import inbox
from service_kit.ids import new_id, utc_now
from service_kit.inbox import Batch, Conflict
from service_kit.metrics import INBOX_DUPLICATES
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.publisher import Publisher
from service_kit.testing.mongod import MongoNode
from service_kit.testing.process import eventually

pytestmark = pytest.mark.mongo


class Refused(Exception):
    pass


class Things:
    """Work that counts what it did in the database, and refuses the subject `bad`."""

    def __init__(self, mongo: Mongo) -> None:
        self.rows = mongo["things"]
        self.sizes: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def work(self, events: Sequence[Event[Any]], unit: Unit) -> None:
        self.sizes.append(len(events))
        await self.gate.wait()
        for event in events:
            if event.subject == "bad":
                raise Refused
            await self.rows.update_one(
                {"_id": event.subject, "account": event.account}, {"$inc": {"times": 1}}, True, session=unit.session
            )
            unit.emit(event)

    async def times(self) -> dict[str, int]:
        return {row["_id"]: row["times"] for row in await self.rows.find({}).to_list(None)}


@pytest.fixture
def things(mongo: Mongo) -> Things:
    return Things(mongo)


@pytest.fixture
async def new_batch(mongo: Mongo) -> AsyncIterator[Callable[..., Batch[Any]]]:
    made: list[Batch[Any]] = []

    def make(work: Any) -> Batch[Any]:
        made.append(Batch(mongo, Outbox(mongo, Publisher("amqp://unused", "test")), "test.things", work))
        made[-1].start()
        return made[-1]

    yield make
    for batch in made:
        await batch.stop()


async def test_a_bad_message_among_forty_good_ones_fails_alone(
    mongo: Mongo, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    batch = new_batch(things.work)
    events = [sample.changed(f"s{number}") for number in range(40)]
    events.insert(17, sample.changed("bad"))
    outcome = await asyncio.gather(*(batch.put(event) for event in events), return_exceptions=True)
    assert [type(one) for one in outcome if one is not None] == [Refused]
    assert isinstance(outcome[17], Refused)
    assert things.sizes[0] == 41
    assert await things.times() == {f"s{number}": 1 for number in range(40)}
    assert await mongo["inbox"].count_documents({}) == 40
    assert await mongo["outbox"].count_documents({}) == 40
    assert batch.alive


async def test_repeats_act_once_in_a_batch_in_the_next_one_and_in_another_worker(
    mongo: Mongo, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    first, second = new_batch(things.work), new_batch(things.work)
    events = [sample.changed(f"s{number}") for number in range(30)]
    await asyncio.gather(*(first.put(event) for event in [*events, *events]))
    await asyncio.gather(*(second.put(event) for event in events))
    assert await things.times() == {event.subject: 1 for event in events}
    assert await mongo["outbox"].count_documents({}) == 30


async def test_two_workers_with_the_same_messages_at_once_act_once(
    mongo: Mongo, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    workers = [new_batch(things.work), new_batch(things.work)]
    events = [sample.changed(f"s{number}") for number in range(150)]
    await asyncio.gather(*(worker.put(event) for event in events for worker in workers))
    assert await things.times() == {event.subject: 1 for event in events}
    assert await mongo["inbox"].count_documents({}) == 150


async def test_the_same_event_id_of_two_accounts_is_two_messages(
    mongo: Mongo, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    batch = new_batch(things.work)
    mine = sample.changed("s-mine", account="demo")
    other = sample.changed("s-other", account="other").model_copy(update={"id": mine.id})
    await asyncio.gather(batch.put(mine), batch.put(other))
    assert await things.times() == {"s-mine": 1, "s-other": 1}


async def test_a_handler_cancelled_while_it_waits_drops_out_and_the_rest_goes_on(
    things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    batch = new_batch(things.work)
    things.gate.clear()
    first = asyncio.create_task(batch.put(sample.changed("first")))
    await eventually(lambda: things.sizes == [1], what="the first message is being committed")
    others = [asyncio.create_task(batch.put(sample.changed(f"s{number}"))) for number in range(3)]
    await asyncio.sleep(0)
    others[1].cancel()
    first.cancel()
    things.gate.set()
    await asyncio.gather(others[0], others[2])
    assert await things.times() == {"first": 1, "s0": 1, "s2": 1}
    assert batch.alive


async def test_a_conflict_is_looked_at_again_and_not_reported(
    mongo: Mongo, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    calls: list[int] = []

    async def work(events: Sequence[Event[Any]], unit: Unit) -> None:
        calls.append(len(events))
        if len(calls) < 4:
            raise Conflict

    batch = new_batch(work)
    await asyncio.gather(batch.put(sample.changed("a")), batch.put(sample.changed("b")))
    assert calls == [2, 2, 2, 2]
    assert await mongo["inbox"].count_documents({}) == 2


async def test_messages_wait_through_kill_9_and_restart_of_the_database(
    mongod: MongoNode, mongo: Mongo, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    batch = new_batch(things.work)
    events = [sample.changed(f"s{number}") for number in range(50)]
    things.gate.clear()
    waiting = asyncio.gather(*(batch.put(event) for event in events))
    await eventually(lambda: things.sizes, what="a commit is under way")
    await asyncio.to_thread(mongod.kill9)
    things.gate.set()
    await asyncio.to_thread(mongod.start)
    await asyncio.wait_for(waiting, 40)
    assert await things.times() == {event.subject: 1 for event in events}
    assert await mongo["outbox"].count_documents({}) == 50


async def test_when_patience_with_an_absent_database_ends_all_messages_fail_at_once(
    mongod: MongoNode, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE_SECONDS", 1)
    batch = new_batch(things.work)
    await batch.put(sample.changed("first"))
    await asyncio.to_thread(mongod.kill9)
    try:
        events = [sample.changed(f"s{number}") for number in range(8)]
        outcome = await asyncio.wait_for(
            asyncio.gather(*(batch.put(event) for event in events), return_exceptions=True), 20
        )
    finally:
        await asyncio.to_thread(mongod.start)
    assert all(inbox.is_outage(one) for one in outcome)
    await asyncio.wait_for(batch.put(events[0]), 20)
    assert (await things.times())["s0"] == 1


async def test_a_message_that_conflicts_for_ever_fails_alone_when_patience_ends(
    mongo: Mongo, new_batch: Callable[..., Batch[Any]], sample: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE_SECONDS", 0.3)

    class Away(Exception):
        pass

    monkeypatch.setattr(inbox, "is_outage", lambda error: isinstance(error, Away))

    async def work(events: Sequence[Event[Any]], unit: Unit) -> None:
        if any(event.subject == "bad" for event in events):
            raise Away

    batch = new_batch(work)
    events = [sample.changed(f"s{number}") for number in range(6)] + [sample.changed("bad")]
    puts = asyncio.gather(*(batch.put(event) for event in events), return_exceptions=True)
    outcome = await asyncio.wait_for(puts, 5)
    assert [type(one) for one in outcome if one is not None] == [Away]
    assert isinstance(outcome[-1], Away)
    assert await mongo["inbox"].count_documents({}) == 6


async def test_readiness_learns_that_a_batch_is_alive_or_stopped(
    things: Things, new_batch: Callable[..., Batch[Any]]
) -> None:
    batch = new_batch(things.work)
    assert batch.alive
    await batch.stop()
    assert not batch.alive


async def test_waiting_handlers_are_released_when_the_batch_stops(
    things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    batch = new_batch(things.work)
    things.gate.clear()
    puts = [asyncio.create_task(batch.put(sample.changed(f"s{number}"))) for number in range(3)]
    await eventually(lambda: things.sizes, what="a commit is under way")
    puts.append(asyncio.create_task(batch.put(sample.changed("late"))))
    await asyncio.sleep(0)
    await batch.stop()
    done, pending = await asyncio.wait(puts, timeout=3)
    assert not pending
    assert all(task.cancelled() for task in done)


@pytest.mark.parametrize(("returned", "order"), [(3, ["front", "middle", "back"]), (4, ["back", "middle", "front"])])
async def test_what_came_back_often_is_handled_alone_after_the_others_from_either_side(
    *, things: Things, new_batch: Callable[..., Batch[Any]], sample: Any, returned: int, order: list[str]
) -> None:
    handled: list[list[str]] = []

    async def work(events: Sequence[Event[Any]], unit: Unit) -> None:
        handled.append([event.subject for event in events])
        await things.work(events, unit)

    async def put(subject: str, times: int) -> None:
        inbox.RETURNED.set(times)
        await batch.put(sample.changed(subject))

    batch = new_batch(work)
    subjects = [("front", returned), ("new", 0), ("middle", returned), ("once", 1), ("back", returned)]
    await asyncio.gather(*(put(subject, times) for subject, times in subjects))
    assert handled == [["new", "once"], *([subject] for subject in order)]


async def test_each_repeat_is_counted_once_in_one_batch_and_over_batches(
    things: Things, new_batch: Callable[..., Batch[Any]], sample: Any
) -> None:
    def counted() -> float:
        return INBOX_DUPLICATES.labels("test.things")._value.get()

    batch, event, before = new_batch(things.work), sample.changed(), counted()
    await asyncio.gather(*(batch.put(event) for _ in range(3)))
    await batch.put(event)
    assert counted() - before == 3
    assert await things.times() == {"c-1": 1}


async def test_messages_with_many_rows_are_committed_few_at_a_time(
    things: Things, new_batch: Callable[..., Batch[Any]]
) -> None:
    batch = new_batch(things.work)
    await asyncio.gather(
        *(batch.put(_orders(f"s{number}", 200)) for number in range(5)), batch.put(_orders("all", 500))
    )
    assert things.sizes == [2, 2, 1, 1]
    assert await things.times() == dict.fromkeys(["s0", "s1", "s2", "s3", "s4", "all"], 1)


def _orders(subject: str, count: int) -> changed.OrdersChanged:
    rows = tuple(OrderRow(ref=Ref(f"{subject}-{number}"), sequence=1) for number in range(count))
    return changed.OrdersChanged.new(
        changed.Batch[OrderRow](rows=rows),
        event_id=new_id(),
        now=utc_now(),
        service="test",
        account=AccountId("demo"),
        subject=subject,
    )
