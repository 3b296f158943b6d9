"""The storage facade: the same behaviour on motor and on the driver that follows it."""

import asyncio
import datetime as dt
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient

from service_kit.files import Files
from service_kit.ids import utc_now
from service_kit.mongo import Index, InsertOne, Mongo, is_outage, newest_wins
from service_kit.problems import NotFound

pytestmark = pytest.mark.mongo


@pytest.fixture(params=[AsyncIOMotorClient, AsyncMongoClient], ids=["motor", "pymongo"])
async def store(request: pytest.FixtureRequest, mongo_url: str, mongo_database: str) -> AsyncIterator[Mongo]:
    made = Mongo(mongo_url, mongo_database, client=request.param)
    await made.prepare([Index("things", (("account", 1),)), *Files.INDEXES])
    yield made
    await made.close()


class Refused(Exception):
    pass


async def test_a_transaction_commits_whole_or_not_at_all(store: Mongo) -> None:
    async def good(session: Any) -> str:
        await store["things"].insert_one({"_id": 1, "account": "a"}, session=session)
        await store["things"].insert_one({"_id": 2, "account": "a"}, session=session)
        return "done"

    async def bad(session: Any) -> None:
        await store["things"].insert_one({"_id": 3, "account": "a"}, session=session)
        raise Refused

    assert await store.transact(good) == "done"
    with pytest.raises(Refused):
        await store.transact(bad)
    assert [row["_id"] for row in await store["things"].find({}).sort("_id", 1).to_list(None)] == [1, 2]


async def test_a_write_conflict_repeats_the_body_and_loses_no_update(store: Mongo) -> None:
    await store["things"].insert_one({"_id": 1, "account": "a", "n": 0})
    calls = 0

    async def add(session: Any) -> None:
        nonlocal calls
        calls += 1
        row = await store["things"].find_one({"_id": 1}, session=session)
        await asyncio.sleep(0.01)
        await store["things"].update_one({"_id": 1}, {"$set": {"n": row["n"] + 1}}, session=session)

    await asyncio.gather(*(store.transact(add) for _ in range(5)))
    assert (await store["things"].find_one({"_id": 1}))["n"] == 5
    assert calls > 5


async def test_aggregate_gives_all_documents(store: Mongo) -> None:
    await store["things"].insert_many([{"account": "ab"[number % 2], "n": number} for number in range(300)])
    found = await store.aggregate("things", [{"$group": {"_id": "$account", "n": {"$sum": 1}}}, {"$sort": {"_id": 1}}])
    assert found == [{"_id": "a", "n": 150}, {"_id": "b", "n": 150}]
    assert len(await store.aggregate("things", [{"$match": {}}])) == 300


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
async def test_the_newest_version_wins_in_any_order_and_drops_old_fields(store: Mongo, order: tuple[int, ...]) -> None:
    for sequence in order:
        row = {"_id": "x", "account": "a", "sequence": sequence, "text": f"$price {sequence}", f"only{sequence}": True}
        await store["things"].bulk_write([newest_wins({"_id": "x", "account": "a"}, row)])
    stored = await store["things"].find_one({"_id": "x"})
    assert stored == {"_id": "x", "account": "a", "sequence": 3, "text": "$price 3", "only3": True}


async def test_texts_that_look_like_field_paths_stay_texts(store: Mongo) -> None:
    row = {"_id": "x", "account": "a", "sequence": 1, "row": {"name": "$price", "note": "$$ROOT", "$odd": {"$add": 1}}}
    await store["things"].bulk_write([newest_wins({"_id": "x"}, row)])
    assert await store["things"].find_one({"_id": "x"}) == row


async def test_preparing_twice_and_by_several_processes_at_once_changes_nothing(
    store: Mongo, mongo_url: str, mongo_database: str
) -> None:
    indexes = [
        Index(f"c{number}", (("account", 1), ("n", 1)), unique=True, partial={"open": True}) for number in range(12)
    ]
    others = [Mongo(mongo_url, mongo_database) for _ in range(6)]
    try:
        await asyncio.gather(*(other.prepare(indexes) for other in others))
        await asyncio.gather(*(other.prepare(indexes) for other in others))
    finally:
        for other in others:
            await other.close()
    assert "account_1_n_1" in await store["c11"].index_information()


async def test_a_duplicate_key_is_no_outage_and_a_silent_server_is(store: Mongo) -> None:
    await store["things"].insert_one({"_id": 1})
    with pytest.raises(Exception, match="duplicate key") as caught:
        await store["things"].bulk_write([InsertOne({"_id": 1})])
    assert not is_outage(caught.value)
    away = Mongo("mongodb://127.0.0.1:1/", "x", client=_impatient)
    assert await away.ping() is False
    with pytest.raises(Exception, match=r"Connect call failed|refused") as caught:
        await away["things"].find_one({})
    assert is_outage(caught.value)
    await away.close()
    assert await store.ping() is True


def _impatient(url: str, **options: Any) -> Any:
    return AsyncMongoClient(url, **{**options, "serverSelectionTimeoutMS": 50})


async def test_files_are_kept_whole_by_both_drivers(store: Mongo) -> None:
    files = Files(store, "k" * 32)
    data = bytes(range(256)) * 4_000
    identity = await files.save("a", "файл.xml", io.BytesIO(data), content_type="text/xml", lives=dt.timedelta(days=7))
    about, chunks = await files.read("a", identity)
    assert about == {"name": "файл.xml", "size": len(data), "content_type": "text/xml"}
    assert b"".join([chunk async for chunk in chunks]) == data
    await files.delete("a", identity)
    with pytest.raises(NotFound):
        await files.read("a", identity)


async def test_time_is_that_of_the_database_however_wrong_the_own_clock_is(
    store: Mongo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.mongo.utc_now", lambda: utc_now() - dt.timedelta(minutes=10))
    assert await store.ping()
    assert abs(store.now() - utc_now()) < dt.timedelta(seconds=2)
