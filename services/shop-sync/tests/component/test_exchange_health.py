"""An exchange on its schedule: a refused login stops it after one request, «Отключен» pauses it."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
from exchange_office import DEMO, SLUG, Office

from contracts.events.connection import Health
from service_kit.problems import Problem
from service_kit.testing.peer import Peer, Seen, write

pytestmark = pytest.mark.mongo

EVERY: dict[str, Any] = {"import_every": "15m"}
ANSWERS = {
    "mode=checkauth": b"success\nPHPSESSID\nabc",
    "mode=init": b"zip=no\nfile_limit=0",
    "mode=query": "<?xml version='1.0' encoding='utf-8'?><КоммерческаяИнформация/>".encode(),
    "mode=success": b"success",
}


def modes(shop: Peer) -> list[str]:
    return [mode.removeprefix("mode=") for seen in shop.seen for mode in seen.target.split("&") if "mode=" in mode]


async def strict(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """A shop that knows u:good."""
    if seen.headers.get("authorization") != f"Basic {base64.b64encode(b'u:good').decode()}":
        return write(writer, 401)
    return write(writer, 200, next(body for mode, body in ANSWERS.items() if mode in seen.target))


@pytest.fixture
async def shop() -> AsyncIterator[Peer]:
    async with Peer(strict) as there:
        yield there


@pytest.fixture
async def office(mongo_url: str, mongo_database: str, shop: Peer) -> AsyncIterator[Office]:
    made = Office(mongo_url, mongo_database, place=shop.host, address=shop.url, login="u")
    await made.kit.migrate()
    await made.goods_arrive()
    working = asyncio.create_task(made.worker.loop())
    yield made
    working.cancel()
    await asyncio.wait([working])
    await made.kit.mongo.close()


PULL = ["checkauth", "init", "query", "success"]


async def test_each_period_is_one_session(office: Office, shop: Peer) -> None:
    await office.connect("good", **EVERY)
    await office.pass_time(3)
    assert modes(shop) == PULL * 3


async def test_a_refused_login_stops_the_connection_after_one_request_until_its_owner_acts(
    office: Office, shop: Peer
) -> None:
    connection = await office.connect("wrong", **EVERY)
    await office.pass_time(20)
    stopped = await office.connections.get(DEMO, connection.id)
    assert (stopped.health, stopped.reason) == (Health.NEEDS_ATTENTION, "exchange_login_refused")
    assert modes(shop) == ["checkauth"]

    await office.connections.change(DEMO, connection.id, "Магазин", True, office.form("good", **EVERY), by="u")
    await office.pass_time(2)
    assert modes(shop)[1:] == PULL * 2
    assert (await office.connections.get(DEMO, connection.id)).health is Health.OK


async def test_a_disabled_connection_asks_nothing(office: Office, shop: Peer) -> None:
    connection = await office.connect("good", **EVERY)
    await office.connections.change(DEMO, connection.id, "Магазин", False, office.form("good", **EVERY), by="u")
    await office.pass_time(5)
    assert shop.seen == []


async def test_an_account_connects_to_a_shop_once(office: Office, shop: Peer) -> None:
    await office.connect("good", **EVERY)
    given = {**office.form("good", **EVERY), "address": f"{shop.url}/bitrix/admin/1c_exchange.php"}
    with pytest.raises(Problem) as caught:
        await office.connections.create(DEMO, SLUG, "Ещё раз", True, given, by="u")
    assert (caught.value.status, caught.value.key) == (409, "connected_already")
