"""The topology can be declared on a real broker, and says the truth about who emits and who consumes."""

import json

import aio_pika
import pytest

from contracts import asyncapi, topology
from contracts.envelope import MAX_BYTES
from contracts.events import EVENTS
from contracts.schemas import ASYNCAPI, SAMPLES, revisions


def test_every_event_has_an_emitter_and_every_bound_key_is_an_event():
    emitted = {key for keys in topology.EMITS.values() for key in keys}
    bound = {key for queue in topology.QUEUES for key in queue.keys}
    assert emitted == EVENTS.keys()
    assert bound <= EVENTS.keys()


def test_every_required_key_has_a_queue():
    bound = {key for queue in topology.QUEUES for key in queue.keys}
    assert bound >= topology.REQUIRED


def test_the_stored_asyncapi_document_is_the_generated_one():
    assert json.loads(ASYNCAPI.read_text("utf-8")) == json.loads(json.dumps(asyncapi.document()))


def test_samples_stay_far_below_the_size_limit_of_events():
    for key in EVENTS:
        assert len(json.dumps(revisions(SAMPLES, key)[1])) < MAX_BYTES / 4


@pytest.mark.rabbit
async def test_declaring_twice_changes_nothing_and_dead_letters_arrive(amqp_url):
    queue = topology.WorkQueue("shop-sync", "order-answers", ("order.stored.v1",), delays_ms=(200,))
    connection = await aio_pika.connect(amqp_url)
    async with connection:
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        await topology.declare(channel, [queue])
        await topology.declare(channel, [queue])
        events = await channel.get_exchange(topology.EVENTS_EXCHANGE)
        await events.publish(aio_pika.Message(b"{}", delivery_mode=2), "order.stored.v1", mandatory=True)
        work = await channel.get_queue(queue.name)
        await (await work.get(timeout=5)).reject(requeue=False)
        await _arrives(await channel.get_queue(queue.dead_name))
        await channel.default_exchange.publish(aio_pika.Message(b"{}", delivery_mode=2), queue.delay_name(200))
        await _arrives(work)


async def _arrives(queue):
    async with queue.iterator(timeout=10) as messages:
        async for message in messages:
            await message.ack()
            return
