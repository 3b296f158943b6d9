"""The table of a run as a price list, goods that want a product, and the runs that are not over."""

import datetime as dt
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind, RunTrigger
from service_kit.outbox import Unit
from service_kit.runs.model import Effect, OutsideGood, Page, Result, RowState, Run, RunRow, Tally

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")


def good(number: int, change: float | None = None, **fields: Any) -> RunRow:
    return RunRow(number, f"т-{number}", Result.UPDATED, RowState.DONE, price_change=change, **fields)


async def begun(office: Any, trigger: RunTrigger = RunTrigger.USER) -> Run:
    made = await office.make()
    connection = await office.connections.get(DEMO, ConnectionId(made["id"]))
    await office.runs.queue(connection, RunKind.IMPORT_ORDERS, trigger, by="u")
    run: Run = await office.claimed()
    return run


def page(*rows: RunRow, effect: Effect | None = None) -> Page:
    count = len(rows)
    return Page(rows, Tally(seen=count, updated=count), count, count, 10, effect)


async def numbers(office: Any, run: Run, query: str) -> tuple[list[int], int | None]:
    answer = (await office.call("GET", f"/runs/{run.id}/rows?{query}", role="manager")).json()
    return [row["number"] for row in answer["items"]], answer["next"]


async def test_the_largest_change_of_a_price_comes_first_page_by_page(office: Any) -> None:
    run = await begun(office)
    await office.record(run, page(good(0), good(1, 0.1), good(2, 0.6), good(3, gone=True), good(4, 0.1)))
    assert await numbers(office, run, "sort=change&limit=2") == ([2, 1], 2)
    assert await numbers(office, run, "sort=change&limit=2&cursor=2") == ([4, 0], 4)
    assert await numbers(office, run, "sort=change&limit=2&cursor=4") == ([3], None)
    assert await numbers(office, run, "gone=true") == ([3], None)
    assert await numbers(office, run, "sort=change&gone=false&result=updated") == ([2, 1, 4, 0], None)
    assert await numbers(office, run, "sort=change&result=created") == ([], None)


async def test_a_run_tells_its_effect_over_all_pages_and_rows_that_are_not_kept(office: Any) -> None:
    run = await begun(office)

    async def effect() -> Any:
        return (await office.call("GET", f"/runs/{run.id}")).json()["effect"]

    assert await effect() == {"prices_changed": 0, "largest_change": 0.0, "gone": 0}
    await office.record(run, page(good(0, 0.1), good(1, 0.6), good(2)))
    await office.record(run, page(good(3, gone=True)))
    assert await effect() == {"prices_changed": 2, "largest_change": 0.6, "gone": 1}
    await office.record(run, page(good(4, 0.2), effect=Effect(7, 0.9, 1)))
    assert await effect() == {"prices_changed": 9, "largest_change": 0.9, "gone": 2}


async def test_a_row_tells_the_goods_that_want_a_product_also_those_the_platform_refused(office: Any) -> None:
    run = await begun(office)
    shirt, cap = OutsideGood("945", "Рубашка", "48-A"), OutsideGood("946", "Кепка")
    waiting = RunRow(0, "", Result.CREATED, RowState.ACCEPTED, subject="o-1", sequence=1)
    await office.record(run, page(waiting, good(1, goods=(shirt,))))

    async def body(unit: Unit) -> None:
        await office.runs.answered(DEMO, [("o-1", 1, "file_missing", {})], unit, goods={"o-1": [cap]})

    await office.outbox.transact(body)
    rows = (await office.call("GET", f"/runs/{run.id}/rows")).json()["items"]
    assert [row["goods"] for row in rows] == [
        [{"outside_id": "946", "name": "Кепка", "article": None}],
        [{"outside_id": "945", "name": "Рубашка", "article": "48-A"}],
    ]


async def test_runs_that_go_on_are_listed_until_they_are_over_to_their_account_alone(office: Any) -> None:
    quiet = await begun(office, RunTrigger.PERIOD)
    office.now += dt.timedelta(seconds=1)
    run = await begun(office)

    async def going(account: str = "demo") -> list[str]:
        answer = await office.call("GET", "/runs", account=account, role="manager")
        return [one["id"] for one in answer.json()["items"]]

    assert await going() == [run.id]
    assert await going("other") == []
    await office.record(quiet, page(good(0)))
    assert await going() == [run.id, quiet.id]
    await office.finish(run)
    assert await going() == [quiet.id]
