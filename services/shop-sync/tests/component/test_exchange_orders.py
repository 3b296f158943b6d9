"""Orders that a shop hands out itself: kept before they are read, confirmed once all are stored, never lost."""

import contextlib
import datetime as dt
import io
from collections.abc import AsyncIterator
from typing import BinaryIO

import pytest
from import_bench import DEMO, INDEXES, Crash, ImportBench, Shop

from contracts.events.connection import RunKind, RunTrigger
from service_kit.connections.store import Connection
from service_kit.errors import DataError, TransientError
from service_kit.mongo import Mongo
from service_kit.runs.model import Run
from service_kit.runs.store import LEASE
from shop_sync.app.orders.import_file import PAGE

pytestmark = pytest.mark.mongo


class Handout:
    """A shop that hands out all orders until it is told that they are safe, as a session of the exchange goes."""

    def __init__(self, bench: ImportBench) -> None:
        self.bench = bench
        self.calls: list[str] = []
        self.stored_at_confirm = -1
        self.confirm_fails: Exception | None = None
        self.fetch_fails: Exception | None = None

    @contextlib.asynccontextmanager
    async def session(self, connection: Connection) -> AsyncIterator["Handout"]:
        self.calls.append("login")
        yield self
        self.calls.append("end")

    async def fetch(self, target: BinaryIO) -> None:
        self.calls.append("query")
        target.write(b"<orders/>")
        if self.fetch_fails:
            raise self.fetch_fails

    async def confirm(self) -> None:
        self.calls.append("success")
        self.stored_at_confirm = (await self.bench.stored())["rows"]
        if self.confirm_fails:
            raise self.confirm_fails


@pytest.fixture
async def bench(mongo_url: str, mongo_database: str) -> AsyncIterator[ImportBench]:
    mongo = Mongo(mongo_url, mongo_database)
    await mongo.prepare(INDEXES)
    made = ImportBench(mongo)
    await made.goods_arrive()
    yield made
    await mongo.close()


async def tick(bench: ImportBench, connection: Connection, *, dry_run: bool = False) -> Run:
    """A run without a file, in the hands of a worker."""
    await bench.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u", dry_run=dry_run)
    return await bench.claimed()


WHOLE = {"orders": 245, "rows": 250, "events": 245, "same event": 1}
PULL = ["login", "query", "success", "end"]


async def test_the_shop_is_told_when_every_order_is_stored_and_the_answer_is_kept(bench: ImportBench) -> None:
    shop, handout = Shop(250), Handout(bench)
    run = await tick(bench, await bench.connect())
    await bench.importing(shop, exchange=handout).execute(run)
    assert handout.calls == PULL
    assert handout.stored_at_confirm == 250
    assert await bench.stored() == WHOLE
    kept = io.BytesIO()
    file = (await bench.runs.get(DEMO, run.id))["file"]
    await bench.files.copy(DEMO, file, kept)
    assert kept.getvalue() == b"<orders/>"


async def test_orders_that_come_again_change_nothing(bench: ImportBench) -> None:
    shop, handout, connection = Shop(150), Handout(bench), await bench.connect()
    for _ in range(2):
        run = await tick(bench, connection)
        await bench.importing(shop, exchange=handout).execute(run)
        await bench.finish()
    assert (await bench.runs.get(DEMO, run.id))["counts"]["unchanged"] == 147
    assert (await bench.stored())["events"] == 147
    assert handout.calls == PULL * 2


async def test_an_answer_without_orders_is_a_quiet_run(bench: ImportBench) -> None:
    handout = Handout(bench)
    run = await tick(bench, await bench.connect())
    await bench.importing(Shop(0), exchange=handout).execute(run)
    assert handout.calls == PULL
    assert await bench.stored() == {"orders": 0, "rows": 0, "events": 0, "same event": 0}
    assert (await bench.runs.get(DEMO, run.id))["counts"]["seen"] == 0


@pytest.mark.parametrize("place", [0, 130, 249])
async def test_after_a_crash_the_kept_answer_is_read_on_and_the_next_exchange_confirms(
    bench: ImportBench, place: int
) -> None:
    shop, handout, connection = Shop(250), Handout(bench), await bench.connect()

    def die(index: int) -> None:
        if index == place:
            raise Crash

    shop.on = die
    with pytest.raises(Crash):
        await bench.importing(shop, exchange=handout).execute(await tick(bench, connection))
    assert "success" not in handout.calls
    bench.now += LEASE + dt.timedelta(seconds=1)
    shop.on = lambda _: None
    await bench.importing(shop, exchange=handout).execute(await bench.claimed())
    assert shop.read_from == [0, place // PAGE * PAGE]
    assert await bench.stored() == WHOLE
    assert handout.calls.count("login") == 1, "the kept answer needs no shop"
    assert "success" not in handout.calls

    await bench.finish()
    await bench.importing(shop, exchange=handout).execute(await tick(bench, connection))
    assert handout.calls[-4:] == PULL
    assert (await bench.stored())["events"] == 245


async def test_a_shop_that_is_away_while_it_answers_leaves_nothing_behind(bench: ImportBench) -> None:
    handout = Handout(bench)
    handout.fetch_fails = TransientError("outside_cut")
    run = await tick(bench, await bench.connect())
    with pytest.raises(TransientError):
        await bench.importing(Shop(10), exchange=handout).execute(run)
    assert (await bench.runs.get(DEMO, run.id))["file"] is None
    handout.fetch_fails = None
    await bench.importing(Shop(10), exchange=handout).execute(run)
    assert (await bench.stored())["orders"] == 10


async def test_a_confirmation_that_fails_is_told_and_made_up_for_by_the_next_exchange(bench: ImportBench) -> None:
    shop, handout, connection = Shop(10), Handout(bench), await bench.connect()
    handout.confirm_fails = TransientError("outside_timeout")
    with pytest.raises(DataError, match="orders_not_confirmed"):
        await bench.importing(shop, exchange=handout).execute(await tick(bench, connection))
    assert (await bench.stored())["orders"] == 10
    await bench.finish()
    handout.confirm_fails = None
    await bench.importing(shop, exchange=handout).execute(await tick(bench, connection))
    assert handout.calls[-4:] == PULL
    assert (await bench.stored())["events"] == 10


async def test_an_answer_that_breaks_off_is_not_confirmed(bench: ImportBench) -> None:
    shop, handout = Shop(250), Handout(bench)

    def broken(index: int) -> None:
        if index == 130:
            raise DataError("xml_broken", byte=7, line=1)

    shop.on = broken
    with pytest.raises(DataError, match="xml_broken"):
        await bench.importing(shop, exchange=handout).execute(await tick(bench, await bench.connect()))
    assert (await bench.stored())["rows"] == 130
    assert "success" not in handout.calls


async def test_a_dry_run_asks_the_shop_and_confirms_and_stores_nothing(bench: ImportBench) -> None:
    handout = Handout(bench)
    run = await tick(bench, await bench.connect(), dry_run=True)
    await bench.importing(Shop(150), exchange=handout).execute(run)
    assert handout.calls == ["login", "query", "end"]
    assert await bench.stored() == {"orders": 0, "rows": 150, "events": 0, "same event": 0}


async def test_uploads_and_retries_read_their_file_and_leave_the_shop_alone(bench: ImportBench) -> None:
    shop, handout, connection = Shop(60), Handout(bench), await bench.connect()
    await bench.importing(shop, exchange=handout).execute(await bench.claim(connection))
    assert handout.calls == []
    await bench.finish()
    pulled = await tick(bench, connection)
    await bench.importing(shop, exchange=handout).execute(pulled)
    await bench.finish()
    before = await bench.runs.get(DEMO, pulled.id)
    await bench.runs.queue_retry(connection, before, [49], by="u", idempotency_key=None)
    retry = await bench.claimed()
    await bench.importing(shop, exchange=handout).execute(retry)
    assert handout.calls == PULL
    assert [row["number"] for row in await bench.runs.rows(DEMO, retry.id, None, -1, 10)] == [49]
