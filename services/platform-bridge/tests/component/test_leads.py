"""Requests from outside become «Обращения» and deals, each once, and none is lost."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

import pytest

from contracts.base import AccountId
from contracts.events.changed import CounterpartiesChanged, DealsChanged, TicketsChanged
from contracts.events.lead import LeadReceived, LeadReceivedData
from contracts.lead import LeadOrigin
from contracts.topology import PLATFORM_LEADS
from platform_bridge.app.take_leads import TakeLeads
from service_kit.ids import new_id, utc_now
from service_kit.inbox import Batch

pytestmark = pytest.mark.mongo

CAME = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)
ASKED = {
    "received_at": CAME,
    "name": "Олег Заявкин",
    "phone": "79160000001",
    "email": "oleg@mail.example",
    "text": "Перезвоните мне, пожалуйста",
    "page": "https://shop.example/callback",
}


def received(lead="l-1", kind="ticket", *, account="demo", title="Заявка № 5", **fields):
    origin = LeadOrigin(
        service="mail-intake", connection="c-1", outside_id=f"<{lead}@shop.example>", source="mail", title=title
    )
    return LeadReceived.new(
        LeadReceivedData(lead=lead, kind=kind, origin=origin, **{**ASKED, **fields}),
        event_id=new_id(),
        now=utc_now(),
        service="mail-intake",
        account=AccountId(account),
        subject=lead,
        sequence=1,
    )


@pytest.fixture
async def new_take(new_bench) -> AsyncIterator:
    """Make workers of the queue; each takes events as one batch."""
    batches = []

    def make(bench):
        work = TakeLeads(bench.store, bench.texts, utc_now).work
        batch = Batch(bench.mongo, bench.outbox, PLATFORM_LEADS.name, work)
        batch.start()
        batches.append(batch)

        async def take(*events):
            await asyncio.gather(*(batch.put(event) for event in events))

        return take

    yield make
    for batch in batches:
        await batch.stop()


@pytest.fixture
async def take(bench, new_take):
    return new_take(bench)


async def rows(bench, collection):
    return [document["row"] for document in await bench.documents(collection)]


async def test_ticket_has_all_of_the_request_and_is_told(api, bench, owner, take):
    await take(received(status="lead-in-work", responsible="emp-orlov"))
    (ticket,) = (await api.ok("GET", "/v1/tickets", owner))["items"]
    assert ticket["subject"] == "Заявка № 5"
    assert {name: ticket[name] for name in ("phone", "email", "text", "page")} == {
        name: ASKED[name] for name in ("phone", "email", "text", "page")
    }
    assert (ticket["contact_name"], ticket["created_at"]) == ("Олег Заявкин", "2026-05-04T09:30:00Z")
    assert (ticket["status_ref"], ticket["responsible_ref"]) == ("lead-in-work", "emp-orlov")
    assert (ticket["channel"], ticket["message_id"]) == ("mail", "<l-1@shop.example>")
    assert (ticket["origin"]["service"], ticket["origin"]["connection"]) == ("mail-intake", "c-1")
    (event,) = await bench.emitted(TicketsChanged)
    assert [row.ref for row in event.data.rows] == [ticket["ref"]]


async def test_ticket_finds_its_counterparty_and_makes_none(bench, take):
    await take(received("1", phone="79000000002"), received("2", phone=None, email="kim@mail.example"), received("3"))
    found = {row["ref"]: row.get("counterparty_ref") for row in await rows(bench, "tickets")}
    assert found == {"lead-1": "cp-petrov", "lead-2": "cp-kim", "lead-3": None}
    assert await bench.emitted(CounterpartiesChanged) == []


async def test_deal_has_all_of_the_request_and_a_counterparty_that_the_next_one_finds(api, bench, owner, take):
    await take(received("1", "deal", responsible="emp-belova"), received("2", "deal", phone=None))
    first, second = sorted((await api.ok("GET", "/v1/deals", owner))["items"], key=lambda row: row["ref"])
    assert (first["name"], first["description"]) == ("Заявка № 5", ASKED["text"])
    assert (first["contact_name"], first["phone"], first["email"], first["page"]) == (
        ASKED["name"],
        ASKED["phone"],
        ASKED["email"],
        ASKED["page"],
    )
    assert (first["status_ref"], first["responsible_ref"]) == ("lead-new", "emp-belova")
    assert first["created_at"] == "2026-05-04T09:30:00Z"
    person = await api.ok("GET", f"/v1/counterparties/{first['counterparty_ref']}", owner)
    assert (person["name"], person["phones"], person["emails"]) == (ASKED["name"], [ASKED["phone"]], [ASKED["email"]])
    assert second["counterparty_ref"] == person["ref"]
    assert len(await bench.emitted(CounterpartiesChanged)) == 1
    assert sum(len(event.data.rows) for event in await bench.emitted(DealsChanged)) == 2


@pytest.mark.parametrize("kind", ["ticket", "deal"])
async def test_what_a_person_changes_leaves_the_rest_of_the_request(api, owner, take, kind):
    await take(received(kind=kind))
    path = f"/v1/{kind}s/lead-l-1"
    before = await api.ok("GET", path, owner)
    after = await api.ok("PATCH", path, owner, json={"status_ref": "lead-won", "responsible_ref": "emp-belova"})
    changed = {"status_ref": "lead-won", "responsible_ref": "emp-belova", "sequence": 2}
    assert {**after, "updated_at": None} == {**before, **changed, "updated_at": None}
    await take(received(kind=kind, status="lead-lost"))
    assert await api.ok("GET", path, owner) == after


async def test_deal_of_a_known_buyer_is_his(bench, take):
    await take(received(kind="deal", phone="79000000002", email=None))
    (deal,) = await rows(bench, "deals")
    assert deal["counterparty_ref"] == "cp-petrov"


async def test_deals_of_people_without_contacts_are_not_put_together(bench, take):
    bare = {"phone": None, "email": None}
    await take(received("1", "deal", **bare), received("2", "deal", **bare))
    assert len({row["counterparty_ref"] for row in await rows(bench, "deals")}) == 2


async def test_request_makes_one_record_however_often_it_is_told(bench, new_take):
    workers = [new_take(bench), new_take(bench)]
    event = received()
    await asyncio.gather(*(take(event, received()) for take in workers))
    await workers[0](event, received(), received(kind="deal"))
    assert (len(await rows(bench, "tickets")), len(await rows(bench, "deals"))) == (1, 0)
    assert sum(len(event.data.rows) for event in await bench.emitted(TicketsChanged)) == 1


async def test_two_workers_that_meet_the_same_new_buyer_make_him_once(bench, new_take):
    workers = [new_take(bench) for _ in range(4)]
    await asyncio.gather(*(take(received(str(number), "deal")) for number, take in enumerate(workers)))
    deals = await rows(bench, "deals")
    assert (len(deals), len({row["counterparty_ref"] for row in deals})) == (4, 1)


async def test_deleted_ticket_is_not_made_again(api, owner, take):
    await take(received())
    await api.ok("DELETE", "/v1/tickets/lead-l-1", owner)
    await take(received(), received(kind="deal"))
    assert (await api.ok("GET", "/v1/tickets", owner))["items"] == []
    assert (await api.ok("GET", "/v1/deals", owner))["items"] == []


@pytest.mark.parametrize(
    ("status", "responsible"),
    [
        pytest.param("lead-gone", "emp-gone", id="unknown"),
        pytest.param("status-new", "lead-new", id="of another directory"),
        pytest.param("lead-lost", "emp-orlov", id="archived and deleted"),
    ],
)
async def test_what_the_settings_name_and_the_account_has_not_is_left_out_and_told(
    api, owner, take, status, responsible
):
    body = {"name": "Отказ", "archived": True}
    await api.ok("PUT", "/v1/directories/lead_status/lead-lost", owner, json=body)
    await api.ok("DELETE", "/v1/directories/employee/emp-orlov", owner)
    await take(received(status=status, responsible=responsible))
    (ticket,) = (await api.ok("GET", "/v1/tickets", owner))["items"]
    assert (ticket["status_ref"], ticket.get("responsible_ref")) == ("lead-new", None)
    assert ticket["text"].startswith(ASKED["text"])
    assert "Статус из настроек подключения не найден" in ticket["text"]
    assert "Ответственный из настроек подключения не найден" in ticket["text"]


async def test_subject_is_the_title_or_the_first_words_or_a_name_of_ours(bench, take):
    long = "Нужен расчёт доставки двенадцати пар ботинок в Тюмень до конца следующей недели"
    await take(received("1", title="Заявка"), received("2", title=None, text=long), received("3", title=" ", text=None))
    subjects = {row["ref"]: row["subject"] for row in await rows(bench, "tickets")}
    assert subjects == {
        "lead-1": "Заявка",
        "lead-2": "Нужен расчёт доставки двенадцати пар ботинок в Тюмень до…",
        "lead-3": "Заявка с сайта",
    }


async def test_request_of_another_account_is_not_ours(api, owner, stranger, bench, take):
    await take(received(kind="deal", account="other", phone="79000000002"), received("l-1"))
    assert [row["ref"] for row in (await api.ok("GET", "/v1/deals", stranger))["items"]] == ["lead-l-1"]
    assert (await api.ok("GET", "/v1/deals", owner))["items"] == []
    assert (await api.refused("GET", "/v1/tickets/lead-l-1", stranger))[:2] == (404, "ticket_unknown")
    (deal,) = await rows(bench, "deals")
    assert deal["counterparty_ref"] != "cp-petrov"


@pytest.mark.parametrize("kind", ["ticket", "deal"])
async def test_lists_are_newest_first_page_by_page_with_names(api, owner, take, kind):
    days = [3, 1, 5, 2, 4]
    await take(
        *(
            received(str(day), kind, received_at=CAME + dt.timedelta(days=day), phone="79000000002", status="lead-won")
            for day in days
        )
    )
    title = {"ticket": "subject", "deal": "name"}[kind]
    made = await api.ok("POST", f"/v1/{kind}s", owner, json={title: "Вручную", "responsible_ref": "emp-orlov"})
    found, names, cursor = [], {}, None
    while True:
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = await api.ok("GET", f"/v1/{kind}s", owner, params=query)
        found += [row["ref"] for row in page["items"]]
        names |= page["names"]
        cursor = page.get("next")
        if cursor is None:
            break
    assert found == [made["ref"], *(f"lead-{day}" for day in sorted(days, reverse=True))]
    assert (names["cp-petrov"], names["lead-won"], names["emp-orlov"]) == (
        "Петров Илья",
        "Стало заказом",
        "Орлов Денис",
    )
