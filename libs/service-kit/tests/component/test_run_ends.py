"""The end of a run: its status, counts and money, told to the others once."""

import asyncio
import datetime as dt
import io
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunFinished, RunKind, RunTrigger
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.runs import finish
from service_kit.runs.finish import Finisher
from service_kit.runs.model import Page, Phase, Result, RowState, RunRow, Tally
from service_kit.runs.store import Runs
from service_kit.runs.worker import ANSWERS_WITHIN
from service_kit.texts import Texts

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")


class Bench:
    """Runs that are read through, and the finisher."""

    def __init__(self, mongo: Mongo, outbox: Outbox, connections: Connections) -> None:
        self.mongo = mongo
        self.connections = connections
        self.outbox = outbox
        self.now = utc_now()
        self.runs = Runs(mongo, outbox, "shop-sync", self.clock)
        self.files = Files(mongo, "k" * 32, self.clock)
        self.finisher = self.another_finisher()

    def clock(self) -> dt.datetime:
        return self.now

    def another_finisher(self) -> Finisher:
        return Finisher(
            self.mongo,
            self.outbox,
            "shop-sync",
            files=self.files,
            connections=self.connections,
            texts=Texts(),
            now=self.clock,
        )

    async def read_run(self, *rows: RunRow, error: str | None = None, connection: str = "c-1", **counts: int) -> str:
        """A run whose source is read, with these rows."""
        made = await self.queued(connection)
        run = await self.runs.claim()
        assert run is not None
        assert run.id == made
        self.now += dt.timedelta(seconds=2)

        async def body(unit: Unit) -> None:
            await self.runs.record(run, Page(rows, Tally(**counts), cursor=1, done=5, total=10), unit)

        await self.outbox.transact(body)
        await self.runs.read_through(run, error, {}, ANSWERS_WITHIN)
        return run.id

    async def queued(self, connection: str = "c-1") -> str:
        shop = Connection(
            id=ConnectionId(connection),
            account=DEMO,
            integration="files",
            name="Магазин",
            enabled=True,
            config={},
            created_at=self.now,
            updated_at=self.now,
        )
        made = await self.runs.queue(shop, RunKind.IMPORT_ORDERS, RunTrigger.FILE, by="user-1")
        return str(made["_id"])

    async def answer(self, *answers: Any) -> None:
        async def body(unit: Unit) -> None:
            await self.runs.answered(DEMO, answers, unit)

        await self.outbox.transact(body)

    async def run(self, identity: str) -> Any:
        return await self.runs.get(DEMO, identity)

    async def told(self) -> list[RunFinished]:
        rows = await self.mongo["outbox"].find({"type": RunFinished.key}).sort("_id", 1).to_list(None)
        return [RunFinished.model_validate_json(bytes(row["body"])) for row in rows]


@pytest.fixture
async def bench(mongo: Mongo, silent_outbox: Outbox, new_connections: Any) -> Bench:
    await mongo.prepare([*Runs.INDEXES, *Files.INDEXES])
    return Bench(mongo, silent_outbox, new_connections())


def row(number: int, result: Result = Result.CREATED, amount: str | None = "10.50", currency: str = "RUB") -> RunRow:
    return RunRow(
        number=number,
        where=f"строка {number}",
        result=result,
        state=RowState.ACCEPTED,
        subject=f"o-{number}",
        sequence=1,
        amount=Decimal(amount) if amount else None,
        currency=currency if amount else None,
    )


def rejected(number: int) -> RunRow:
    return RunRow(number=number, where="", result=Result.REJECTED, state=RowState.DONE, key="file_missing")


async def test_a_run_ends_only_when_all_its_orders_are_answered(bench: Bench) -> None:
    run = await bench.read_run(row(0), row(1, Result.UPDATED, "0.10"), seen=3, created=1, updated=1, unchanged=1)
    await bench.answer(("o-0", 1, None, {}))
    await bench.finisher.step()
    assert (await bench.run(run))["phase"] == Phase.ANSWERS
    await bench.answer(("o-1", 1, None, {}))
    await bench.finisher.step()
    ended = await bench.run(run)
    assert (ended["status"], ended["error"], ended["phase"]) == ("success", None, Phase.DONE)
    assert ended["progress"] == {"done": 10, "total": 10}
    (event,) = await bench.told()
    assert (event.subject, event.account, event.data.status) == (run, DEMO, "success")
    assert event.data.counts.model_dump() == {"seen": 3, "created": 1, "updated": 1, "unchanged": 1, "rejected": 0}
    assert [sum_.model_dump(mode="json") for sum_ in event.data.money] == [
        {"currency": "RUB", "amount": "10.60", "count": 2}
    ]
    assert event.data.seconds == 2


async def test_orders_refused_by_the_platform_count_as_rejected_and_their_money_goes(bench: Bench) -> None:
    run = await bench.read_run(
        row(0), row(1, Result.UPDATED), row(2, Result.CREATED, "7", "USD"), seen=3, created=2, updated=1
    )
    await bench.answer(("o-0", 1, None, {}), ("o-1", 1, "run_failed", {}), ("o-2", 1, None, {}))
    await bench.finisher.step()
    ended = await bench.run(run)
    assert ended["status"] == "partial"
    assert ended["counts"] == {"seen": 3, "created": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    assert ended["money"] == [
        {"currency": "RUB", "amount": "10.50", "count": 1},
        {"currency": "USD", "amount": "7", "count": 1},
    ]


async def test_when_the_platform_does_not_answer_in_time_the_run_ends_in_part_and_says_so(bench: Bench) -> None:
    run = await bench.read_run(row(0), seen=1, created=1)
    bench.now += ANSWERS_WITHIN - dt.timedelta(seconds=1)
    await bench.finisher.step()
    assert (await bench.run(run))["phase"] == Phase.ANSWERS
    bench.now += dt.timedelta(seconds=1)
    await bench.finisher.step()
    ended = await bench.run(run)
    assert (ended["status"], ended["error"]) == ("partial", "platform_not_answered")


@pytest.mark.parametrize(
    ("rows", "error", "counts", "status"),
    [
        ((), None, {}, "success"),
        ((), None, {"seen": 5, "unchanged": 5}, "success"),
        ((rejected(0),), None, {"seen": 1, "rejected": 1}, "failed"),
        ((rejected(0),), None, {"seen": 2, "unchanged": 1, "rejected": 1}, "partial"),
        ((), "run_failed", {}, "failed"),
        ((), "run_failed", {"seen": 1, "unchanged": 1}, "partial"),
    ],
)
async def test_the_status_tells_whether_anything_useful_came_of_it(
    *, bench: Bench, rows: Any, error: str | None, counts: dict[str, int], status: str
) -> None:
    run = await bench.read_run(*rows, error=error, **counts)
    await bench.finisher.step()
    ended = await bench.run(run)
    assert (ended["status"], ended["error"]) == (status, error)


async def test_all_orders_refused_is_a_failure(bench: Bench) -> None:
    run = await bench.read_run(row(0), seen=1, created=1)
    await bench.answer(("o-0", 1, "run_failed", {}))
    await bench.finisher.step()
    ended = await bench.run(run)
    assert (ended["status"], ended["money"]) == ("failed", [])


async def test_a_cancelled_run_ends_as_cancelled_and_frees_its_connection(bench: Bench) -> None:
    waiting, next_one = await bench.queued(), await bench.queued()
    await bench.runs.cancel(DEMO, waiting)
    await bench.finisher.step()
    ended = await bench.run(waiting)
    assert (ended["status"], ended["error"]) == ("cancelled", None)
    claimed = await bench.runs.claim()
    assert claimed is not None
    assert claimed.id == next_one


async def test_the_next_run_of_the_connection_starts_when_the_one_before_has_ended(bench: Bench) -> None:
    await bench.read_run(row(0), seen=1, created=1)
    next_one = await bench.queued()
    assert await bench.runs.claim() is None
    await bench.answer(("o-0", 1, None, {}))
    await bench.finisher.step()
    claimed = await bench.runs.claim()
    assert claimed is not None
    assert claimed.id == next_one


async def test_finishers_of_several_workers_tell_the_end_once(bench: Bench) -> None:
    runs = [await bench.read_run(seen=1, unchanged=1, connection=f"c-{number}") for number in range(5)]
    await asyncio.gather(*(bench.another_finisher().step() for _ in range(4)))
    assert sorted(event.subject for event in await bench.told()) == sorted(runs)


async def test_runs_that_wait_for_answers_do_not_hold_up_the_end_of_later_ones(bench: Bench) -> None:
    for number in range(101):
        await bench.read_run(
            RunRow(number=0, where="", result=Result.CREATED, state=RowState.ACCEPTED, subject=f"w-{number}"),
            seen=1,
            created=1,
            connection=f"c-{number}",
        )
    ready = await bench.read_run(seen=1, unchanged=1, connection="ready")
    await bench.finisher.step()
    assert [event.subject for event in await bench.told()] == [ready]


@pytest.mark.parametrize(("found", "left"), [(0, 0), (1, 1)])
async def test_an_answer_with_nothing_new_goes_with_its_quiet_run(bench: Bench, found: int, left: int) -> None:
    file = await bench.files.save(DEMO, "orders.xml", io.BytesIO(b"<a/>"), content_type="text/xml", lives=None)
    identity = await bench.read_run(seen=5, updated=found, unchanged=5 - found)
    await bench.mongo["runs"].update_one({"_id": identity}, {"$set": {"trigger": RunTrigger.PERIOD, "file": file}})
    await bench.finisher.step()
    assert await bench.mongo["runs"].count_documents({}) == left
    assert await bench.mongo["files.files"].count_documents({}) == left


@pytest.fixture
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "SHOWN_ROWS", 3)


@pytest.fixture
def rest(bench: Bench) -> Callable[[str], Awaitable[list[int]]]:
    """Numbers of the rows in the file of a run."""

    async def numbers(run: str) -> list[int]:
        identity = (await bench.run(run))["rest_file"]
        _, chunks = await bench.files.read(DEMO, identity)
        lines = b"".join([chunk async for chunk in chunks]).splitlines()
        return [json.loads(line)["number"] for line in lines]

    return numbers


@pytest.mark.usefixtures("few_rows")
async def test_rows_beyond_what_a_table_shows_go_into_a_file(
    bench: Bench, rest: Callable[[str], Awaitable[list[int]]]
) -> None:
    run = await bench.read_run(*(row(number) for number in range(8)), seen=8, created=8)
    await bench.answer(*((f"o-{number}", 1, None, {}) for number in range(8)))
    await bench.finisher.step()
    assert [found["number"] for found in await bench.runs.rows(DEMO, run, None, -1, 50)] == [0, 1, 2]
    assert await rest(run) == [3, 4, 5, 6, 7]
    assert (await bench.run(run))["money"] == [{"currency": "RUB", "amount": "84.00", "count": 8}]


@pytest.mark.usefixtures("few_rows")
async def test_a_run_with_few_rows_has_no_file(bench: Bench) -> None:
    run = await bench.read_run(rejected(0), rejected(1), rejected(2), seen=3, rejected=3)
    await bench.finisher.step()
    assert (await bench.run(run))["rest_file"] is None


@pytest.mark.usefixtures("few_rows")
async def test_finishers_of_several_workers_lose_no_row_of_a_long_report(
    bench: Bench, rest: Callable[[str], Awaitable[list[int]]]
) -> None:
    rows = [rejected(number) for number in range(500)]
    run = await bench.read_run(*rows, seen=500, rejected=500)
    await asyncio.gather(*(bench.another_finisher().step() for _ in range(4)))
    assert len(await bench.told()) == 1
    assert await rest(run) == list(range(3, 500))
    assert await bench.mongo["files.files"].count_documents({}) == 1


@pytest.mark.usefixtures("few_rows")
async def test_a_finisher_killed_while_it_moves_rows_loses_none_of_them_and_no_money(
    *, bench: Bench, rest: Callable[[str], Awaitable[list[int]]], monkeypatch: Any
) -> None:
    run = await bench.read_run(*(row(number) for number in range(8)), seen=8, created=8)
    await bench.answer(*((f"o-{number}", 1, None, {}) for number in range(7)), ("o-7", 1, "run_failed", {}))

    class Killed(Exception):
        pass

    real = bench.outbox.transact

    async def killed(_: Any) -> Any:
        raise Killed

    monkeypatch.setattr(bench.outbox, "transact", killed)
    with pytest.raises(Killed):
        await bench.finisher.step()
    # half of the rows were still to be deleted
    await bench.mongo["run_rows"].insert_one({"_id": "o-6:1", "account": DEMO, "run": run, "number": 6})
    monkeypatch.setattr(bench.outbox, "transact", real)
    bench.now += finish.FINISH_LEASE + dt.timedelta(seconds=1)
    await bench.another_finisher().step()
    ended = await bench.run(run)
    assert ended["counts"] == {"seen": 8, "created": 7, "updated": 0, "unchanged": 0, "rejected": 1}
    assert ended["money"] == [{"currency": "RUB", "amount": "73.50", "count": 7}]
    assert await rest(run) == [3, 4, 5, 6, 7]
    assert [found["number"] for found in await bench.runs.rows(DEMO, run, None, -1, 50)] == [0, 1, 2, 7]
