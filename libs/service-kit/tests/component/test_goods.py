"""The replica of the platform's goods, and the matching of outside lines to them."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.changed import Batch as Rows
from contracts.events.changed import (
    DirectoriesChanged,
    PricesChanged,
    ProductsChanged,
    SnapshotKind,
    SnapshotPart,
    SnapshotRequested,
    StockChanged,
)
from contracts.order import MatchedBy, OrderLine
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow, Variant
from contracts.topology import MAIL_INTAKE_REPLICA, SHOP_SYNC_REPLICA, WorkQueue
from service_kit.goods import matching
from service_kit.goods.links import By, GoodsLinks, SeenGood, Unlinked, linked_by, not_linked
from service_kit.goods.matching import Matcher
from service_kit.goods.ours import OurGoods
from service_kit.goods.replica import Replica
from service_kit.ids import new_id, utc_now
from service_kit.inbox import Batch
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
SHOP = ConnectionId("c-1")


class Goods:
    """The replica behind its batch consumer, and events for it."""

    def __init__(self, mongo: Mongo, outbox: Outbox, queue: WorkQueue) -> None:
        self.mongo = mongo
        self.outbox = outbox
        self.replica = Replica(mongo, outbox, "shop-sync", replace(queue, keys=SHOP_SYNC_REPLICA.keys))
        self.batch: Batch[Any] = Batch(mongo, outbox, queue.name, self.replica.work)

    async def take(self, *events: Any) -> None:
        await asyncio.gather(*(self.batch.put(event) for event in events))

    def event(self, kind: Any, *rows: Any, snapshot: SnapshotPart | None = None, account: AccountId = DEMO) -> Any:
        return kind.new(
            Rows[Any](rows=rows, snapshot=snapshot),
            event_id=new_id(),
            now=utc_now(),
            service="platform-bridge",
            account=account,
            subject=account,
        )

    def products(self, *rows: ProductRow, account: AccountId = DEMO) -> Any:
        return self.event(ProductsChanged, *rows, account=account)

    async def stored(self, ref: str = "p-1", account: AccountId = DEMO) -> Any:
        return await self.mongo["replica_products"].find_one({"account": account, "ref": ref})

    async def begin(self) -> SnapshotRequested:
        async def body(unit: Unit) -> None:
            await self.replica.begin(DEMO, unit)

        await self.outbox.transact(body)
        rows = await self.mongo["outbox"].find({"type": SnapshotRequested.key}).to_list(None)
        assert len(rows) == 1
        return SnapshotRequested.model_validate_json(bytes(rows[0]["body"]))


@pytest.fixture
async def goods(mongo: Mongo, silent_outbox: Outbox, queue: WorkQueue) -> AsyncIterator[Goods]:
    await mongo.prepare([*Replica.INDEXES, *GoodsLinks.INDEXES])
    made = Goods(mongo, silent_outbox, queue)
    made.batch.start()
    yield made
    await made.batch.stop()


def product(ref: str = "p-1", sequence: int = 1, **fields: Any) -> ProductRow:
    return ProductRow(ref=Ref(ref), sequence=sequence, **{"name": f"Товар {ref}", **fields})


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
@pytest.mark.parametrize("together", [True, False])
async def test_the_newest_version_of_a_product_wins_in_any_order(
    goods: Goods, order: Sequence[int], *, together: bool
) -> None:
    events = [goods.products(product(sequence=number, name=f"$price {number}")) for number in order]
    if together:
        await goods.take(*events)
    else:
        for event in events:
            await goods.take(event)
    assert (await goods.stored())["row"]["name"] == "$price 3"


async def test_a_deleted_product_stays_deleted_when_an_older_version_comes_late(goods: Goods) -> None:
    await goods.take(goods.products(product(sequence=5)))
    await goods.take(goods.products(ProductRow(ref=Ref("p-1"), sequence=6, deleted=True)))
    await goods.take(goods.products(product(sequence=4)))
    assert (await goods.stored())["deleted"] is True
    (line,) = await match(goods, name="Товар p-1")
    assert line.product_ref is None
    await goods.take(goods.products(product(sequence=7)))
    (line,) = await match(goods, name="Товар p-1")
    assert line.product_ref == "p-1"


async def test_the_same_reference_of_two_accounts_is_two_products(goods: Goods) -> None:
    other = AccountId("other")
    await goods.take(goods.products(product(name="наш")), goods.products(product(name="чужой"), account=other))
    assert (await goods.stored())["row"]["name"] == "наш"
    assert (await goods.stored(account=other))["row"]["name"] == "чужой"
    (line,) = await match(goods, name="чужой")
    assert line.product_ref is None


def parts_of(goods: Goods, request: str) -> list[Any]:
    """The answer to a request: products in three parts, the rest in one each."""

    def part(number: int, parts: int | None = None) -> SnapshotPart:
        return SnapshotPart(request=request, part=number, parts=parts)

    stock = StockRow(ref=Ref("s-1"), sequence=1, product_ref=Ref("p-1"), store_ref=Ref("w"), total="1", reserved="0")
    price = PriceRow(
        ref=Ref("pr-1"), sequence=1, product_ref=Ref("p-1"), price_type_ref=Ref("t"), amount="5", currency="RUB"
    )
    return [
        goods.event(ProductsChanged, product("p-1"), snapshot=part(0)),
        goods.event(ProductsChanged, product("p-2"), snapshot=part(1)),
        goods.event(ProductsChanged, product("p-3"), snapshot=part(2, 3)),
        goods.event(StockChanged, stock, snapshot=part(0, 1)),
        goods.event(PricesChanged, price, snapshot=part(0, 1)),
        goods.event(DirectoriesChanged, snapshot=part(0, 1)),
    ]


async def test_an_account_is_ready_when_all_parts_of_its_snapshot_are_in_whatever_their_order(goods: Goods) -> None:
    assert await goods.replica.ready(DEMO) is False
    request = await goods.begin()
    assert request.data.reply_to == "test.things"
    assert {str(kind) for kind in request.data.kinds} == {"products", "stock", "prices", "directories"}
    events = parts_of(goods, request.id)
    for event in [events[2], events[5], events[0], events[4], events[3]]:
        await goods.take(event)
        assert await goods.replica.ready(DEMO) is False
    await goods.take(events[1])
    assert await goods.replica.ready(DEMO) is True


async def test_repeated_parts_count_once_and_parts_of_another_request_not_at_all(goods: Goods) -> None:
    request = await goods.begin()
    events = parts_of(goods, request.id)
    foreign = parts_of(goods, "another-request")
    await goods.take(*events[:2], *events[:2], *foreign)
    await goods.take(*events[:2], *events[3:])
    assert await goods.replica.ready(DEMO) is False
    await goods.take(events[2])
    assert await goods.replica.ready(DEMO) is True


async def test_beginning_again_asks_for_no_second_snapshot(goods: Goods) -> None:
    first = await goods.begin()
    assert (await goods.begin()).id == first.id


async def test_a_service_asks_only_for_what_its_queue_hears_of(goods: Goods) -> None:
    goods.replica = Replica(goods.mongo, goods.outbox, "mail-intake", MAIL_INTAKE_REPLICA)
    asked = await goods.begin()
    assert set(asked.data.kinds) == {SnapshotKind.PRODUCTS, SnapshotKind.DIRECTORIES}


async def test_a_select_offers_the_living_entries_of_one_directory_in_their_order(goods: Goods) -> None:
    def entry(ref: str, name: str, sort: int, kind: Any = DirectoryKind.STORE, **fields: Any) -> DirectoryRow:
        return DirectoryRow(ref=Ref(ref), sequence=1, kind=kind, name=name, sort=sort, **fields)

    await goods.take(
        goods.event(
            DirectoriesChanged,
            entry("w-1", "Склад Б", 2),
            entry("w-2", "Склад А", 1),
            entry("w-3", "Старый склад", 0, archived=True),
            entry("w-4", "Чужой справочник", 0, kind=DirectoryKind.CURRENCY),
            entry("w-5", "Удалённый склад", 0, deleted=True),
        )
    )
    assert [choice.label for choice in await goods.replica.directory(DEMO, DirectoryKind.STORE, "")] == [
        "Склад А",
        "Склад Б",
    ]
    (found,) = await goods.replica.directory(DEMO, DirectoryKind.STORE, "СКЛАД б")
    assert found.value == "w-1"
    assert await goods.replica.directory(AccountId("other"), DirectoryKind.STORE, "") == []


async def match(goods: Goods, *, by_text: bool = True, **line: Any) -> list[OrderLine]:
    matcher = Matcher(goods.mongo, GoodsLinks(goods.mongo), DEMO, SHOP, by_text=by_text)
    wanted = [OrderLine(**{"number": 1, "quantity": "1", "price": "1", "sum": "1", **line})]
    await matcher.learn(wanted)
    return list(matcher.match(wanted))


@pytest.fixture
async def shelf(goods: Goods) -> Goods:
    """Products of every kind that matching tells apart."""
    await goods.take(
        goods.products(
            product("p-1", name="Кроссовки  беговые", full_name="Кроссовки беговые синие", article="KRO-1"),
            product("p-2", name="Носки", article="NOS-1", barcodes=("4600000000017",)),
            product(
                "p-3",
                name="Футболка",
                article="FUT",
                variants=(
                    Variant(ref=Ref("v-1"), name="красная", article="FUT-R", barcodes=("4600000000024",)),
                    Variant(ref=Ref("v-2"), name="синяя", archived=True, article="FUT-B"),
                ),
            ),
            product("p-4", name="Шнурки", article="SAME"),
            product("p-5", name="ШНУРКИ", article="SAME"),
            product("p-6", name="Забытый", article="OLD", archived=True),
        )
    )
    return goods


@pytest.mark.parametrize(
    ("line", "product_ref", "variant", "by"),
    [
        ({"outside_id": "p-2"}, "p-2", None, MatchedBy.ID),
        ({"outside_id": "p-3#v-1"}, "p-3", "v-1", MatchedBy.ID),
        ({"outside_id": "p-3#strange"}, "p-3", None, MatchedBy.ID),
        ({"article": " KRO-1 "}, "p-1", None, MatchedBy.ARTICLE),
        ({"article": "FUT-R"}, "p-3", "v-1", MatchedBy.ARTICLE),
        ({"barcode": "4600000000017"}, "p-2", None, MatchedBy.BARCODE),
        ({"barcode": "4600000000024"}, "p-3", "v-1", MatchedBy.BARCODE),
        ({"name": "кроссовки\u00a0беговые"}, "p-1", None, MatchedBy.NAME),
        ({"name": " КРОССОВКИ беговые\tсиние "}, "p-1", None, MatchedBy.NAME),
        ({"name": "Футболка красная"}, "p-3", "v-1", MatchedBy.NAME),
        ({"outside_id": "shop-77", "article": "NOS-1"}, "p-2", None, MatchedBy.ARTICLE),
        ({"article": "KRO-1", "name": "Носки"}, "p-1", None, MatchedBy.ARTICLE),
        ({"article": "SAME", "name": "Носки"}, "p-2", None, MatchedBy.NAME),
    ],
)
async def test_a_line_is_recognised_by_the_first_key_that_fits(
    *, shelf: Goods, line: dict[str, str], product_ref: str, variant: str | None, by: MatchedBy
) -> None:
    (found,) = await match(shelf, **{"name": "Нет такого", **line})
    assert (found.product_ref, found.variant_ref, found.matched_by) == (product_ref, variant, by)


@pytest.mark.parametrize(
    "line",
    [
        {"article": "SAME"},
        {"name": "шнурки"},
        {"article": "OLD"},
        {"article": "FUT-B"},
        {"article": "kro-1"},
        {"name": ""},
        {"article": " "},
        {"outside_id": "#"},
    ],
)
async def test_what_fits_several_products_or_none_matches_nothing(shelf: Goods, line: dict[str, str]) -> None:
    await shelf.take(
        shelf.products(product("p-7", name="Икс", article=" ", variants=(Variant(ref=Ref("v-9"), name=""),)))
    )
    (found,) = await match(shelf, **{"name": "Нет такого", **line})
    assert (found.product_ref, found.matched_by) == (None, None)


async def test_without_matching_by_text_only_ids_and_links_count(shelf: Goods) -> None:
    (line,) = await match(shelf, by_text=False, name="Носки", article="NOS-1", barcode="4600000000017")
    assert line.product_ref is None
    (line,) = await match(shelf, by_text=False, name="x", outside_id="p-2")
    assert line.product_ref == "p-2"


async def test_a_link_made_by_hand_wins_for_its_connection_until_it_is_taken_back(shelf: Goods) -> None:
    links = GoodsLinks(shelf.mongo)
    await links.remember(DEMO, SHOP, "p-2", Ref("p-1"), None)
    await links.remember(DEMO, SHOP, "p-2", Ref("p-3"), Ref("v-1"))
    await links.remember(AccountId("other"), SHOP, "p-1", Ref("p-3"), None)
    await links.remember(DEMO, ConnectionId("c-2"), "p-1", Ref("p-3"), None)
    (line,) = await match(shelf, by_text=False, name="Носки", outside_id="p-2")
    assert (line.product_ref, line.variant_ref, line.matched_by) == ("p-3", "v-1", MatchedBy.HAND)
    (line,) = await match(shelf, name="x", outside_id="p-1")
    assert (line.product_ref, line.matched_by) == ("p-1", MatchedBy.ID)
    await links.unlink(DEMO, SHOP, "p-2")
    (line,) = await match(shelf, name="Носки", outside_id="p-2")
    assert (line.product_ref, line.matched_by) == (None, None)
    await links.release(DEMO, SHOP, "p-2")
    (line,) = await match(shelf, name="Носки", outside_id="p-2")
    assert (line.product_ref, line.matched_by) == ("p-2", MatchedBy.ID)


async def test_keys_are_looked_up_once_and_a_full_memory_is_emptied(
    shelf: Goods, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "CACHE_LIMIT", 3)
    matcher = Matcher(shelf.mongo, GoodsLinks(shelf.mongo), DEMO, SHOP, by_text=True)
    lines = [
        OrderLine(number=1, quantity="1", price="1", sum="1", name="x", outside_id=f"id-{number}", article="NOS-1")
        for number in range(20)
    ]
    for line in lines:
        await matcher.learn([line])
        (found,) = matcher.match([line])
        assert found.product_ref == "p-2"
    assert len(matcher._known) <= 3 + 1


def seen(outside_id: str, name: str = "Чашка", hit: Any = None, **fields: Any) -> SeenGood:
    return SeenGood(outside_id, name, hit=hit, **fields)


async def shop_goods(links: GoodsLinks, wanted: Any, part: str = "", account: AccountId = DEMO) -> list[str]:
    rows = await links.page(account, SHOP, wanted, part=part, after="", limit=100)
    return [row["outside_id"] for row in rows]


async def test_lines_that_a_person_may_want_to_link_are_told_apart_from_sure_ones(shelf: Goods) -> None:
    links = GoodsLinks(shelf.mongo)
    await links.remember(DEMO, SHOP, "by-hand", Ref("p-1"), None)
    matcher = Matcher(shelf.mongo, links, DEMO, SHOP, by_text=True)

    def line(outside_id: str | None, name: str = "Нет такого", **fields: Any) -> OrderLine:
        return OrderLine(number=1, quantity="1", price="1", sum="1", name=name, outside_id=outside_id, **fields)

    lines = [
        line("p-2"), line("by-hand"), line(None), line("s-1", article="NOS-1"), line("s-2", barcode="1"), line("s-2")
    ]  # fmt: skip
    found = await matcher.learn(lines)
    assert {(good.outside_id, good.barcode, good.hit) for good in found} == {
        ("by-hand", None, ("p-1", None)),
        ("s-1", None, ("p-2", None)),
        ("s-2", "1", None),
        ("s-2", None, None),
    }
    assert await matcher.learn(lines) == []


async def test_goods_of_a_shop_are_linked_by_themselves_by_hand_or_not(goods: Goods) -> None:
    links, other = GoodsLinks(goods.mongo), AccountId("other")
    await links.see(DEMO, SHOP, [seen("a", hit=("p-1", None)), seen("b", "Ложка", article="L-5"), seen("c")])
    await links.see(other, SHOP, [seen("a"), seen("z")])
    await links.see(DEMO, ConnectionId("c-2"), [seen("y")])
    await links.remember(DEMO, SHOP, "c", Ref("p-3"), Ref("v-1"))
    assert await shop_goods(links, linked_by(None)) == ["a", "c"]
    assert await shop_goods(links, linked_by(By.AUTO)) == ["a"]
    assert await shop_goods(links, linked_by(By.HAND)) == ["c"]
    assert await shop_goods(links, not_linked()) == ["b"]
    assert await shop_goods(links, not_linked(), account=other) == ["a", "z"]
    for part, found in {"ЛОЖ": ["b"], "l-5": ["b"], " чашка ": ["a", "c"], "b": ["b"], ".*": []}.items():
        assert await shop_goods(links, {}, part) == found, part
    assert await links.linked(DEMO, SHOP, [Ref("p-1"), Ref("p-3"), Ref("p-9")]) == {"p-1", "p-3"}
    assert await links.find(DEMO, SHOP, ["a", "b", "c"]) == {"c": ("p-3", "v-1")}


async def test_what_a_person_decided_stays_whatever_is_recognised_later(goods: Goods) -> None:
    links = GoodsLinks(goods.mongo)
    await links.see(DEMO, SHOP, [seen(one, hit=("p-1", None)) for one in "abc"])
    await links.remember(DEMO, SHOP, "a", Ref("p-2"), None)
    await links.unlink(DEMO, SHOP, "b")
    again = [seen(one, "Чашка новая", hit=("p-3", None)) for one in "abc"]
    for _ in range(2):
        await links.see(DEMO, SHOP, again)
    assert await links.find(DEMO, SHOP, ["a", "b", "c"]) == {"a": ("p-2", None), "b": None}
    assert await shop_goods(links, not_linked(), "новая") == ["b"]
    assert await links.linked(DEMO, SHOP, [Ref("p-1"), Ref("p-2"), Ref("p-3")]) == {"p-2", "p-3"}
    await links.release(DEMO, SHOP, "b")
    await links.see(DEMO, SHOP, again)
    assert await shop_goods(links, linked_by(By.AUTO)) == ["b", "c"]
    await links.unlink(DEMO, SHOP, "never-met")
    await links.release(DEMO, SHOP, "never-met")
    assert await links.one(DEMO, SHOP, "never-met") is None


async def test_goods_deleted_outside_are_unlinked_and_their_products_are_not_made_anew(goods: Goods) -> None:
    links = GoodsLinks(goods.mongo)
    products = [Ref("p-1"), Ref("p-2"), Ref("p-3")]
    await links.see(DEMO, SHOP, [seen("a", hit=("p-1", None)), seen("b", hit=("p-2", None))])
    await links.unlink(DEMO, SHOP, "b")
    await links.deleted(DEMO, SHOP, {"a": (Ref("p-1"), None), "c": (Ref("p-3"), Ref("v-1"))})
    await links.see(DEMO, SHOP, [seen("a", hit=("p-1", None))])
    assert await links.linked(DEMO, SHOP, products) == set()
    told = {link.product: link.unlinked for link in await links.of_products(DEMO, SHOP, products)}
    assert told == {"p-1": Unlinked.DELETED, "p-2": Unlinked.HAND, "p-3": Unlinked.DELETED}
    assert await links.of_products(AccountId("other"), SHOP, products) == []
    await links.remember(DEMO, SHOP, "new", Ref("p-1"), None)
    await links.release(DEMO, SHOP, "c")
    told = {link.outside_id: link.unlinked for link in await links.of_products(DEMO, SHOP, products)}
    assert told == {"a": Unlinked.DELETED, "b": Unlinked.HAND, "new": None}


@pytest.mark.parametrize(
    ("good", "best"),
    [
        (seen("x", "Кроссовки беговые"), ("p-1", None)),
        (seen("x", "беговые синие кроссовки, 42"), ("p-1", None)),
        (seen("x", "Неведомое", article="nos1"), ("p-2", None)),
        (seen("x", "Неведомое", article="NOS-1"), ("p-2", None)),
        (seen("x", "Неведомое", article="nos-1 "), ("p-2", None)),
        (seen("x", "красная футболка"), ("p-3", "v-1")),
        (seen("x", "Синяя футболка"), ("p-3", None)),
        (seen("x", "Совсем другое"), None),
        (seen("x", "Забытый", article="OLD"), None),
        (seen("x", "(.*"), None),
        (seen("x", ""), None),
    ],
)
async def test_the_likeliest_product_is_suggested_first(shelf: Goods, good: SeenGood, best: Any) -> None:
    ours = OurGoods(shelf.mongo)
    found = await ours.candidates(DEMO, good)
    assert [(one.product, one.variant) for one in found[:1]] == ([best] if best else [])
    assert len(found) <= 5
    assert await ours.candidates(AccountId("other"), good) == []


async def test_our_goods_are_listed_and_named_without_those_of_others(shelf: Goods) -> None:
    ours = OurGoods(shelf.mongo)
    page = await ours.page(DEMO, "", Ref(""), 3)
    assert [row["ref"] for row in page] == ["p-1", "p-2", "p-3"]
    assert [row["ref"] for row in await ours.page(DEMO, "", Ref("p-3"), 9)] == ["p-4", "p-5"]
    assert [row["ref"] for row in await ours.page(DEMO, "шнурки", Ref(""), 9)] == ["p-4", "p-5"]
    assert [row["ref"] for row in await ours.page(DEMO, "fut", Ref(""), 9)] == ["p-3"]
    assert await ours.page(AccountId("other"), "", Ref(""), 9) == []
    assert await ours.named(DEMO, [Ref("p-2"), Ref("p-6"), Ref("gone")]) == {
        "p-2": {"ref": "p-2", "name": "Носки", "article": "NOS-1"},
        "p-6": {"ref": "p-6", "name": "Забытый", "article": "OLD"},
    }


async def test_a_kept_link_outlives_matches_by_text_but_not_its_owner(goods: Goods) -> None:
    links = GoodsLinks(goods.mongo)
    await links.keep(DEMO, SHOP, [seen("a", hit=("p-1", "v-1")), seen("b", hit=("p-2", None))])
    await links.see(DEMO, SHOP, [seen("a"), seen("b", hit=("p-3", None)), seen("c", hit=("p-2", None))])
    assert await links.find(DEMO, SHOP, ["a", "b", "c"]) == {"a": ("p-1", "v-1"), "b": ("p-2", None)}
    told = {(link.outside_id, link.sure) for link in await links.of_products(DEMO, SHOP, [Ref("p-1"), Ref("p-2")])}
    assert told == {("a", True), ("b", True), ("c", False)}
    await links.unlink(DEMO, SHOP, "a")
    await links.remember(DEMO, SHOP, "b", Ref("p-4"), None)
    await links.keep(DEMO, SHOP, [seen("a", hit=("p-1", "v-1")), seen("b", hit=("p-2", None))])
    assert await links.find(DEMO, SHOP, ["a", "b"]) == {"a": None, "b": ("p-4", None)}
    assert await links.of_products(AccountId("other"), SHOP, [Ref("p-1"), Ref("p-4")]) == []
