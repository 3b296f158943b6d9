"""The export on a real database: from the rows of the replica to the zip of the run, and what the next one knows."""

import datetime as dt
import io
import os
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from contracts.topology import SHOP_SYNC_REPLICA
from service_kit import inbox
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.errors import ConfigError, DataError, TransientError
from service_kit.files import Files
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.reading import GoodsReader
from service_kit.goods.replica import Replica
from service_kit.http.pace import Pace
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Unit
from service_kit.runs.model import Result, Run
from service_kit.runs.store import LEASE, LeaseLost, Runs
from service_kit.runs.worker import NotYet
from service_kit.secrets import Secrets
from shop_sync import SERVICE
from shop_sync.adapters.goods_sent import MongoSentGoods
from shop_sync.app.goods.export import ExportGoods
from shop_sync.app.goods.reports import ExportReports
from shop_sync.app.goods.source import GoodsSource
from shop_sync.app.shop_ports import GoodsDelivery, MakeFiles
from shop_sync.connectors.commerceml import connector as commerceml
from shop_sync.main import INDEXES
from shop_sync.settings import ShopSyncSettings

pytestmark = pytest.mark.mongo

DEMO, OTHER = AccountId("demo"), AccountId("other")
CONFIG = {"organization": "org", "owner": "emp", "price_lists": ["retail"], "updates_only": True}
DIRECTORIES = (
    {"kind": "store", "ref": "s1", "name": "Основной"},
    {"kind": "price_type", "ref": "retail", "name": "Розничная", "currency": "RUB"},
    {"kind": "product_group", "ref": "g", "name": "Обувь"},
)


class Crash(Exception):
    """The process dies here."""


class Bench:
    """The executor and everything it stands on; nothing is sent to anybody."""

    def __init__(self, url: str, database: str) -> None:
        self.now = utc_now()
        settings = ShopSyncSettings(amqp_url="amqp://unused", mongo_url=url, mongo_database=database)
        self.kit = Kit(SERVICE, settings, queues=(), indexes=[*INDEXES, *inbox.INDEXES])
        self.mongo: Mongo = self.kit.mongo
        self.runs = Runs(self.mongo, self.kit.outbox, SERVICE, lambda: self.now)
        self.files = Files(self.mongo, "k" * 32)
        self.sent = MongoSentGoods(self.mongo)
        self.marked = MarkedGoods(self.mongo)
        self.connections = Connections(
            self.mongo,
            self.kit.outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(commerceml.integration({})),
            secrets=Secrets(self.mongo, {}),
            texts=self.kit.texts,
        )

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    def exporting(self, page: int = 3, sent: Any = None, delivery: GoodsDelivery | None = None) -> ExportGoods:
        """The executor; it reads goods in pages of `page`, and hands its files to `delivery` if given."""
        return ExportGoods(
            reports=ExportReports(self.kit.outbox, self.runs, self.files),
            connections=self.connections,
            replica=Replica(self.mongo, self.kit.outbox, SERVICE, SHOP_SYNC_REPLICA),
            goods=GoodsSource(GoodsReader(self.mongo, page), self.marked, self.runs),
            sent=sent or self.sent,
            images=self.kit.outside("test-images", Pace()),
            formats={commerceml.SLUG: commerceml.CommerceMlGoods()},
            deliveries={commerceml.SLUG: delivery} if delivery else {},
            now=lambda: self.now,
        )

    async def goods_arrive(self, count: int, account: AccountId = DEMO) -> None:
        """`count` products named p000, p001 …, a price and stock of each."""
        await self.mongo["replica_state"].insert_one({"_id": account, "account": account, "request": "r", "kinds": {}})
        for entry in DIRECTORIES:
            await self.put("replica_directories", {"sequence": 1, "sort": 1, "archived": False, **entry}, account)
        for number in range(count):
            ref = f"p{number:03d}"
            row = {"ref": ref, "name": f"Товар {number}", "group_ref": "g" if number % 2 else "none"}
            await self.put("replica_products", row, account)
            stock = {"store_ref": "s1", "total": str(number), "reserved": "0"}
            await self.put("replica_stock", {"ref": f"{ref}::s1", "product_ref": ref, **stock}, account)
            await self.price(ref, f"{number + 1}.00", account)

    async def price(self, ref: str, amount: str, account: AccountId = DEMO) -> None:
        price = {"price_type_ref": "retail", "amount": amount, "currency": "RUB"}
        await self.put("replica_prices", {"ref": f"{ref}::retail", "product_ref": ref, **price}, account)

    async def put(self, collection: str, row: dict[str, Any], account: AccountId) -> None:
        identity = {"_id": f"{account}|{row['ref']}", "account": account}
        document = {"ref": row["ref"], "sequence": 1, "deleted": False, "row": row}
        await self.mongo[collection].update_one(identity, {"$set": document}, upsert=True)

    async def connect(self, account: AccountId = DEMO, **config: Any) -> Connection:
        given = CONFIG | config
        return await self.connections.create(account, commerceml.SLUG, "Магазин", True, given, by="u")

    async def claim(self, connection: Connection, *, dry_run: bool = False) -> Run:
        await self.runs.queue(connection, RunKind.EXPORT_GOODS, RunTrigger.USER, by="u", dry_run=dry_run)
        return await self.claimed()

    async def claimed(self) -> Run:
        run = await self.runs.claim()
        assert run is not None
        return run

    async def export(
        self, connection: Connection, *, dry_run: bool = False, delivery: GoodsDelivery | None = None
    ) -> Run:
        """A run done to its end."""
        run = await self.claim(connection, dry_run=dry_run)
        await self.exporting(delivery=delivery).execute(run)
        await self.end(run)
        return run

    async def end(self, run: Run) -> None:
        gone = {"active": 1, "open": 1, "lease_owner": 1}
        await self.mongo["runs"].update_one({"_id": run.id}, {"$set": {"phase": "done"}, "$unset": gone})

    async def zip_of(self, run: Run) -> dict[str, bytes]:
        """Files of the run's zip; nothing when it made none."""
        found = await self.runs.get(run.account, run.id)
        files = {made["kind"]: made["file"] for made in found.get("files", [])}
        if "export" not in files:
            return {}
        target = io.BytesIO()
        await self.files.copy(run.account, files["export"], target)
        with zipfile.ZipFile(target) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    async def offers(self, run: Run) -> list[str]:
        """Refs of the offers in the run's zip, in their order."""
        content = (await self.zip_of(run)).get("offers.xml")
        if content is None:
            return []
        root = ElementTree.fromstring(content)  # noqa: S314  # our own file
        return [str(one.findtext("{*}Ид")) for one in root.iterfind(".//{*}Предложение")]

    async def generations(self) -> set[str]:
        return {pack["generation"] for pack in await self.mongo["goods_sent"].find({}).to_list(None)}


@pytest.fixture
async def bench(mongo_url: str, mongo_database: str) -> AsyncIterator[Bench]:
    made = Bench(mongo_url, mongo_database)
    await made.kit.migrate()
    yield made
    await made.mongo.close()


def refs(*numbers: int) -> list[str]:
    return [f"p{number:03d}" for number in numbers]


async def test_all_goods_of_the_account_are_in_the_zip_and_in_the_report(bench: Bench) -> None:
    await bench.goods_arrive(10)
    await bench.goods_arrive(4, OTHER)
    connection = await bench.connect()
    run = await bench.export(connection)
    assert set(await bench.zip_of(run)) == {"import.xml", "offers.xml"}
    assert await bench.offers(run) == refs(*range(10))
    stored = await bench.runs.get(DEMO, run.id)
    assert stored["counts"] == {"seen": 10, "created": 10, "updated": 0, "unchanged": 0, "rejected": 0}
    assert stored["progress"] == {"done": 10, "total": 10}
    rows = await bench.runs.rows(DEMO, run.id, None, -1, 100)
    assert [row["title"] for row in rows] == [f"Товар {number}" for number in range(10)]


@pytest.mark.parametrize("count", [0, 1, 3, 6, 7])
async def test_pages_of_any_fill_lose_nothing(bench: Bench, count: int) -> None:
    await bench.goods_arrive(count)
    connection = await bench.connect()
    assert await bench.offers(await bench.export(connection)) == refs(*range(count))
    second = await bench.export(connection)
    assert await bench.zip_of(second) == {}
    assert (await bench.runs.get(DEMO, second.id))["counts"]["unchanged"] == count


async def test_the_next_export_has_what_changed_and_what_is_gone(bench: Bench) -> None:
    await bench.goods_arrive(9)
    connection = await bench.connect()
    await bench.export(connection)
    await bench.price("p004", "99.00")
    await bench.mongo["replica_products"].update_one(
        {"ref": "p007"}, {"$set": {"deleted": True, "row": {"ref": "p007"}}}
    )
    await bench.mongo["replica_products"].delete_one({"ref": "p008"})
    second = await bench.export(connection)
    assert await bench.offers(second) == refs(4, 7, 8)
    assert await bench.offers(await bench.export(connection)) == []


async def test_connections_know_only_what_they_were_sent_themselves(bench: Bench) -> None:
    await bench.goods_arrive(2)
    first, second = await bench.connect(), await bench.connect()
    await bench.export(first)
    assert await bench.offers(await bench.export(second)) == refs(0, 1)


async def test_a_dry_run_makes_rows_and_nothing_else(bench: Bench) -> None:
    await bench.goods_arrive(4)
    connection = await bench.connect()
    run = await bench.export(connection, dry_run=True)
    rows = await bench.runs.rows(DEMO, run.id, None, -1, 100)
    assert [row["key"] for row in rows] == ["good_would_be_sent"] * 4
    assert rows[3]["details"] == {"price": "4.00", "stock": "3", "was_price": "—", "was_stock": "—"}
    assert await bench.zip_of(run) == {}
    assert await bench.generations() == set()
    assert await bench.offers(await bench.export(connection)) == refs(*range(4))


class Dying(MongoSentGoods):
    """Dies with the process when the second pack is to be written."""

    packs = 0

    async def write(self, *arguments: Any) -> None:
        self.packs += 1
        if self.packs == 2:
            raise Crash
        await super().write(*arguments)


async def test_after_a_crash_the_files_are_begun_anew_and_nothing_counts_twice(bench: Bench) -> None:
    await bench.goods_arrive(10)
    connection = await bench.connect()
    await bench.export(connection)
    before = await bench.generations()
    for number in range(10):
        await bench.price(f"p{number:03d}", "500.00")
    with pytest.raises(Crash):
        await bench.exporting(sent=Dying(bench.mongo)).execute(await bench.claim(connection))
    assert len(await bench.generations()) == 2
    bench.now += LEASE + dt.timedelta(seconds=1)
    run = await bench.claimed()
    await bench.exporting().execute(run)
    await bench.end(run)
    assert await bench.offers(run) == refs(*range(10))
    assert (await bench.runs.get(DEMO, run.id))["counts"]["updated"] == 10
    assert len(await bench.runs.rows(DEMO, run.id, None, -1, 100)) == 10
    assert await bench.offers(await bench.export(connection)) == []
    assert not before & await bench.generations()


async def test_a_worker_that_died_after_the_last_transaction_leaves_nothing_to_do(bench: Bench) -> None:
    await bench.goods_arrive(3)
    connection = await bench.connect()
    run = await bench.claim(connection)
    await bench.exporting().execute(run)
    bench.now += LEASE + dt.timedelta(seconds=1)
    heir = await bench.claimed()
    await bench.exporting().execute(heir)
    assert (await bench.runs.get(DEMO, run.id))["counts"]["seen"] == 3
    assert len(await bench.runs.rows(DEMO, run.id, None, -1, 100)) == 3


async def test_a_worker_that_lost_its_lease_confirms_nothing(bench: Bench) -> None:
    await bench.goods_arrive(3)
    connection = await bench.connect()
    slow = await bench.claim(connection)
    bench.now += LEASE + dt.timedelta(seconds=1)
    heir = await bench.claimed()
    with pytest.raises(LeaseLost):
        await bench.exporting().execute(slow)
    assert await bench.sent.current(DEMO, connection.id) == ""
    await bench.exporting().execute(heir)
    await bench.end(heir)
    assert await bench.offers(heir) == refs(0, 1, 2)


async def test_marked_goods_are_exported_beside_the_chosen_groups(bench: Bench) -> None:
    await bench.goods_arrive(6)
    connection = await bench.connect(all_goods=False, groups=["g"])
    await bench.marked.mark(DEMO, connection.id, ["p000", "p004"])
    assert await bench.offers(await bench.export(connection)) == refs(0, 1, 3, 4, 5)
    await bench.marked.unmark(DEMO, connection.id, ["p000"])
    second = await bench.export(connection)
    assert 'Статус="Удален"' in (await bench.zip_of(second))["import.xml"].decode()
    assert await bench.offers(second) == refs(0)


async def test_a_retry_exports_the_goods_of_its_rows_under_their_numbers(bench: Bench) -> None:
    await bench.goods_arrive(6)
    for ref in ("p002", "p004"):
        await bench.price(ref, "0.00")
    connection, shop = await bench.connect(updates_only=False), Taking()
    first = await bench.export(connection)
    rejected = await bench.runs.rows(DEMO, first.id, Result.REJECTED, -1, 100)
    numbers = {row["outside_id"]: row["number"] for row in rejected}
    assert sorted(numbers) == ["p002", "p004"]

    await bench.price("p004", "9.00")
    await bench.price("p001", "9.00")
    before = await bench.runs.get(DEMO, first.id)
    await bench.runs.queue_retry(connection, before, numbers.values(), by="u", idempotency_key=None)
    again = await bench.claimed()
    await bench.exporting(delivery=shop).execute(again)
    await bench.end(again)
    assert await bench.offers(again) == ["p004"]
    assert shop.whole == [False], "the shop must not hide the goods that are not done again"
    rows = await bench.runs.rows(DEMO, again.id, None, -1, 100)
    assert {row["number"]: row["result"] for row in rows} == {
        numbers["p002"]: "rejected",
        numbers["p004"]: "created",
    }
    assert (await bench.runs.get(DEMO, again.id))["counts"]["seen"] == 2


async def test_rows_tell_what_changes_for_each_good(bench: Bench) -> None:
    await bench.goods_arrive(2)
    connection = await bench.connect()
    dry = await bench.export(connection, dry_run=True)
    first, second = await bench.runs.rows(DEMO, dry.id, None, -1, 100)
    assert [(one["field"], one["was"], one["becomes"]) for one in second["changes"]] == [
        ("good_price", None, "2.00"),
        ("good_stock", None, "1"),
    ]
    run = await bench.export(connection)
    assert [row.get("changes") for row in await bench.runs.rows(DEMO, run.id, None, -1, 100)] == [None, None]

    await bench.price("p001", "1.50")
    row = {"ref": "p000", "name": "Иначе", "group_ref": "none"}
    await bench.put("replica_products", row, DEMO)
    for dry_run in (True, False):
        run = await bench.export(connection, dry_run=dry_run)
        first, second = await bench.runs.rows(DEMO, run.id, None, -1, 100)
        assert [one["field"] for one in first["changes"]] == ["good_offer", "good_card"]
        assert second["changes"] == [{"field": "good_price", "was": "2.00", "becomes": "1.50", "of": None}]
        assert (first.get("price_change"), second["price_change"]) == (None, 0.25)
        effect = (await bench.runs.get(DEMO, run.id))["effect"]
        assert effect == {"prices_changed": 1, "largest_change": 0.25, "gone": 0}


class Taking:
    """A shop that takes files of at most `limit` bytes; `offers` are those of each delivery."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.names: list[list[str]] = []
        self.offers: list[list[str]] = []
        self.whole: list[bool] = []
        self.fails: Exception | None = None

    async def deliver(self, _: Connection, files: MakeFiles, __: Path, *, whole: bool) -> None:
        made = await files(self.limit)
        trees = [ElementTree.parse(path) for path in made if path.name.startswith("offers")]  # noqa: S314  # ours
        self.names.append([path.name for path in made])
        self.whole.append(whole)
        self.offers.append([str(one.findtext("{*}Ид")) for tree in trees for one in tree.iterfind(".//{*}Предложение")])
        if self.fails:
            raise self.fails


async def test_the_shop_gets_what_changed_and_no_call_when_nothing_did(bench: Bench) -> None:
    await bench.goods_arrive(9)
    connection, shop = await bench.connect(), Taking()
    first = await bench.export(connection, delivery=shop)
    assert set(await bench.zip_of(first)) == {"import.xml", "offers.xml"}
    await bench.export(connection, delivery=shop)
    await bench.price("p004", "99.00")
    await bench.export(connection, delivery=shop)
    assert shop.names == [["import.xml", "offers.xml"]] * 2
    assert shop.offers == [refs(*range(9)), refs(4)]


async def test_a_shop_of_small_files_gets_every_good_once(bench: Bench) -> None:
    await bench.goods_arrive(60)
    connection, shop = await bench.connect(), Taking(limit=6000)
    await bench.export(connection, delivery=shop)
    assert shop.offers == [refs(*range(60))]
    assert len(shop.names[0]) > 4


@pytest.mark.parametrize(
    "part",
    [{"updates_only": True}, {"all_goods": False}, {"positive_stock_only": True}, {"stock_and_prices_only": True}],
)
async def test_the_shop_is_told_which_export_is_whole(bench: Bench, part: dict[str, bool]) -> None:
    await bench.goods_arrive(3)
    shop, settings = Taking(), {"updates_only": False, "groups": ["g"]}
    await bench.export(await bench.connect(**settings), delivery=shop)
    await bench.export(await bench.connect(**(settings | part)), delivery=shop)
    assert shop.whole == [True, False]


@pytest.mark.parametrize(
    "failure", [TransientError("outside_cut"), ConfigError("outside_login_refused"), DataError("outside_refused")]
)
async def test_what_the_shop_did_not_take_in_does_not_count_as_sent(bench: Bench, failure: Exception) -> None:
    await bench.goods_arrive(5)
    connection, shop = await bench.connect(), Taking()
    shop.fails = failure
    run = await bench.claim(connection)
    with pytest.raises(type(failure)):
        await bench.exporting(delivery=shop).execute(run)
    assert await bench.sent.current(DEMO, connection.id) == ""
    assert (await bench.runs.get(DEMO, run.id))["counts"]["created"] == 0
    shop.fails = None
    await bench.exporting(delivery=shop).execute(run)
    await bench.end(run)
    assert shop.offers == [refs(*range(5))] * 2
    await bench.export(connection, delivery=shop)
    assert len(shop.offers) == 2


async def test_a_crash_before_the_end_sends_the_delta_again(bench: Bench) -> None:
    class Unconfirmed(MongoSentGoods):
        async def confirm(self, *_: Any) -> None:
            raise Crash

    await bench.goods_arrive(4)
    connection, shop = await bench.connect(), Taking()
    dying, doomed = bench.exporting(sent=Unconfirmed(bench.mongo), delivery=shop), await bench.claim(connection)
    with pytest.raises(Crash):
        await dying.execute(doomed)
    bench.now += LEASE + dt.timedelta(seconds=1)
    run = await bench.claimed()
    await bench.exporting(delivery=shop).execute(run)
    await bench.end(run)
    assert shop.offers == [refs(*range(4))] * 2
    await bench.export(connection, delivery=shop)
    assert len(shop.offers) == 2


async def test_a_dry_run_leaves_the_shop_alone(bench: Bench) -> None:
    await bench.goods_arrive(4)
    shop = Taking()
    run = await bench.export(await bench.connect(), dry_run=True, delivery=shop)
    assert (await bench.runs.get(DEMO, run.id))["counts"]["created"] == 4
    assert shop.names == []


@pytest.mark.parametrize("lists", [[], ["gone"]])
async def test_without_a_price_list_the_run_says_what_to_do(bench: Bench, lists: list[str]) -> None:
    await bench.goods_arrive(1)
    connection = await bench.connect(price_lists=lists)
    with pytest.raises(DataError) as caught:
        await bench.exporting().execute(await bench.claim(connection))
    assert caught.value.key == "price_list_not_chosen"


async def test_the_run_waits_for_the_goods_and_gives_up_after_a_while(bench: Bench) -> None:
    run = await bench.claim(await bench.connect())
    with pytest.raises(NotYet):
        await bench.exporting().execute(run)
    bench.now += dt.timedelta(minutes=16)
    with pytest.raises(DataError) as caught:
        await bench.exporting().execute(run)
    assert caught.value.key == "goods_not_loaded"


async def test_no_file_is_left_behind(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    await bench.goods_arrive(5)
    connection = await bench.connect()
    with pytest.raises(Crash):
        await bench.exporting(page=2, sent=Dying(bench.mongo)).execute(await bench.claim(connection))
    bench.now += LEASE + dt.timedelta(seconds=1)
    await bench.exporting().execute(await bench.claimed())
    assert os.listdir(tmp_path) == []
