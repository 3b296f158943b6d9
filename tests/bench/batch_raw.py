"""The limit of "batch consumer": the same writes by bare aio-pika and pymongo in packs of 100, nothing checked.

`python batch_raw.py AMQP_URL MONGO_URL DATABASE QUEUE` consumes until it is killed.
"""

import asyncio
import datetime as dt
import gc
import json
import sys
import uuid

import aio_pika
import uvloop
from pymongo import AsyncMongoClient, UpdateOne

PACK = 100
PREFETCH = 200


class Raw:
    """One consumer: a pack, a transaction, its acknowledgements; its events go out while the next pack is written."""

    def __init__(self, amqp_url, mongo_url, database):
        self._amqp_url = amqp_url
        self._client = AsyncMongoClient(mongo_url)
        self._db = self._client[database]
        self._sending = set()

    async def start(self, queue):
        publishing = await (await aio_pika.connect(self._amqp_url)).channel(publisher_confirms=True)
        self._exchange = await publishing.get_exchange("biz.events", ensure=False)
        channel = await (await aio_pika.connect(self._amqp_url)).channel()
        await channel.set_qos(PREFETCH)
        self._waiting, self._some = [], asyncio.Event()
        self._queue = await channel.get_queue(queue)
        await self._queue.consume(self._take)

    async def _take(self, message):
        self._waiting.append(message)
        self._some.set()

    async def run(self):
        while True:
            await self._some.wait()
            pack, self._waiting = self._waiting[:PACK], self._waiting[PACK:]
            if not self._waiting:
                self._some.clear()
            await self._apply(pack)

    async def _apply(self, pack):
        now = dt.datetime.now(dt.UTC)
        events = [json.loads(message.body) for message in pack]
        inbox = [{"_id": event["id"], "account": event["account"], "at": now} for event in events]
        parcels = [
            UpdateOne(
                {"_id": f"{event['account']}|{event['data']['number']}", "account": event["account"]},
                {"$setOnInsert": {**event["data"], "grams": None}},
                upsert=True,
            )
            for event in events
        ]
        outbox = [self._row(event, now) for event in events]

        async def body(session):
            await self._db.inbox.insert_many(inbox, session=session)
            await self._db.parcels.bulk_write(parcels, ordered=False, session=session)
            await self._db.outbox.insert_many(outbox, session=session)

        async with self._client.start_session() as session:
            await session.with_transaction(body)
        for message in pack:
            await message.ack()
        task = asyncio.create_task(self._publish(outbox))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    def _row(self, event, now):
        identity = str(uuid.uuid4())
        said = {**event, "id": identity, "causationid": event["id"], "data": {"number": event["data"]["number"]}}
        return {"_id": identity, "account": event["account"], "at": now, "body": json.dumps(said).encode()}

    async def _publish(self, rows):
        await asyncio.gather(
            *(
                self._exchange.publish(
                    aio_pika.Message(row["body"], delivery_mode=2, message_id=row["_id"]), "parcel.stored.v1"
                )
                for row in rows
            )
        )
        marked = {"$set": {"published_at": dt.datetime.now(dt.UTC)}}
        await self._db.outbox.update_many({"_id": {"$in": [row["_id"] for row in rows]}}, marked)


async def main(amqp_url, mongo_url, database, queue):
    raw = Raw(amqp_url, mongo_url, database)
    await raw.start(queue)
    await raw.run()


if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    uvloop.run(main(*sys.argv[1:]))
