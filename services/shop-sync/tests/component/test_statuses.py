"""Statuses back to the shop: noted with the platform's change, sent once, never lost, never sent back as an echo."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from import_bench import DEMO, INDEXES, LINE, Crash, ImportBench

from contracts.base import AccountId, Ref
from contracts.events.changed import Batch, OrdersChanged
from contracts.events.connection import RunKind, RunTrigger
from contracts.order import Order, OrderOrigin, OutsideStatus
from contracts.rows.documents import OrderRow
from service_kit.connections.store import Connection
from service_kit.errors import ConfigError, DataError, TransientError
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Mongo
from service_kit.orders.ports import StoredOrder
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from shop_sync import SERVICE
from shop_sync.adapters.statuses import MongoStatuses
from shop_sync.app.shop_ports import OutgoingStatus, StatusSettings
from shop_sync.app.statuses.note import OURSELVES, NoteStatuses
from shop_sync.app.statuses.send import PAGE, SendStatuses

pytestmark = pytest.mark.mongo

MEANINGS = {"Новый": Ref("status-new"), "Отгружен": Ref("status-sent"), "Выдан": Ref("status-sent")}


class Sink:
    """A shop that takes statuses; `then` befalls it after it has taken them."""

    def __init__(self) -> None:
        self.wanted: StatusSettings | None = StatusSettings(MEANINGS, loaded=True)
        self.taken: list[Sequence[OutgoingStatus]] = []
        self.refuses: dict[str, str] = {}
        self.then: Any = None

    def settings(self, _: Connection) -> StatusSettings | None:
        return self.wanted

    async def send(self, _: Connection, statuses: Sequence[OutgoingStatus]) -> Mapping[str, DataError]:
        self.taken.append(statuses)
        if self.then is not None:
            await self.then()
        why = {one.id: self.refuses[one.outside_id] for one in statuses if one.outside_id in self.refuses}
        return {id_: DataError("exchange_refused", step="orders.xml", reason=reason) for id_, reason in why.items()}

    def told(self) -> list[tuple[str, str]]:
        return [(one.outside_id, one.status) for page in self.taken for one in page]


class Bench(ImportBench):
    """Orders of one connection, the platform's changes of them, and the runs that send."""

    def __init__(self, mongo: Mongo) -> None:
        super().__init__(mongo)
        self.sink = Sink()
        self.statuses = MongoStatuses(mongo)
        sinks = {"shop": self.sink}
        self.noting = NoteStatuses(self.statuses, self.connections, self.runs, sinks)
        self.sending = SendStatuses(
            outbox=self.outbox,
            runs=self.runs,
            connections=self.connections,
            orders=self.orders,
            statuses=self.statuses,
            sinks=sinks,
            names=self.names,
        )
        self.sequence = 0

    async def names(self, _: AccountId) -> Mapping[str, str]:
        return {"status-packed": "Упакован"}

    async def order(self, connection: Connection, *outside_ids: str, status: str | None = "Новый") -> None:
        """Orders that came from the shop with this status."""
        new = [
            StoredOrder(
                id=f"o-{outside_id}",
                outside_id=outside_id,
                version=1,
                fingerprint=b"x",
                order=Order(number=f"A{outside_id}", lines=(LINE,), status=OutsideStatus(text=status)),
                status=Ref("status-new"),
            )
            for outside_id in outside_ids
        ]

        async def body(unit: Unit) -> None:
            await self.orders.save(DEMO, connection.id, new, [], unit)

        await self.outbox.transact(body)

    def row(self, connection: Connection, outside_id: str, status: str, **more: Any) -> OrderRow:
        self.sequence += 1
        origin = OrderOrigin(service=SERVICE, connection=connection.id, outside_id=outside_id, number="A")
        given = {"status_set_by": "employee-1", "number": f"P{outside_id}", "sequence": self.sequence}
        row = {"ref": f"p-{outside_id}", "origin": origin, "status_ref": status}
        return OrderRow.model_validate({**row, **given, **more})

    async def changed(self, *rows: OrderRow) -> None:
        """The platform tells of changed orders."""
        event = OrdersChanged.new(
            Batch(rows=rows), event_id=new_id(), now=utc_now(), service="platform-bridge", account=DEMO, subject="o"
        )

        async def body(unit: Unit) -> None:
            await self.noting.work([event], unit)

        await self.outbox.transact(body)

    async def set(self, connection: Connection, outside_id: str, status: str, **more: Any) -> None:
        await self.changed(self.row(connection, outside_id, status, **more))

    async def queued(self) -> list[str]:
        return [run["trigger"] async for run in self.mongo["runs"].find({"phase": "queued"})]

    async def pending(self, connection: Connection) -> list[str]:
        return [one.outside_id for one in await self.statuses.pending(DEMO, connection.id, "", 1000)]

    async def send(self, run: Run | None = None) -> tuple[dict[str, int], list[dict[str, Any]]]:
        """Do the next run; its counts and its rows."""
        run = run or await self.claimed()
        await self.sending.execute(run)
        await self.finish()
        counts = (await self.runs.get(DEMO, run.id))["counts"]
        return counts, await self.runs.rows(DEMO, run.id, None, -1, 1000)

    async def by_hand(self, connection: Connection, *, dry_run: bool = False) -> Run:
        await self.runs.queue(connection, RunKind.EXPORT_STATUSES, RunTrigger.USER, by="u", dry_run=dry_run)
        return await self.claimed()


@pytest.fixture
async def bench(mongo_url: str, mongo_database: str) -> AsyncIterator[Bench]:
    mongo = Mongo(mongo_url, mongo_database)
    await mongo.prepare((*INDEXES, *MongoStatuses.INDEXES))
    yield Bench(mongo)
    await mongo.close()


@pytest.fixture
async def connection(bench: Bench) -> Connection:
    made = await bench.connect()
    await bench.order(made, "1", "2", "3")
    return made


async def test_a_status_set_in_the_platform_is_sent_at_once_and_once(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent")
    assert await bench.queued() == ["hint"]
    counts, (row,) = await bench.send()
    (sent,) = bench.sink.taken[0]
    assert (sent.outside_id, sent.status, sent.number, sent.platform_number) == ("1", "Отгружен", "A1", "P1")
    assert counts == {"seen": 1, "created": 0, "updated": 1, "unchanged": 0, "rejected": 0}
    assert (row["where"], row["outside_id"]) == ("Заказ № A1", "1")
    assert [(one["was"], one["becomes"]) for one in row["changes"]] == [("Новый", "Отгружен")]
    assert await bench.pending(connection) == []
    await bench.set(connection, "1", "status-sent", comment="другое")
    assert await bench.queued() == []
    counts, _ = await bench.send(await bench.by_hand(connection))
    assert (counts["seen"], len(bench.sink.taken)) == (0, 1)


async def test_many_changes_make_one_run_and_the_newest_status_counts(bench: Bench, connection: Connection) -> None:
    older = bench.row(connection, "1", "status-new")
    await bench.set(connection, "1", "status-sent")
    await bench.changed(older, bench.row(connection, "2", "status-sent"))
    assert await bench.queued() == ["hint"]
    await bench.send()
    assert bench.sink.told() == [("1", "Отгружен"), ("2", "Отгружен")]


async def test_what_is_noted_while_a_run_works_has_a_run_of_its_own(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent")
    run = await bench.claimed()
    await bench.set(connection, "2", "status-sent")
    assert await bench.queued() == ["hint"]
    await bench.send(run)


async def test_a_run_taken_while_a_status_is_being_noted_is_not_relied_on(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent")
    tries = []

    async def body(unit: Unit) -> None:
        assert await bench.runs.is_open(DEMO, connection.id, unit)
        if not tries:
            await bench.claimed()
        tries.append(1)
        await bench.runs.queue_noted(connection, RunKind.EXPORT_STATUSES, unit)

    await bench.outbox.transact(body)
    assert len(tries) == 2
    assert await bench.queued() == ["hint"]


async def test_the_status_that_came_from_the_shop_does_not_go_back(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent", status_set_by=OURSELVES)
    assert (await bench.queued(), await bench.pending(connection)) == ([], [])


async def test_a_status_that_the_shop_has_already_is_not_sent(bench: Bench, connection: Connection) -> None:
    await bench.order(connection, "4", status="Выдан")
    await bench.set(connection, "4", "status-sent")
    counts, rows = await bench.send()
    assert (counts["unchanged"], rows, bench.sink.taken) == (1, [], [])
    assert await bench.pending(connection) == []


async def test_back_to_the_status_that_the_order_came_with(bench: Bench, connection: Connection) -> None:
    for status in ("status-sent", "status-new"):
        await bench.set(connection, "1", status)
        await bench.send()
    assert bench.sink.told() == [("1", "Отгружен"), ("1", "Новый")]


@pytest.mark.parametrize("service", ["mail-intake", SERVICE])
async def test_orders_of_others_and_of_connections_that_send_nothing(
    bench: Bench, connection: Connection, service: str
) -> None:
    row = bench.row(connection, "1", "status-sent")
    if service == SERVICE:
        bench.sink.wanted = None
    assert row.origin is not None
    await bench.changed(row.model_copy(update={"origin": row.origin.model_copy(update={"service": service})}))
    assert await bench.mongo["status_outbox"].count_documents({}) == 0
    assert await bench.queued() == []


async def test_orders_of_a_deleted_connection_are_passed_over(bench: Bench, connection: Connection) -> None:
    await bench.connections.delete(DEMO, connection.id)
    await bench.set(connection, "1", "status-sent")
    assert await bench.mongo["status_outbox"].count_documents({}) == 0


@pytest.mark.parametrize("paused", [True, False])
async def test_a_connection_that_cannot_work_is_left_in_peace(
    bench: Bench, connection: Connection, paused: bool
) -> None:
    if paused:
        values = {"name": connection.name, "enabled": False, "config": {}}
        await bench.mongo["connections"].update_one({"_id": connection.id}, {"$set": values})
    else:
        await bench.connections.attention(connection, "exchange_login_refused", {"reason": "x"})
    await bench.set(connection, "1", "status-sent")
    assert await bench.queued() == []
    assert await bench.pending(connection) == ["1"]


async def test_a_status_that_changes_while_it_is_sent_is_sent_again(bench: Bench, connection: Connection) -> None:
    async def meanwhile() -> None:
        bench.sink.then = None
        await bench.set(connection, "1", "status-new")

    await bench.set(connection, "1", "status-sent")
    bench.sink.then = meanwhile
    run = await bench.claimed()
    await bench.sending.execute(run)
    assert bench.sink.told() == [("1", "Отгружен")]
    assert await bench.pending(connection) == ["1"]
    await bench.finish()
    await bench.send(await bench.by_hand(connection))
    assert bench.sink.told() == [("1", "Отгружен"), ("1", "Новый")]
    assert await bench.pending(connection) == []


@pytest.mark.parametrize("error", [Crash(), TransientError("outside_timeout"), ConfigError("exchange_login_refused")])
async def test_what_was_sent_and_not_noted_is_sent_again(
    bench: Bench, connection: Connection, error: Exception
) -> None:
    async def dies() -> None:
        raise error

    await bench.set(connection, "1", "status-sent")
    bench.sink.then = dies
    with pytest.raises(type(error)):
        await bench.sending.execute(await bench.claimed())
    assert await bench.pending(connection) == ["1"]
    bench.sink.then = None
    await bench.finish()
    await bench.send(await bench.by_hand(connection))
    assert bench.sink.told() == [("1", "Отгружен")] * 2
    assert await bench.pending(connection) == []


async def test_a_refused_status_is_reported_left_alone_and_done_again_on_demand(
    bench: Bench, connection: Connection
) -> None:
    bench.sink.refuses = {"1": "Заказ закрыт"}
    await bench.changed(*(bench.row(connection, one, "status-sent") for one in ("1", "2")))
    first = await bench.claimed()
    counts, rows = await bench.send(first)
    assert (counts["updated"], counts["rejected"]) == (1, 1)
    (bad,) = (row for row in rows if row["result"] == "rejected")
    assert (bad["key"], bad["details"]["reason"]) == ("exchange_refused", "Заказ закрыт")
    assert await bench.pending(connection) == []
    bench.sink.refuses = {}
    before = await bench.runs.get(DEMO, first.id)
    await bench.runs.queue_retry(connection, before, [bad["number"]], by="u", idempotency_key=None)
    counts, (row,) = await bench.send()
    assert (counts["updated"], row["number"]) == (1, bad["number"])
    assert bench.sink.told()[-1] == ("1", "Отгружен")


async def test_a_status_that_the_table_lacks_is_reported_once_by_its_name(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-packed")
    counts, (row,) = await bench.send()
    assert (counts["rejected"], row["key"], row["details"]) == (1, "status_not_mapped", {"status": "Упакован"})
    counts, _ = await bench.send(await bench.by_hand(connection))
    assert (counts["seen"], bench.sink.taken) == (0, [])


async def test_a_dry_run_shows_and_sends_nothing(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent")
    await bench.finish()
    counts, (row,) = await bench.send(await bench.by_hand(connection, dry_run=True))
    assert (counts["updated"], row["changes"][0]["becomes"]) == (1, "Отгружен")
    assert (bench.sink.taken, await bench.pending(connection)) == ([], ["1"])


async def test_switched_off_it_says_so(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent")
    bench.sink.wanted = None
    with pytest.raises(DataError) as caught:
        await bench.sending.execute(await bench.claimed())
    assert caught.value.key == "statuses_off"
    assert await bench.pending(connection) == ["1"]


async def test_what_waits_does_not_go_out_of_date_while_sending_is_switched_off(
    bench: Bench, connection: Connection
) -> None:
    await bench.set(connection, "1", "status-sent")
    run = await bench.claimed()
    wanted, bench.sink.wanted = bench.sink.wanted, None
    await bench.set(connection, "1", "status-new")
    await bench.set(connection, "2", "status-sent")
    assert await bench.queued() == []
    bench.sink.wanted = wanted
    await bench.send(run)
    assert bench.sink.told() == [], "the shop has the newest status of the one, the other was set meanwhile"
    assert await bench.pending(connection) == []


async def test_many_orders_go_in_pages_each_under_its_number(bench: Bench, connection: Connection) -> None:
    named = [f"n{number:03}" for number in range(PAGE + 50)]
    await bench.order(connection, *named)
    await bench.changed(*(bench.row(connection, one, "status-sent") for one in named))
    _, rows = await bench.send()
    assert [len(page) for page in bench.sink.taken] == [PAGE, 50]
    assert [(row["number"], row["outside_id"]) for row in rows] == list(enumerate(named))


async def test_another_account_sees_nothing_of_it(bench: Bench, connection: Connection) -> None:
    await bench.set(connection, "1", "status-sent")
    stranger = AccountId("other")
    assert await bench.statuses.pending(stranger, connection.id, "", 10) == []
    known = await bench.statuses.some(DEMO, connection.id, ["1"])

    async def settles(unit: Unit) -> None:
        await bench.statuses.settle(stranger, connection.id, [replace(known[0])], {}, unit)
        assert await bench.statuses.known(stranger, connection.id, ["1"], unit) == {}

    await bench.outbox.transact(settles)
    assert await bench.pending(connection) == ["1"]
