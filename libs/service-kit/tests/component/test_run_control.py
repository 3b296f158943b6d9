"""Runs by hand, dry and again; what a progress bar hears; how the health of a connection follows."""

import asyncio
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest

from contracts.base import AccountId
from contracts.events.connection import ConnectionChanged, RunFinished, RunKind, RunProgressed, RunTrigger
from service_kit.connections.store import Connection
from service_kit.errors import ConfigError, Postponed, TransientError
from service_kit.outbox import Unit
from service_kit.runs.model import Page, Phase, Result, RowState, Run, RunRow, Tally
from service_kit.runs.store import LeaseLost
from service_kit.runs.worker import MAX_OUTAGES
from service_kit.testing.process import eventually

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
NOW = {"kind": "import_orders"}


def rejected(number: int) -> RunRow:
    return RunRow(number, f"Документ № {number}", Result.REJECTED, RowState.DONE, key="file_missing")


def stored(number: int) -> RunRow:
    return RunRow(number, f"Заказ № {number}", Result.CREATED, RowState.DONE, title=str(number))


def page(*rows: RunRow, cursor: int = 10, **counts: int) -> Page:
    return Page(rows, Tally(**counts), cursor, cursor, 10)


async def key(office: Any, method: str, path: str, **options: Any) -> tuple[int, str]:
    answer = await office.call(method, path, **options)
    return answer.status_code, answer.json()["key"]


async def test_a_run_is_started_by_hand_by_a_manager_too_and_once_for_each_key(office: Any) -> None:
    made = await office.make()
    path, headers = f"/connections/{made['id']}/runs", {"Idempotency-Key": "k-1"}
    answers = [await office.call("POST", path, json=NOW, role="manager", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    first, second = (answer.json() for answer in answers)
    assert first == second
    assert (first["status"], first["trigger"], first["kind"], first["dry_run"]) == (
        "queued",
        "user",
        *NOW.values(),
        False,
    )
    assert (await office.call("POST", path, json=NOW)).json()["id"] != first["id"]


async def test_a_run_that_cannot_start_now_says_why(office: Any) -> None:
    made, off = await office.make(), await office.make(enabled=False)
    path = f"/connections/{made['id']}/runs"
    assert await key(office, "POST", f"/connections/{off['id']}/runs", json=NOW) == (409, "connection_disabled")
    assert await key(office, "POST", path, json={"kind": "export_goods"}) == (409, "run_not_by_hand")
    assert await key(office, "POST", path, json={"kind": "nonsense"}) == (422, "invalid_input")
    assert await office.mongo["runs"].count_documents({}) == 0


async def test_a_run_can_be_tried_without_effect_where_the_integration_bears_it(office: Any) -> None:
    made = await office.make()
    run = (await office.call("POST", f"/connections/{made['id']}/runs", json={**NOW, "dry_run": True})).json()
    assert run["dry_run"] is True
    claimed = await office.claimed()
    assert claimed.dry_run is True
    await office.record(claimed, page(stored(0), seen=1, created=1))
    await office.finish(claimed)
    (event,) = await office.told(RunFinished)
    assert event.data.dry_run is True
    assert (await office.shown(made))["last_success"] == {}
    files = {"file": ("x.xml", io.BytesIO(b"<x/>"))}
    tried = await office.call("POST", f"/connections/{made['id']}/uploads?dry_run=true", files=files)
    assert tried.json()["dry_run"] is True


async def test_files_that_a_run_makes_are_shown_and_stay(office: Any) -> None:
    made = await office.make()
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    run = await office.claimed()
    for name in ("old", "new"):
        file = await office.files.save(
            DEMO, name, io.BytesIO(name.encode()), content_type="text/plain", lives=dt.timedelta(days=1)
        )
        await office.runs.attach(run, "export", file)
    await office.runs.attach(run, "images", file)
    await office.finish(run)
    found = (await office.call("GET", f"/runs/{run.id}/files")).json()["items"]
    assert [shown["kind"] for shown in found] == ["export", "images"]
    assert file in found[0]["url"]
    with pytest.raises(LeaseLost):
        await office.runs.attach(run, "export", file)


async def test_progress_is_told_when_queued_and_begun_and_once_a_second_of_pages(office: Any) -> None:
    made = await office.make()
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    run = await office.claimed()
    for number in range(20):  # four pages a second
        office.now += dt.timedelta(milliseconds=250)
        await office.record(run, page(cursor=number + 1, seen=1, unchanged=1))
    told = [(event.data.status, event.data.counts.seen, event.data.done) for event in await office.told(RunProgressed)]
    assert told == [("queued", 0, 0), ("running", 0, 0), *(("running", seen, seen) for seen in (4, 8, 12, 16, 20))]
    event = (await office.told(RunProgressed))[-1]
    assert (event.subject, event.account, event.data.total, event.data.trigger) == (run.id, DEMO, 10, "user")


async def test_progress_of_a_page_that_was_not_stored_is_not_told(office: Any) -> None:
    made = await office.make()
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    run = await office.claimed()
    await office.runs.cancel(DEMO, run.id)
    office.now += dt.timedelta(seconds=5)
    with pytest.raises(LeaseLost):
        await office.record(run, page(seen=1, created=1))
    assert len(await office.told(RunProgressed)) == 2


class Executor:
    """Raises one error after another, then works."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.runs: list[Run] = []

    async def execute(self, run: Run) -> None:
        self.runs.append(run)
        if self.errors:
            raise self.errors.pop(0)


async def connection_of(office: Any, made: Any) -> Connection:
    found: Connection = await office.connections.get(DEMO, made["id"])
    return found


@pytest.fixture
def work(office: Any) -> Callable[..., Any]:
    """Execute the only run of a connection until it is over, minutes passing between two looks at it."""

    async def until_over(executor: Executor, made: Any, minutes: int = 1) -> Any:
        worker = office.worker(executor)
        for _ in range(20):
            if (run := await office.runs.claim()) is not None:
                await worker._execute(run)
            await office.finisher.step()
            (found,) = await office.runs.find(DEMO, made["id"], None, 1)
            if found["phase"] == Phase.DONE:
                return found
            office.now += dt.timedelta(minutes=minutes)
        raise AssertionError("the run is not over")

    return until_over


async def test_a_run_begins_at_once_when_this_process_queued_it(office: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("service_kit.runs.worker.IDLE_SECONDS", 60)
    made, executor = await office.make(), Executor()
    worker = asyncio.create_task(office.worker(executor).loop())
    try:
        await asyncio.sleep(0.05)  # it has looked and found nothing
        await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
        await eventually(lambda: executor.runs, 10, "the run has begun")
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


async def test_runs_of_several_connections_are_executed_side_by_side(office: Any) -> None:
    together: set[str] = set()
    all_there = asyncio.Event()

    class Meeting:
        async def execute(self, run: Run) -> None:
            together.add(run.id)
            if len(together) == 4:
                all_there.set()
            await all_there.wait()

    for _ in range(4):
        made = await office.make()
        await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    worker = asyncio.create_task(office.worker(Meeting()).loop())
    try:
        await asyncio.wait_for(all_there.wait(), 10)
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


async def test_settings_that_do_not_work_end_the_run_and_stop_the_connection(office: Any, work: Any) -> None:
    made = await office.make(every=15)
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    run = await work(Executor(ConfigError("secret_unreadable")), made)
    assert (run["status"], run["error"]) == ("failed", "secret_unreadable")
    shown = await office.shown(made)
    assert (shown["state"], shown["cause"]["key"]) == ("needs_attention", "secret_unreadable")
    assert await office.mongo["schedule"].count_documents({}) == 0
    (event,) = await office.told(RunFinished)
    assert (event.data.cause.key, bool(event.data.cause.do)) == ("secret_unreadable", True)


async def test_a_system_that_is_away_is_tried_again_until_it_works(office: Any, work: Any) -> None:
    made, executor = await office.make(), Executor(*[TransientError("service_unavailable") for _ in range(3)])
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    run = await work(executor, made)
    assert (run["status"], run["error"]) == ("success", None)
    assert [one.outages for one in executor.runs] == [0, 1, 2, 3]
    assert [one.tries for one in executor.runs] == [1, 1, 1, 1]
    assert [event.data.health for event in await office.told(ConnectionChanged)] == ["ok", "retrying", "ok"]
    shown = await office.shown(made)
    assert shown["state"] == "ok"
    assert shown["last_checked"]


async def test_a_system_that_stays_away_ends_the_run_and_leaves_the_connection_retrying(office: Any, work: Any) -> None:
    made, executor = await office.make(), Executor(*[TransientError("service_unavailable") for _ in range(99)])
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    run = await work(executor, made, minutes=11)
    assert (run["status"], run["error"], len(executor.runs)) == ("failed", "service_unavailable", MAX_OUTAGES)
    assert (await office.shown(made))["state"] == "retrying"


async def test_a_pause_that_the_other_side_asked_for_is_kept_and_counts_no_try(office: Any) -> None:
    made = await office.make()
    await office.call("POST", f"/connections/{made['id']}/runs", json=NOW)
    worker = office.worker(
        Executor(*[Postponed("service_unavailable", retry_after=90) for _ in range(MAX_OUTAGES + 2)])
    )
    for _ in range(MAX_OUTAGES + 2):
        await worker._execute(await office.claimed())
        office.now += dt.timedelta(seconds=89)
        assert await office.runs.claim() is None
        office.now += dt.timedelta(seconds=2)
    assert (await office.claimed()).outages == 0


async def test_rejected_rows_are_done_again_and_the_old_report_tells_which_are_cured(office: Any) -> None:
    made = await office.make()
    old = await office.upload(made)
    run = await office.claimed()
    await office.record(run, page(*(rejected(number) for number in (2, 5, 7)), seen=10, unchanged=7, rejected=3))
    await office.finish(run)
    again = await office.call("POST", f"/runs/{old['id']}/retry", json={"rows": [2, 7]}, role="manager")
    assert again.status_code == 202
    assert (again.json()["trigger"], again.json()["attempt_of"]) == ("retry", old["id"])
    second = await office.claimed()
    assert (second.only, second.file, second.attempt_of) == ({2, 7}, run.file, old["id"])
    await office.record(second, page(stored(2), rejected(7), seen=2, created=1, rejected=1))
    await office.finish(second)
    shown = (await office.call("GET", f"/runs/{old['id']}")).json()
    assert (shown["counts"]["rejected"], shown["open_rejected"]) == (3, 2)
    rows = (await office.call("GET", f"/runs/{old['id']}/rows")).json()["items"]
    assert {row["number"]: row["cured_by"] for row in rows} == {2: second.id, 5: None, 7: None}
    assert (await office.told(RunFinished))[-1].data.attempt_of == old["id"]


async def test_a_retry_of_a_retry_cures_the_first_report_too(office: Any) -> None:
    made = await office.make()
    first = await office.upload(made)
    run = await office.claimed()
    await office.record(run, page(rejected(3), seen=1, rejected=1))
    await office.finish(run)
    second = (await office.call("POST", f"/runs/{first['id']}/retry", json={"all_rejected": True})).json()
    run = await office.claimed()
    await office.record(run, page(rejected(3), seen=1, rejected=1))
    await office.finish(run)
    third = (await office.call("POST", f"/runs/{second['id']}/retry", json={"all_rejected": True})).json()
    run = await office.claimed()
    await office.record(run, page(seen=1, unchanged=1))  # it is there already: that is as good
    await office.finish(run)
    for report in (first, second):
        assert (await office.call("GET", f"/runs/{report['id']}")).json()["open_rejected"] == 0
        (row,) = (await office.call("GET", f"/runs/{report['id']}/rows")).json()["items"]
        assert row["cured_by"] == third["id"]
    assert await key(office, "POST", f"/runs/{first['id']}/retry", json={"all_rejected": True}) == (
        409,
        "nothing_to_retry",
    )


async def test_rows_that_a_broken_off_retry_did_not_reach_are_not_cured(office: Any) -> None:
    made = await office.make()
    old = await office.upload(made)
    run = await office.claimed()
    await office.record(run, page(*(rejected(number) for number in (2, 7)), seen=2, rejected=2))
    await office.finish(run)
    await office.call("POST", f"/runs/{old['id']}/retry", json={"all_rejected": True})
    again = await office.claimed()
    await office.record(again, page(stored(2), cursor=3, seen=1, created=1))
    await office.finish(again, "xml_broken")
    assert (await office.call("GET", f"/runs/{old['id']}")).json()["open_rejected"] == 1
    assert await office.runs.open_rejected(DEMO, old["id"]) == [7]


async def test_a_retry_that_cannot_be_says_why(office: Any) -> None:
    made = await office.make()
    old = await office.upload(made)
    path = f"/runs/{old['id']}/retry"
    assert await key(office, "POST", path, json={"all_rejected": True}) == (409, "run_not_over")
    run = await office.claimed()
    await office.record(run, page(rejected(2), seen=2, created=1, rejected=1))
    await office.finish(run)
    wrong = await office.call("POST", path, json={"rows": [2, 8]})
    assert (wrong.status_code, wrong.json()["key"]) == (409, "rows_not_rejected")
    assert "8" in wrong.json()["title"]
    for body in ({}, {"rows": []}, {"rows": [2], "all_rejected": True}, {"all_rejected": False}):
        assert await key(office, "POST", path, json=body) == (422, "invalid_input")
    assert await key(office, "POST", path, json={"rows": [2]}, account="stranger") == (404, "run_unknown")
    await office.edit(made, enabled=False)
    assert await key(office, "POST", path, json={"rows": [2]}) == (409, "connection_disabled")
    await office.edit(made)
    await office.files.delete(DEMO, run.file)
    assert await key(office, "POST", path, json={"rows": [2]}) == (409, "retry_file_gone")
    other = await office.runs.queue(await connection_of(office, made), RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u")
    await office.finish(await office.claimed())
    assert await key(office, "POST", f"/runs/{other['_id']}/retry", json={"rows": [2]}) == (409, "retry_without_file")


async def test_a_refused_order_that_the_platform_stores_later_is_no_open_row_any_more(office: Any) -> None:
    made = await office.make()
    old = await office.upload(made)
    run = await office.claimed()
    rows = (RunRow(n, "", Result.CREATED, RowState.ACCEPTED, subject=f"o-{n}", sequence=1) for n in (1, 2))
    await office.record(run, page(*rows, seen=2, created=2))

    async def answer(*answers: Any) -> Any:
        async def body(unit: Unit) -> None:
            await office.runs.answered(DEMO, answers, unit)

        await office.outbox.transact(body)
        await office.finisher.step()
        return (await office.call("GET", f"/runs/{old['id']}")).json()["open_rejected"]

    await office.runs.read_through(run, None, {}, dt.timedelta(minutes=1))
    assert await answer(("o-1", 1, "file_missing", {}), ("o-2", 1, "file_missing", {})) == 2
    assert await answer(("o-1", 1, None, {})) == 1
    assert await answer(("o-1", 1, None, {}), ("o-2", 1, "file_missing", {})) == 1
    assert await office.runs.open_rejected(DEMO, old["id"]) == [2]


async def test_the_same_retry_sent_twice_is_one_run(office: Any) -> None:
    made = await office.make()
    old = await office.upload(made)
    run = await office.claimed()
    await office.record(run, page(rejected(2), seen=1, rejected=1))
    await office.finish(run)
    sent = [
        await office.call("POST", f"/runs/{old['id']}/retry", json={"rows": [2]}, headers={"Idempotency-Key": "again"})
        for _ in range(2)
    ]
    assert sent[0].json()["id"] == sent[1].json()["id"]
