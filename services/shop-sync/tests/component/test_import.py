"""The import on a real database: resumed after a crash, fenced by its lease, postponed until the goods are there."""

import asyncio
import datetime as dt
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from import_bench import DEMO, INDEXES, Crash, ImportBench, Shop

from contracts.events.connection import RunTrigger
from service_kit.errors import DataError
from service_kit.goods.ready import GOODS_WITHIN
from service_kit.ids import new_id
from service_kit.mongo import Mongo
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.problems import NotFound
from service_kit.runs.model import Run
from service_kit.runs.store import LEASE, LeaseLost
from service_kit.runs.worker import NotYet
from shop_sync.app.orders.import_file import PAGE

pytestmark = pytest.mark.mongo


@pytest.fixture
async def bench(mongo_url: str, mongo_database: str) -> AsyncIterator[ImportBench]:
    mongo = Mongo(mongo_url, mongo_database)
    await mongo.prepare(INDEXES)
    yield ImportBench(mongo)
    await mongo.close()


NOTHING = {"orders": 0, "rows": 0, "events": 0, "same event": 0}
WHOLE = {"orders": 245, "rows": 250, "events": 245, "same event": 1}


@pytest.mark.parametrize("place", [0, 50, PAGE, 2 * PAGE + 49])
async def test_a_run_goes_on_behind_its_last_stored_page_and_writes_nothing_twice(
    bench: ImportBench, place: int
) -> None:
    await bench.goods_arrive()
    shop = Shop(250)

    def die(index: int) -> None:
        if index == place:
            raise Crash

    shop.on = die
    with pytest.raises(Crash):
        await bench.importing(shop).execute(await bench.claim())
    pages = place // PAGE
    assert (await bench.stored())["rows"] == pages * PAGE
    bench.now += LEASE + dt.timedelta(seconds=1)
    shop.on = lambda _: None
    run = await bench.claimed()
    await bench.importing(shop).execute(run)
    assert shop.read_from == [0, pages * PAGE]
    assert await bench.stored() == WHOLE
    shown = await bench.runs.get(DEMO, run.id)
    assert shown["counts"] == {"seen": 250, "created": 245, "updated": 0, "unchanged": 0, "rejected": 5}
    assert (shown["cursor"], shown["progress"]) == (250, {"done": 250, "total": 250})


async def test_a_worker_that_lost_its_lease_writes_nothing(bench: ImportBench) -> None:
    await bench.goods_arrive()
    slow = await bench.claim()
    bench.now += LEASE + dt.timedelta(seconds=1)
    heir = await bench.claimed()
    assert heir.id == slow.id
    with pytest.raises(LeaseLost):
        await bench.importing(Shop(250)).execute(slow)
    assert await bench.stored() == NOTHING
    await bench.importing(Shop(250)).execute(heir)
    assert await bench.stored() == WHOLE


async def test_a_lease_lost_in_the_middle_ends_the_work_behind_the_page_before(bench: ImportBench) -> None:
    """The run is cancelled while the second page is prepared: the first one stays, nothing of the second does."""
    await bench.goods_arrive()
    run = await bench.claim()

    class Cancelling(MongoOrders):
        pages = 0

        async def find(self, *given: Any) -> Any:
            self.pages += 1
            if self.pages == 2:
                await bench.runs.cancel(DEMO, run.id)
            return await super().find(*given)

    with pytest.raises(LeaseLost):
        await bench.importing(Shop(250), Cancelling(bench.mongo)).execute(run)
    assert await bench.stored() == {"orders": 98, "rows": 100, "events": 98, "same event": 1}
    assert (await bench.runs.get(DEMO, run.id))["counts"]["seen"] == PAGE


async def test_a_run_waits_for_the_goods_of_its_account_and_gives_up_after_a_while(bench: ImportBench) -> None:
    run = await bench.claim()
    shop = Shop(10)
    with pytest.raises(NotYet):
        await bench.importing(shop).execute(run)
    bench.now += GOODS_WITHIN - dt.timedelta(seconds=1)
    with pytest.raises(NotYet):
        await bench.importing(shop).execute(run)
    bench.now += dt.timedelta(seconds=2)
    with pytest.raises(DataError, match="goods_not_loaded"):
        await bench.importing(shop).execute(run)
    assert shop.read_from == []
    assert await bench.stored() == NOTHING


async def test_orders_before_a_break_are_stored_before_it_is_reported(bench: ImportBench) -> None:
    await bench.goods_arrive()
    shop = Shop(250)

    def broken(index: int) -> None:
        if index == 130:
            raise DataError("xml_broken", byte=7, line=1)

    shop.on = broken
    with pytest.raises(DataError, match="xml_broken"):
        await bench.importing(shop).execute(await bench.claim())
    assert await bench.stored() == {"orders": 128, "rows": 130, "events": 128, "same event": 1}


async def test_a_file_that_comes_again_writes_only_what_changed(bench: ImportBench) -> None:
    await bench.goods_arrive()
    connection, shop = await bench.connect(), Shop(150)
    await bench.importing(shop).execute(await bench.claim(connection))
    before = await bench.mongo["orders"].find({}).to_list(None)
    await bench.finish()
    again = await bench.claim(connection)
    await bench.importing(shop).execute(again)
    assert (await bench.runs.get(DEMO, again.id))["counts"]["unchanged"] == 147
    assert await bench.mongo["orders"].find({}).to_list(None) == before
    assert (await bench.stored())["events"] == 147
    await bench.finish()
    shop.comment = "Позвонить"
    await bench.importing(shop).execute(await bench.claim(connection))
    assert await bench.stored() == {"orders": 147, "rows": 147 * 2 + 9, "events": 147 * 2, "same event": 1}


async def test_a_dry_run_reports_what_would_happen_and_stores_and_tells_nothing(bench: ImportBench) -> None:
    await bench.goods_arrive()
    run = await bench.claim(dry_run=True)
    await bench.importing(Shop(150)).execute(run)
    assert await bench.stored() == {"orders": 0, "rows": 150, "events": 0, "same event": 0}
    shown = await bench.runs.get(DEMO, run.id)
    assert shown["counts"] == {"seen": 150, "created": 147, "updated": 0, "unchanged": 0, "rejected": 3}
    assert await bench.mongo["run_rows"].count_documents({"state": "accepted"}) == 0


async def test_a_dry_run_over_stored_orders_changes_none_of_them(bench: ImportBench) -> None:
    await bench.goods_arrive()
    connection, shop = await bench.connect(), Shop(20)
    await bench.importing(shop).execute(await bench.claim(connection))
    await bench.finish()
    before = await bench.mongo["orders"].find({}).to_list(None)
    shop.comment = "Позвонить"
    run = await bench.claim(connection, dry_run=True)
    await bench.importing(shop).execute(run)
    assert (await bench.runs.get(DEMO, run.id))["counts"]["updated"] == 20
    assert await bench.mongo["orders"].find({}).to_list(None) == before
    assert (await bench.stored())["events"] == 20


async def test_a_retry_takes_only_its_documents_and_reads_no_further(bench: ImportBench) -> None:
    await bench.goods_arrive()
    connection, shop = await bench.connect(), Shop(250)
    read: list[int] = []
    shop.on = read.append
    first = await bench.claim(connection)
    await bench.runs.read_through(first, None, {}, dt.timedelta(0))
    await bench.finish()
    before = await bench.runs.get(DEMO, first.id)
    await bench.runs.queue_retry(connection, before, [7, 49, 130], by="user-1", idempotency_key=None)
    run = await bench.claimed()
    assert (run.trigger, run.attempt_of, run.file) == (RunTrigger.RETRY, first.id, first.file)
    await bench.importing(shop).execute(run)
    assert await bench.stored() == {"orders": 2, "rows": 3, "events": 2, "same event": 1}
    rows = await bench.runs.rows(DEMO, run.id, None, -1, 10)
    assert [(row["number"], row["result"]) for row in rows] == [(7, "created"), (49, "rejected"), (130, "created")]
    assert max(read) == 130


async def test_a_retry_from_an_old_file_leaves_what_came_since_as_it_is(bench: ImportBench) -> None:
    await bench.goods_arrive()
    connection, shop = await bench.connect(), Shop(3)

    async def imported(run: Run, comment: str) -> Any:
        shop.comment = comment
        await bench.importing(shop).execute(run)
        await bench.finish()
        return await bench.runs.get(DEMO, run.id)

    async def again(before: Any, numbers: list[int]) -> Any:
        refused = {"$set": {"state": "refused"}}
        await bench.mongo["orders"].update_one({"outside_id": "S0"}, refused)
        await bench.runs.queue_retry(connection, before, numbers, by="u", idempotency_key=None)
        return await imported(await bench.claimed(), "старое")

    async def comments() -> list[str | None]:
        return [order.order.comment for order in (await bench.orders.find(DEMO, connection.id, ["S0"])).values()]

    first = await imported(await bench.claim(connection), "старое")
    second = await again(first, [0])
    assert second["counts"]["created"] == 1, "nothing newer is known: what the platform refused goes again"
    third = await again(second, [0])
    assert third["counts"]["created"] == 1
    await imported(await bench.claim(connection), "новое")
    assert await comments() == ["новое"]
    fourth = await again(third, [0])
    assert fourth["counts"]["unchanged"] == 1
    assert await comments() == ["новое"]


async def test_a_retry_that_was_broken_off_goes_on_behind_its_last_page(bench: ImportBench) -> None:
    await bench.goods_arrive()
    connection, shop = await bench.connect(), Shop(250)
    first = await bench.claim(connection)
    await bench.runs.read_through(first, None, {}, dt.timedelta(0))
    await bench.finish()
    only = range(0, 250, 2)
    before = await bench.runs.get(DEMO, first.id)
    await bench.runs.queue_retry(connection, before, only, by="user-1", idempotency_key=None)

    def die(index: int) -> None:
        if index == 220:
            raise Crash

    shop.on = die
    with pytest.raises(Crash):
        await bench.importing(shop).execute(await bench.claimed())
    bench.now += LEASE + dt.timedelta(seconds=1)
    shop.on = lambda _: None
    await bench.importing(shop).execute(await bench.claimed())
    assert shop.read_from == [0, 199]
    assert await bench.stored() == {"orders": 125, "rows": 125, "events": 125, "same event": 1}


async def test_the_same_order_in_two_connections_is_two_orders(bench: ImportBench) -> None:
    await bench.goods_arrive()
    for _ in range(2):
        await bench.importing(Shop(10)).execute(await bench.claim())
    assert (await bench.stored())["orders"] == 20


async def test_a_file_that_is_gone_or_of_another_account_ends_the_run(bench: ImportBench) -> None:
    await bench.goods_arrive()
    run = await bench.claim()
    for file in (new_id(), None):
        run.file = file
        with pytest.raises((NotFound, DataError), match="file_unknown"):
            await bench.importing(Shop(10)).execute(run)
    assert await bench.stored() == NOTHING


async def test_a_file_is_parsed_by_one_thread_from_its_beginning_to_its_end(bench: ImportBench) -> None:
    """libxml2 keeps tables by thread: files whose parsing wandered among threads have crashed the process."""
    await bench.goods_arrive()
    shops = [Shop(350) for _ in range(3)]
    threads: list[set[int]] = [set() for _ in shops]
    for shop, seen in zip(shops, threads, strict=True):
        shop.on = lambda _, seen=seen: seen.add(threading.get_ident())  # type: ignore[misc]
    runs = [await bench.claim() for _ in shops]

    async def execute(shop: Shop, run: Run) -> None:
        await bench.importing(shop).execute(run)

    await asyncio.gather(*(execute(shop, run) for shop, run in zip(shops, runs, strict=True)))
    assert [len(seen) for seen in threads] == [1, 1, 1]
    assert threading.main_thread().ident not in set.union(*threads)
