"""The replica read from end to end, and goods marked for one connection."""

from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId, Ref
from contracts.rows.directory import DirectoryKind
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.reading import GoodsReader
from service_kit.goods.replica import Replica
from service_kit.mongo import Mongo

pytestmark = pytest.mark.mongo

DEMO, OTHER = AccountId("demo"), AccountId("other")
SHOP, SECOND = ConnectionId("c-1"), ConnectionId("c-2")


async def put(mongo: Mongo, collection: str, ref: str, row: dict[str, Any], account: str = DEMO, **more: Any) -> None:
    document = {"_id": f"{account}|{ref}", "account": account, "ref": ref, "deleted": False, "row": {"ref": ref, **row}}
    await mongo[collection].insert_one(document | more)


async def fill(mongo: Mongo, count: int, account: str = DEMO) -> None:
    for number in range(count):
        ref = f"p{number}"
        await put(mongo, "replica_products", ref, {"name": ref}, account)
        for store in ("s1", "s2"):
            lies = {"product_ref": ref, "store_ref": store, "total": str(number), "reserved": "0"}
            await put(mongo, "replica_stock", f"{ref}::{store}", lies, account)
        for type_ in ("retail", "other"):
            costs = {"product_ref": ref, "price_type_ref": type_, "amount": f"{number}.00", "currency": "RUB"}
            await put(mongo, "replica_prices", f"{ref}::{type_}", costs, account)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6])
async def test_every_product_comes_once_with_its_stock_and_prices(mongo: Mongo, count: int) -> None:
    await mongo.prepare(Replica.INDEXES)
    await fill(mongo, count)
    await fill(mongo, 2, OTHER)
    reader = GoodsReader(mongo, page=2)
    pages = [page async for page in reader.pages(DEMO, ["s1"], ["retail"])]
    assert [product["ref"] for page in pages for product in page.products] == [f"p{n}" for n in range(count)]
    for page in pages:
        for product in page.products:
            ref = product["ref"]
            assert [row["store_ref"] for row in page.stock[ref]] == ["s1"]
            assert [(row["price_type_ref"], row["amount"]) for row in page.prices[ref]] == [("retail", f"{ref[1:]}.00")]
    assert [page.last is None for page in pages] == [False] * (len(pages) - 1) + [True]
    assert await reader.count(DEMO) == count


async def test_deleted_stock_and_prices_are_not_read_and_deleted_products_are_named(mongo: Mongo) -> None:
    await put(mongo, "replica_products", "p", {}, deleted=True)
    lies = {"product_ref": "p", "store_ref": "s1", "total": "1", "reserved": "0"}
    await put(mongo, "replica_stock", "p::s1", lies, deleted=True)
    (page,) = [page async for page in GoodsReader(mongo).pages(DEMO, ["s1"], ["retail"])]
    assert [(product["ref"], product["deleted"]) for product in page.products] == [("p", True)]
    assert (page.stock, page.prices) == ({}, {})


async def test_directories_are_read_by_kind(mongo: Mongo) -> None:
    for ref, kind, account in (("s", "store", DEMO), ("c", "currency", DEMO), ("g", "product_group", DEMO)):
        await put(mongo, "replica_directories", ref, {"kind": kind, "name": ref, "sequence": 1}, account)
    await put(mongo, "replica_directories", "s", {"kind": "store", "name": "чужой", "sequence": 1}, OTHER)
    found = await GoodsReader(mongo).directories(DEMO, (DirectoryKind.STORE, DirectoryKind.CURRENCY))
    assert {row.ref: row.name for row in found} == {"s": "s", "c": "c"}


async def test_marks_belong_to_one_connection_of_one_account(mongo: Mongo) -> None:
    await mongo.prepare(MarkedGoods.INDEXES)
    marked = MarkedGoods(mongo)
    for account, connection, refs in ((DEMO, SHOP, "cab"), (DEMO, SHOP, "a"), (DEMO, SECOND, "z"), (OTHER, SHOP, "y")):
        await marked.mark(account, connection, [Ref(ref) for ref in refs])
    await marked.unmark(DEMO, SECOND, [Ref("a")])
    assert await marked.find(DEMO, SHOP, "", 2) == ["a", "b"]
    assert await marked.find(DEMO, SHOP, "b", 2) == ["c"]
    await marked.unmark(DEMO, SHOP, [Ref("a"), Ref("z")])
    assert await marked.among(DEMO, SHOP, ["a", "b", "y", "z"]) == {"b"}
    assert await marked.find(DEMO, SECOND, "", 9) == ["z"]
