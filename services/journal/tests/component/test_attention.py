"""«Требует внимания»: what is in it, how it vanishes by itself, and what browsers are told of it."""

import asyncio
import datetime as dt

import pytest

from contracts.base import AccountId
from contracts.events.connection import Health, RunCounts, RunStatus
from service_kit.ids import utc_now

pytestmark = pytest.mark.mongo


async def test_it_is_empty_at_first(journal):
    assert await journal.get("attention") == {"count": 0, "items": []}


async def test_a_connection_is_in_it_with_its_cause_until_it_is_well(journal, story, cause):
    await journal.take(
        story.announced("Заказы из файлов"), story.connection(Health.NEEDS_ATTENTION, 1, reason=cause.key, cause=cause)
    )
    (item,) = (await journal.get("attention"))["items"]
    assert item["kind"] == "connection_needs_attention"
    assert item["cause"] == cause.model_dump()
    assert (item["integration_title"], item["connection_name"]) == ("Заказы из файлов", "Мой магазин")
    assert item["links"] == {"service": "shop-sync", "connection": "c-1", "run": None, "order": None}
    await journal.take(story.connection(Health.OK, 2))
    assert await journal.kinds() == []


@pytest.mark.parametrize("change", [{"health": Health.DELETED}, {"enabled": False, "health": Health.NEEDS_ATTENTION}])
async def test_a_deleted_or_paused_connection_needs_nobody(journal, story, change):
    await journal.take(story.connection(Health.NEEDS_ATTENTION, 1))
    assert await journal.kinds() == ["connection_needs_attention"]
    await journal.take(story.connection(sequence=2, **change))
    assert await journal.kinds() == []


async def test_a_bare_reason_gets_texts_all_the_same(journal, story):
    await journal.take(story.connection(Health.RETRYING, reason="host_down"))
    (item,) = (await journal.get("attention"))["items"]
    assert item["cause"]["key"] == "host_down"
    assert "Мой магазин" in item["cause"]["what"]
    assert item["cause"]["do"]


async def test_the_latest_run_of_each_connection_and_kind_is_in_it_until_one_succeeds(journal, story, cause):
    await journal.take(
        story.connection(),
        story.finished(RunStatus.FAILED, "run-1", at=1, error=cause.key, cause=cause),
        story.finished(RunStatus.PARTIAL, "run-2", at=2, kind="export_goods", counts=RunCounts(seen=9, rejected=4)),
    )
    failed, partial = (await journal.get("attention"))["items"]
    assert (failed["kind"], failed["links"]["run"], failed["cause"]) == ("run_failed", "run-1", cause.model_dump())
    assert (partial["kind"], partial["links"]["run"], partial["count"]) == ("run_partial", "run-2", 4)
    assert "4" in partial["cause"]["why"]
    await journal.take(story.finished(at=3))
    assert await journal.kinds() == ["run_partial"]
    await journal.take(story.finished(at=3, kind="export_goods"))
    assert await journal.kinds() == []


async def test_a_connection_that_got_well_cures_the_failed_run_before(journal, story):
    await journal.take(story.connection(Health.RETRYING, 1, at=1), story.finished(RunStatus.FAILED, at=1))
    assert await journal.kinds() == ["run_failed", "connection_retrying"]
    await journal.take(story.connection(Health.OK, 2, at=5))
    assert await journal.kinds() == []


async def test_refused_orders_are_one_item_by_cause_with_the_money_that_waits(journal, story):
    await journal.take(
        story.connection(),
        story.created("1", total="100.50"),
        story.created("2", total="200"),
        story.created("3", total="7", currency="USD"),
        story.created("4", total="1000"),
        story.created("5", total="5", currency=None),
        *(story.refused(outside, at=1 + int(outside)) for outside in "1235"),
        story.refused("4", at=9, key="other"),
    )
    same, other = (await journal.get("attention"))["items"]
    assert (same["kind"], same["count"], same["cause"]["key"]) == ("orders_refused", 4, "line_wrong")
    assert same["money"] == [
        {"currency": "RUB", "amount": "300.50", "count": 2},
        {"currency": "USD", "amount": "7", "count": 1},
    ]
    assert same["since"] == story.moment(2).isoformat().replace("+00:00", "Z")
    assert same["links"] == {"service": "shop-sync", "connection": "c-1", "run": None, "order": "order-1"}
    assert "A-1" in same["cause"]["why"]
    assert (other["count"], other["cause"]["key"]) == (1, "other")
    assert other["cause"]["what"] == "Бизнес.Ру не принял заказ № A-4."
    assert other["cause"]["why"] == "Строка 1: неверная цена."
    await journal.take(*(story.stored(outside) for outside in "1234"))
    assert (await journal.get("attention"))["items"][0]["count"] == 1
    await journal.take(story.stored("5"))
    assert await journal.kinds() == []


async def test_one_cause_of_a_connection_and_of_its_run_is_one_item_with_both_links(journal, story, cause):
    bad = {"reason": cause.key, "cause": cause}
    failed = {"error": cause.key, "cause": cause}
    await journal.take(
        story.connection(Health.NEEDS_ATTENTION, 1, **bad), story.finished(RunStatus.FAILED, "run-1", **failed)
    )
    (item,) = (await journal.get("attention"))["items"]
    assert (item["kind"], item["links"]["run"]) == ("connection_needs_attention", "run-1")
    await journal.take(story.finished(RunStatus.FAILED, "run-2", at=1, error="other"))
    assert await journal.kinds() == ["connection_needs_attention", "run_failed"]


async def test_a_retry_of_some_rows_leaves_the_others_in_it(journal, story):
    await journal.take(story.finished(RunStatus.PARTIAL, "run-1", counts=RunCounts(seen=100, created=97, rejected=3)))

    def retry(at: int, **counts: int):
        return story.finished(at=at, trigger="retry", attempt_of="run-1", counts=RunCounts(**counts))

    await journal.take(retry(1, seen=1, created=1))
    (item,) = (await journal.get("attention"))["items"]
    assert (item["kind"], item["count"], item["links"]["run"]) == ("run_partial", 2, "run-1")
    await journal.take(retry(2, seen=2, created=1, rejected=1))
    (item,) = (await journal.get("attention"))["items"]
    assert item["count"] == 1
    await journal.take(retry(3, seen=1, created=1))
    assert await journal.kinds() == []


async def test_waiting_orders_lead_to_the_exchange_that_brought_them(journal, story):
    await journal.take(
        story.connection(),
        story.finished(run="before", at=0.5),
        story.created("1", at=1),
        story.refused("1", at=1.1),
        story.finished(RunStatus.PARTIAL, "brought", at=1.2, kind="export_statuses"),
        story.finished(run="later", at=9),
        story.finished(run="elsewhere", at=1.2, connection="c-2"),
    )
    (item,) = [item for item in (await journal.get("attention"))["items"] if item["kind"] == "orders_refused"]
    assert item["links"]["run"] == "brought"


async def test_orders_of_a_deleted_connection_wait_for_nobody(journal, story):
    await journal.take(story.connection(), story.created("1"), story.refused("1"))
    assert await journal.kinds() == ["orders_refused"]
    await journal.take(story.connection(Health.DELETED, 2))
    assert await journal.kinds() == []
    assert (await journal.get("today"))["waiting"]["count"] == 0


async def test_an_order_that_is_not_answered_for_a_quarter_of_an_hour_is_in_it_until_it_is(journal, story):
    await journal.take(story.created("1", total="300"), story.created("2", at=10))
    journal.now = story.moment(14.9)
    await journal.overdue.step()
    assert await journal.kinds() == []
    journal.now = story.moment(15.1)
    await journal.overdue.step()
    (item,) = (await journal.get("attention"))["items"]
    assert (item["kind"], item["count"]) == ("orders_unanswered", 1)
    assert item["money"] == [{"currency": "RUB", "amount": "300", "count": 1}]
    assert await journal.told() == ["attention.changed"]
    await journal.overdue.step()
    assert await journal.told() == ["attention.changed"], "it is told once"
    await journal.take(story.stored("1", at=16))
    assert await journal.kinds() == []
    assert await journal.told() == ["attention.changed"] * 2


async def test_the_worst_comes_first(journal, story):
    await journal.take(
        story.connection(Health.RETRYING, connection="c-1"),
        story.connection(Health.NEEDS_ATTENTION, connection="c-2"),
        story.connection(connection="c-3"),
        story.finished(RunStatus.PARTIAL, connection="c-3"),
        story.finished(RunStatus.FAILED, connection="c-3", kind="export_goods"),
        story.created("1"),
        story.created("2"),
        story.refused("2"),
    )
    journal.now = utc_now() + dt.timedelta(hours=1)
    await journal.overdue.step()
    assert await journal.kinds() == [
        "connection_needs_attention",
        "orders_refused",
        "orders_unanswered",
        "run_failed",
        "run_partial",
        "connection_retrying",
    ]


async def test_accounts_see_their_own_only(journal, story, new_story):
    other = new_story("other")
    await journal.take(story.created("1"), story.refused("1"), other.created("1"), other.stored("1"))
    assert await journal.kinds() == ["orders_refused"]
    assert await journal.kinds("other") == []
    assert await journal.told(AccountId("other")) == []


async def test_browsers_are_told_when_the_list_changes_and_not_otherwise(journal, story):
    await journal.take(story.created("1"), story.stored("1"))
    assert await journal.told() == []
    await journal.take(story.connection())
    await journal.take(story.finished())
    assert await journal.told() == ["connection.changed", "run.finished"]
    await journal.take(story.finished(RunStatus.FAILED, at=1))
    await journal.take(story.finished(at=2))
    assert await journal.told() == [
        *("connection.changed", "run.finished"),
        *("run.finished", "attention.changed"),
        *("run.finished", "attention.changed"),
    ]


async def test_two_workers_at_the_same_orders_lose_nothing(new_journal, story):
    one, two = await new_journal(), await new_journal()
    orders = [str(number) for number in range(60)]
    created = [story.created(outside) for outside in orders]
    answers = [story.refused(outside) if int(outside) % 2 else story.stored(outside) for outside in orders]
    runs = [story.finished(at=number) for number in range(20)]
    await asyncio.gather(
        *(one.take(*created[at : at + 20], *runs[at // 4 : at // 4 + 5]) for at in range(0, 60, 20)),
        *(two.take(*answers[at : at + 20], *runs[at // 4 : at // 4 + 5]) for at in range(0, 60, 20)),
    )
    (item,) = (await one.get("attention"))["items"]
    assert item["count"] == 30
    assert item["money"] == [{"currency": "RUB", "amount": "30000.00", "count": 30}]
    assert (await one.get("today"))["loaded"]["count"] == 30


async def test_positions_of_live_messages_have_no_gaps_whoever_commits(new_journal, story):
    one, two = await new_journal(), await new_journal()
    workers = [one, two] * 10
    await asyncio.gather(*(worker.take(story.finished(at=place)) for place, worker in enumerate(workers)))
    rows = await one.mongo["live"].find({"account": "demo"}).sort("position", 1).to_list(None)
    assert [row["position"] for row in rows] == list(range(1, 21))
    assert await one.live.heads([AccountId("demo")]) == {"demo": 20}
