"""Pace, pauses and switches of outside systems hold over all replicas of a service."""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from contracts.base import AccountId, ConnectionId
from service_kit import problems
from service_kit.app import Kit
from service_kit.auth import Verifier
from service_kit.errors import Postponed, TransientError
from service_kit.http import Outside, Pace
from service_kit.http.gate import Gate
from service_kit.http.pace import Paces
from service_kit.http.switches import Switches
from service_kit.mongo import Mongo
from service_kit.settings import Role, Settings
from service_kit.systems_api import switches_router
from service_kit.testing.peer import Peer, answer
from service_kit.testing.process import eventually
from service_kit.testing.tokens import TestIssuer
from service_kit.texts import Texts

pytestmark = pytest.mark.mongo
ACCOUNT, OTHER, CONNECTION = AccountId("demo"), AccountId("other"), ConnectionId("c-1")


@pytest.fixture
async def replica(new_mongo: Callable[..., Mongo]) -> Callable[..., Paces]:
    """Another replica's pace of the same system."""
    await new_mongo().prepare(Paces.INDEXES)
    return lambda pace, system="shop": Paces(new_mongo(), system, pace)


async def test_two_replicas_share_the_pace_of_a_connection(replica: Callable[..., Paces]) -> None:
    pace = Pace(per_second=20, burst=10)

    async def call(paces: Paces, times: int) -> None:
        for _ in range(times):
            await paces.admit(ACCOUNT, CONNECTION)

    started = time.monotonic()
    async with asyncio.timeout(30), asyncio.TaskGroup() as calling:
        for _ in range(2):
            calling.create_task(call(replica(pace), 16))
    assert time.monotonic() - started >= (2 * 16 - 10 - 1) / 20


async def test_connections_and_accounts_and_systems_do_not_wait_for_each_other(replica: Callable[..., Paces]) -> None:
    slow = Pace(per_second=0.01, burst=1)
    shop, post = replica(slow), replica(slow, "post")
    async with asyncio.timeout(10):
        await shop.admit(ACCOUNT, CONNECTION)
        await shop.admit(ACCOUNT, ConnectionId("c-2"))
        await shop.admit(OTHER, CONNECTION)
        await post.admit(ACCOUNT, CONNECTION)


async def test_few_calls_write(replica: Callable[..., Paces], mongo: Mongo) -> None:
    paces = replica(Pace(per_second=1000, burst=1000))
    for _ in range(200):
        await paces.admit(ACCOUNT, CONNECTION)
    row = await mongo["paces"].find_one({"account": ACCOUNT})
    assert row["granted"] == 500
    assert row["tokens"] < 1000


async def test_a_pause_holds_every_replica_and_ends(replica: Callable[..., Paces]) -> None:
    one, two = replica(Pace()), replica(Pace())
    await one.pause(ACCOUNT, CONNECTION, 0.7)
    await one.pause(ACCOUNT, CONNECTION, 0.1)
    started = time.monotonic()
    await two.admit(ACCOUNT, CONNECTION)
    assert time.monotonic() - started >= 0.6


async def test_calls_come_one_by_one_after_a_pause_not_in_a_burst(replica: Callable[..., Paces]) -> None:
    paces = replica(Pace(per_second=4, burst=10))
    await paces.pause(ACCOUNT, CONNECTION, 0.4)
    started = time.monotonic()
    async with asyncio.timeout(20):
        await asyncio.gather(*(paces.admit(ACCOUNT, CONNECTION) for _ in range(4)))
    assert time.monotonic() - started >= 0.4 + 4 / 4 - 0.1


async def test_a_long_pause_is_told_instead_of_waited_for(replica: Callable[..., Paces]) -> None:
    one, two = replica(Pace()), replica(Pace())
    await one.admit(ACCOUNT, CONNECTION)
    await one.pause(ACCOUNT, CONNECTION, 600)
    for paces in (one, two):
        with pytest.raises(Postponed) as caught:
            await paces.admit(ACCOUNT, CONNECTION)
        assert caught.value.key == "outside_paused"
        assert 590 < caught.value.retry_after <= 600


class Service:
    """A replica with the routes of the switches, and a client of a peer."""

    def __init__(self, mongo: Mongo, issuer: TestIssuer, peer: Peer) -> None:
        self.switches = Switches(mongo)
        self.gate = Gate("shop", self.switches, Paces(mongo, "shop", Pace()))
        self.outside = Outside("shop", self.gate, egress_allow={peer.host})
        self.client = self.outside.client(ACCOUNT, CONNECTION)
        self.url = peer.url
        app = FastAPI()
        app.state.verifier = Verifier(issuer.fetch, "biz")
        problems.install(app, Texts())
        app.include_router(switches_router(self.switches, ("shop",)))
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")

    async def off(self) -> bool:
        try:
            await self.client.get(self.url)
        except Postponed as error:
            return error.key == "system_switched_off"
        return False

    async def on(self) -> bool:
        return not await self.off()


@pytest.fixture
def issuer() -> TestIssuer:
    return TestIssuer()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(answer(body=b"ok")) as made:
        yield made


@pytest.fixture
async def start(
    new_mongo: Callable[..., Mongo], issuer: TestIssuer, peer: Peer
) -> AsyncIterator[Callable[[], Service]]:
    made: list[Service] = []

    def service() -> Service:
        made.append(Service(new_mongo(), issuer, peer))
        return made[-1]

    yield service
    for service_ in made:
        await service_.http.aclose()
        await service_.outside.close()


async def test_a_switch_reaches_every_replica_in_two_seconds_and_back(
    start: Callable[[], Service], issuer: TestIssuer, peer: Peer
) -> None:
    one, two = start(), start()
    assert await two.on()
    headers = issuer.headers(roles=["operator"])
    given: dict[str, Any] = {"enabled": False, "reason": "Магазин меняет API"}
    shown = await one.http.put("/v1/systems/shop", json=given, headers=headers)
    assert shown.json() | given == shown.json()
    assert shown.json()["by"] == "user-1"
    for service in (one, two):
        await eventually(service.off, 2.0, "the switch")
    seen = len(peer.seen)
    with pytest.raises(TransientError) as caught:
        await two.client.post(two.url)
    assert Texts().get(caught.value.key, caught.value.details).why == "Магазин меняет API"
    assert len(peer.seen) == seen
    assert (await one.http.get("/v1/systems", headers=headers)).json()["items"] == [shown.json()]
    await one.http.put("/v1/systems/shop", json={"enabled": True}, headers=headers)
    await eventually(two.on, 2.0, "the switch back")


async def test_the_switch_asks_for_a_reason_and_knows_its_systems(
    start: Callable[[], Service], issuer: TestIssuer
) -> None:
    service, headers = start(), issuer.headers(roles=["operator"])
    answered = await service.http.put("/v1/systems/shop", json={"enabled": False, "reason": " "}, headers=headers)
    assert (answered.status_code, answered.json()["key"]) == (422, "switch_without_reason")
    for method in ("GET", "PUT"):
        answered = await service.http.request(method, "/v1/systems/else", json={"enabled": True}, headers=headers)
        assert (answered.status_code, answered.json()["key"]) == (404, "system_unknown")


@pytest.mark.parametrize("role", ["owner", "manager"])
async def test_only_operators_switch(start: Callable[[], Service], issuer: TestIssuer, role: str) -> None:
    service, headers = start(), issuer.headers(roles=[role])
    for method, path in (("GET", "/v1/systems"), ("GET", "/v1/systems/shop"), ("PUT", "/v1/systems/shop")):
        answered = await service.http.request(method, path, json={"enabled": False, "reason": "x"}, headers=headers)
        assert answered.status_code == 403


async def test_a_long_retry_after_of_one_replica_stops_the_others(start: Callable[[], Service], peer: Peer) -> None:
    one, two = start(), start()
    peer.reply = answer(429, retry_after="300")
    with pytest.raises(TransientError) as busy:
        await one.client.get(one.url)
    with pytest.raises(Postponed) as paused:
        await two.client.get(two.url)
    assert (busy.value.key, paused.value.key) == ("outside_busy", "outside_paused")
    assert len(peer.seen) == 1
    assert dt.timedelta(seconds=paused.value.retry_after) > dt.timedelta(minutes=4)


async def test_a_switch_set_at_the_api_of_a_service_stops_its_worker(
    mongo_url: str, mongo_database: str, issuer: TestIssuer, peer: Peer
) -> None:
    kits = [
        Kit(
            "test",
            Settings(
                role=role,
                amqp_url="amqp://unused",
                mongo_url=mongo_url,
                mongo_database=mongo_database,
                egress_allow=frozenset({peer.host}),
            ),
            queues=(),
            keys=issuer.fetch,
        )
        for role in (Role.API, Role.WORKER)
    ]
    outsides = [kit.outside("shop", Pace()) for kit in kits]
    await kits[0].migrate()
    client = outsides[1].client(ACCOUNT, CONNECTION)
    assert (await client.get(peer.url)).body == b"ok"
    transport = httpx.ASGITransport(app=kits[0].build())
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as api:
        given, headers = {"enabled": False, "reason": "x"}, issuer.headers(roles=["operator"])
        assert (await api.put("/v1/systems/shop", json=given, headers=headers)).status_code == 200

    async def off() -> bool:
        try:
            await client.get(peer.url)
        except Postponed as error:
            return error.key == "system_switched_off"
        return False

    await eventually(off, 2.0, "the switch")
    for kit, outside in zip(kits, outsides, strict=True):
        await outside.close()
        await kit.mongo.close()
