"""Shipments as the console sees them."""

import datetime as dt
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from post_desk import DEMO, MONDAY, OTHER, Desk, number_of

from post_tracker.api.shipments import Showing, shipments_router
from post_tracker.app.view import ViewTracking
from service_kit import problems
from service_kit.auth import Verifier
from service_kit.testing.tokens import TestIssuer

pytestmark = pytest.mark.mongo
TWENTY = dt.timedelta(minutes=20)
ONE, TWO = number_of(1), number_of(2)
ISSUER = TestIssuer()


@pytest.fixture
async def console(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    base, app = desk.base, FastAPI()
    views = ViewTracking(
        connections=base.connections,
        shipments=base.shipments,
        tickets=base.tickets,
        quota=base.quota,
        trackers=base.trackers,
        now=desk.clock,
    )
    showing = Showing(base.trackers, desk.kit.texts)
    app.state.verifier = Verifier(ISSUER.fetch, "biz")
    problems.install(app, desk.kit.texts)
    app.include_router(
        shipments_router(base.shipments, desk.refreshing, views, connections=base.connections, showing=showing)
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://post") as client:
        client.headers = ISSUER.headers(DEMO)
        yield client


async def test_the_list_and_the_history_of_a_parcel_are_shown(desk, console):
    connection = await desk.connect()
    desk.happens(ONE, (1, 1), (8, 2))
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", "12"))
        await desk.pass_time(TWENTY)
    items = (await console.get("/v1/shipments")).json()["items"]
    shown = {one["order"]: (one["title"], one["text"], one["waiting"], one["final"]) for one in items}
    assert shown == {
        "o1": ("Прибыло в место вручения", "Операция 8: Прибыло в место вручения", False, False),
        "o2": ("Неверный номер отправления", "Неверный номер отправления", False, False),
    }
    found = (await console.get("/v1/shipments", params={"connection": connection.id, "status": "arrived"})).json()
    assert [one["order"] for one in found["items"]] == ["o1"]
    view = (await console.get("/v1/orders/o1/shipment")).json()
    assert [one["at"] for one in view["history"]] == ["2026-11-23T05:59:00", "2026-11-23T06:00:00"]
    assert view["history"][1]["postal_index"] == "101000"
    assert MONDAY < dt.datetime.fromisoformat(view["checked_at"]) <= MONDAY + TWENTY


async def test_a_number_that_can_be_asked_for_has_a_page_of_the_carrier(desk, console):
    await desk.connect()
    await desk.saved(desk.row("o1", f"{ONE[:6]} {ONE[6:]}"), desk.row("o2", "12"))
    items = (await console.get("/v1/shipments")).json()["items"]
    shown = {one["order"]: (one["carrier_title"], one["page"], one["askable"]) for one in items}
    assert shown == {
        "o1": ("Почта России", f"https://www.pochta.ru/tracking?barcode={ONE}", True),
        "o2": ("Почта России", None, False),
    }


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        pytest.param(ONE[:9], ["o2", "o1"], id="beginning"),
        pytest.param(ONE, ["o1"], id="number"),
        pytest.param(f" {ONE[:6]}-{ONE[6:]} ", ["o1"], id="signs"),
        pytest.param("ra 644", ["o3"], id="small-letters"),
        pytest.param("№O2", ["o2"], id="order"),
        pytest.param(ONE[3:], [], id="end"),
        pytest.param(".*", ["o3", "o2", "o1"], id="no-letters"),
    ],
)
async def test_parcels_are_found_by_how_a_number_of_theirs_begins(desk, console, text, orders):
    await desk.connect()
    await desk.saved(desk.row("o1", ONE))
    await desk.saved(desk.row("o2", TWO))
    await desk.saved(desk.row("o3", "RA644000001RU"))
    found = (await console.get("/v1/shipments", params={"q": text})).json()["items"]
    assert [one["order"] for one in found] == orders


async def test_statuses_are_counted_over_all_connections_and_of_one(desk, console):
    connection = await desk.connect()
    await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO), desk.row("o3", "12"))

    async def counted(**query):
        items = (await console.get("/v1/shipment-statuses", params=query)).json()["items"]
        return {one["title"]: one["count"] for one in items}

    every = await counted()
    assert {title: count for title, count in every.items() if count} == {
        "Статус запрошен": 2,
        "Неверный номер отправления": 1,
    }
    assert every["Вручено получателю"] == 0
    assert await counted(connection=connection.id) == every
    assert set((await counted(connection="another")).values()) == {0}


async def test_a_refresh_is_accepted_once_and_refused_for_a_number_that_is_not_asked_for(desk, console):
    await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", "12"))
        await desk.pass_time(TWENTY)
    ids = {one["order"]: one["id"] for one in (await console.get("/v1/shipments")).json()["items"]}
    first = await console.post(f"/v1/shipments/{ids['o1']}/refresh")
    assert (first.status_code, first.json()["waiting"]) == (202, True)
    again = await console.post(f"/v1/shipments/{ids['o1']}/refresh")
    assert (again.status_code, again.json()["key"]) == (409, "shipment_asked_already")
    bad = await console.post(f"/v1/shipments/{ids['o2']}/refresh")
    assert (bad.status_code, bad.json()["key"]) == (409, "shipment_not_tracked")


async def test_calls_of_the_day_and_counts_of_statuses_are_shown_for_single_access(desk, console):
    connection = await desk.connect(access="single")
    async with desk.working():
        await desk.saved(desk.row("o1", ONE), desk.row("o2", TWO))
        await desk.settle()
    told = (await console.get(f"/v1/connections/{connection.id}/tracking")).json()
    assert (told["quota"]["used"], told["quota"]["limit"]) == (2, 100)
    assert dt.datetime.fromisoformat(told["quota"]["until"]) == dt.datetime(2026, 11, 23, 21, tzinfo=dt.UTC)
    assert told["statuses"] == [{"status": "no_data", "title": "Нет данных", "count": 2}]


async def test_tickets_that_wait_are_shown_for_batch_access(desk, console):
    connection = await desk.connect()
    async with desk.working():
        await desk.saved(desk.row("o1", ONE))
        await desk.settle()
    told = (await console.get(f"/v1/connections/{connection.id}/tracking")).json()
    assert (told["quota"], told["tickets"]) == (None, 1)


async def test_nothing_of_another_account_is_shown_or_asked_for(desk, console):
    connection = await desk.connect()
    await desk.saved(desk.row("o1", ONE))
    shipment = await desk.shipment("o1")
    console.headers = ISSUER.headers(OTHER)
    assert (await console.get("/v1/shipments")).json()["items"] == []
    assert (await console.get("/v1/shipments", params={"q": ONE})).json()["items"] == []
    counts = (await console.get("/v1/shipment-statuses")).json()["items"]
    assert {one["count"] for one in counts} == {0}
    paths = (f"/v1/shipments/{shipment.id}", "/v1/orders/o1/shipment", f"/v1/connections/{connection.id}/tracking")
    answers = [await console.get(path) for path in paths]
    answers.append(await console.post(f"/v1/shipments/{shipment.id}/refresh"))
    assert {answer.status_code for answer in answers} == {404}
