"""Bench "goods to a shop": 100,000 goods with three prices and three stores, through the exchange, in pieces of 1 MB.

The export reads the replica from a real mongod and hands its files to the stand-in of a shop, which runs in the process
of the bench; `python goods_exchange.py ADDRESS …` is the measured process. The limit is bare `etree.xmlfile` writing
the same elements: the ratio is that of the writing part, all before the first call to the shop and the making of files.
"""

import asyncio
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import goods_out

from service_kit.app import GC_OBJECTS
from service_kit.connections.integration import Integration
from service_kit.connections.store import Connection
from service_kit.testing.mongod import MongoNode
from shop_sync.app.shop_ports import GoodsDelivery, MakeFiles
from shop_sync.connectors.commerceml_exchange import connector as exchange
from simulators.commerceml.app import Habits
from simulators.commerceml.server import LOGIN, PASSWORD, Running, running

GOODS = 100_000
CHANGED = 100
ROUNDS = 2
STORES = ("store-main", "store-shop", "store-far")
PRICE_TYPES = ("price-retail", "price-wholesale", "price-sale")
PIECES = Habits(archives=False, file_limit=1_000_000)
ROOT = Path(__file__).parents[2]


def measure(folder: Path, goods: int = GOODS, rounds: int = ROUNDS) -> dict[str, float]:
    """Goods per second of writing and of the whole, beside the limit; memory; how many the delta brought."""
    folder.mkdir(parents=True, exist_ok=True)
    mongod = MongoNode(folder / "mongod")
    mongod.start()
    found: dict[str, list[float]] = {"write": [], "whole": [], "limit": [], "memory": []}
    try:
        goods_out.fill(mongod.url, goods, STORES, PRICE_TYPES)
        for _ in range(rounds):
            with running(habits=PIECES) as shop:
                told = _process("export", mongod.url, str(goods), shop.address, shop.place)
                _require(shop, goods)
            found["write"].append(goods / told["writing_seconds"])
            found["whole"].append(goods / told["seconds"])
            found["memory"].append(told["rss_growth_mb"])
            found["limit"].append(goods / _process("limit", str(folder), str(goods))["seconds"])
    finally:
        mongod.stop()
    write, whole, limit = (statistics.median(found[way]) for way in ("write", "whole", "limit"))
    return {
        "goods": goods,
        "written_per_s": round(write),
        "limit_per_s": round(limit),
        "ratio": round(write / limit, 3),
        "taken_in_per_s": round(whole),
        "sent_after_100_changes": CHANGED,
        "rss_growth_mb": round(max(found["memory"]), 1),
    }


def _require(shop: Running, goods: int) -> None:
    """The shop got all goods, and then the changed ones alone."""
    taken = shop.shop.imported
    wanted = [("import.xml", goods), ("offers.xml", goods), ("import.xml", 0), ("offers.xml", CHANGED)]
    if taken != wanted or len(shop.shop.offers) != goods:
        raise SystemExit(f"the shop has taken in {taken}, and holds {len(shop.shop.offers)} offers")


def _process(*arguments: str) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, __file__, *arguments], stdout=subprocess.PIPE, check=True, text=True, env=environment
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {arguments[0]}: {answer}", flush=True)
    return answer


class Timed:
    """The delivery, and when it was asked for; `making` are the seconds in which its files were made."""

    def __init__(self, shops: GoodsDelivery) -> None:
        self._shops = shops
        self.began = self.making = 0.0

    async def deliver(self, connection: Connection, files: MakeFiles, pictures: Path, *, whole: bool) -> None:
        """As the shop's exchange does it."""
        self.began = time.monotonic()

        async def made(limit: int | None) -> Sequence[Path]:
            started = time.monotonic()
            paths = await files(limit)
            self.making = time.monotonic() - started
            return paths

        await self._shops.deliver(connection, made, pictures, whole=whole)


class ExchangeBench(goods_out.ExportBench):
    """The export before a shop that is asked over the network."""

    slug = "commerceml-exchange"

    def __init__(self, url: str, address: str, place: str) -> None:
        self.config: Mapping[str, object] = {
            **{"organization": "org-main", "owner": "emp-1", "stores": [*STORES], "price_lists": [*PRICE_TYPES]},
            **{"address": address, "login": LOGIN, "password": PASSWORD, "plain_http": True},
        }
        super().__init__(url, frozenset({place}))

    def _integration(self) -> Integration:
        self._outside = self._kit.outside(exchange.SYSTEM, exchange.PACE)
        return exchange.integration(exchange.PRESETS[self.slug], {}, self._outside)

    def _deliveries(self) -> Mapping[str, GoodsDelivery]:
        self.timed = Timed(exchange.ExchangeShops(self._outside, self._connections.opened))
        return {self.slug: self.timed}

    async def change(self, goods: int) -> None:
        """New retail prices of so many goods."""
        refs = [str(goods_out.row(number)["ref"]) for number in range(goods)]
        mine = {"account": goods_out.ACCOUNT, "row.product_ref": {"$in": refs}, "row.price_type_ref": PRICE_TYPES[0]}
        dearer = {"row.amount": {"$concat": ["1", "$row.amount"]}}  # other than before in each round
        await self._kit.mongo["replica_prices"].update_many(mine, [{"$set": dearer}])


async def export(url: str, goods: int, address: str, place: str) -> dict[str, float]:
    """The first export to a shop, then one after some changes."""
    bench = ExchangeBench(url, address, place)
    connection = await bench.prepare()
    memory = goods_out.Memory()
    started = time.monotonic()
    seconds, counts = await bench.run(connection, updates_only=False)
    writing = bench.timed.began - started + bench.timed.making
    await bench.change(CHANGED)
    delta, later = await bench.run(connection, updates_only=True)
    if (counts["created"], later["updated"]) != (goods, CHANGED):
        raise SystemExit(f"not all were sent: {counts}, {later}")
    return {
        **{"seconds": seconds, "writing_seconds": writing},
        **{"delta_seconds": delta, "rss_growth_mb": memory.growth},
    }


if __name__ == "__main__":
    gc.freeze()  # as a service does when it starts
    gc.set_threshold(GC_OBJECTS, 20, 50)
    way, where, count = sys.argv[1:4]
    if way == "limit":
        print(json.dumps(goods_out.limit(where, int(count), STORES, PRICE_TYPES)))
    else:
        print(json.dumps(asyncio.run(export(where, int(count), *sys.argv[4:]))))
