"""The live stream over real sockets: told at once, nothing lost, nobody else's, nothing left behind."""

import asyncio
import contextlib
import json
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from prometheus_client import REGISTRY

from contracts.base import AccountId
from contracts.events.connection import RunStatus
from journal.adapters.live import MongoLive
from journal.app import messages
from journal.app.hub import CAPACITY, STREAMS_PER_USER
from journal.main import build
from journal.settings import JournalSettings
from service_kit.auth import LEEWAY_SECONDS
from service_kit.publisher import Letter, Publisher
from service_kit.settings import Role
from service_kit.testing.process import Child, eventually, free_port
from service_kit.testing.tcp_proxy import TcpProxy
from service_kit.testing.tokens import TestIssuer

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]

ROOT = Path(__file__).parents[4]


@dataclass(frozen=True)
class Event:
    """What a browser got."""

    id: str
    name: str
    data: Any


class Browser:
    """Reads one stream and collects its events; `async with` opens and closes it."""

    def __init__(self, url: str, token: str, last: str | None = None, **params: str) -> None:
        self._headers = {"Authorization": f"Bearer {token}"} | ({"Last-Event-ID": last} if last else {})
        self._client = httpx.AsyncClient(timeout=60)
        self._request = self._client.build_request("GET", f"{url}/v1/live", headers=self._headers, params=params)
        self.events: list[Event] = []
        self.text = ""
        self.ended = asyncio.Event()

    async def __aenter__(self) -> "Browser":
        self.answer = await self._client.send(self._request, stream=True)
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.answer.aclose()
        await self._client.aclose()

    async def _read(self) -> None:
        rest = ""
        try:
            async for part in self.answer.aiter_text():
                self.text += part
                *whole, rest = (rest + part).split("\n\n")
                self.events += [_event(block) for block in whole if block.startswith("id: ")]
        finally:
            self.ended.set()

    def named(self, name: str) -> list[Event]:
        return [event for event in self.events if event.name == name]

    def ids(self) -> set[str]:
        return {event.id for event in self.events}

    async def until(self, wanted: Any, what: str = "the browser has it", within: float = 15) -> None:
        await eventually(lambda: wanted(self), within, what)

    async def greeted(self) -> None:
        await self.until(lambda me: me.events, "the greeting is there")


def _event(block: str) -> Event:
    lines = dict(line.split(": ", 1) for line in block.split("\n"))
    return Event(lines["id"], lines["event"], json.loads(lines["data"]))


class Outside:
    """The other services: publishes events to the bus."""

    def __init__(self, url: str) -> None:
        self.publisher = Publisher(url, "shop-sync")

    async def tell(self, *events: Any) -> None:
        for event in events:
            body = event.model_dump_json(exclude_none=True).encode()
            await self.publisher.publish(
                Letter(event.id, event.key, body, event.key, event.correlationid, mandatory=False)
            )


class Process:
    """A journal in this process behind a real socket."""

    def __init__(self, settings: JournalSettings, issuer: TestIssuer) -> None:
        self.kit = build(settings, issuer.fetch)
        self.app = self.kit.build()
        config = uvicorn.Config(self.app, port=settings.port, log_config=None, timeout_graceful_shutdown=10)
        self.server = uvicorn.Server(config)
        self.url = f"http://127.0.0.1:{settings.port}"
        self._task = asyncio.create_task(self.server.serve())

    async def started(self) -> None:
        await eventually(lambda: self.server.started or self._task.done(), 30, "the server has started")
        async with httpx.AsyncClient() as client:

            async def ready() -> bool:
                return (await client.get(f"{self.url}/health/ready")).status_code == 204

            await eventually(ready, 30, "it is ready")

    async def stop(self) -> None:
        self.app.state.stopping()
        self.server.should_exit = True
        await self._task


@pytest.fixture
def issuer() -> TestIssuer:
    return TestIssuer()


@pytest.fixture
async def outside(amqp_url: str) -> AsyncIterator[Outside]:
    outside = Outside(amqp_url)
    await outside.publisher.start()
    yield outside
    await outside.publisher.stop()


@pytest.fixture
async def start(amqp_url: str, mongo_url: str, mongo_database: str, issuer: TestIssuer) -> AsyncIterator[Any]:
    """Start processes over one database; those that still run are stopped afterwards."""
    made: list[Process] = []

    async def run(role: Role = Role.ALL, bus: str = amqp_url) -> Process:
        settings = JournalSettings(
            amqp_url=bus, mongo_url=mongo_url, mongo_database=mongo_database, port=free_port(), role=role
        )
        process = Process(settings, issuer)
        made.append(process)
        await process.started()
        return process

    yield run
    for process in made:
        await process.stop()


async def test_a_browser_is_told_that_the_bus_is_away_and_hears_again_when_it_is_back(
    start: Any, outside: Outside, issuer: TestIssuer, story: Any, amqp_url: str
) -> None:
    address = urlsplit(amqp_url)
    async with TcpProxy(address.hostname or "", address.port or 0) as bus:
        process = await start(bus=address._replace(netloc=f"guest:guest@{bus.host}:{bus.port}").geturl())
        async with Browser(process.url, issuer.token()) as browser:
            await browser.greeted()
            await bus.stop()
            async with asyncio.timeout(5):
                await browser.ended.wait()
        async with httpx.AsyncClient() as client:
            headers = {"Authorization": f"Bearer {issuer.token()}"}
            refused = await client.get(f"{process.url}/v1/live", headers=headers)
        assert (refused.status_code, refused.json()["key"]) == (503, "live_not_heard")
        await bus.start()

        async def hears() -> bool:
            async with Browser(process.url, issuer.token()) as later:
                if later.answer.status_code != 200:
                    return False
                await outside.tell(story.finished(at=5))
                await later.until(lambda me: me.named("run.finished"), "what happens is heard again")
                return True

        await eventually(hears, 30, "the stream is open again")
        await process.stop()


async def test_a_browser_hears_at_once_what_happens_in_its_account_and_of_no_other(
    start: Any, outside: Outside, issuer: TestIssuer, story: Any, new_story: Any
) -> None:
    process = await start()
    async with Browser(process.url, issuer.token()) as browser, Browser(process.url, issuer.token("other")) as other:
        await browser.greeted()
        assert browser.answer.headers["content-type"].startswith("text/event-stream")
        assert browser.answer.headers["x-accel-buffering"] == "no"
        assert browser.text.startswith("retry: 1000\n\n")
        assert browser.events[0].data == {"count": 0}
        progress, failed = story.progressed("r", 7), story.finished(RunStatus.FAILED, "r")
        await outside.tell(progress, failed, story.connection(), new_story("other").connection(connection="theirs"))
        await browser.until(lambda me: len(me.events) == 5, "three events and the new count")
        assert [event.name for event in browser.events[1:4]] == ["run.progress", "run.finished", "connection.changed"]
        assert browser.events[1].id == progress.id
        assert browser.events[1].data["done"] == 7
        assert browser.events[2].data["service"] == "shop-sync"
        assert (browser.events[4].name, browser.events[4].data) == ("attention.changed", {"count": 1})
        await other.until(lambda me: me.named("connection.changed"), "its own event")
        assert [event.data.get("connection") for event in other.events] == [None, "theirs"]
        # the stored copies have come by the second way meanwhile: nothing was told twice
        await outside.tell(story.finished(at=9))
        await browser.until(lambda me: [e.data for e in me.named("attention.changed")][-1] == {"count": 0})
        assert len(browser.ids()) == len(browser.events) == 7


async def test_a_browser_that_comes_back_has_missed_nothing(
    start: Any, outside: Outside, issuer: TestIssuer, story: Any, new_story: Any
) -> None:
    process = await start()
    async with Browser(process.url, issuer.token()) as browser:
        await outside.tell(story.finished())
        await browser.until(lambda me: me.named("run.finished"))
        last = browser.events[-1].id
    missed = [story.finished(at=place) for place in range(30)] + [story.connection(sequence=9)]
    await outside.tell(*missed[:10], new_story("other").finished())
    await process.stop()
    await outside.tell(*missed[10:20])  # nobody listens now
    process = await start()
    coming = asyncio.create_task(outside.tell(*missed[20:]))  # while it comes back
    async with Browser(process.url, issuer.token(), last) as browser:
        await coming
        await browser.until(lambda me: {event.id for event in missed} <= me.ids(), "all that it missed")
        assert len(browser.ids()) == len(browser.events)
        assert len(browser.named("run.finished")) in (30, 31), "its own, and at most what it had got before"
    async with Browser(process.url, issuer.token(), last_event_id=last) as browser:
        await browser.until(lambda me: {event.id for event in missed} <= me.ids(), "the id may stand in the query")


async def test_what_the_bus_did_not_bring_comes_from_the_workers(start: Any, issuer: TestIssuer, story: Any) -> None:
    process = await start(Role.API)
    async with Browser(process.url, issuer.token()) as browser:
        await browser.greeted()
        lost = [story.finished() for _ in range(3)]
        live = MongoLive(process.kit.mongo)

        async def store(session: Any) -> None:
            await live.add(AccountId("demo"), [messages.of_event(event) for event in lost], session)

        await process.kit.mongo.transact(store)
        await browser.until(lambda me: [e.id for e in me.named("run.finished")] == [event.id for event in lost])


@pytest.mark.parametrize("last", ["nonsense", "01936000-0000-7000-8000-000000000001", "0" * 64])
async def test_a_browser_that_was_away_for_too_long_reads_everything_anew(
    start: Any, issuer: TestIssuer, last: str
) -> None:
    process = await start(Role.API)
    async with Browser(process.url, issuer.token(), last) as browser:
        await browser.until(lambda me: me.named("attention.changed"))
        assert browser.events[0].name == "resync"
        renewed = browser.events[-1].id
    async with Browser(process.url, issuer.token(), renewed) as browser:
        await browser.greeted()
        assert browser.named("resync") == []


async def test_a_stream_ends_with_its_token(start: Any, issuer: TestIssuer) -> None:
    process = await start(Role.API)
    soon = issuer.token(exp=int(time.time()) - LEEWAY_SECONDS + 2)
    async with Browser(process.url, soon) as browser:
        await browser.greeted()
        await asyncio.wait_for(browser.ended.wait(), 10)
    async with Browser(process.url, issuer.expired()) as browser:
        assert browser.answer.status_code == 401


async def test_too_many_streams_of_one_user_are_refused(start: Any, issuer: TestIssuer) -> None:
    process = await start(Role.API)
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(STREAMS_PER_USER):
            browser = await stack.enter_async_context(Browser(process.url, issuer.token()))
            assert browser.answer.status_code == 200
        refused = await stack.enter_async_context(Browser(process.url, issuer.token()))
        assert refused.answer.status_code == 429
        await refused.ended.wait()
        assert json.loads(refused.text)["key"] == "too_many_streams"
        another = await stack.enter_async_context(Browser(process.url, issuer.token(user="user-2")))
        assert another.answer.status_code == 200
        assert open_streams() == STREAMS_PER_USER + 1
    await eventually(lambda: open_streams() == 0, what="nothing is left of those that went")


async def test_a_browser_that_does_not_read_holds_neither_memory_nor_the_others(
    start: Any, outside: Outside, issuer: TestIssuer, story: Any
) -> None:
    process = await start(Role.API)
    slow_before = ended("slow")
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(("127.0.0.1", int(process.url.rpartition(":")[2])))
        deaf.sendall(f"GET /v1/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {issuer.token()}\r\n\r\n".encode())
        await eventually(lambda: open_streams() == 1, what="it listens")
        async with Browser(process.url, issuer.token()) as browser:
            await browser.greeted()
            told = 0
            while ended("slow") == slow_before and told < 10 * CAPACITY:
                await outside.tell(*(story.connection(sequence=told + place, name="М" * 25_000) for place in range(10)))
                told += 10
                await browser.until(lambda me, told=told: len(me.named("connection.changed")) == told, "all so far")
            assert ended("slow") == slow_before + 1
            await eventually(lambda: open_streams() == 1, what="the deaf one is gone")
            assert not browser.ended.is_set()


@pytest.fixture
def environment(amqp_url: str, mongo_url: str, mongo_database: str) -> dict[str, str]:
    return {"BIZ_AMQP_URL": amqp_url, "BIZ_MONGO_URL": mongo_url, "BIZ_MONGO_DATABASE": mongo_database}


async def test_two_processes_reach_their_own_browsers_and_end_them_when_told_to_stop(
    *, environment: dict[str, str], outside: Outside, issuer: TestIssuer, story: Any, tmp_path: Path
) -> None:
    async with Issued(issuer) as keys:
        ports = [free_port(), free_port()]
        children = [
            Child(
                f"journal-{port}",
                [sys.executable, "-m", "journal", "serve"],
                log=tmp_path / f"{port}.log",
                env={**environment, "BIZ_JWKS_URL": keys, "BIZ_PORT": str(port), "BIZ_ROLE": role},
                cwd=ROOT,
            )
            for port, role in zip(ports, ("all", "api"), strict=True)
        ]
        try:
            for port, child in zip(ports, children, strict=True):
                await answering(port, child)
            urls = [f"http://127.0.0.1:{port}" for port in ports]
            async with Browser(urls[0], issuer.token()) as one, Browser(urls[1], issuer.token()) as two:
                await one.greeted()
                await two.greeted()
                event = story.finished(RunStatus.FAILED)
                await outside.tell(event)
                for browser in (one, two):
                    await browser.until(lambda me: event.id in me.ids(), "the event of the bus")
                    await browser.until(lambda me: {"count": 1} in [e.data for e in me.named("attention.changed")])
                children[1].ask_to_stop()
                stopped = time.monotonic()
                await asyncio.wait_for(two.ended.wait(), 5)
                await eventually(lambda: children[1].exit_code is not None, 8, "the process has stopped")
                assert children[1].exit_code == -signal.SIGTERM, children[1].output_end()
                assert "Application shutdown complete" in children[1].output_end()
                assert time.monotonic() - stopped < 8, "it did not wait for its open streams"
                assert not one.ended.is_set()
                resumed = two.events[-1].id
            async with Browser(urls[0], issuer.token(), resumed) as back:
                await outside.tell(late := story.finished(at=5))
                await back.until(lambda me: late.id in me.ids(), "the other process goes on for it")
        finally:
            for child in children:
                child.terminate()


async def answering(port: int, child: Child) -> None:
    async with httpx.AsyncClient() as client:

        async def ready() -> bool:
            child.require_alive()
            with contextlib.suppress(httpx.TransportError):
                return (await client.get(f"http://127.0.0.1:{port}/health/ready")).status_code == 204
            return False

        await eventually(ready, 60, f"{child.name} is ready")


class Issued:
    """Publishes the keys of the issuer for processes; the context gives the address."""

    def __init__(self, issuer: TestIssuer) -> None:
        self._body = json.dumps(issuer.jwks).encode()

    async def __aenter__(self) -> str:
        port = free_port()
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", port)
        return f"http://127.0.0.1:{port}/jwks"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(self._body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + self._body)
        writer.close()


def open_streams() -> float:
    return REGISTRY.get_sample_value("biz_live_streams") or 0


def ended(reason: str) -> float:
    return REGISTRY.get_sample_value("biz_live_streams_ended_total", {"reason": reason}) or 0
