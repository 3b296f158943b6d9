"""The limit of "orders in": the same job by bare libraries, in as many processes, without validation or safety nets.

`python raw.py platform|shop AMQP_URL MONGO_URL [FILE]`. The shop reads the file with lxml, writes orders and outbox
rows in transactions of 100, publishes with confirms; the platform consumes, writes inbox, orders and outbox rows,
publishes its answers; the shop consumes these, writes inbox rows and the state of its orders. Prints the seconds of
the shop.
"""

import asyncio
import json
import sys
import time
import uuid

import aio_pika
import uvloop
from lxml import etree
from pymongo import AsyncMongoClient, InsertOne, UpdateOne

PACK = 100
PREFETCH = 200


class Side:
    """One process: its database, its exchange and its queue."""

    def __init__(self, name, amqp_url, mongo_url):
        self.name, self._amqp_url = name, amqp_url
        self._client = AsyncMongoClient(mongo_url)
        self.db = self._client[f"raw_{name}"]

    async def start(self, queue, key):
        connection = await aio_pika.connect(self._amqp_url)
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        self.exchange = await channel.declare_exchange("raw", "topic", durable=True)
        consuming = await (await aio_pika.connect(self._amqp_url)).channel()
        await consuming.set_qos(PREFETCH)
        self.queue = await consuming.declare_queue(queue, durable=True, arguments={"x-queue-type": "quorum"})
        await self.queue.bind("raw", key)
        for name in ("inbox", "outbox", "orders"):
            await self.db.create_collection(name)

    async def transact(self, body):
        async with self._client.start_session() as session:
            await session.with_transaction(body)

    async def publish(self, rows, key):
        await asyncio.gather(*(self._publish(row, key) for row in rows))
        await self.db.outbox.update_many({"_id": {"$in": [row["_id"] for row in rows]}}, {"$set": {"sent": True}})

    async def _publish(self, row, key):
        message = aio_pika.Message(row["body"], delivery_mode=2, message_id=row["_id"])
        await self.exchange.publish(message, key, mandatory=True)

    async def consume(self, work):
        """Hand over whatever waits, up to PACK at a time; acknowledge after the work."""
        waiting, some = [], asyncio.Event()

        async def take(message):
            waiting.append(message)
            some.set()

        await self.queue.consume(take)
        while True:
            await some.wait()
            pack, waiting[:] = waiting[:PACK], waiting[PACK:]
            if not waiting:
                some.clear()
            if await work(pack):
                return
            await asyncio.gather(*(message.ack() for message in pack))


def row(body):
    return {"_id": str(uuid.uuid4()), "body": json.dumps(body, ensure_ascii=False).encode(), "sent": False}


def plain(element):
    """An element as nested dicts and lists."""
    if not len(element):
        return element.text
    found = {}
    for child in element:
        found.setdefault(child.tag, []).append(plain(child))
    return found


async def platform(side):
    await side.start("raw.platform", "created")
    sending = set()

    async def work(pack):
        orders = [json.loads(message.body) for message in pack]
        answers = [row({"id": order["id"], "number": index}) for index, order in enumerate(orders)]

        async def body(session):
            await side.db.inbox.insert_many([{"_id": message.message_id} for message in pack], session=session)
            writes = [UpdateOne({"_id": order["id"]}, {"$set": order["order"]}, upsert=True) for order in orders]
            await side.db.orders.bulk_write(writes, ordered=False, session=session)
            await side.db.outbox.insert_many(answers, session=session)

        await side.transact(body)
        task = asyncio.create_task(side.publish(answers, "stored"))
        sending.add(task)
        task.add_done_callback(sending.discard)

    print("ready", flush=True)
    await side.consume(work)


async def shop(side, file):
    await side.start("raw.shop", "stored")
    started, total, confirmed = time.monotonic(), None, 0

    async def answered(pack):
        nonlocal confirmed
        ids = [json.loads(message.body)["id"] for message in pack]

        async def body(session):
            await side.db.inbox.insert_many([{"_id": message.message_id} for message in pack], session=session)
            writes = [UpdateOne({"_id": identity}, {"$set": {"state": "stored"}}) for identity in ids]
            await side.db.orders.bulk_write(writes, ordered=False, session=session)

        await side.transact(body)
        confirmed += len(pack)
        return confirmed == total

    consuming = asyncio.create_task(side.consume(answered))
    total = await send(side, file)
    await consuming
    print(time.monotonic() - started, flush=True)


async def send(side, file):
    """Read the file and send its orders; gives their number."""
    count, documents, publishing = 0, [], None
    parser = etree.iterparse(file, tag="Документ", resolve_entities=False)

    async def flush():
        nonlocal publishing
        rows = [row({"id": document["Ид"][0], "order": document}) for document in documents]

        async def body(session):
            orders = [InsertOne({"_id": document["Ид"][0], **document}) for document in documents]
            await side.db.orders.bulk_write(orders, ordered=False, session=session)
            await side.db.outbox.insert_many(rows, session=session)

        await side.transact(body)
        if publishing:
            await publishing
        publishing = asyncio.create_task(side.publish(rows, "created"))
        documents.clear()

    for _, element in parser:
        documents.append(plain(element))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        count += 1
        if len(documents) == PACK:
            await flush()
    if documents:
        await flush()
    if publishing:
        await publishing
    return count


if __name__ == "__main__":
    which, amqp, mongo, *rest = sys.argv[1:]
    uvloop.run(platform(Side(which, amqp, mongo)) if which == "platform" else shop(Side(which, amqp, mongo), *rest))
