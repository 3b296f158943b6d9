"""The API of mail-intake as the console sees it."""

from collections.abc import AsyncIterator, Callable

import pytest
from mail_desk import Desk

from mail_intake.adapters.letters import MongoLetters
from mail_intake.adapters.templates import MongoTemplates
from mail_intake.app.mailboxes import Mailboxes
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox
from service_kit.publisher import Publisher
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.store import Runs
from service_kit.secrets import Secrets

INDEXES = (Connections, Secrets, Runs, Files, Outbox, MongoLetters, MongoTemplates, MongoCursors)


@pytest.fixture
async def new_desk(mongo_url: str, mongo_database: str) -> AsyncIterator[Callable[..., Desk]]:
    """Make a service on the test's database; its mailboxes may be given."""
    mongo = Mongo(mongo_url, mongo_database)
    await mongo.prepare([index for each in INDEXES for index in each.INDEXES])
    made: list[Desk] = []

    def make(mailboxes: Mailboxes | None = None) -> Desk:
        made.append(Desk(mongo, Outbox(mongo, Publisher("amqp://unused", "test")), mailboxes))
        return made[-1]

    yield make
    for desk in made:
        await desk.client.aclose()
    await mongo.close()


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk()
