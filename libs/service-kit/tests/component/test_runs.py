"""Runs: one per connection at a time, taken over after a crash, told to nobody twice."""

import asyncio
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind, RunTrigger
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.problems import NotFound, Problem
from service_kit.runs.model import Page, Phase, Result, RowState, Run, RunRow, Tally
from service_kit.runs.store import LEASE, MAX_TRIES, OF_ACCOUNT, LeaseLost, Runs
from service_kit.runs.worker import NotYet, RunWorker
from service_kit.testing.process import eventually

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, delta: dt.timedelta) -> None:
        self.now += delta


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def runs(mongo: Mongo, silent_outbox: Outbox, clock: Clock, put_connection: Any) -> Runs:
    await mongo.prepare(Runs.INDEXES)
    await put_connection()
    return Runs(mongo, silent_outbox, "shop-sync", clock)


def shop(identity: str = "c-1", account: AccountId = DEMO) -> Connection:
    now = utc_now()
    return Connection(
        id=ConnectionId(identity),
        account=account,
        integration="files",
        name="Магазин",
        enabled=True,
        config={},
        created_at=now,
        updated_at=now,
    )


async def queued(runs: Runs, connection: Connection | None = None, **options: Any) -> Any:
    return await runs.queue(
        connection or shop(), RunKind.IMPORT_ORDERS, RunTrigger.FILE, by="user-1", **{"file": "f-1", **options}
    )


def row(number: int, result: Result = Result.CREATED, state: RowState = RowState.ACCEPTED, **fields: Any) -> RunRow:
    plain = {"where": f"строка {number}", "subject": f"o-{number}", "sequence": 1, "amount": Decimal("10.50")}
    return RunRow(number=number, result=result, state=state, **{**plain, "currency": "RUB", **fields})


def page(*rows: RunRow, cursor: int = 1, **counts: int) -> Page:
    return Page(rows=rows, tally=Tally(**counts), cursor=cursor, done=cursor, total=10)


@pytest.fixture
def record(runs: Runs, silent_outbox: Outbox) -> Callable[..., Any]:
    """Store a page of a run as an executor does."""

    async def store(run: Run, stored: Page) -> None:
        async def body(unit: Unit) -> None:
            await runs.record(run, stored, unit)

        await silent_outbox.transact(body)
        runs.advance(run, stored)

    return store


async def claimed(runs: Runs) -> Run:
    run = await runs.claim()
    assert run is not None
    return run


async def test_one_run_of_a_connection_at_a_time_and_other_connections_meanwhile(runs: Runs) -> None:
    first, second = await queued(runs), await queued(runs)
    other = await queued(runs, shop("c-2"))
    got = {(await claimed(runs)).id, (await claimed(runs)).id}
    assert got == {first["_id"], other["_id"]}
    assert await runs.claim() is None
    shown = await runs.get(DEMO, second["_id"])
    assert shown["status"] == "queued"


async def test_claiming_at_once_never_gives_two_runs_of_a_connection(runs: Runs) -> None:
    for _ in range(5):
        await queued(runs)
    got = [run for run in await asyncio.gather(*(runs.claim() for _ in range(8))) if run]
    assert len(got) == 1


async def test_a_busy_connection_with_a_long_queue_does_not_hold_up_other_accounts(runs: Runs) -> None:
    for _ in range(30):
        await queued(runs, shop("busy", AccountId("a")))
    other = await queued(runs, shop("c-2", AccountId("b")))
    await claimed(runs)
    assert (await claimed(runs)).id == other["_id"]


async def test_the_oldest_run_goes_first_whatever_its_account_is_called(runs: Runs, clock: Clock) -> None:
    older = await queued(runs, shop("c-1", AccountId("z")))
    clock.move(dt.timedelta(seconds=1))
    await queued(runs, shop("c-2", AccountId("a")))
    assert (await claimed(runs)).id == older["_id"]


async def test_a_run_of_a_dead_worker_is_taken_over_from_its_cursor_once_the_lease_ran_out(
    runs: Runs, clock: Clock, record: Callable[..., Any]
) -> None:
    await queued(runs)
    dead = await claimed(runs)
    await record(dead, page(row(0), cursor=7, seen=7, created=1, unchanged=6))
    assert await runs.claim() is None
    clock.move(LEASE + dt.timedelta(seconds=1))
    heir = await claimed(runs)
    assert (heir.id, heir.cursor, heir.tries) == (dead.id, 7, 2)
    assert heir.tally == Tally(seen=7, created=1, unchanged=6)


async def test_the_old_owner_writes_nothing_any_more(
    *, mongo: Mongo, runs: Runs, clock: Clock, record: Callable[..., Any]
) -> None:
    await queued(runs)
    old = await claimed(runs)
    clock.move(LEASE + dt.timedelta(seconds=1))
    heir = await claimed(runs)
    with pytest.raises(LeaseLost):
        await record(old, page(row(0), seen=1, created=1))
    with pytest.raises(LeaseLost):
        await runs.renew(old)
    await runs.read_through(old, "run_failed", {}, LEASE)
    await runs.postpone(old, LEASE)
    shown = await runs.get(DEMO, heir.id)
    assert (shown["phase"], shown["counts"]["seen"], shown.get("error")) == (Phase.READING, 0, None)
    assert await mongo["run_rows"].count_documents({}) == 0
    await record(heir, page(row(0), seen=1, created=1))
    assert await mongo["run_rows"].count_documents({}) == 1


async def test_a_renewed_lease_is_not_taken_over(runs: Runs, clock: Clock) -> None:
    await queued(runs)
    run = await claimed(runs)
    for _ in range(3):
        clock.move(LEASE / 2)
        await runs.renew(run)
    assert await runs.claim() is None


async def test_a_postponed_run_waits_its_time_and_counts_no_try(runs: Runs, clock: Clock) -> None:
    await queued(runs)
    await runs.postpone(await claimed(runs), dt.timedelta(seconds=5))
    assert await runs.claim() is None
    clock.move(dt.timedelta(seconds=6))
    assert (await claimed(runs)).tries == 1


async def test_the_same_idempotency_key_gives_the_same_run(runs: Runs) -> None:
    made = await asyncio.gather(*(queued(runs, idempotency_key="k-1") for _ in range(5)))
    assert len({run["_id"] for run in made}) == 1
    assert (await queued(runs, shop("c-2"), idempotency_key="k-1"))["_id"] != made[0]["_id"]
    assert (await runs.same_request(shop(), "k-1"))["_id"] == made[0]["_id"]
    assert await runs.same_request(shop(), "k-2") is None


async def test_cancelling_takes_the_run_from_its_worker_and_a_finished_one_cannot_be_cancelled(
    *, runs: Runs, record: Callable[..., Any], mongo: Mongo
) -> None:
    await queued(runs)
    run = await claimed(runs)
    await runs.cancel(DEMO, run.id)
    with pytest.raises(LeaseLost):
        await record(run, page(row(0), seen=1, created=1))
    assert await mongo["run_rows"].count_documents({}) == 0
    await mongo["runs"].update_one({"_id": run.id}, {"$set": {"phase": Phase.DONE}})
    with pytest.raises(Problem) as caught:
        await runs.cancel(DEMO, run.id)
    assert (caught.value.status, caught.value.key) == (409, "run_finished_already")


async def test_another_account_sees_and_touches_nothing(runs: Runs) -> None:
    made = await queued(runs)
    stranger = AccountId("stranger")
    with pytest.raises(NotFound):
        await runs.get(stranger, made["_id"])
    with pytest.raises(NotFound):
        await runs.cancel(stranger, made["_id"])
    assert await runs.find(stranger, "c-1", None, 10) == []
    assert await runs.rows(stranger, made["_id"], None, -1, 10) == []


async def test_rows_come_in_pages_and_a_refused_row_is_found_among_the_rejected(
    *, runs: Runs, record: Callable[..., Any], silent_outbox: Outbox
) -> None:
    await queued(runs)
    run = await claimed(runs)
    rejected = row(9, Result.REJECTED, RowState.DONE, subject=None, key="file_missing")
    await record(run, page(*(row(number) for number in range(9)), rejected, cursor=10, seen=10, created=9, rejected=1))
    await answer(runs, silent_outbox, ("o-3", 1, "run_failed", {"why": "нет"}), ("o-4", 1, None, {}))

    async def numbers(result: Result | None, after: int = -1, limit: int = 50) -> list[int]:
        return [found["number"] for found in await runs.rows(DEMO, run.id, result, after, limit)]

    assert await numbers(None, limit=4) == [0, 1, 2, 3]
    assert await numbers(None, after=3, limit=4) == [4, 5, 6, 7]
    assert await numbers(Result.REJECTED) == [3, 9]
    assert await numbers(Result.CREATED) == [0, 1, 2, 4, 5, 6, 7, 8]
    assert await numbers(Result.UPDATED) == []


async def answer(runs: Runs, outbox: Outbox, *answers: Any, account: AccountId = DEMO) -> None:
    async def body(unit: Unit) -> None:
        await runs.answered(account, answers, unit)

    await outbox.transact(body)


async def test_an_answer_of_another_account_or_version_answers_no_row(
    *, mongo: Mongo, runs: Runs, record: Callable[..., Any], silent_outbox: Outbox
) -> None:
    await queued(runs)
    run = await claimed(runs)
    await record(run, page(row(0), seen=1, created=1))
    await answer(runs, silent_outbox, ("o-0", 1, None, {}), account=AccountId("stranger"))
    await answer(runs, silent_outbox, ("o-0", 2, None, {}))
    assert (await mongo["run_rows"].find_one({}))["state"] == RowState.ACCEPTED


class Executor:
    """Fails as told, one error a run."""

    def __init__(self, *errors: BaseException | None) -> None:
        self.errors = list(errors)
        self.runs: list[Run] = []

    async def execute(self, run: Run) -> None:
        self.runs.append(run)
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error


@pytest.fixture
def worker(runs: Runs, new_connections: Callable[..., Connections]) -> Callable[[Any], RunWorker]:
    """Make a worker with an executor."""
    connections = new_connections()
    return lambda executor: RunWorker(runs, connections, {RunKind.IMPORT_ORDERS: executor})


@pytest.fixture
def worked(worker: Callable[[Any], RunWorker]) -> Callable[..., Any]:
    """Run a worker until something is done."""

    async def work(executor: Any, done: Callable[[], Any]) -> None:
        task = asyncio.create_task(worker(executor).loop())
        try:
            await eventually(done, what="the worker is done")
            assert not task.done()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return work


async def phase(runs: Runs, run: Any) -> tuple[str, str | None]:
    found = await runs.get(DEMO, run["_id"])
    return found["phase"], found.get("error")


async def test_an_executor_that_returns_leaves_the_run_waiting_for_answers(runs: Runs, worked: Any) -> None:
    run = await queued(runs)
    await worked(Executor(), lambda: _in(runs, run, Phase.ANSWERS))
    assert await phase(runs, run) == (Phase.ANSWERS, None)


async def _in(runs: Runs, run: Any, wanted: Phase) -> bool:
    return (await phase(runs, run))[0] == wanted


async def test_a_failure_with_a_key_ends_the_run_with_that_key_and_its_details(runs: Runs, worked: Any) -> None:
    run = await queued(runs)
    await worked(Executor(DataError("integration_unknown", slug="x")), lambda: _in(runs, run, Phase.ANSWERS))
    assert await phase(runs, run) == (Phase.ANSWERS, "integration_unknown")
    assert (await runs.get(DEMO, run["_id"]))["error_details"] == {"slug": "x"}


async def test_what_is_not_there_yet_is_waited_for(*, runs: Runs, clock: Clock, worked: Any) -> None:
    run = await queued(runs)
    executor = Executor(NotYet())

    async def again() -> bool:
        clock.move(dt.timedelta(seconds=2))
        return await _in(runs, run, Phase.ANSWERS)

    await worked(executor, again)
    assert [got.tries for got in executor.runs] == [1, 1]


async def test_a_bug_is_tried_again_and_then_ends_the_run(runs: Runs, clock: Clock, worker: Any) -> None:
    run = await queued(runs)
    executor = Executor(*[ValueError() for _ in range(MAX_TRIES + 3)])
    for _ in range(MAX_TRIES):
        assert await phase(runs, run) != (Phase.ANSWERS, "run_failed")
        await worker(executor)._execute(await claimed(runs))
        clock.move(LEASE + dt.timedelta(seconds=1))
    assert await phase(runs, run) == (Phase.ANSWERS, "run_failed")
    assert await runs.claim() is None


async def test_a_run_that_kills_its_workers_is_given_up_and_not_executed_again(
    *, runs: Runs, clock: Clock, worked: Any
) -> None:
    run = await queued(runs)
    for _ in range(MAX_TRIES):
        await claimed(runs)
        clock.move(LEASE + dt.timedelta(seconds=1))
    executor = Executor()
    await worked(executor, lambda: _in(runs, run, Phase.ANSWERS))
    assert executor.runs == []
    assert await phase(runs, run) == (Phase.ANSWERS, "run_failed")


async def test_a_worker_that_is_stopped_while_a_run_ends_does_stop(runs: Runs, new_connections: Any) -> None:
    await queued(runs)
    run = await claimed(runs)

    class Ending(RunWorker):
        """Stopped just when the run is executed and its lease is being let go."""

        async def _attempt(self, run: Run) -> None:
            asyncio.get_running_loop().call_soon(task.cancel)

    async def work() -> None:
        while True:
            await Ending(runs, new_connections(), {})._execute(run)

    task = asyncio.create_task(work())
    done, _ = await asyncio.wait([task], timeout=2)
    assert done
    assert task.cancelled()


class Hanging:
    """A shop that never answers; it tells when somebody has stopped waiting for it."""

    def __init__(self) -> None:
        self.asked = 0
        self.left = 0

    async def execute(self, _: Run) -> None:
        self.asked += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.left += 1


async def test_hanging_shops_of_one_account_leave_workers_for_the_others(runs: Runs, clock: Clock) -> None:
    for number in range(30):
        await queued(runs, shop(f"a-{number}", AccountId("hanging")))
    clock.move(dt.timedelta(seconds=1))
    other = await queued(runs, shop("c-1", AccountId("b")))
    got = [await claimed(runs) for _ in range(OF_ACCOUNT + 1)]
    assert other["_id"] in {run.id for run in got}
    assert await runs.claim() is None


async def test_runs_that_await_answers_hold_no_worker_of_their_account(runs: Runs) -> None:
    for number in range(OF_ACCOUNT + 1):
        await queued(runs, shop(f"c-{number}"))
    first, *_ = [await claimed(runs) for _ in range(OF_ACCOUNT)]
    assert await runs.claim() is None
    await runs.read_through(first, None, {}, dt.timedelta(minutes=1))
    await claimed(runs)


async def test_a_cancelled_run_leaves_a_shop_that_hangs(
    runs: Runs, worked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.runs.worker.RENEW_SECONDS", 0.05)
    run, executor = await queued(runs), Hanging()

    async def left() -> bool:
        if executor.asked and await _in(runs, run, Phase.READING):
            await runs.cancel(DEMO, run["_id"])
        return executor.left == 1

    await worked(executor, left)
    assert (await runs.get(DEMO, run["_id"]))["cancelled"]


@pytest.mark.parametrize("change", [{"enabled": False}, {"deleted": True}])
async def test_a_run_of_a_connection_that_is_switched_off_meanwhile_ends(
    *, runs: Runs, mongo: Mongo, worked: Any, monkeypatch: pytest.MonkeyPatch, change: dict[str, bool]
) -> None:
    monkeypatch.setattr("service_kit.runs.worker.RENEW_SECONDS", 0.05)
    run, executor = await queued(runs), Hanging()

    async def left() -> bool:
        if executor.asked:
            await mongo["connections"].update_one({"account": DEMO, "_id": "c-1"}, {"$set": change})
        return executor.left == 1

    await worked(executor, left)
    assert (await runs.get(DEMO, run["_id"]))["cancelled"]


async def test_a_run_that_waited_while_its_connection_was_switched_off_asks_nothing(
    runs: Runs, mongo: Mongo, worked: Any
) -> None:
    run, executor = await queued(runs), Executor()
    await mongo["connections"].update_one({"account": DEMO, "_id": "c-1"}, {"$set": {"enabled": False}})
    await worked(executor, lambda: _in(runs, run, Phase.ANSWERS))
    assert executor.runs == []
    assert await phase(runs, run) == (Phase.ANSWERS, "connection_disabled")
