"""Many mailboxes at once: the slow ones do not hold up each other, nor the quick ones."""

import asyncio
import time

import pytest
from letters_of_shops import GOODS, order_letter
from mail_office import Office, working

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from service_kit.testing.process import free_port

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot, pytest.mark.timeout(240)]

MAILBOXES = 100


class SlowServer:
    """Dovecot behind a line on which each answer takes its time."""

    def __init__(self, target: int, delay: float) -> None:
        self.port = free_port()
        self.open = self.most = 0
        self._target = target
        self._delay = delay
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "SlowServer":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, backlog=300)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self.open += 1
        self.most = max(self.most, self.open)
        there = asyncio.create_task(self._pump(reader, far_writer, 0.0))
        back = asyncio.create_task(self._pump(far_reader, writer, self._delay))
        self._tasks |= {there, back}
        try:
            await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.open -= 1
            for one in (writer, far_writer):
                one.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
        while data := await reader.read(65_536):
            await asyncio.sleep(delay)
            writer.write(data)
            await writer.drain()


async def test_a_hundred_slow_mailboxes_take_hardly_longer_than_one(mongo_url, mongo_database, dovecot) -> None:
    async with SlowServer(dovecot.port, delay=0.4) as line:
        office = Office(mongo_url, mongo_database, dovecot, port=line.port)
        await office.kit.migrate()
        async with working(office):
            alone = await timed(office, 1, "alone")
            line.most = 0
            together = await timed(office, MAILBOXES, "many")
        stored = await office.numbers()
        await office.close()

    assert len(stored) == 2 * (MAILBOXES + 1)
    assert line.most >= MAILBOXES // 2
    assert together < 5 * alone


async def timed(office: Office, count: int, name: str) -> float:
    """Seconds from «Загрузить сейчас» of so many mailboxes until all are read."""
    connections = []
    for place in range(count):
        address = office.new_mailbox()
        connections.append(await office.connect(address, account=AccountId(f"{name}-{place}")))
        office.server.deliver(address, [order_letter(f"{place}{n}", lines=GOODS[:1]) for n in (1, 2)])
    began = time.perf_counter()
    for connection in connections:
        await office.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u")
    await office.settle()
    return time.perf_counter() - began
