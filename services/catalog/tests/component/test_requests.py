"""«Заявка на подключение»: one ticket for one request, enough contact to answer it, no flood, no foreign eyes."""

import asyncio
import datetime as dt
from typing import Any

import pytest

from catalog.app import ask_connection
from catalog.app.ask_connection import MOSCOW, TooManyRequests
from contracts.events.marketplace import ConnectionRequested
from service_kit.testing.events import EventCapture

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]

ASKED = {"name": " Иван Петров ", "phone": "8 (913) 000-00-01", "comment": "Помогите подключить магазин"}


@pytest.fixture
async def shop(*, worker: Any, api: Any, neighbours: Any, make: Any) -> Any:
    """An API process with the widget `insales`."""
    await neighbours.say(make.announced(1, make.manifest("insales", title="InSales")))
    await worker.handled(1)
    return api


async def ask(api: Any, account: str = "demo", key: str | None = None, **fields: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return await api.call("POST", "widgets/insales/requests", account, json={**ASKED, **fields}, headers=headers)


async def test_a_request_is_kept_and_told_to_the_platform(shop: Any, amqp_url: str) -> None:
    async with EventCapture(amqp_url, ConnectionRequested.key) as events:
        answer = await ask(shop, email="Ivan@Example.ru")
        assert answer.status_code == 202, answer.text
        await events.wait(ConnectionRequested.key)
        (event,) = events.of(ConnectionRequested)
    request = answer.json()
    assert (event.account, event.subject, event.source) == ("demo", request["id"], "/biz/catalog")
    assert event.data.model_dump() == {
        "request": request["id"],
        "widget": "insales",
        "title": "InSales",
        "name": "Иван Петров",
        "phone": "+79130000001",
        "email": "ivan@example.ru",
        "comment": "Помогите подключить магазин",
    }
    assert (await shop.get("requests"))["items"] == [request]


async def test_the_same_key_is_the_same_request_also_at_the_same_moment(shop: Any, amqp_url: str) -> None:
    async with EventCapture(amqp_url, ConnectionRequested.key) as events:
        answers = await asyncio.gather(*(ask(shop, key="k-1") for _ in range(5)))
        assert {answer.status_code for answer in answers} == {202}
        assert len({answer.json()["id"] for answer in answers}) == 1
        other = await ask(shop, "other", key="k-1")
        assert other.json()["id"] != answers[0].json()["id"]
        await events.wait(ConnectionRequested.key, 2)
        assert {event.account for event in events.of(ConnectionRequested)} == {"demo", "other"}
    assert len((await shop.get("requests"))["items"]) == 1


@pytest.mark.parametrize(
    ("fields", "key", "place"),
    [
        ({"phone": ""}, "contact_missing", "phone"),
        ({"phone": "123"}, "phone_wrong", "phone"),
        ({"phone": "", "email": "ivan"}, "email_wrong", "email"),
        ({"name": "  "}, "invalid_input", "name"),
        ({"comment": "x" * 3001}, "invalid_input", "comment"),
        ({"company": "x"}, "invalid_input", "company"),
    ],
)
async def test_a_form_filled_in_wrongly_names_the_field(
    shop: Any, fields: dict[str, Any], key: str, place: str
) -> None:
    answer = await ask(shop, **fields)
    assert (answer.status_code, answer.json()["key"]) == (422, key)
    assert answer.json()["errors"][0]["loc"] == [place]
    assert (await shop.get("requests"))["items"] == []


async def test_an_unknown_widget_takes_no_requests(shop: Any) -> None:
    answer = await shop.call("POST", "widgets/nothing/requests", json=ASKED)
    assert (answer.status_code, answer.json()["key"]) == (404, "widget_unknown")


async def test_an_account_asks_so_often_a_day_and_no_more(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_connection, "DAY_LIMIT", 3)
    first = await ask(shop, key="k-1")
    answers = await asyncio.gather(*(ask(shop) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [202, 202, 429, 429, 429]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["key"] == "requests_limit"
    assert "не больше 3 заявок" in refused.json()["detail"]
    assert 0 < int(refused.headers["retry-after"]) <= 24 * 3600
    assert (await ask(shop, "other")).status_code == 202
    assert (await ask(shop, key="k-1")).json() == first.json()
    assert len((await shop.get("requests"))["items"]) == 3


def test_the_next_day_begins_at_midnight_in_moscow() -> None:
    assert TooManyRequests(dt.datetime(2026, 11, 24, 20, 30, tzinfo=dt.UTC)).retry_after == 30 * 60
    assert TooManyRequests(dt.datetime(2026, 11, 24, 0, 0, tzinfo=MOSCOW)).retry_after == 24 * 3600


async def test_requests_are_listed_newest_first_page_by_page_to_their_account(shop: Any) -> None:
    made = [(await ask(shop, name=f"Имя {number}")).json()["id"] for number in range(5)]
    await ask(shop, "other")
    seen, cursor = [], None
    for _ in range(3):
        page = await shop.get("requests", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == made[::-1]
    assert cursor is None
    assert len((await shop.get("requests", "other", role="manager"))["items"]) == 1


async def test_an_operator_of_all_accounts_reads_no_requests(shop: Any) -> None:
    assert (await shop.call("GET", "requests", "demo", "operator")).status_code == 403
