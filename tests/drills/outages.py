"""Drills in which broker, database or the network between go away."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from counts import Counts, require
from drill import Drill, Nodes, drilling
from replica_set import ReplicaSet
from settling import settled

from service_kit.testing.process import eventually
from service_kit.testing.tcp_proxy import TcpProxy

RATE = 60
NOTICED_SECONDS = 65
ANSWER_SECONDS = 30.0


async def broker_restart(nodes: Nodes) -> Counts:
    """The broker leaves for four seconds: unready meanwhile, back by itself, nothing lost."""
    async with drilling(nodes, "broker restart") as drill:
        worker = await drill.start()
        async with loaded(drill, 12):
            await drill.reached(100)
            await asyncio.to_thread(nodes.rabbit.stop_app)
            unready = not await worker.ready()
            await asyncio.sleep(4)  # the outage itself
            back, _ = await asyncio.gather(_seconds(worker.ready, 60), asyncio.to_thread(nodes.rabbit.start_app))
        require(unready, "the worker said it was ready without a broker")
        require(back <= 30, f"consumers were back after {back:.0f} s")
        require(drill.ledger.slowest <= ANSWER_SECONDS, f"an answer took {drill.ledger.slowest:.0f} s")
        return await settled(drill, note=f"ready again after {back:.1f} s, {drill.deaths} restarts")


async def network_cut(nodes: Nodes) -> Counts:
    """The way to the broker is cut for 0.2, 3 and 6 s under load."""
    async with drilling(nodes, "network cut") as drill, TcpProxy("127.0.0.1", drill.amqp_port) as proxy:
        await drill.start(amqp_url=_through(drill, proxy, "reconnect_interval=0.5"))
        async with loaded(drill, 14):
            for seconds in (0.2, 3, 6):
                await drill.reached(await drill.done() + 50)
                await proxy.cut()
                await asyncio.sleep(seconds)  # the outage itself
                await proxy.resume()
        return await settled(drill, note=f"{drill.deaths} restarts")


async def half_open(nodes: Nodes) -> Counts:
    """The way to the broker falls silent without a word: noticed by the heartbeat."""
    async with drilling(nodes, "half-open link") as drill, TcpProxy("127.0.0.1", drill.amqp_port) as proxy:
        await drill.start(amqp_url=_through(drill, proxy, "reconnect_interval=0.5"))
        await drill.send(drill.parcels(200, "A"))
        await drill.reached(200)
        proxy.abandon()
        await drill.send(drill.parcels(200, "B"))
        await drill.post(drill.parcels(20, "H", by_http=True))
        noticed = await _seconds(lambda: _at_least(drill, 221), 90)
        require(noticed <= NOTICED_SECONDS, f"noticed after {noticed:.0f} s")
        return await settled(drill, note=f"messages went on after {noticed:.0f} s")


async def mongo_killed(nodes: Nodes) -> Counts:
    """Kill -9 of the database under load, four seconds away."""
    async with drilling(nodes, "mongod kill -9") as drill:
        await drill.start()
        async with loaded(drill, 12):
            await drill.reached(100)
            nodes.mongod.kill9()
            await asyncio.sleep(4)  # the outage itself
            await asyncio.to_thread(nodes.mongod.start)
        require(drill.ledger.slowest <= ANSWER_SECONDS, f"an answer took {drill.ledger.slowest:.0f} s")
        return await settled(drill, note=f"slowest answer {drill.ledger.slowest:.1f} s, {drill.deaths} restarts")


async def step_down(nodes: Nodes) -> Counts:
    """The primary of three members hands over, twice, under load."""
    members = await asyncio.to_thread(ReplicaSet, nodes.folder / "three")
    try:
        async with drilling(nodes, "rs.stepDown", members.url) as drill:
            await drill.start()
            async with loaded(drill, 16):
                for mark in (100, 400):
                    await drill.reached(mark)
                    await asyncio.to_thread(members.step_down)
            return await settled(drill, note=f"slowest answer {drill.ledger.slowest:.1f} s, {drill.deaths} restarts")
    finally:
        await asyncio.to_thread(members.stop)


@asynccontextmanager
async def loaded(drill: Drill, seconds: float) -> AsyncIterator[None]:
    """Messages and HTTP requests at a pace for so long, while the body breaks something; ends when all were tried."""
    count = int(RATE * seconds)
    by_message, by_http = drill.parcels(count), drill.parcels(count // 3, "H", by_http=True)
    async with asyncio.TaskGroup() as group:
        group.create_task(drill.send(by_message, RATE))
        group.create_task(drill.post(by_http, RATE / 3))
        yield


def _through(drill: Drill, proxy: TcpProxy, options: str) -> str:
    return f"{drill.amqp_url.replace(f':{drill.amqp_port}/', f':{proxy.port}/')}?{options}"


async def _at_least(drill: Drill, count: int) -> bool:
    return await drill.done() >= count


async def _seconds(predicate: Callable[[], Awaitable[object]], within: float) -> float:
    started = time.monotonic()
    await eventually(predicate, within, "it went on")
    return time.monotonic() - started
