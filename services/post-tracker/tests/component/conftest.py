"""A post on loopback whose clock is the test's, and a post-tracker before it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from post_desk import Clock, Desk

from simulators.pochta.server import Post, running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def post(clock: Clock) -> Iterator[Post]:
    with running(clock=clock) as started:
        yield started


@pytest.fixture
async def desk(mongo_url: str, mongo_database: str, post: Post, clock: Clock) -> AsyncIterator[Desk]:
    made = Desk(mongo_url, mongo_database, post, clock)
    await made.kit.migrate()
    yield made
    await made.close()
