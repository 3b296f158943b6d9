"""Counterparties, «Обращения» and deals; requests of the marketplace."""

import asyncio

import pytest

from contracts.events.changed import CounterpartiesChanged, DealsChanged, TicketsChanged
from contracts.events.marketplace import ConnectionRequested, ConnectionRequestedData
from contracts.order import Party
from platform_bridge.app.ledger import Ledger
from platform_bridge.app.take_requests import TakeRequests
from service_kit.ids import new_id, utc_now

pytestmark = pytest.mark.mongo


def requested(request="r-1", account="demo", **fields):
    given = {"widget": "insales", "title": "InSales", "name": "Пётр", "phone": "8 (900) 000-00-02", **fields}
    return ConnectionRequested.new(
        ConnectionRequestedData(request=request, **given),
        event_id=new_id(),
        now=utc_now(),
        service="catalog",
        account=account,
        subject=request,
    )


@pytest.fixture
def take(bench):
    return TakeRequests(Ledger(bench.store.kept, bench.outbox, utc_now), bench.store, bench.texts).handle


async def test_request_becomes_one_ticket_however_often_it_comes(api, bench, owner, take):
    await take(requested(comment="Хочу связать магазин"))
    await take(requested(comment="Хочу связать магазин"))
    (ticket,) = (await api.ok("GET", "/v1/tickets", owner))["items"]
    assert ticket["subject"] == "Заявка на подключение: InSales"
    assert (ticket["counterparty_ref"], ticket["status_ref"]) == ("cp-petrov", "lead-new")
    assert (ticket["contact_name"], ticket["phone"], ticket["channel"]) == ("Пётр", "79000000002", "marketplace")
    assert "Хочу связать магазин" in ticket["text"]
    (event,) = await bench.emitted(TicketsChanged)
    assert event.data.rows[0].ref == ticket["ref"]


async def test_request_that_two_workers_take_at_once_becomes_one_ticket(bench, take):
    results = await asyncio.gather(*(take(requested()) for _ in range(4)), return_exceptions=True)
    assert None in results
    assert len(await bench.documents("tickets")) == 1


async def test_request_finds_a_counterparty_by_email_or_nobody(bench, take):
    await take(requested("r-1", phone=None, email="KIM@mail.example"))
    await take(requested("r-2", phone="79990000000"))
    found = {one["row"]["ref"]: one["row"].get("counterparty_ref") for one in await bench.documents("tickets")}
    assert found == {"request-r-1": "cp-kim", "request-r-2": None}


async def test_request_of_another_account_finds_nobody_of_ours(bench, take):
    await take(requested(account="other"))
    (ticket,) = await bench.documents("tickets")
    assert (ticket["account"], "counterparty_ref" in ticket["row"]) == ("other", False)


async def test_ticket_is_made_changed_filtered_and_deleted(api, bench, owner, stranger):
    body = {"subject": "Вопрос", "phone": "8 900 000-00-01", "counterparty_ref": "cp-ivanova"}
    made = await api.ok("POST", "/v1/tickets", owner, json=body)
    assert made["phone"] == "79000000001"
    path = f"/v1/tickets/{made['ref']}"
    changed = await api.ok("PATCH", path, owner, json={"status_ref": "lead-in-work", "responsible_ref": "emp-orlov"})
    assert (changed["subject"], changed["sequence"]) == ("Вопрос", 2)
    for params, count in (
        ({"status": "lead-in-work"}, 1),
        ({"status": "lead-new"}, 0),
        ({"responsible": "emp-orlov"}, 1),
    ):
        assert len((await api.ok("GET", "/v1/tickets", owner, params=params))["items"]) == count
    for method, more in (("GET", {}), ("PATCH", {"json": {"subject": "x"}}), ("DELETE", {})):
        assert (await api.refused(method, path, stranger, **more))[:2] == (404, "ticket_unknown")
    stale = {**owner, "If-Match": '"1"'}
    assert (await api.refused("DELETE", path, stale))[0] == 412
    await api.ok("DELETE", path, {**owner, "If-Match": '"2"'})
    assert (await api.ok("GET", "/v1/tickets", owner))["items"] == []
    rows = [row for event in await bench.emitted(TicketsChanged) for row in event.data.rows]
    assert [(row.sequence, row.deleted) for row in rows] == [(1, False), (2, False), (3, True)]


async def test_deal_names_only_what_the_account_has(api, bench, owner):
    body = {
        "name": "Опт",
        "budget": "150000",
        "currency": "RUB",
        "status_ref": "lead-new",
        "responsible_ref": "emp-belova",
    }
    made = await api.ok("POST", "/v1/deals", owner, json=body)
    assert (await api.ok("GET", f"/v1/deals/{made['ref']}", owner))["budget"] == "150000"
    status, key, text = await api.refused("PATCH", f"/v1/deals/{made['ref']}", owner, json={"status_ref": "status-new"})
    assert (status, key) == (404, "entry_unknown")
    assert "status_ref" in text
    (event,) = await bench.emitted(DealsChanged)
    assert event.data.rows[0].name == "Опт"


async def test_counterparty_by_hand_is_found_by_the_next_order(api, bench, owner, shop):
    contacts = [{"kind": "phone", "value": "8 (912) 345-67-89"}, {"kind": "email", "value": "New@Mail.example"}]
    made = await api.ok("POST", "/v1/counterparties", owner, json={"name": "Новый клиент", "contacts": contacts})
    assert (made["phones"], made["emails"]) == (["79123456789"], ["new@mail.example"])
    await bench.take(shop.created(customer=Party(phone="79123456789")))
    (order,) = await bench.documents("orders")
    assert order["row"]["counterparty_ref"] == made["ref"]
    assert len(await bench.emitted(CounterpartiesChanged)) == 1


async def test_counterparty_that_an_order_made_stays_single_after_a_change_by_hand(api, bench, owner, shop):
    buyer = Party(name="Гость", phone="79120000000", outside_id="u-1")
    await bench.take(shop.created("1", customer=buyer))
    (order,) = await bench.documents("orders")
    ref = order["row"]["counterparty_ref"]
    await api.ok("PATCH", f"/v1/counterparties/{ref}", owner, json={"name": "Гость Иванович"})
    await bench.take(shop.created("2", customer=Party(name="Гость", outside_id="u-1")))
    assert {one["row"]["counterparty_ref"] for one in await bench.documents("orders")} == {ref}
    body = {"contacts": [{"kind": "phone", "value": "+7 913 000-00-00"}]}
    await api.ok("PATCH", f"/v1/counterparties/{ref}", owner, json=body)
    await bench.take(shop.created("3", customer=Party(name="Другой", phone="79120000000")))
    assert len({one["row"]["counterparty_ref"] for one in await bench.documents("orders")}) == 2


async def test_deleted_counterparty_is_not_found_again(api, bench, owner, shop):
    await api.ok("DELETE", "/v1/counterparties/cp-petrov", owner)
    await bench.take(shop.created(customer=Party(name="Петров", phone="79000000002")))
    (order,) = await bench.documents("orders")
    assert order["row"]["counterparty_ref"] != "cp-petrov"


@pytest.mark.parametrize("text", ["8 900 000-00-02", "petrov@mail.example", "Петров"])
async def test_counterparty_is_searched_as_people_write(api, owner, text):
    page = await api.ok("GET", "/v1/counterparties", owner, params={"q": text})
    assert [person["ref"] for person in page["items"]] == ["cp-petrov"]
