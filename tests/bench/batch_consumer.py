"""Bench "batch consumer": inbox, write, outbox, publish and ack of 1 KB messages by a real process of the kit.

Beside it the raw loop with the same writes, and the kit with a transaction per message, 16 at once.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import aio_pika
import psutil
from parcel.contract import PARCELS, SERVICE, ParcelSent, ParcelSentData
from pymongo import MongoClient

from contracts import topology
from contracts.base import AccountId
from service_kit.ids import new_id, utc_now
from service_kit.testing.mongod import MongoNode
from service_kit.testing.process import Child, free_port, wait_for
from service_kit.testing.rabbit import RabbitNode

HERE = Path(__file__).parent
MESSAGES = 12_000
FEW = 4_000
"""Enough for the way that is slow."""
ROUNDS = 3
TEXT = "x" * 500
"""Makes an event of about 1 KB."""
WARM = 0.15
"""The part that is not timed: the start of the process and its first pack."""


def measure(folder: Path, messages: int = MESSAGES, rounds: int = ROUNDS) -> dict[str, float]:
    """Messages per second of each way, medians of interleaved rounds, and their ratios."""
    folder.mkdir(parents=True, exist_ok=True)
    rabbit, mongod = RabbitNode(folder / "rabbit"), MongoNode(folder / "mongod")
    try:
        rabbit.start()
        mongod.start()
        bench = Bench(folder, rabbit.url, mongod)
        found: dict[str, list[float]] = {"kit": [], "raw": [], "one_by_one": []}
        for _ in range(rounds):
            found["kit"].append(bench.run("kit", bench.kit, messages))
            found["raw"].append(bench.run("raw", bench.raw, messages))
        found["one_by_one"].append(bench.run("one_by_one", lambda name: bench.kit(name, BIZ_ONE_BY_ONE="1"), FEW))
    finally:
        rabbit.stop()
        mongod.stop()
    kit, raw, single = (statistics.median(found[way]) for way in ("kit", "raw", "one_by_one"))
    return {
        "messages": messages,
        "kit_per_s": round(kit),
        "raw_per_s": round(raw),
        "one_by_one_per_s": round(single),
        "ratio": round(kit / raw, 3),
        "times_one_by_one": round(kit / single, 1),
    }


class Bench:
    """The servers, and the ways to consume."""

    def __init__(self, folder: Path, amqp_url: str, mongod: MongoNode) -> None:
        self._folder = folder
        self._amqp_url = amqp_url
        self._mongo_url = mongod.url
        self._mongod = psutil.Process(mongod.pid)
        self._count = 0

    def kit(self, database: str, **more: str) -> Child:
        """The service."""
        env = {
            **os.environ,
            "PYTHONPATH": str(HERE.parent / "drills"),
            "BIZ_ROLE": "worker",
            "BIZ_PORT": str(free_port()),
            "BIZ_AMQP_URL": self._amqp_url,
            "BIZ_MONGO_URL": self._mongo_url,
            "BIZ_MONGO_DATABASE": database,
            **more,
        }
        return Child("kit", [sys.executable, "-m", SERVICE], log=self._folder / "kit.log", env=env, cwd=self._folder)

    def raw(self, database: str) -> Child:
        """The loop of bare libraries."""
        where = [self._amqp_url, self._mongo_url, database, PARCELS.name]
        command = [sys.executable, HERE / "batch_raw.py", *where]
        return Child("raw", command, log=self._folder / "raw.log", cwd=self._folder)

    def run(self, name: str, start, messages: int) -> float:
        """Messages per second from WARM to all stored and confirmed."""
        self._count += 1
        database = f"{name}_{self._count}"
        asyncio.run(fill(self._amqp_url, messages))
        with MongoClient(self._mongo_url) as client:
            db = client[database]
            db["outbox"].create_index([("account", 1), ("published_at", 1)])
            child = start(database)
            try:
                first = int(messages * WARM)
                confirmed = {"account": "demo", "published_at": {"$gt": utc_now().replace(year=2000)}}
                wait_for(lambda: db["parcels"].estimated_document_count() >= first, 60, f"{name} has begun")
                done = db["outbox"].count_documents(confirmed)
                started, spent = time.monotonic(), self._spent(child)
                wait_for(lambda: db["parcels"].estimated_document_count() >= messages, 300, f"{name} has stored all")
                wait_for(lambda: db["outbox"].count_documents(confirmed) >= messages, 30, f"{name} has told all")
                seconds = time.monotonic() - started
                used = [
                    (now - then) / (messages - done) * 1e6 for then, now in zip(spent, self._spent(child), strict=True)
                ]
            finally:
                child.terminate()
            client.drop_database(database)
        rate = (messages - done) / seconds
        print(f"  {name}: {rate:.0f}/s; CPU of client {used[0]:.0f} and mongod {used[1]:.0f} µs a message", flush=True)
        return rate

    def _spent(self, child: Child) -> Sequence[float]:
        return [sum(process.cpu_times()[:2]) for process in (psutil.Process(child.pid), self._mongod)]


async def fill(amqp_url: str, messages: int) -> None:
    """Put the messages into the queue."""
    async with await aio_pika.connect(amqp_url) as connection:
        channel = await connection.channel()
        await topology.declare(channel, (PARCELS,))
        for start in range(0, messages, 500):
            await asyncio.gather(
                *(
                    channel.default_exchange.publish(_message(index), PARCELS.name)
                    for index in range(start, min(start + 500, messages))
                )
            )


def _message(index: int) -> aio_pika.Message:
    event = ParcelSent.new(
        ParcelSentData(number=f"P{index}", text=TEXT),
        event_id=new_id(),
        now=utc_now(),
        service=SERVICE,
        account=AccountId("demo"),
        subject=f"P{index}",
    )
    return aio_pika.Message(
        event.model_dump_json(exclude_none=True).encode(),
        message_id=event.id,
        correlation_id=event.id,
        type=event.key,
        content_type="application/cloudevents+json; charset=utf-8",
        delivery_mode=2,
    )
