"""Orders of a shop that lists them, over a real database and a shop on loopback: none lost, none twice."""

import asyncio
import base64
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from import_bench import DEMO, INDEXES, Crash, ImportBench
from pydantic import SecretStr

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import ConnectionChanged, ConnectionChangedData, Health, RunKind, RunTrigger
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.errors import Postponed, TransientError
from service_kit.goods.links import GoodsLinks
from service_kit.http import Outside
from service_kit.http.outages import Outages
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.orders.store import StoreOrders
from service_kit.problems import NotFound, Problem
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.finish import Finisher
from service_kit.runs.model import Run
from service_kit.runs.store import LEASE
from service_kit.secrets import Secrets
from service_kit.texts import Texts
from shop_sync import SERVICE
from shop_sync.app.orders.hints import AFTER, HookAddresses, OrderHints
from shop_sync.app.orders.pull import PullOrders
from shop_sync.app.shop_ports import OutgoingStatus
from shop_sync.connectors.insales import connector as insales
from shop_sync.connectors.insales.client import REST_SECONDS, ShopClient, Shops
from shop_sync.connectors.insales.pulling import InsalesOrders
from shop_sync.connectors.insales.statuses import InsalesStatuses
from shop_sync.connectors.insales.webhooks import InsalesHooks
from simulators.insales.server import Shop, running

pytestmark = pytest.mark.mongo

SECOND = dt.timedelta(seconds=1)
PUBLIC = "https://biz.example"


class Clock:
    """Time of the shop and of the gate before it, moved by hand."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> dt.datetime:
        return self.now


class Gate:
    """Admission by the injected clock: no call before the pause is over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = clock.now
        self.pauses: list[float] = []

    async def admit(self, _: AccountId, __: ConnectionId) -> None:
        wait = (self._until - self._clock.now).total_seconds()
        if wait > 0:
            raise Postponed("outside_paused", retry_after=wait, system="insales")

    async def pause(self, _: AccountId, __: ConnectionId, seconds: float) -> None:
        self.pauses.append(seconds)
        self._until = max(self._until, self._clock.now + dt.timedelta(seconds=seconds))


class PullBench(ImportBench):
    """The pulling of orders from the shop, and everything it stands on."""

    def __init__(self, mongo: Mongo, shop: Shop, clock: Clock) -> None:
        super().__init__(mongo)
        self.shop, self.clock = shop, clock
        self.gate = Gate(clock)
        self.outside = Outside("insales", self.gate, egress_allow={shop.url.partition("://")[2]})
        self.outside.outages = Outages("insales", lambda: clock().timestamp())
        self.connections = Connections(
            mongo,
            self.outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(insales.integration({}, self.outside)),
            secrets=Secrets(mongo, {"1": SecretStr(base64.b64encode(b"k" * 32).decode())}),
            texts=Texts(),
        )
        self.shops = Shops(self.outside, self.connections)
        self.hints = OrderHints(
            runs=self.runs,
            connections=self.connections,
            addresses=HookAddresses(PUBLIC, b"k" * 32),
            hooks={insales.SLUG: InsalesHooks(self.shops)},
        )

    def pulling(self, orders: Any = None) -> PullOrders:
        parts: dict[str, Any] = {"mongo": self.mongo, "outbox": self.outbox, "orders": orders or self.orders}
        return PullOrders(
            store=StoreOrders(SERVICE, **parts, runs=self.runs, links=GoodsLinks(self.mongo)),
            runs=self.runs,
            connections=self.connections,
            replica=self.replica,
            cursors=MongoCursors(self.mongo),
            shops={insales.SLUG: InsalesOrders(self.shops, self.clock)},
            now=lambda: self.now,
        )

    async def connect(self, **config: Any) -> Connection:
        given = {"key": self.shop.address, "organization": "o-1", "owner": "e-1", "load_statuses": True}
        return await self.connections.create(DEMO, insales.SLUG, "InSales", True, given | config, by="user-1")

    async def begin(self, connection: Connection, **options: Any) -> Run:
        await self.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="user-1", **options)
        return await self.claimed()

    async def pull(self, connection: Connection, **options: Any) -> dict[str, int]:
        """A whole run; its counts."""
        run = await self.begin(connection, **options)
        await self.pulling().execute(run)
        await self.runs.read_through(run, None, {}, dt.timedelta(0))
        await self.finish()
        counts: dict[str, int] = (await self.runs.get(DEMO, run.id))["counts"]
        return counts

    async def cursor(self) -> Any:
        row = await self.mongo["order_cursors"].find_one({})
        return row and row.get("cursor")

    def lists(self) -> list[dict[str, str]]:
        """Queries of all requests for lists of orders."""
        return [row.query for row in self.shop.requests if row.path.endswith("/orders.json")]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(clock: Clock) -> Iterator[Shop]:
    with running(clock=clock) as started:
        yield started


@pytest.fixture
async def bench(mongo_url: str, mongo_database: str, shop: Shop, clock: Clock) -> AsyncIterator[PullBench]:
    mongo = Mongo(mongo_url, mongo_database)
    await mongo.prepare([*INDEXES, *MongoCursors.INDEXES, *Secrets.INDEXES])
    made = PullBench(mongo, shop, clock)
    await made.goods_arrive()
    yield made
    await made.outside.close()
    await mongo.close()


def every(times: int, act: Callable[[], None]) -> Callable[[str, str], None]:
    """A hook of the shop that acts before each n-th request for a list of orders."""
    seen = 0

    def before(_: str, path: str) -> None:
        nonlocal seen
        if path.endswith("/orders.json"):
            seen += 1
            if seen % times == 0:
                act()

    return before


@pytest.mark.timeout(300)
async def test_ten_thousand_orders_that_change_while_they_are_read_are_all_stored_once(bench, shop, clock) -> None:
    ids = [shop.add_orders(1000) for _ in range(10)]
    bought = [order for chunk in ids for order in chunk]
    touched: list[int] = []

    def change() -> None:
        clock.now += SECOND
        place = len(touched)
        some = bought[place * 17 % 9000 : place * 17 % 9000 + 40] + bought[-40:]
        shop.touch_orders(some)
        touched.extend(some)
        if len(touched) < 4000:
            shop.add_orders(5)

    shop.api.before = every(2, change)
    counts = await bench.pull(await bench.connect())
    shop.api.before = lambda _, __: None
    told = await bench.stored()
    with shop.store.lock:
        there = {str(order) for order in shop.store.tables["orders"]}
    stored = {row["outside_id"] async for row in bench.mongo["orders"].find({}, {"outside_id": 1})}
    assert len(there) > 10_000
    assert stored == there
    assert (told["orders"], told["events"], told["same event"]) == (len(there), len(there), 1)
    assert counts["created"] == len(there)
    assert counts["unchanged"] > 0, "no order came again: the test did not race"


async def test_a_second_round_changes_nothing_and_a_change_is_one_update(bench, shop, clock) -> None:
    orders = shop.add_orders(30)
    connection = await bench.connect()
    assert (await bench.pull(connection))["created"] == 30
    clock.now += SECOND
    again = await bench.pull(connection)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 30)
    clock.now += dt.timedelta(hours=1)
    shop.change_order(orders[3], comment="Позвонить", custom_status={"permalink": "accepted", "title": "Принят"})
    later = await bench.pull(connection)
    assert (later["created"], later["updated"]) == (0, 1)
    clock.now += dt.timedelta(hours=1)
    assert (await bench.pull(connection))["seen"] == 1, "only the last minutes are read again"


async def test_an_order_that_became_visible_late_is_still_found(bench, shop, clock) -> None:
    connection = await bench.connect()
    late = shop.add_orders(1)[0]
    clock.now += dt.timedelta(minutes=5)
    shop.add_orders(1)
    with shop.store.lock:
        hidden = shop.store.tables["orders"].pop(late)
    assert (await bench.pull(connection))["created"] == 1
    with shop.store.lock:
        shop.store.tables["orders"][late] = hidden
    assert (await bench.pull(connection))["created"] == 1


async def test_orders_placed_before_the_first_wanted_day_are_passed_over(bench, shop, clock) -> None:
    shop.add_orders(150)
    clock.now += dt.timedelta(days=2)
    shop.add_orders(10)
    day = clock.now.date().isoformat()
    assert (await bench.pull(await bench.connect(orders_since=day)))["seen"] == 10
    with shop.store.lock:
        for row in shop.store.tables["orders"].values():
            shop.store.touch(row)
    connection = (await bench.connections.find(DEMO))[0]
    assert (await bench.pull(connection))["seen"] == 10


async def test_older_orders_come_when_their_owner_wants_them_after_all(bench, shop, clock) -> None:
    shop.add_orders(5)
    day = clock.now.date()
    clock.now += dt.timedelta(days=2)
    shop.add_orders(1)
    connection = await bench.connect(orders_since=(day + dt.timedelta(days=2)).isoformat())
    assert (await bench.pull(connection))["created"] == 1
    given = _given(bench) | {"orders_since": (day - dt.timedelta(days=1)).isoformat()}
    await bench.connections.change(DEMO, connection.id, "InSales", True, given, by="user-1")
    assert (await bench.pull(connection))["created"] == 5
    clock.now += dt.timedelta(hours=1)
    assert (await bench.pull(connection))["seen"] == 1, "they are read through once"


async def test_a_run_that_died_goes_on_behind_its_last_page(bench, shop) -> None:
    shop.add_orders(350)
    connection = await bench.connect()
    run = await bench.begin(connection)
    calls = 0

    def die(_: str, path: str) -> None:
        nonlocal calls
        calls += path.endswith("/orders.json")
        if calls == 4:
            raise AssertionError("the shop is not asked any more")

    class Dying:
        """The database of a process that dies before the third page is stored."""

        def __init__(self) -> None:
            self.pages = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(bench.orders, name)

        async def save(self, *args: Any) -> None:
            self.pages += 1
            if self.pages == 3:
                raise Crash
            await bench.orders.save(*args)

    shop.api.before = die
    with pytest.raises(Crash):
        await bench.pulling(Dying()).execute(run)
    shop.api.before = lambda _, __: None
    assert (await bench.stored())["orders"] == 200
    before = await bench.cursor()
    bench.now += LEASE + SECOND
    await bench.pulling().execute(await bench.claimed())
    assert bench.lists()[3]["from_id"] == str(before["id"])
    assert await bench.stored() == {"orders": 350, "rows": 350, "events": 350, "same event": 1}


async def test_a_dry_run_moves_no_cursor_and_stores_nothing(bench, shop) -> None:
    shop.add_orders(150)
    connection = await bench.connect()
    counts = await bench.pull(connection, dry_run=True)
    assert counts["created"] == 150
    assert await bench.stored() == {"orders": 0, "rows": 150, "events": 0, "same event": 0}
    assert await bench.cursor() is None
    assert (await bench.pull(connection))["created"] == 150


async def test_an_order_listed_twice_in_one_answer_is_stored_once_as_it_came_last(bench, shop) -> None:
    order = shop.add_orders(1)[0]
    connection = await bench.connect()
    pulling, listed = bench.pulling(), InsalesOrders(bench.shops, bench.clock)

    class Twice(InsalesOrders):
        async def page(self, connection: Connection, cursor: Any, number: int) -> Any:
            page = await listed.page(connection, cursor, number)
            first = [replace(one, order=one.order.model_copy(update={"comment": "Раньше"})) for one in page.incoming]
            last = [replace(one, index=one.index + 1, done=one.done + 1) for one in page.incoming]
            return replace(page, incoming=[*first, *last])

    pulling._shops = {insales.SLUG: Twice(bench.shops)}
    await pulling.execute(await bench.begin(connection))
    (stored,) = (await bench.orders.find(DEMO, connection.id, [str(order)])).values()
    assert stored.order.comment != "Раньше"
    assert (await bench.stored())["orders"] == 1


async def test_rows_of_one_order_are_done_again_once_and_both_cured(bench, shop, clock) -> None:
    *_, twice = shop.add_orders(150)
    with shop.store.lock:
        shop.store.one("orders", twice)["currency_code"] = "QQQ"

    def touch() -> None:
        clock.now += SECOND
        shop.touch_orders([twice])

    shop.api.before = every(3, touch)
    connection = await bench.connect()
    await bench.pull(connection)
    shop.api.before = lambda _, __: None
    run = (await bench.runs.find(DEMO, connection.id, None, 1))[0]
    rejected = await bench.runs.open_rejected(DEMO, run["_id"])
    assert len(rejected) == 2
    with shop.store.lock:
        shop.store.one("orders", twice)["currency_code"] = "RUR"
    await bench.runs.queue_retry(connection, run, rejected, by="user-1", idempotency_key=None)
    again = await bench.claimed()
    await bench.pulling().execute(again)
    await bench.mongo["run_rows"].update_many({"run": again.id}, {"$set": {"state": "stored"}})  # the platform answers
    await bench.runs.read_through(again, None, {}, dt.timedelta(0))
    parts: dict[str, Any] = {"files": bench.files, "connections": bench.connections, "texts": Texts()}
    await Finisher(bench.mongo, bench.outbox, SERVICE, **parts, now=lambda: bench.now).step()
    assert await bench.runs.open_rejected(DEMO, run["_id"]) == []
    assert (await bench.stored())["orders"] == 150


async def test_an_order_dated_in_the_future_hides_none_that_come_before_then(bench, shop, clock) -> None:
    connection = await bench.connect()
    present = clock.now
    clock.now += dt.timedelta(days=4000)
    shop.add_orders(1)
    clock.now = present
    assert (await bench.pull(connection))["created"] == 1
    shop.add_orders(1)
    assert (await bench.pull(connection))["created"] == 1


async def test_an_order_without_an_id_does_not_hold_up_its_page(bench, shop, monkeypatch) -> None:
    shop.add_orders(2)
    get = ShopClient.get

    async def spoilt(client: ShopClient, path: str, **params: object) -> Any:
        told = await get(client, path, **params)
        return [*told, {"updated_at": told[-1]["updated_at"]}] if path == "orders" and told else told

    monkeypatch.setattr(ShopClient, "get", spoilt)
    counts = await bench.pull(await bench.connect())
    assert (counts["created"], counts["rejected"]) == (2, 1)


async def test_rejected_rows_are_asked_for_again_by_their_ids(bench, shop) -> None:
    good, bad, gone = shop.add_orders(3)
    with shop.store.lock:
        for order in (bad, gone):
            shop.store.one("orders", order)["currency_code"] = "QQQ"
    connection = await bench.connect()
    run = await bench.begin(connection)
    await bench.pulling().execute(run)
    await bench.runs.read_through(run, None, {}, dt.timedelta(0))
    await bench.finish()
    with shop.store.lock:
        shop.store.one("orders", bad)["currency_code"] = "RUR"
    shop.purge("orders", gone)
    rejected = await bench.runs.open_rejected(DEMO, run.id)
    await bench.runs.queue_retry(
        connection, await bench.runs.get(DEMO, run.id), rejected, by="user-1", idempotency_key=None
    )
    again = await bench.claimed()
    await bench.pulling().execute(again)
    rows = await bench.runs.rows(DEMO, again.id, None, -1, 10)
    assert [(row["number"], row["result"], row.get("key")) for row in rows] == [
        (1, "created", None),
        (2, "rejected", "order_gone_outside"),
    ]
    assert {row["outside_id"] async for row in bench.mongo["orders"].find({})} == {str(good), str(bad)}


@pytest.mark.parametrize("status", [429, 503])
async def test_a_storm_costs_one_request_for_each_retry_after_and_is_caught_up(bench, shop, clock, status) -> None:
    shop.add_orders(250)
    connection = await bench.connect()
    run = await bench.begin(connection)
    shop.faults.storm(12, status=status, retry_after=60)
    began, postponed, asked = clock.now, 0, []
    for _ in range(400):
        try:
            await bench.pulling().execute(run)
            break
        except Postponed:
            postponed += 1
        except TransientError as error:
            asked.append(error.retry_after)
        clock.now += 10 * SECOND
    stormy = [row for row in shop.requests if row.status == status]
    assert len(stormy) == 12
    assert asked == [60] * 12
    gaps = [after.at - before.at for before, after in zip(shop.requests, shop.requests[1:], strict=False)]
    assert min(gaps[: len(stormy)]) >= 60 * SECOND, "asked before its time"
    assert postponed >= 5 * len(stormy)
    assert clock.now - began <= dt.timedelta(minutes=12 if status == 429 else 35, seconds=60)
    assert (await bench.stored())["orders"] == 250


async def test_near_the_limit_of_the_shop_calls_rest(bench, shop, clock) -> None:
    shop.add_orders(1)
    connection = await bench.connect()
    shop.api.limit.take()
    shop.api.limit.used = 470
    await bench.pull(connection)
    assert bench.gate.pauses == []
    shop.api.limit.used = 475
    with pytest.raises(Postponed):
        await bench.pull(connection)
    assert bench.gate.pauses == [REST_SECONDS]


@pytest.mark.timeout(300)
async def test_a_webhook_and_the_schedule_racing_for_an_order_make_one_of_it(bench, shop, clock) -> None:
    connection = await bench.connect()
    orders = shop.add_orders(5)
    await bench.pull(connection)
    address = HookAddresses(PUBLIC, b"k" * 32).whole(insales.SLUG, DEMO, connection.id)
    key = address.partition("key=")[2]

    async def tick() -> None:
        async def body(unit: Any) -> None:
            await bench.runs.queue_tick(connection, RunKind.IMPORT_ORDERS, unit)

        await bench.outbox.transact(body)

    async def work() -> None:
        while (run := await bench.runs.claim()) is not None:
            await bench.pulling().execute(run)
            await bench.runs.read_through(run, None, {}, dt.timedelta(0))
            done = {"$set": {"phase": "done"}, "$unset": {"open": 1, "active": 1}}
            await bench.mongo["runs"].update_one({"_id": run.id}, done)

    for round_ in range(100):  # of five orders each
        clock.now += dt.timedelta(minutes=11)
        for order in orders:
            shop.change_order(order, comment=f"Раз {round_}")
        hint = bench.hints.take(insales.SLUG, DEMO, connection.id, key)
        await asyncio.gather(hint, tick())
        bench.now += AFTER
        await asyncio.gather(work(), work())
    rows = await bench.mongo["orders"].find({}).to_list(None)
    assert [row["version"] for row in rows] == [101] * 5
    assert await bench.mongo["outbox"].count_documents({"type": {"$regex": "order"}}) == 505


async def test_hints_of_ten_seconds_make_one_run_and_wrong_ones_none(bench, shop) -> None:
    connection = await bench.connect()
    addresses = HookAddresses(PUBLIC, b"k" * 32)
    key = addresses.whole(insales.SLUG, DEMO, connection.id).partition("key=")[2]
    await asyncio.gather(*(bench.hints.take(insales.SLUG, DEMO, connection.id, key) for _ in range(50)))
    runs = await bench.mongo["runs"].find({}).to_list(None)
    assert [(run["trigger"], run["kind"]) for run in runs] == [(RunTrigger.HINT, RunKind.IMPORT_ORDERS)]
    assert await bench.runs.claim() is None, "others may still come"
    bench.now += AFTER
    run = await bench.claimed()
    await bench.hints.take(insales.SLUG, DEMO, connection.id, key)
    assert await bench.mongo["runs"].count_documents({}) == 2, "what comes while one reads needs another one"
    await bench.pulling().execute(run)
    for wrong in ("", "x" * 40, key[:-1], "ключ"):
        with pytest.raises(NotFound):
            await bench.hints.take(insales.SLUG, DEMO, connection.id, wrong)
    with pytest.raises(NotFound):
        await bench.hints.take(insales.SLUG, AccountId("other"), connection.id, key)
    with pytest.raises(NotFound):
        await bench.hints.take("commerceml", DEMO, connection.id, key)


async def test_hints_for_a_paused_connection_start_nothing(bench) -> None:
    connection = await bench.connect()
    key = HookAddresses(PUBLIC, b"k" * 32).whole(insales.SLUG, DEMO, connection.id).partition("key=")[2]
    await bench.connections.attention(connection, "outside_login_refused", {})
    await bench.hints.take(insales.SLUG, DEMO, connection.id, key)
    await bench.connections.change(DEMO, connection.id, "InSales", False, _given(bench), by="user-1")
    await bench.hints.take(insales.SLUG, DEMO, connection.id, key)
    assert await bench.mongo["runs"].count_documents({}) == 0


async def test_webhooks_follow_the_switch_of_the_connection(bench, shop) -> None:
    connection = await bench.connect()
    client, _ = await bench.shops.open(connection)
    foreign = {"address": "https://other.example/x", "topic": "orders/create", "format_type": "json"}
    await client.post("webhooks", {"webhook": foreign})

    async def tell(**values: Any) -> set[tuple[str, str]]:
        await bench.hints.keep(_event(connection, **values))
        with shop.store.lock:
            return {(row["topic"], row["address"]) for row in shop.store.tables["webhooks"].values()}

    address = HookAddresses(PUBLIC, b"k" * 32).whole(insales.SLUG, DEMO, connection.id)
    others = {("orders/create", "https://other.example/x")}
    ours = {("orders/create", address), ("orders/update", address)}
    assert await tell() == others | ours
    assert await tell() == others | ours
    asked = len(shop.requests)
    assert await tell(health=Health.NEEDS_ATTENTION) == others | ours
    assert len(shop.requests) == asked, "a refused login is not tried again for this"
    assert await tell(enabled=False) == others
    assert await tell() == others | ours
    await bench.connections.delete(DEMO, connection.id)
    assert await tell(enabled=False, health=Health.DELETED, sequence=2) == others


async def test_word_of_a_connection_that_has_changed_since_moves_no_webhook(bench, shop) -> None:
    connection = await bench.connect()
    await bench.connections.change(DEMO, connection.id, "InSales", False, _given(bench), by="user-1")
    await bench.connections.change(DEMO, connection.id, "InSales", True, _given(bench), by="user-1")
    await bench.hints.keep(_event(connection, sequence=3))
    asked = len(shop.requests)
    await bench.hints.keep(_event(connection, enabled=False, sequence=2))  # it comes late
    await bench.connections.delete(DEMO, connection.id)
    await bench.hints.keep(_event(connection, sequence=3))
    assert len(shop.requests) == asked
    with shop.store.lock:
        assert len(shop.store.tables["webhooks"]) == 2


async def test_the_same_shop_is_connected_once(bench) -> None:
    await bench.connect()
    with pytest.raises(Problem) as caught:
        await bench.connect()
    assert caught.value.key == "connected_already"


async def test_statuses_go_back_by_permalink_title_or_stage(bench, shop) -> None:
    connection = await bench.connect()
    orders = shop.add_orders(4)
    shop.purge("orders", orders[3])
    with shop.store.lock:
        own = next(row for row in shop.store.tables["custom_statuses"].values() if row["permalink"] != "novyy")
    words = [own["permalink"], own["title"], "нет такого", own["permalink"]]
    sent = [_status(order, word) for order, word in zip(orders, words, strict=True)]
    refused = await InsalesStatuses(bench.shops).send(connection, sent)
    told = {order: error.key for order, error in refused.items()}
    assert told == {f"o{orders[2]}": "insales_status_unknown", f"o{orders[3]}": "order_gone_outside"}
    with shop.store.lock:
        found = [shop.store.one("orders", order)["custom_status"]["permalink"] for order in orders[:3]]
    assert found == [own["permalink"], own["permalink"], "novyy"]
    assert await InsalesStatuses(bench.shops).send(connection, [_status(orders[0], "delivered")]) == {}
    with shop.store.lock:
        assert shop.store.one("orders", orders[0])["fulfillment_status"] == "delivered"


def _given(bench: PullBench) -> dict[str, Any]:
    return {"key": bench.shop.address, "organization": "o-1", "owner": "e-1"}


def _event(
    connection: Connection, *, enabled: bool = True, health: Health = Health.OK, sequence: int = 1
) -> ConnectionChanged:
    data = ConnectionChangedData(
        integration=connection.integration,
        connection=connection.id,
        name=connection.name,
        enabled=enabled,
        health=health,
    )
    return ConnectionChanged.new(
        data,
        event_id="e1",
        now=connection.created_at,
        service=SERVICE,
        account=connection.account,
        subject=connection.id,
        sequence=sequence,
    )


def _status(order: int, word: str) -> OutgoingStatus:
    stored: Any = None  # the sink of InSales needs nothing of the order itself
    return OutgoingStatus(id=f"o{order}", outside_id=str(order), number="1", status=word, order=stored)
