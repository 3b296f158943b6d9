"""Bench "mail intake growth": what a new letter costs from the mailbox to the answer of the platform.

One connection has 500 old letters in its folder and none that it took, the other 50,000 in its folder and as many that
it took. Runs of mail-intake read new letters of both in turn: fetched, read, kept, made into orders, told; then the
platform's answers are noted. The cost is CPU time of mail-intake, the database and Dovecot.
"""

import asyncio
import random
from pathlib import Path
from typing import Any, Final

import psutil
from mail_growth import FEW, MANY, MOST, Spent, old_letters
from mail_letters import random_order
from mail_office import Office, working
from pymongo import MongoClient

from contracts.base import AccountId
from mail_intake.testing.letters import write
from service_kit.connections.store import Connection
from service_kit.ids import new_id
from service_kit.testing.mongod import MongoNode
from simulators.dovecot import Dovecot

NEW: Final = 100
ROUNDS: Final = 4
DATABASE: Final = "mail_intake"
ENGINE, SHAPE = "prestashop", "ps16"


def measure(folder: Path) -> dict[str, float]:
    """Microseconds a new letter of both, over rounds in turn, and their ratio."""
    folder.mkdir(parents=True, exist_ok=True)
    mongod = MongoNode(folder / "mongod")
    mongod.start()
    try:
        with Dovecot("mdbox") as server:
            few, many = asyncio.run(_Growth(mongod, server).costs())
    finally:
        mongod.stop()
    return {
        "stored_small": FEW,
        "stored_large": MANY,
        "us_a_letter_small": round(few * 1e6),
        "us_a_letter_large": round(many * 1e6),
        "ratio": round(many / few, 3),
        "most": MOST,
    }


class _Growth:
    def __init__(self, mongod: MongoNode, server: Dovecot) -> None:
        self._url = mongod.url
        self._server = server
        self._mongod = psutil.Process(mongod.pid)
        self._spent = Spent(server)
        self._office = Office(mongod.url, DATABASE, server)

    async def costs(self) -> list[float]:
        """Seconds a letter of each connection."""
        office = self._office
        await office.kit.migrate()
        costs = [0.0, 0.0]
        async with working(office):
            connections = [await self._connected(AccountId(name), old) for name, old in (("few", FEW), ("many", MANY))]
            for place, connection in enumerate(connections):
                await self._round(connection, place - 2)
            self._multiply(connections[1][0])
            for number in range(ROUNDS):
                for place, connection in enumerate(connections):
                    costs[place] += await self._round(connection, number) / ROUNDS
        await office.close()
        return costs

    async def _connected(self, account: AccountId, old: int) -> tuple[Connection, str]:
        address = self._office.new_mailbox()
        self._server.fill(address, old_letters(old))
        connection = await self._office.connect(address, account=account, engine=ENGINE)
        await self._office.load(connection)
        return connection, address

    async def _round(self, given: tuple[Connection, str], number: int) -> float:
        """Seconds a letter: of one run, and of the answers to its orders."""
        connection, address = given
        chance = random.Random(f"{address} {number}")
        self._server.fill(address, [write(ENGINE, random_order(chance), SHAPE) for _ in range(NEW)])
        before = self._seconds()
        run = await self._office.load(connection)
        spent = self._seconds() - before
        created = (await self._office.created(connection))[-NEW:]
        before = self._seconds()
        await self._office.store(created)
        answers = self._seconds() - before
        print(f"  {connection.account}: {spent / NEW * 1e6:.0f} us, answers {answers / NEW * 1e6:.0f} us", flush=True)
        if run["counts"]["created"] != NEW:
            raise SystemExit(f"not all letters gave orders: {run['counts']}")
        return (spent + answers) / NEW

    def _multiply(self, connection: Connection) -> None:
        """Copy what is kept of a connection's letters until MANY are kept."""
        with MongoClient(self._url) as client:
            for name in ("letters", "orders"):
                rows = client[DATABASE][name]
                source = list(rows.find({"connection": connection.id}))
                for number in range(MANY // len(source)):
                    rows.insert_many([_copied(row, number) for row in source])

    def _seconds(self) -> float:
        return self._spent.seconds() + sum(self._mongod.cpu_times()[:2])


def _copied(row: dict[str, Any], number: int) -> dict[str, Any]:
    own = {key: f"{row[key]}-{number}" for key in ("message_id", "gave", "outside_id") if row.get(key)}
    return {**row, **own, "_id": new_id(), "file": None}
