"""Files of accounts: whole, private, with an end of life, downloaded by links that cannot be forged."""

import asyncio
import datetime as dt
import io
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from contracts.base import AccountId
from service_kit import problems
from service_kit.files import LINK_LIVES, Files, files_router
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.problems import NotFound
from service_kit.testing.process import eventually
from service_kit.texts import Texts

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
WEEK = dt.timedelta(days=7)
KEY = "k" * 32


class Clock:
    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def files(mongo: Mongo, clock: Clock) -> Files:
    await mongo.prepare(Files.INDEXES)
    return Files(mongo, KEY, clock)


async def save(files: Files, data: bytes = b"data", account: AccountId = DEMO, name: str = "заказы.xml") -> str:
    return await files.save(account, name, io.BytesIO(data), content_type="text/xml", lives=WEEK)


async def content(files: Files, identity: str, account: AccountId = DEMO) -> bytes:
    _, chunks = await files.read(account, identity)
    return b"".join([chunk async for chunk in chunks])


@pytest.mark.parametrize("size", [0, 1, 255 * 1024, 255 * 1024 + 1, 9_000_000])
async def test_a_file_comes_back_as_it_was(files: Files, size: int) -> None:
    data = bytes(number % 251 for number in range(1000)) * (size // 1000 + 1)
    data = data[:size]
    identity = await save(files, data)
    assert await content(files, identity) == data
    target = io.BytesIO()
    await files.copy(DEMO, identity, target)
    assert target.getvalue() == data


async def test_a_file_is_stored_from_the_present_position_of_its_source(files: Files) -> None:
    source = io.BytesIO(b"headbody")
    source.seek(4)
    identity = await files.save(DEMO, "x", source, content_type="text/plain", lives=WEEK)
    assert await content(files, identity) == b"body"


async def test_a_file_of_another_account_does_not_exist(files: Files) -> None:
    identity = await save(files)
    stranger = AccountId("stranger")
    for attempt in (files.read(stranger, identity), files.copy(stranger, identity, io.BytesIO())):
        with pytest.raises(NotFound) as caught:
            await attempt
        assert caught.value.key == "file_unknown"
    await files.delete(stranger, identity)
    assert await content(files, identity) == b"data"


async def test_a_source_that_breaks_leaves_no_file(mongo: Mongo, files: Files) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError("disk")
            return data

    with pytest.raises(OSError, match="disk"):
        await files.save(DEMO, "x", Broken(b"x" * 10_000_000), content_type="text/plain", lives=WEEK)
    assert await mongo["files.files"].count_documents({}) == 0


async def test_several_sweepers_delete_what_is_past_its_life_and_nothing_else(
    mongo: Mongo, files: Files, clock: Clock
) -> None:
    old = [await save(files) for _ in range(20)]
    clock.now += WEEK - dt.timedelta(seconds=1)
    kept = await save(files, b"kept")
    clock.now += dt.timedelta(seconds=2)
    sweepers = [asyncio.create_task(files.sweep()) for _ in range(3)]
    try:
        await eventually(lambda: _count(mongo, 1), what="the old ones are gone")
        assert not any(sweeper.done() for sweeper in sweepers)
    finally:
        for sweeper in sweepers:
            sweeper.cancel()
        await asyncio.gather(*sweepers, return_exceptions=True)
    assert await content(files, kept) == b"kept"
    assert await mongo["files.chunks"].count_documents({"files_id": {"$in": old}}) == 0


async def test_chunks_of_a_file_whose_saving_was_killed_are_swept_a_day_later(
    mongo: Mongo, files: Files, clock: Clock
) -> None:
    whole = await save(files, b"whole")

    class Killed(BaseException):
        """No cleaning up happens after kill -9."""

    class Dying(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 1_000_000:
                raise Killed
            return super().read(size)

    with pytest.raises(Killed):
        await files.save(DEMO, "x", Dying(b"x" * 5_000_000), content_type="text/xml", lives=WEEK)
    assert await mongo["files.chunks"].count_documents({}) > 1
    clock.now += dt.timedelta(hours=23)
    await files.sweep_once()
    assert await mongo["files.chunks"].count_documents({}) > 1
    clock.now += dt.timedelta(hours=2)
    await files.sweep_once()
    assert await mongo["files.chunks"].count_documents({}) == 1
    assert await mongo["files.begun"].count_documents({}) == 0
    assert await content(files, whole) == b"whole"


async def test_a_file_that_was_saved_whole_before_the_crash_stays(mongo: Mongo, files: Files, clock: Clock) -> None:
    whole = await save(files, b"whole")
    await mongo["files.begun"].insert_one({"_id": whole, "account": DEMO, "at": clock.now})
    clock.now += dt.timedelta(days=2)
    await files.sweep_once()
    assert await content(files, whole) == b"whole"
    assert await mongo["files.begun"].count_documents({}) == 0


async def _count(mongo: Mongo, wanted: int) -> bool:
    files = await mongo["files.files"].count_documents({})
    return files == wanted and await mongo["files.chunks"].count_documents({}) == wanted


@pytest.fixture
async def client(files: Files) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    problems.install(app, Texts())
    app.include_router(files_router(files))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as made:
        yield made


async def test_a_link_gives_the_file_as_an_attachment_without_a_token(files: Files, client: httpx.AsyncClient) -> None:
    link = files.link(DEMO, await save(files, b"<a/>"))
    answer = await client.get(link)
    assert (answer.status_code, answer.content) == (200, b"<a/>")
    disposition = "attachment; filename*=UTF-8''%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%D1%8B.xml"
    assert answer.headers["content-disposition"] == disposition
    assert answer.headers["content-length"] == "4"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_an_odd_account_still_has_working_links(files: Files, client: httpx.AsyncClient) -> None:
    account = AccountId("счёт 7?&=#")
    link = files.link(account, await save(files, account=account))
    assert (await client.get(link)).status_code == 200


async def test_a_link_ends_after_ten_minutes(files: Files, client: httpx.AsyncClient, clock: Clock) -> None:
    link = files.link(DEMO, await save(files))
    clock.now += LINK_LIVES - dt.timedelta(seconds=5)
    assert (await client.get(link)).status_code == 200
    clock.now += dt.timedelta(seconds=10)
    answer = await client.get(link)
    assert (answer.status_code, answer.json()["key"]) == (403, "link_expired")


async def test_a_forged_link_is_refused(files: Files, client: httpx.AsyncClient) -> None:
    mine, other = await save(files), await save(files, account=AccountId("other"))
    parts = urlsplit(files.link(DEMO, mine))
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}

    async def status(path: str = parts.path, **changed: Any) -> tuple[int, str]:
        answer = await client.get(path, params={**query, **changed})
        return answer.status_code, answer.json()["key"]

    for forged in (
        status(until=int(query["until"]) + 60),
        status(sign="0" * 64),
        status(sign=""),
        status(sign="я" * 64),
        status(path=f"/v1/files/other/{other}"),
        status(path=f"/v1/files/demo/{other}"),
    ):
        assert await forged == (403, "link_expired")


async def test_a_link_to_a_deleted_file_says_that_the_file_is_gone(files: Files, client: httpx.AsyncClient) -> None:
    identity = await save(files)
    link = files.link(DEMO, identity)
    await files.delete(DEMO, identity)
    answer = await client.get(link)
    assert (answer.status_code, answer.json()["key"]) == (404, "file_unknown")


@pytest.mark.parametrize("key", ["", "short"])
def test_links_cannot_be_signed_with_a_key_that_anybody_guesses(mongo: Mongo, key: str) -> None:
    with pytest.raises(ValueError, match="BIZ_FILES_KEY"):
        Files(mongo, key)
