"""Bench "live": from an event on the bus to the browser's socket, through an API process of the journal, 100 a second.

Beside it the limit: the same events, published by the same loop to a bare listener on the same broker.
"""

import asyncio
import gc
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aio_pika
import httpx

from contracts import topology
from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunCounts, RunProgressed, RunProgressedData, RunStatus
from devstack import REPOSITORY
from service_kit.ids import new_id, utc_now
from service_kit.publisher import Letter, Publisher
from service_kit.testing.mongod import MongoNode
from service_kit.testing.process import Child, eventually, free_port
from service_kit.testing.rabbit import RabbitNode
from service_kit.testing.tokens import TestIssuer

RATE = 100
SECONDS = 20
BROWSERS = 10
WARM_UP = 100

Latencies = list[float]


def measure(folder: Path, seconds: int = SECONDS) -> dict[str, float]:
    """Milliseconds, p50 and p99, of the journal with BROWSERS open streams and of a bare listener."""
    rabbit, mongod = RabbitNode(folder / "rabbit"), MongoNode(folder / "mongod")
    try:
        rabbit.start()
        mongod.start()
        return asyncio.run(_measure(folder, rabbit.url, mongod.url, seconds))
    finally:
        rabbit.stop()
        mongod.stop()


async def _measure(folder: Path, amqp_url: str, mongo_url: str, seconds: int) -> dict[str, float]:
    issuer, port, keys = TestIssuer(), free_port(), free_port()
    serving = await asyncio.start_server(_answers(json.dumps(issuer.jwks).encode()), "127.0.0.1", keys)
    environment = {
        "BIZ_ROLE": "api",
        "BIZ_PORT": str(port),
        "BIZ_AMQP_URL": amqp_url,
        "BIZ_MONGO_URL": mongo_url,
        "BIZ_JWKS_URL": f"http://127.0.0.1:{keys}/",
    }
    command = [sys.executable, "-m", "journal", "serve"]
    journal = Child("journal", command, log=folder / "journal.log", env=environment, cwd=REPOSITORY)
    publisher = Publisher(amqp_url, "shop-sync")
    try:
        await publisher.start()
        bare = await _bare(amqp_url, publisher, seconds)
        told = await _journal(port, journal, issuer.token(), publisher, seconds)
    finally:
        await publisher.stop()
        journal.terminate()
        serving.close()
    figures = {
        "events_per_s": RATE,
        "browsers": BROWSERS,
        "journal_p50_ms": _at(told, 0.5),
        "journal_p99_ms": _at(told, 0.99),
        "bare_p50_ms": _at(bare, 0.5),
        "bare_p99_ms": _at(bare, 0.99),
    }
    return {name: round(value, 2) for name, value in figures.items()}


async def _journal(port: int, journal: Child, token: str, publisher: Publisher, seconds: int) -> Latencies:
    sent: dict[str, float] = {}
    latencies: Latencies = []
    begun = asyncio.Semaphore(0)

    async def browse() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /v1/live HTTP/1.1\r\nHost: journal\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        while line := await reader.readline():
            now = time.perf_counter()
            if line.startswith(b"id: "):
                if (at := sent.get(line[4:].strip().decode())) is not None:
                    latencies.append(now - at)
                begun.release()

    await _ready(port, journal)
    browsers = [asyncio.create_task(browse()) for _ in range(BROWSERS)]
    for _ in browsers:
        await begun.acquire()
    await _publish(publisher, sent, seconds, lambda: _all_came(latencies, seconds * RATE * BROWSERS))
    for browser in browsers:
        browser.cancel()
    await asyncio.gather(*browsers, return_exceptions=True)
    return latencies


async def _ready(port: int, journal: Child) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:

        async def ready() -> bool:
            journal.require_alive()
            try:
                return (await client.get(f"http://127.0.0.1:{port}/health/ready")).status_code == 204
            except httpx.TransportError:
                return False

        await eventually(ready, 60, "the journal is ready")


async def _bare(amqp_url: str, publisher: Publisher, seconds: int) -> Latencies:
    sent: dict[str, float] = {}
    latencies: Latencies = []

    async def take(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        now = time.perf_counter()
        if (at := sent.get(message.message_id or "")) is not None:
            latencies.append(now - at)

    async with await aio_pika.connect(amqp_url) as connection:
        queue = await topology.listen(await connection.channel(), [RunProgressed.key])
        await queue.consume(take, no_ack=True)
        await _publish(publisher, sent, seconds, lambda: _all_came(latencies, seconds * RATE))
    return latencies


async def _all_came(latencies: Latencies, count: int) -> None:
    await eventually(lambda: len(latencies) >= count, 30, f"{count} events came")


async def _publish(
    publisher: Publisher, sent: dict[str, float], seconds: int, all_came: Callable[[], Awaitable[None]]
) -> None:
    """Publish at an even pace; the first ones warm up and do not count."""
    gc.collect()
    waiting: set[asyncio.Task[None]] = set()
    started = time.perf_counter()
    for number in range(WARM_UP + seconds * RATE):
        await asyncio.sleep(max(0.0, started + number / RATE - time.perf_counter()))
        event = _progress(number)
        letter = Letter(event.id, event.key, event.model_dump_json().encode(), event.key, event.id, mandatory=False)
        if number >= WARM_UP:
            sent[event.id] = time.perf_counter()
        task = asyncio.create_task(publisher.publish(letter))
        waiting.add(task)
        task.add_done_callback(waiting.discard)
    await asyncio.gather(*waiting)
    await all_came()


def _progress(number: int) -> RunProgressed:
    """Progress of a run of its own, so that none takes the place of another."""
    data = RunProgressedData(
        integration="commerceml",
        connection=ConnectionId("c-1"),
        run=f"run-{number}",
        kind="import_orders",
        trigger="file",
        status=RunStatus.RUNNING,
        counts=RunCounts(seen=number),
        done=number,
        total=number,
    )
    return RunProgressed.new(
        data, event_id=new_id(), now=utc_now(), service="shop-sync", account=AccountId("demo"), subject=data.run
    )


def _answers(body: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[Any]]:
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode() + body)
        writer.close()

    return answer


def _at(latencies: Latencies, share: float) -> float:
    """The latency below which `share` of all stay, in milliseconds."""
    ordered = sorted(latencies)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000
