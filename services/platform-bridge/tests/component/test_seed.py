"""The demo account and others."""

import asyncio

import pytest

from contracts.base import AccountId
from contracts.events.changed import ProductsChanged, SnapshotKind
from platform_bridge.adapters.embedded.demo.directories import basic_directories
from platform_bridge.adapters.embedded.demo.seed import seed_demo

pytestmark = pytest.mark.mongo


async def test_seeding_tells_the_goods(new_bench):
    bench = new_bench()
    await bench.seed()
    assert sum(len(event.data.rows) for event in await bench.emitted(ProductsChanged)) == 208


async def test_seeding_again_changes_nothing(bench):
    before = await bench.documents("products")
    await seed_demo(bench.open_account, bench.users, bench.pictures)
    assert await bench.documents("products") == before
    assert await bench.documents("outbox") == []


async def test_interrupted_seeding_is_finished(bench):
    await bench.mongo["accounts"].delete_many({})
    await bench.mongo["products"].delete_one({"row.ref": "product-kro-0001"})
    await bench.mongo["stock"].update_one({"row.ref": "product-pos-0001::store-main"}, {"$set": {"sequence": 9}})
    await seed_demo(bench.open_account, bench.users, bench.pictures)
    assert len(await bench.documents("products")) == 208
    (stock,) = await bench.documents("stock", **{"row.ref": "product-pos-0001::store-main"})
    assert stock["sequence"] == 9


async def test_account_has_its_own_basic_directories(bench):
    other = AccountId("other")
    await bench.open_account.open(other, "Другой", {SnapshotKind.DIRECTORIES: basic_directories("Другой")})
    mine = await bench.documents("directories", account="demo")
    theirs = await bench.documents("directories", account="other")
    assert {entry["row"]["kind"] for entry in theirs} < {entry["row"]["kind"] for entry in mine}
    assert await bench.users.account_name(other) == "Другой"


async def test_login_belongs_to_one_account(bench):
    added = await bench.open_account.add_user(AccountId("other"), "Demo@shop.example", "another", "x", ("owner",))
    assert not added
    assert (await bench.users.by_login("demo@shop.example")).account == "demo"


async def test_two_processes_seed_at_once(new_bench):
    benches = [new_bench(), new_bench()]
    await asyncio.gather(*(bench.seed() for bench in benches))
    assert len(await benches[0].documents("products")) == 208
    assert len(await benches[0].documents("users")) == 3
