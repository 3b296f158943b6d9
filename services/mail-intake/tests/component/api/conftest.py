"""The API of mail-intake as the console sees it."""

from collections.abc import AsyncIterator

import pytest
from mail_desk import Desk

from mail_intake.adapters.letters import MongoLetters
from mail_intake.adapters.templates import MongoTemplates
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox
from service_kit.publisher import Publisher
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.store import Runs
from service_kit.secrets import Secrets


@pytest.fixture
async def desk(mongo_url: str, mongo_database: str) -> AsyncIterator[Desk]:
    mongo = Mongo(mongo_url, mongo_database)
    indexes = (Connections, Secrets, Runs, Files, Outbox, MongoLetters, MongoTemplates, MongoCursors)
    await mongo.prepare([index for each in indexes for index in each.INDEXES])
    made = Desk(mongo, Outbox(mongo, Publisher("amqp://unused", "test")))
    yield made
    await made.client.aclose()
    await mongo.close()
