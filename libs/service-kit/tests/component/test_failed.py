"""Failed messages: an operator sees them, retries them or gives them up; only an operator."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from contracts.events.connection import ConnectionChanged
from contracts.topology import WorkQueue
from service_kit import problems
from service_kit.auth import Verifier
from service_kit.consuming import make_broker, subscribe
from service_kit.errors import DataError
from service_kit.failed import FailedMessages
from service_kit.failed_api import failed_messages_router
from service_kit.inbox import Batch
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.problems import Problem
from service_kit.publisher import Publisher
from service_kit.testing.process import eventually
from service_kit.testing.tokens import TestIssuer
from service_kit.texts import Texts

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]


class Shop:
    """A consumer with a batch that refuses the subjects in `bad`, as a service has it."""

    def __init__(self, mongo: Mongo, outbox: Outbox, failed: FailedMessages, queue: WorkQueue) -> None:
        self.mongo = mongo
        self.failed = failed
        self.queue = queue
        self.bad: dict[str, Exception] = {}
        self.refused: set[str] = set()
        self.batch: Batch[Any] = Batch(mongo, outbox, queue.name, self._work)

    async def _work(self, events: Any, unit: Unit) -> None:
        for event in events:
            if event.subject in self.bad:
                raise self.bad[event.subject]
            if event.subject in self.refused:
                await self.failed.refuse(event, self.queue, "file_unknown", "нет файла", unit)
                continue
            await self.mongo["things"].update_one(
                {"_id": event.subject, "account": event.account}, {"$inc": {"times": 1}}, True, session=unit.session
            )

    async def rows(self) -> list[Any]:
        return list(await self.mongo["failed_messages"].find({}).sort("_id", 1).to_list(None))

    async def row(self) -> Any:
        rows = await self.rows()
        return rows[0] if rows else None

    async def in_state(self, state: str, count: int = 1) -> bool:
        return len([row for row in await self.rows() if row["state"] == state]) == count

    async def times(self) -> dict[str, int]:
        return {row["_id"]: row["times"] for row in await self.mongo["things"].find({}).to_list(None)}


@pytest.fixture
async def shop(
    *,
    mongo: Mongo,
    quick_url: str,
    broker: Any,
    queue: WorkQueue,
    new_publisher: Callable[[str], Awaitable[Publisher]],
) -> AsyncIterator[Shop]:
    await broker.declare(queue)
    publisher = await new_publisher(quick_url)
    outbox = Outbox(mongo, publisher)
    failed = FailedMessages(mongo, outbox, (queue,))
    made = Shop(mongo, outbox, failed, queue)
    consuming = make_broker(quick_url, "test")
    subscribe(
        consuming,
        queue,
        ConnectionChanged,
        made.batch.put,
        publisher=publisher,
        on_replayed=failed.resolved,
        prefetch=50,
    )
    failed.keep_dead_letters(consuming)
    outbox.start()
    made.batch.start()
    await consuming.start()
    yield made
    await consuming.stop()
    await made.batch.stop()
    await outbox.stop()


async def send(broker: Any, queue: WorkQueue, *events: Any) -> None:
    for event in events:
        await broker.send(queue, event.model_dump_json().encode(), event.id)


async def test_a_dead_letter_is_kept_with_its_reason_and_leaves_the_dead_queue(
    *, shop: Shop, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    shop.bad["bad"] = DataError("file_unknown")
    event = sample.changed("bad")
    await send(broker, queue, event)
    row = await eventually(shop.row, what="it is kept")
    assert (row["account"], row["queue"], row["message_id"], row["type"]) == (
        "demo",
        "test.things",
        event.id,
        "connection.changed.v1",
    )
    assert (row["state"], row["reason"], row["tries"]) == ("failed", "file_unknown", 1)
    assert ConnectionChanged.model_validate_json(bytes(row["body"])) == event
    await eventually(lambda: _empty(broker, queue.dead_name), what="the dead queue is empty")


async def _empty(broker: Any, name: str) -> bool:
    return await broker.depth(name) == 0


async def test_a_body_that_is_no_event_is_kept_too(*, shop: Shop, broker: Any, queue: WorkQueue) -> None:
    for number, body in enumerate((b"\xff", b"[]", b'{"account": 7}', b'"text"', b"")):
        await broker.send(queue, body, f"m-{number}")
    await eventually(lambda: shop.in_state("failed", 5), what="all are kept")
    assert {row["reason"] for row in await shop.rows()} == {"invalid_message"}
    assert bytes((await shop.rows())[0]["body"]) == b"\xff"


async def test_a_body_too_large_for_a_document_is_not_lost(*, shop: Shop, broker: Any, queue: WorkQueue) -> None:
    await broker.send(queue, b"x" * 17_000_000, "huge")
    row = await eventually(shop.row, 20, "it is kept")
    assert (row["message_id"], row["reason"]) == ("huge", "invalid_message")
    with pytest.raises(Problem) as caught:
        await shop.failed.retry(row["_id"], "sre")
    assert caught.value.key == "failed_message_cut"


async def test_a_retry_after_mending_resolves_it(*, shop: Shop, broker: Any, queue: WorkQueue, sample: Any) -> None:
    shop.bad["bad"] = DataError("file_unknown")
    await send(broker, queue, sample.changed("bad"))
    row = await eventually(shop.row, what="it is kept")
    shop.bad.clear()
    assert (await shop.failed.retry(row["_id"], "sre"))["state"] == "retrying"
    await eventually(lambda: shop.in_state("resolved"), what="it is resolved")
    assert await shop.times() == {"bad": 1}
    row = await shop.row()
    assert (row["retried_by"], row["tries"]) == ("sre", 1)
    assert row["closed_at"] is not None


async def test_a_retry_that_fails_again_is_open_again_with_one_more_try(
    *, shop: Shop, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    shop.bad["bad"] = DataError("file_unknown")
    await send(broker, queue, sample.changed("bad"))
    row = await eventually(shop.row, what="it is kept")
    shop.bad["bad"] = DataError("link_expired")
    await shop.failed.retry(row["_id"], "sre")
    await eventually(lambda: _tries(shop, 2), what="it has failed again")
    row = await shop.row()
    assert (row["state"], row["reason"]) == ("failed", "link_expired")
    assert row["first_failed_at"] < row["last_failed_at"]


async def _tries(shop: Shop, count: int) -> bool:
    row = await shop.row()
    return bool(row["tries"] == count)


async def test_two_operators_retrying_the_same_message_at_once_send_it_once(
    *, shop: Shop, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    shop.bad["bad"] = DataError("file_unknown")
    await send(broker, queue, sample.changed("bad"))
    row = await eventually(shop.row, what="it is kept")
    shop.bad.clear()
    outcome = await asyncio.gather(
        *(shop.failed.retry(row["_id"], f"sre-{number}") for number in range(4)), return_exceptions=True
    )
    assert len([one for one in outcome if not isinstance(one, Exception)]) == 1
    await eventually(lambda: shop.in_state("resolved"), what="it is resolved")
    assert await shop.times() == {"bad": 1}


async def test_an_event_refused_inside_a_commit_can_be_retried_though_it_counts_as_handled(
    *, shop: Shop, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    shop.refused.add("late")
    event = sample.changed("late")
    await send(broker, queue, event, sample.changed("fine"))
    row = await eventually(shop.row, what="it is kept")
    assert (row["reason"], row["error"], row["account"]) == ("file_unknown", "нет файла", "demo")
    await eventually(lambda: _times(shop, {"fine": 1}), what="the neighbour is handled")
    await shop.failed.retry(row["_id"], "sre")
    await eventually(lambda: _tries(shop, 2), what="refused again")
    await eventually(lambda: shop.in_state("failed"), what="open again")
    shop.refused.clear()
    await shop.failed.retry(row["_id"], "sre")
    await eventually(lambda: shop.in_state("resolved"), what="it is resolved")
    assert await shop.times() == {"fine": 1, "late": 1}


async def _times(shop: Shop, wanted: dict[str, int]) -> bool:
    return await shop.times() == wanted


async def test_a_group_is_counted_and_retried_together(
    *, shop: Shop, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    for number in range(6):
        shop.bad[f"s{number}"] = DataError("file_unknown" if number < 4 else "link_expired")
    await send(broker, queue, *(sample.changed(f"s{number}") for number in range(6)))
    await eventually(lambda: shop.in_state("failed", 6), what="all are kept")
    groups = await shop.failed.groups()
    assert [(group["_id"]["queue"], group["_id"]["reason"], group["count"]) for group in groups] == [
        ("test.things", "file_unknown", 4),
        ("test.things", "link_expired", 2),
    ]
    shop.bad.clear()
    assert await shop.failed.retry_group({"queue": "test.things", "reason": "file_unknown"}, "sre") == 4
    await eventually(lambda: shop.in_state("resolved", 4), what="the group is resolved")
    assert await shop.in_state("failed", 2)


async def test_a_discarded_message_stays_with_its_reason_and_cannot_be_retried(
    *, shop: Shop, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    shop.bad["bad"] = DataError("file_unknown")
    await send(broker, queue, sample.changed("bad"))
    row = await eventually(shop.row, what="it is kept")
    await shop.failed.discard(row["_id"], "sre", "устарело")
    row = await shop.row()
    assert (row["state"], row["discarded_by"], row["discard_reason"]) == ("discarded", "sre", "устарело")
    for attempt in (shop.failed.retry(row["_id"], "sre"), shop.failed.discard(row["_id"], "sre", "ещё раз")):
        with pytest.raises(Problem) as caught:
            await attempt
        assert caught.value.key == "failed_message_closed"


class Api:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.issuer = TestIssuer()
        app = FastAPI()
        app.state.verifier = Verifier(self.issuer.fetch, "biz")
        problems.install(app, Texts())
        app.include_router(failed_messages_router(shop.failed, Texts()))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")

    async def call(self, method: str, path: str, role: str = "operator", **options: Any) -> httpx.Response:
        return await self.client.request(
            method, f"/v1/failed-messages{path}", headers=self.issuer.headers(roles=[role]), **options
        )


@pytest.fixture
async def api(shop: Shop, broker: Any, queue: WorkQueue, sample: Any) -> AsyncIterator[Api]:
    """Three failed messages and the API over them."""
    for number in range(3):
        shop.bad[f"s{number}"] = DataError("file_unknown")
    await send(broker, queue, *(sample.changed(f"s{number}") for number in range(3)))
    await eventually(lambda: shop.in_state("failed", 3), what="all are kept")
    made = Api(shop)
    yield made
    await made.client.aclose()


@pytest.mark.parametrize("role", ["owner", "manager"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/groups"),
        ("POST", "/retry"),
        ("POST", "/discard"),
        ("POST", "/abc/retry"),
        ("POST", "/abc/discard"),
    ],
)
async def test_only_operators_reach_failed_messages(api: Api, method: str, path: str, role: str) -> None:
    answer = await api.call(method, path, role, json={"queue": "test.things", "reason": "file_unknown"})
    assert (answer.status_code, answer.json()["key"]) == (403, "forbidden")
    assert await api.shop.in_state("failed", 3)


async def test_an_operator_reads_pages_without_bodies(api: Api) -> None:
    first = (await api.call("GET", "?limit=2")).json()
    second = (await api.call("GET", f"?limit=2&cursor={first['next']}")).json()
    found = [*first["items"], *second["items"]]
    assert len({item["message_id"] for item in found}) == 3
    assert second["next"] is None
    assert all("body" not in item and item["reason"] == "file_unknown" for item in found)
    assert (await api.call("GET", "?reason=bug")).json()["items"] == []


async def test_an_operator_retries_and_discards_by_the_ids_of_the_list(api: Api) -> None:
    first, second, _ = (await api.call("GET", "")).json()["items"]
    api.shop.bad.clear()
    answer = await api.call("POST", f"/{first['id']}/retry")
    assert (answer.status_code, answer.json()["state"]) == (202, "retrying")
    answer = await api.call("POST", f"/{second['id']}/discard", json={"reason": "устарело"})
    assert (answer.status_code, answer.json()["state"]) == (200, "discarded")
    await eventually(lambda: api.shop.in_state("resolved"), what="the first is resolved")
    answer = await api.call("POST", f"/{second['id']}/retry")
    assert answer.json()["key"] == "failed_message_closed"
    groups = (await api.call("GET", "/groups")).json()["items"]
    assert [(group["reason"], group["count"]) for group in groups] == [("file_unknown", 1)]
    answer = await api.call("POST", "/retry", json={"queue": "test.things", "reason": "file_unknown"})
    assert answer.json() == {"retried": 1}


async def test_a_group_tells_its_cause_in_words_and_is_retried_or_discarded_by_its_error_alone(
    *, api: Api, broker: Any, queue: WorkQueue, sample: Any
) -> None:
    api.shop.bad["bug"] = DataError("connection_unknown")
    await send(broker, queue, sample.changed("bug"))
    await eventually(lambda: api.shop.in_state("failed", 4), what="all are kept")
    big, small = (await api.call("GET", "/groups")).json()["items"]
    assert (big["reason"], big["count"], small["reason"], small["count"]) == (
        "file_unknown",
        3,
        "connection_unknown",
        1,
    )
    assert small["cause"]["what"] == "Подключение не найдено."
    assert big["first_failed_at"] <= big["last_failed_at"]
    alike = (await api.call("GET", "", params={"queue": big["queue"], "error": big["error"]})).json()["items"]
    assert len(alike) == 3
    group = {name: small[name] for name in ("queue", "reason", "error")}
    none = await api.call("POST", "/retry", json={**group, "error": "another"})
    assert none.json() == {"retried": 0}
    short = await api.call("POST", "/discard", json={**group, "why": " "})
    assert short.status_code == 422
    given_up = await api.call("POST", "/discard", json={**group, "why": "подключение удалено"})
    assert given_up.json() == {"discarded": 1}
    (row,) = (await api.call("GET", "?state=discarded")).json()["items"]
    assert (row["discard_reason"], row["error"]) == ("подключение удалено", small["error"])
    assert await api.shop.in_state("failed", 3)


@pytest.mark.parametrize("identity", ["abc", "%D1%8F", "....", "YQ"])
async def test_an_unknown_id_is_not_found(api: Api, identity: str) -> None:
    answer = await api.call("POST", f"/{identity}/retry")
    assert (answer.status_code, answer.json()["key"]) == (404, "failed_message_unknown")
