"""Snapshots: all parts, each once, and going on after a crash."""

import pytest

from contracts.events import EVENTS
from contracts.events.changed import (
    ProductsChanged,
    SnapshotKind,
    SnapshotRequested,
    SnapshotRequestedData,
    StockChanged,
)
from contracts.topology import SHOP_SYNC_REPLICA
from platform_bridge.adapters.embedded.snapshots import MongoSnapshotProgress
from platform_bridge.app import send_snapshots
from platform_bridge.app.send_snapshots import SendSnapshots
from service_kit.errors import DataError
from service_kit.ids import new_id, utc_now

pytestmark = pytest.mark.mongo


def request(*kinds: SnapshotKind, reply_to: str = SHOP_SYNC_REPLICA.name) -> SnapshotRequested:
    data = SnapshotRequestedData(kinds=kinds, reply_to=reply_to)
    return SnapshotRequested.new(
        data, event_id=new_id(), now=utc_now(), service="shop-sync", account="demo", subject="shop-sync"
    )


@pytest.fixture
def sender(bench):
    return SendSnapshots(bench.store, MongoSnapshotProgress(bench.mongo), bench.outbox, utc_now)


async def test_every_kind_is_answered_to_the_asking_queue(bench, sender, shop):
    await bench.take(shop.created())
    await bench.mongo["outbox"].delete_many({})
    asked = request(*SnapshotKind)
    await sender.handle(asked)
    rows = await bench.documents("outbox")
    assert {row["key"] for row in rows} == {SHOP_SYNC_REPLICA.name}
    assert all(len(row["body"]) < 64 * 1024 for row in rows)
    events = [EVENTS[row["type"]].model_validate_json(bytes(row["body"])) for row in rows]
    counts = {}
    for kind in EVENTS:
        mine = [event for event in events if event.key == kind]
        if not mine:
            continue
        mine.sort(key=lambda event: event.data.snapshot.part)
        assert [event.data.snapshot.part for event in mine] == list(range(len(mine)))
        assert [event.data.snapshot.parts for event in mine] == [None] * (len(mine) - 1) + [len(mine)]
        assert {event.data.snapshot.request for event in mine} == {asked.id}
        refs = [row.ref for event in mine for row in event.data.rows]
        assert len(refs) == len(set(refs))
        counts[kind.partition(".")[0]] = len(refs)
    assert counts["product"] == 208
    assert counts["stock"] > 500
    assert counts["order"] == 1
    assert (counts["deal"], counts["ticket"], counts["document"]) == (0, 0, 0)


async def test_answered_request_that_comes_again_is_silent(bench, sender):
    asked = request(SnapshotKind.PRODUCTS, SnapshotKind.DEALS)
    await sender.handle(asked)
    sent = len(await bench.documents("outbox"))
    await sender.handle(asked)
    assert len(await bench.documents("outbox")) == sent


async def test_interrupted_answer_goes_on_where_it_stopped(bench, sender, monkeypatch):
    monkeypatch.setattr(send_snapshots, "MAX_ROWS", 50)
    asked = request(SnapshotKind.PRODUCTS, SnapshotKind.STOCK)
    page, calls = bench.store.snapshot_page, []

    async def dying(*args):
        calls.append(args)
        if len(calls) in (2, 4):
            raise ConnectionError
        return await page(*args)

    monkeypatch.setattr(bench.store, "snapshot_page", dying)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await sender.handle(asked)
    await sender.handle(asked)
    products = await bench.emitted(ProductsChanged)
    assert [event.data.snapshot.part for event in products] == list(range(len(products)))
    assert sum(len(event.data.rows) for event in products) == 208
    stock = await bench.emitted(StockChanged)
    assert stock[-1].data.snapshot.parts == len(stock)


async def test_account_without_records_is_answered_by_empty_last_parts(bench, sender):
    asked = request(SnapshotKind.PRODUCTS).model_copy(update={"account": "nobody"})
    await sender.handle(asked)
    (event,) = await bench.emitted(ProductsChanged)
    assert (event.data.rows, event.data.snapshot.parts) == ((), 1)


async def test_queue_of_nobody_is_refused(bench, sender):
    with pytest.raises(DataError):
        await sender.handle(request(SnapshotKind.PRODUCTS, reply_to="foreign.queue"))
    assert await bench.documents("outbox") == []
