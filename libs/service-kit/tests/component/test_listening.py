"""Listening at once: every listener hears everything, goes on after an outage, and is not drowned."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from contracts.topology import EVENTS_EXCHANGE
from service_kit.listening import MAX_LENGTH, Listener
from service_kit.publisher import Letter, Publisher
from service_kit.testing.process import eventually
from service_kit.testing.tcp_proxy import TcpProxy

pytestmark = pytest.mark.rabbit

KEY = "connection.changed.v1"


class Heard:
    """A listener and what it heard."""

    def __init__(self, url: str) -> None:
        self.bodies: list[bytes] = []
        self.listening = False
        listener = Listener(url, "test", [KEY], lambda _, body: self.bodies.append(body), hears=self.note)
        self.task = asyncio.create_task(listener.loop())

    def note(self, listening: bool) -> None:
        self.listening = listening


@pytest.fixture
async def listen() -> AsyncIterator[Callable[[str], Any]]:
    made: list[Heard] = []

    async def begin(url: str) -> Heard:
        heard = Heard(url)
        made.append(heard)
        await eventually(lambda: heard.listening, what="it listens")
        return heard

    yield begin
    for heard in made:
        heard.task.cancel()
    await asyncio.gather(*(heard.task for heard in made), return_exceptions=True)


@pytest.fixture
async def tell(amqp_url: str) -> AsyncIterator[Callable[..., Any]]:
    publisher = Publisher(amqp_url, "test")
    await publisher.start()

    async def send(*bodies: bytes, key: str = KEY) -> None:
        for body in bodies:
            await publisher.publish(Letter("m", key, body, key, "c", EVENTS_EXCHANGE, mandatory=False))

    yield send
    await publisher.stop()


async def test_each_listener_hears_every_event_of_its_keys(listen: Any, tell: Any, amqp_url: str) -> None:
    one, two = await listen(amqp_url), await listen(amqp_url)
    await tell(b"other", key="run.finished.v1")
    await tell(b"1", b"2")
    for heard in (one, two):
        await eventually(lambda heard=heard: heard.bodies == [b"1", b"2"], what="both events")


async def test_it_listens_again_after_its_connection_was_lost(
    listen: Any, tell: Any, proxy: TcpProxy, proxied_url: str
) -> None:
    heard = await listen(proxied_url)
    await proxy.cut()
    await eventually(lambda: not heard.listening, what="it noticed")
    await tell(b"unheard")
    await proxy.resume()
    await eventually(lambda: heard.listening, 20, "it listens again")
    await tell(b"heard")
    await eventually(lambda: heard.bodies == [b"heard"], what="the later event")


async def test_a_listener_that_does_not_keep_up_loses_the_oldest(
    listen: Any, tell: Any, proxy: TcpProxy, proxied_url: str
) -> None:
    heard = await listen(proxied_url)
    proxy.stall()
    size = 20_000  # more than the buffers between broker and listener hold
    bodies = [f"{place:06d}".encode().ljust(size) for place in range(2 * MAX_LENGTH)]
    await tell(*bodies)
    proxy.unstall()
    await eventually(lambda: heard.bodies[-1:] == bodies[-1:], 30, "the newest event")
    assert len(heard.bodies) < len(bodies)
    assert heard.bodies == sorted(heard.bodies)
