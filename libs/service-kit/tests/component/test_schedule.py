"""Runs that start by themselves: on time, spread, once, and only when they may."""

import asyncio
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.base import AccountId
from contracts.events.connection import RunFinished, RunProgressed
from service_kit.connections.plan import next_tick
from service_kit.metrics import RUNS_DUE
from service_kit.runs.model import Page, Result, RowState, RunRow, Tally

DEMO = AccountId("demo")
PERIOD = dt.timedelta(minutes=15)
PERIODS = st.sampled_from([dt.timedelta(minutes=minutes) for minutes in (15, 30, 60, 180, 720, 1440)])
MOMENTS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC))


@given(st.text(), PERIODS, MOMENTS)
def test_the_next_tick_is_within_a_period_and_the_one_behind_it_a_period_later(
    identity: str, period: dt.timedelta, now: dt.datetime
) -> None:
    tick = next_tick(identity, period, now)
    assert dt.timedelta(0) < tick - now <= period
    assert next_tick(identity, period, tick) == tick + period
    assert next_tick(identity, period, tick - dt.timedelta(seconds=1)) == tick


def test_ticks_of_many_connections_spread_over_the_period() -> None:
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    places = [(next_tick(f"c-{number}:import_orders", PERIOD, now) - now) / PERIOD for number in range(1000)]
    for tenth in range(10):
        assert 50 < sum(tenth / 10 <= place < (tenth + 1) / 10 for place in places) < 150


async def due_run(office: Any, made: Any) -> Any:
    """The newest run of the connection, if there is one."""
    found = await office.runs.find(DEMO, made["id"], None, 10)
    assert len(found) <= 1
    return found[0] if found else None


with_mongo = pytest.mark.mongo


@with_mongo
async def test_a_run_is_queued_when_its_time_has_come_and_not_before(office: Any) -> None:
    made = await office.make(every=15)
    tick = (await office.mongo["schedule"].find_one({}))["due_at"]
    office.now = tick - dt.timedelta(seconds=1)
    await office.scheduler().step()
    assert await due_run(office, made) is None
    office.now = tick
    await office.scheduler().step()
    run = await due_run(office, made)
    assert (run["kind"], run["trigger"], run["status"]) == ("import_orders", "period", "queued")


@with_mongo
async def test_schedulers_of_several_replicas_fire_once(office: Any) -> None:
    made = [await office.make(every=15) for _ in range(10)]
    office.now += PERIOD
    await asyncio.gather(*(office.scheduler().step() for _ in range(4)))
    assert await office.mongo["runs"].count_documents({}) == 10
    assert all([await due_run(office, one) for one in made])


@with_mongo
async def test_missed_ticks_run_once_and_the_next_one_comes_at_its_usual_place(office: Any) -> None:
    made = await office.make(every=15)
    tick = (await office.mongo["schedule"].find_one({}))["due_at"]
    office.now = tick + 10 * PERIOD + dt.timedelta(seconds=3)
    for _ in range(3):
        await office.scheduler().step()
    assert await due_run(office, made)
    await office.finish(await office.claimed())
    await office.scheduler().step()
    assert await due_run(office, made) is None
    assert (await office.mongo["schedule"].find_one({}))["due_at"] == tick + 11 * PERIOD


@with_mongo
async def test_nothing_starts_while_a_run_of_the_connection_is_open_and_others_do(office: Any) -> None:
    busy, free = await office.make(every=15), await office.make(every=15)
    await office.call("POST", f"/connections/{busy['id']}/runs", json={"kind": "import_orders"})
    run = await office.claimed()
    office.now += PERIOD
    await office.scheduler().step()
    assert (await due_run(office, busy))["_id"] == run.id
    assert (await due_run(office, free))["trigger"] == "period"
    row = RunRow(0, "Заказ № 1", Result.CREATED, RowState.DONE)
    await office.runs.renew(run)
    await office.record(run, Page((row,), Tally(seen=1, created=1), 1, 1, 1))
    await office.finish(run)
    await office.scheduler().step()
    assert len(await office.runs.find(DEMO, busy["id"], None, 10)) == 2


@with_mongo
@pytest.mark.parametrize("why", ["paused", "attention", "deleted", "no period"])
async def test_a_connection_that_may_not_run_has_no_ticks(office: Any, why: str) -> None:
    made = await office.make(every=15)
    if why == "paused":
        await office.edit(made, enabled=False)
    elif why == "attention":
        await office.connections.attention(await office.connections.get(DEMO, made["id"]), "secret_unreadable", {})
    elif why == "deleted":
        await office.call("DELETE", f"/connections/{made['id']}")
    else:
        await office.edit(made, every=0)
    office.now += 2 * PERIOD
    await office.scheduler().step()
    assert await office.mongo["runs"].count_documents({}) == 0


@with_mongo
async def test_a_connection_that_may_run_again_has_its_ticks_again(office: Any) -> None:
    made = await office.make(every=15)
    tick = (await office.mongo["schedule"].find_one({}))["due_at"]
    await office.edit(made, enabled=False)
    await office.edit(made)
    assert (await office.mongo["schedule"].find_one({}))["due_at"] == tick
    await office.edit(made, every=30)
    changed = await office.mongo["schedule"].find_one({})
    assert changed["seconds"] == 1800
    assert (await office.shown(made))["schedule"] == {"import_orders": 1800}


@with_mongo
async def test_the_next_time_is_shown_while_there_is_one(office: Any) -> None:
    made, other = await office.make(every=15), await office.make()
    tick = (await office.mongo["schedule"].find_one({}))["due_at"]
    assert dt.datetime.fromisoformat((await office.shown(made))["next_run"]["import_orders"]) == tick
    listed = (await office.call("GET", "/connections")).json()["items"]
    assert [one["next_run"] for one in listed] == [(await office.shown(made))["next_run"], {}]
    assert (await office.shown(other))["next_run"] == {}
    office.now = tick
    await office.scheduler().step()
    assert dt.datetime.fromisoformat((await office.shown(made))["next_run"]["import_orders"]) == tick + PERIOD
    assert (await office.edit(made, enabled=False)).json()["next_run"] == {}


@with_mongo
async def test_saving_other_settings_does_not_move_the_tick(office: Any) -> None:
    made = await office.make(every=15)
    await office.mongo["schedule"].update_one({}, {"$set": {"due_at": office.now}})
    await office.edit(made, url="https://new.example")
    assert (await office.mongo["schedule"].find_one({}))["due_at"] == office.now


@with_mongo
async def test_a_tick_that_finds_nothing_leaves_its_time_alone(office: Any) -> None:
    made = await office.make(every=15)
    office.now += PERIOD
    await office.scheduler().step()
    run = await office.claimed()
    office.now += dt.timedelta(seconds=5)
    await office.record(run, Page((), Tally(seen=3, unchanged=3), 3, 3, 3))
    await office.finish(run)
    assert await due_run(office, made) is None
    assert await office.told(RunFinished) == []
    assert await office.told(RunProgressed) == []
    shown = await office.shown(made)
    assert shown["last_checked"] == shown["last_success"]["import_orders"]
    assert shown["last_checked"]


@with_mongo
@pytest.mark.parametrize("outcome", ["found", "failed"])
async def test_a_tick_that_finds_something_or_fails_stays(office: Any, outcome: str) -> None:
    made = await office.make(every=15)
    office.now += PERIOD
    await office.scheduler().step()
    run = await office.claimed()
    office.now += dt.timedelta(seconds=5)
    if outcome == "found":
        row = RunRow(0, "Заказ № 1", Result.CREATED, RowState.DONE)
        await office.record(run, Page((row,), Tally(seen=1, created=1), 1, 1, 1))
        await office.finish(run)
        assert [event.data.counts.created for event in await office.told(RunProgressed)] == [1]
    else:
        await office.finish(run, "service_unavailable")
    assert await due_run(office, made)
    assert len(await office.told(RunFinished)) == 1


@with_mongo
async def test_the_number_of_due_runs_is_measured(office: Any) -> None:
    for _ in range(3):
        await office.make(every=15)
    office.now += PERIOD
    await office.scheduler().step()
    assert RUNS_DUE._value.get() == 3
    await office.scheduler().step()
    assert RUNS_DUE._value.get() == 0


@with_mongo
@pytest.mark.parametrize("jump", [dt.timedelta(minutes=40), dt.timedelta(days=400)], ids=["small", "large"])
async def test_ticks_go_on_at_once_when_the_clock_is_put_back(office: Any, jump: dt.timedelta) -> None:
    made = await office.make(every=15)
    office.now -= jump
    await office.scheduler().step()
    assert (await due_run(office, made))["trigger"] == "period"
    await office.finish(await office.claimed())
    await office.scheduler().step()
    assert await due_run(office, made) is None
    ahead = (await office.mongo["schedule"].find_one({}))["due_at"] - office.now
    assert dt.timedelta(0) < ahead <= PERIOD


@with_mongo
async def test_a_clock_that_is_put_back_a_little_within_a_period_starts_nothing(office: Any) -> None:
    made = await office.make(every=15)
    office.now = (await office.mongo["schedule"].find_one({}))["since"] + dt.timedelta(minutes=5)
    office.now -= dt.timedelta(minutes=4)
    await office.scheduler().step()
    assert await due_run(office, made) is None


@with_mongo
async def test_a_run_that_was_put_off_starts_when_the_clock_is_put_back_and_is_put_off_once(office: Any) -> None:
    await office.call("POST", f"/connections/{(await office.make())['id']}/runs", json={"kind": "import_orders"})
    await office.runs.postpone(await office.claimed(), dt.timedelta(hours=20))
    office.now += dt.timedelta(minutes=1)
    assert await office.runs.claim() is None
    office.now -= dt.timedelta(days=3)
    await office.runs.postpone(await office.claimed(), dt.timedelta(hours=2))
    assert await office.runs.claim() is None
    office.now += dt.timedelta(hours=2)
    assert await office.runs.claim() is not None


@with_mongo
async def test_a_run_whose_worker_died_before_the_clock_was_put_back_is_begun_again(office: Any) -> None:
    await office.call("POST", f"/connections/{(await office.make())['id']}/runs", json={"kind": "import_orders"})
    run = await office.claimed()
    office.now -= dt.timedelta(seconds=10)
    assert await office.runs.claim() is None
    office.now -= dt.timedelta(days=3)
    assert (await office.claimed()).id == run.id
