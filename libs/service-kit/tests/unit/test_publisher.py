"""The publisher without a broker: its heartbeat, and what a lost connection looks like to who publishes."""

import asyncio

import pytest

from service_kit.publisher import HEARTBEAT_SECONDS, Letter, Publisher, Unsent, with_heartbeat

LETTER = Letter("m-1", "t", b"{}", "k", "m-1")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("amqp://u:p@host:5672/v", f"amqp://u:p@host:5672/v?heartbeat={HEARTBEAT_SECONDS}"),
        ("amqp://host/?reconnect_interval=1", f"amqp://host/?reconnect_interval=1&heartbeat={HEARTBEAT_SECONDS}"),
        ("amqps://host/v?heartbeat=40", "amqps://host/v?heartbeat=40"),
    ],
)
def test_our_heartbeat_is_asked_for_unless_the_address_names_one(given: str, used: str) -> None:
    assert with_heartbeat(given) == used


class Exchange:
    """An exchange whose client library loses its connection, or which never answers."""

    def __init__(self, *, lost: bool) -> None:
        self._lost = lost

    async def publish(self, *_: object, **__: object) -> None:
        if self._lost:
            raise asyncio.CancelledError
        await asyncio.Event().wait()


def publisher(exchange: Exchange) -> Publisher:
    made = Publisher("amqp://unused", "test")
    made._exchanges[LETTER.exchange] = exchange  # type: ignore[assignment]
    return made


async def test_a_publish_that_the_client_library_cancels_is_unsent_and_does_not_end_its_task() -> None:
    with pytest.raises(Unsent):
        await publisher(Exchange(lost=True)).publish(LETTER)


async def test_a_publish_that_is_cancelled_by_its_own_task_stays_so() -> None:
    task = asyncio.create_task(publisher(Exchange(lost=False)).publish(LETTER))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
