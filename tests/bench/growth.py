"""Bench "growth": what an order costs in an account with 3,000 stored orders, and in one with 300,000.

The cost is CPU time of both services and the database. The many orders are copies of imported ones with keys of their
own, written straight into both databases, with all that an order leaves behind: rows of its run, inbox, outbox,
counterparty.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import orders_in
import psutil
from bson.raw_bson import RawBSONDocument
from orders_file import write
from pymongo import MongoClient
from pymongo.collection import Collection

from devstack import DEMO_LOGIN, SERVICES, DevStack, free_ports
from gateway import Rates
from service_kit.testing.process import wait_for

FEW = 3_000
TIMES = 100
"""So many times FEW orders are stored in the second measurement."""
PACK = 2_000
NAMES = ("shop-sync", "platform-bridge")
FIRST = "Baaa"
"""Prefix of the orders that are copied; as long as the prefixes of the copies."""
LEFT_BEHIND = {
    "shop_sync": ("orders", "run_rows", "inbox", "outbox"),
    "platform_bridge": ("orders", "counterparties", "inbox", "outbox"),
}


def measure(folder: Path) -> dict[str, float]:
    """Microseconds of CPU an order in the small and the large account, their ratio, and the parts of both."""
    stack = DevStack(
        folder,
        ports=free_ports(),
        services=[service for service in SERVICES if service.name in NAMES],
        environment={"BIZ_SEED_DEMO": "1"},
        rates=Rates(api=100_000, api_burst=100_000),
    )
    with stack:
        client = httpx.Client(base_url=stack.gateway_url, timeout=300, trust_env=False)
        answer = client.post(f"{orders_in.PLATFORM}/login", json=DEMO_LOGIN).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {answer['access_token']}"
        growth = Growth(folder, stack, client)
        growth.load(FIRST, "7913")
        small = growth.cost("Caaa", "7914")
        stored = growth.fill()
        large = growth.cost("Daaa", "7915")
    return {
        "stored_small": FEW,
        "stored_large": stored,
        "us_an_order_small": round(sum(small.values())),
        "us_an_order_large": round(sum(large.values())),
        "ratio": round(sum(large.values()) / sum(small.values()), 3),
        **{f"us_small_{name}": round(value) for name, value in small.items()},
        **{f"us_large_{name}": round(value) for name, value in large.items()},
    }


class Growth:
    """The stack, a user of it, and its databases."""

    def __init__(self, folder: Path, stack: DevStack, client: httpx.Client) -> None:
        self._folder = folder
        self._stack = stack
        self._client = client
        self._goods = orders_in._goods(client)
        if stack.mongod is None:
            raise RuntimeError("this bench needs a database of its own")
        self._processes = {name: psutil.Process(stack.child(name).pid) for name in NAMES}
        self._processes["mongod"] = psutil.Process(stack.mongod.pid)

    def load(self, prefix: str, phones: str) -> None:
        """Import FEW orders of as many new customers by a connection of their own."""
        file = self._folder / f"{prefix}.xml"
        write(file, FEW, self._goods, prefix)
        file.write_text(file.read_text("utf-8").replace("+7913", f"+{phones}"), "utf-8")
        orders_in._product(self._client, file)

    def cost(self, prefix: str, phones: str) -> dict[str, float]:
        """Microseconds of CPU an order by process, from rest to rest."""
        self._rest()
        before = self._spent()
        self.load(prefix, phones)
        self._rest()
        return {name: (spent - before[name]) / FEW * 1e6 for name, spent in self._spent().items()}

    def fill(self) -> int:
        """Copy what FIRST left behind until TIMES as much is there; gives the number of orders stored."""
        with MongoClient(self._stack.mongo_url, document_class=RawBSONDocument) as raw:
            connection = raw["shop_sync"]["orders"].find_one({"outside_id": f"{FIRST}0"})["connection"]
            run = raw["shop_sync"]["run_rows"].find_one({"title": f"{FIRST}0"})["run"]
            for database, collections in LEFT_BEHIND.items():
                for name in collections:
                    _multiply(raw[database][name], (connection.encode(), run.encode()))
            return int(raw["platform_bridge"]["orders"].estimated_document_count())

    def _spent(self) -> dict[str, float]:
        return {name: sum(process.cpu_times()[:2]) for name, process in self._processes.items()}

    def _rest(self) -> None:
        """Wait until nothing works any more, the database's own upkeep included."""

        def idle() -> bool:
            before = sum(self._spent().values())
            time.sleep(1)  # the time over which the load is taken
            return sum(self._spent().values()) - before < 0.06

        wait_for(idle, 300, "all processes are at rest")


def _multiply(collection: Collection[RawBSONDocument], kept: tuple[bytes, bytes]) -> None:
    """Write TIMES - 1 copies of the oldest FEW documents."""
    sources = [bytes(document.raw) for document in collection.find({}).sort("_id", 1).limit(FEW)]
    pack: list[RawBSONDocument] = []
    for copy in _copies(sources, kept):
        pack.append(RawBSONDocument(copy))
        if len(pack) == PACK:
            collection.insert_many(pack, ordered=False)
            pack.clear()
    if pack:
        collection.insert_many(pack, ordered=False)


def _copies(sources: list[bytes], kept: tuple[bytes, bytes]) -> Iterator[bytes]:
    """The documents with other ids, numbers, phones and addresses of the same lengths; ids in `kept` stay."""
    hour = kept[0][:6]  # the digits that all UUIDv7 of some hours begin with
    for number in range(1, TIMES):
        code = f"{chr(97 + number // 26)}{chr(97 + number % 26)}"
        for source in sources:
            changed = source.replace(hour, b"%06x" % number)
            for identity in kept:
                changed = changed.replace(identity.replace(hour, b"%06x" % number), identity)
            changed = changed.replace(b"Baaa", b"Bz" + code.encode()).replace(b"baaa", b"bz" + code.encode())
            yield changed.replace(b"7913000", b"79%05d" % (20_000 + number))
