"""The journal on a real MongoDB: events go into the worker's batch, answers come out of the API."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from contracts.base import AccountId
from contracts.topology import JOURNAL_EVENTS
from journal.adapters.connections import MongoConnections
from journal.adapters.live import MongoLive
from journal.adapters.orders import MongoOrders
from journal.adapters.runs import MongoRuns
from journal.app.overdue import Overdue
from journal.app.record import Record
from journal.main import build
from journal.settings import JournalSettings
from service_kit.ids import utc_now
from service_kit.inbox import Batch
from service_kit.testing.tokens import TestIssuer

DEMO = AccountId("demo")


class Journal:
    """One process without a broker; `now` is the clock of its sweep."""

    def __init__(self, mongo_url: str, database: str) -> None:
        self.issuer = TestIssuer()
        settings = JournalSettings(amqp_url="amqp://unused", mongo_url=mongo_url, mongo_database=database)
        self.kit = build(settings, self.issuer.fetch)
        self.mongo = self.kit.mongo
        self.live = MongoLive(self.mongo)
        self.orders = MongoOrders(self.mongo)
        self.now: dt.datetime | None = None
        self.record = Record(self.orders, MongoConnections(self.mongo), MongoRuns(self.mongo), self.live)
        self.batch: Batch[Any] = Batch(self.mongo, self.kit.outbox, JOURNAL_EVENTS.name, self.record.work)
        self.overdue = Overdue(self.mongo, self.orders, self.live, lambda: self.now or utc_now())
        transport = httpx.ASGITransport(app=self.kit.build())
        self.client = httpx.AsyncClient(transport=transport, base_url="http://journal")

    async def take(self, *events: Any) -> None:
        """Handle events as one batch."""
        await asyncio.gather(*(self.batch.put(event) for event in events))

    async def raw(self, path: str, account: str = DEMO, **params: Any) -> httpx.Response:
        headers = self.issuer.headers(account)
        return await self.client.get(f"/v1/{path}", headers=headers, params=params)

    async def get(self, path: str, account: str = DEMO, **params: Any) -> Any:
        answer = await self.raw(path, account, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def kinds(self, account: str = DEMO) -> list[str]:
        """Kinds of what needs attention."""
        found = await self.get("attention", account)
        assert found["count"] == len(found["items"])
        return [item["kind"] for item in found["items"]]

    async def told(self, account: AccountId = DEMO) -> list[str]:
        """Names of the stored live messages, in their order."""
        return [message.name for message in (await self.live.after(account, 0, 1000))[0]]

    async def close(self) -> None:
        await self.batch.stop()
        await self.client.aclose()
        await self.mongo.close()


@pytest.fixture
async def new_journal(mongo_url: str, mongo_database: str) -> AsyncIterator[Any]:
    """Make processes over one database; all are closed afterwards."""
    made: list[Journal] = []

    async def make() -> Journal:
        journal = Journal(mongo_url, mongo_database)
        await journal.kit.migrate()
        journal.batch.start()
        made.append(journal)
        return journal

    yield make
    for journal in made:
        await journal.close()


@pytest.fixture
async def journal(new_journal: Any) -> Journal:
    made: Journal = await new_journal()
    return made
