"""The frame of a service: what each role serves, when it is ready, and that it stops without losing work."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI

from contracts.events.connection import ConnectionChanged
from contracts.topology import WorkQueue
from service_kit.app import Kit
from service_kit.auth import Principal, allow
from service_kit.outbox import Unit
from service_kit.settings import Role, Settings
from service_kit.testing.events import EventCapture
from service_kit.testing.process import eventually
from service_kit.testing.routes import roles_of, routes_without_roles
from service_kit.testing.tcp_proxy import TcpProxy
from service_kit.testing.tokens import TestIssuer

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]


Owner = Annotated[Principal, Depends(allow("owner"))]


class Small:
    """A small service: one queue, one route, one background loop."""

    def __init__(self, settings: Settings, queue: WorkQueue) -> None:
        self.issuer = TestIssuer()
        self.kit = Kit("test", settings, queues=(queue,), keys=self.issuer.fetch)
        self.queue = queue
        self.handled: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.started: list[str] = []
        self.looping = 0
        self.fail_loop = asyncio.Event()
        self.kit.consume_batches(queue, ConnectionChanged, self.work)
        self.kit.on_start(self.starter)
        self.kit.background("loop", self.loop)
        self.kit.include(self.router())

    def router(self) -> APIRouter:
        router = APIRouter()

        @router.get("/v1/things")
        async def things(caller: Owner) -> dict[str, str]:
            return {"account": caller.account}

        return router

    async def work(self, events: Any, unit: Unit) -> None:
        await self.gate.wait()
        for event in events:
            await self.kit.mongo["things"].insert_one(
                {"_id": event.subject, "account": event.account}, session=unit.session
            )
            self.handled.append(event.subject)

    async def starter(self) -> None:
        self.started.append("started")

    async def loop(self) -> None:
        self.looping += 1
        await self.fail_loop.wait()
        raise RuntimeError("the loop ended")


class Running:
    """The service started as its server starts it, and a client of it."""

    def __init__(self, small: Small, app: FastAPI) -> None:
        self.small = small
        self.app = app
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")
        self.life = app.router.lifespan_context(app)

    async def status(self, path: str, **options: Any) -> int:
        return (await self.client.get(path, **options)).status_code

    async def ready(self) -> bool:
        return await self.status("/health/ready") == 204

    async def unready(self) -> bool:
        return await self.status("/health/ready") == 503

    async def stop(self) -> None:
        await self.life.__aexit__(None, None, None)


Start = Callable[..., Any]


@pytest.fixture
async def start(quick_url: str, mongo_url: str, mongo_database: str, queue: WorkQueue) -> AsyncIterator[Start]:
    """Start a service; it is stopped afterwards unless the test did."""
    made: list[Running] = []

    async def run(role: Role = Role.ALL, **settings: str) -> Running:
        values = {"amqp_url": quick_url, "mongo_url": mongo_url, "mongo_database": mongo_database, **settings}
        small = Small(Settings(role=role, **values), queue)
        running = Running(small, small.kit.build())
        await running.life.__aenter__()
        made.append(running)
        return running

    yield run
    for running in made:
        with contextlib.suppress(RuntimeError):  # the test has stopped it
            await running.stop()
        await running.client.aclose()


async def send(broker: Any, queue: WorkQueue, *events: Any) -> None:
    for event in events:
        await broker.send(queue, event.model_dump_json().encode(), event.id)


async def test_a_process_for_everything_serves_consumes_and_works(
    *, start: Start, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    running = await start()
    assert running.small.started == ["started"]
    answer = await running.client.get("/v1/things", headers=running.small.issuer.headers("acc-7"))
    assert answer.json() == {"account": "acc-7"}
    await send(broker, queue, sample.changed("s-1"))
    await eventually(lambda: running.small.handled == ["s-1"], what="it is handled")
    assert running.small.looping == 1
    await eventually(running.ready, what="it is ready")
    assert await running.status("/health/live") == 204
    assert await running.status("/openapi.json") == 200
    metrics = await running.client.get("/metrics/")
    assert "biz_batch_size" in metrics.text
    assert "biz_http_request_seconds" in metrics.text


async def test_an_api_process_serves_and_sends_but_consumes_and_works_nothing(
    *, start: Start, broker: Any, queue: WorkQueue, sample: Any, amqp_url: str
) -> None:
    running = await start(Role.API)
    assert await running.status("/v1/things", headers=running.small.issuer.headers()) == 200
    assert await running.status("/v1/failed-messages", headers=running.small.issuer.headers(roles=["operator"])) == 200
    assert await running.ready()
    await send(broker, queue, sample.changed("s-1"))
    async with EventCapture(amqp_url) as events:

        async def body(unit: Unit) -> None:
            unit.emit(sample.changed("told"))

        await running.small.kit.outbox.transact(body)
        await events.wait()
    assert await broker.depth(queue.name) >= 1
    assert running.small.handled == []
    assert running.small.looping == 0


async def test_a_worker_consumes_and_has_a_health_port_but_serves_no_api(
    *, start: Start, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    running = await start(Role.WORKER)
    assert await running.status("/v1/things", headers=running.small.issuer.headers()) == 404
    assert await running.status("/v1/failed-messages", headers=running.small.issuer.headers(roles=["operator"])) == 404
    await send(broker, queue, sample.changed("s-1"))
    await eventually(lambda: running.small.handled == ["s-1"], what="it is handled")
    await eventually(running.ready, what="it is ready")
    assert await running.status("/metrics/") == 200


async def test_every_route_asks_for_a_role(start: Start) -> None:
    running = await start()
    assert routes_without_roles(running.app) == []
    roles = roles_of(running.app)
    assert roles["GET /v1/things"] == ("owner",)
    assert roles["GET /v1/failed-messages"] == ("operator",)


async def test_a_process_whose_broker_is_away_is_unready_and_recovers_by_itself(
    *, start: Start, proxy: TcpProxy, proxied_url: str, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    running = await start(amqp_url=proxied_url)
    await eventually(running.ready, what="it is ready")
    await proxy.cut()
    await eventually(running.unready, what="it noticed")
    assert await running.status("/health/live") == 204
    await proxy.resume()
    await eventually(running.ready, 30, "it is ready again")
    await send(broker, queue, sample.changed("after"))
    await eventually(lambda: running.small.handled == ["after"], 30, "it consumes again")
    await running.stop()


@pytest.mark.parametrize("role", [Role.WORKER, Role.API])
async def test_a_process_whose_broker_is_away_still_stops_soon(
    *, start: Start, proxy: TcpProxy, proxied_url: str, role: Role
) -> None:
    running = await start(role, amqp_url=proxied_url)
    await proxy.cut()
    await eventually(lambda: _alone(running), what="the connection is lost")
    await asyncio.wait_for(running.stop(), 10)


async def _alone(running: Running) -> bool:
    return not await running.small.kit.publisher.all_consumed((running.small.queue.name,))


async def test_a_process_whose_database_is_away_is_unready_and_recovers_by_itself(start: Start, mongo_url: str) -> None:
    parts = urlsplit(mongo_url)
    async with TcpProxy(parts.hostname or "", parts.port or 27017) as proxy:
        running = await start(
            mongo_url=f"mongodb://{proxy.host}:{proxy.port}/?directConnection=true&heartbeatFrequencyMS=500"
        )
        await eventually(running.ready, what="it is ready")
        await proxy.cut()
        await eventually(running.unready, what="it noticed")
        await proxy.resume()
        await eventually(running.ready, 20, "it is ready again")
        await running.stop()


async def test_the_end_of_a_background_loop_makes_the_process_unready(start: Start) -> None:
    running = await start()
    await eventually(running.ready, what="it is ready")
    running.small.fail_loop.set()
    await eventually(running.unready, what="it is unready")


async def test_the_end_of_a_batch_makes_the_process_unready(start: Start) -> None:
    running = await start()
    await eventually(running.ready, what="it is ready")
    await running.small.kit._batches[0].stop()
    await eventually(running.unready, what="it is unready")


async def test_a_graceful_stop_finishes_messages_in_flight_and_leaves_the_rest(
    *, start: Start, broker: Any, queue: WorkQueue, sample: Any, new_mongo: Callable[..., Any]
) -> None:
    running = await start()
    small = running.small
    small.gate.clear()
    events = [sample.changed(f"s{number}") for number in range(5)]
    await send(broker, queue, *events)
    await eventually(lambda: _taken(broker, queue), what="all five are taken")
    stopping = asyncio.create_task(running.stop())
    await asyncio.sleep(0.2)
    assert not stopping.done()
    small.gate.set()
    await asyncio.wait_for(stopping, 20)
    assert await new_mongo()["things"].count_documents({}) == 5
    assert await broker.depth(queue.name) == 0
    late = sample.changed("late")
    await send(broker, queue, late)
    assert await broker.depth(queue.name) == 1
    assert "late" not in small.handled


async def _taken(broker: Any, queue: WorkQueue) -> bool:
    return await broker.depth(queue.name) == 0


async def test_two_processes_of_a_service_can_start_at_once(start: Start) -> None:
    both = await asyncio.gather(start(Role.API), start(Role.WORKER))
    for running in both:
        await eventually(running.ready, what="it is ready")


async def test_a_process_that_starts_before_its_broker_waits_for_it(
    *, start: Start, proxy: TcpProxy, proxied_url: str
) -> None:
    await proxy.cut()
    starting = asyncio.create_task(start(amqp_url=proxied_url))
    done, _ = await asyncio.wait([starting], timeout=1.5)
    assert not done
    await proxy.resume()
    running = await asyncio.wait_for(starting, 20)
    await eventually(running.ready, what="it is ready")
    await running.stop()
