"""The push to a strict stand-in of InSales: what the shop then holds, how often it was called, what failures leave."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from goods_push import DEMO, OTHER, Bench, counts

from service_kit.errors import DataError, TransientError
from shop_sync.adapters.shop_goods import MongoShopGoods
from shop_sync.app.goods.shop import GoodRefused, Values
from shop_sync.connectors.insales.goods.session import InsalesSession
from simulators.insales.errors import Refused

pytestmark = pytest.mark.mongo


class Crash(Exception):
    """The process dies here."""


def refuse(bench: Bench, path: str) -> None:
    """The shop answers 422 there."""

    def judge(_: str, asked: str) -> None:
        if asked == path:
            raise Refused(422, {"title": ["не подходит"]})

    bench.shop.api.before = judge


async def test_goods_are_made_once_and_the_next_run_changes_nothing(bench: Bench) -> None:
    for number in range(5):
        await bench.good(f"p{number}", price=f"{number + 1}.50", stock=str(number))
    connection = await bench.connect()
    first = await bench.push(connection)
    assert counts(first) == {"seen": 5, "created": 5}
    found = {sku: (row["price"], row["quantity"]) for sku, row in bench.variants().items()}
    assert found == {f"A-p{number}": (Decimal(f"{number + 1}.5"), number) for number in range(5)}
    before = len(bench.shop.requests)
    assert counts(await bench.push(connection)) == {"seen": 5, "unchanged": 5}
    assert bench.calls(since=before) == []


async def test_three_changed_of_many_are_one_call(bench: Bench) -> None:
    for number in range(120):
        await bench.good(f"p{number:03d}")
    connection = await bench.connect()
    await bench.push(connection)
    for ref in ("p005", "p060", "p119"):
        await bench.price(ref, "250.00")
    before = len(bench.shop.requests)
    second = await bench.push(connection, page=10)
    assert counts(second) == {"seen": 120, "updated": 3, "unchanged": 117}
    assert bench.calls(since=before) == ["PUT products/variants_group_update.json"]
    assert len(bench.shop.requests) - before < 10
    changed = {sku for sku, row in bench.variants().items() if row["price"] == 250}
    assert changed == {"A-p005", "A-p060", "A-p119"}
    row = (await bench.rows(second))[0]
    assert (row["outside_id"], row["title"]) == ("p005", "Товар p005")
    change = {"field": "good_price", "was": "100.00", "becomes": "250.00", "of": None}
    assert row["changes"] == [change]


async def test_the_shop_s_own_goods_are_recognised_not_doubled(bench: Bench) -> None:
    by_article = bench.shop.add_product(
        title="Как-то иначе", variants_attributes=[{"sku": "A-p1", "price": "1", "quantity": 1}]
    )
    by_name = bench.shop.add_product(title="Товар p2", variants_attributes=[{"price": "1", "quantity": 1}])
    await bench.good("p1")
    await bench.good("p2")
    connection = await bench.connect()
    assert counts(await bench.push(connection)) == {"seen": 2, "updated": 2}
    assert set(bench.shop.store.tables["products"]) == {by_article["id"], by_name["id"]}
    assert {row["price"] for row in bench.variants().values()} == {Decimal(100)}


async def test_what_fits_two_goods_of_the_shop_is_left_to_the_owner(bench: Bench) -> None:
    for _ in range(2):
        bench.shop.add_product(title="Двойник", variants_attributes=[{"sku": "A-p1", "price": "1"}])
    await bench.good("p1")
    connection = await bench.connect()
    first = await bench.push(connection)
    assert counts(first) == {"seen": 1, "rejected": 1}
    assert (await bench.rows(first))[0]["key"] == "good_ambiguous"
    chosen = next(iter(bench.shop.store.tables["variants"].values()))
    await bench.links.remember(DEMO, connection.id, str(chosen["id"]), "p1", None)  # type: ignore[arg-type]
    assert counts(await bench.push(connection)) == {"seen": 1, "updated": 1}
    assert sorted(row["price"] for row in bench.shop.store.tables["variants"].values()) == [1, 100]


async def test_a_worker_that_dies_between_the_call_and_the_link_makes_no_second_product(bench: Bench) -> None:
    await bench.good("p1", article=None)
    await bench.good("p2", article=None, name="Товар p1")  # nothing but our mark tells them apart
    connection = await bench.connect()

    shop_goods = MongoShopGoods(bench.mongo)
    run = await bench.claim(connection)
    pushing = bench.pushing(shop_goods=shop_goods)

    async def dies(*_: object) -> None:
        raise Crash

    shop_goods.save = dies  # type: ignore[method-assign, assignment]
    bench.links.keep = dies  # type: ignore[method-assign, assignment]
    with pytest.raises(Crash):
        await pushing.execute(run)
    assert len(bench.shop.store.tables["products"]) == 1
    del bench.links.keep
    again = await bench.again(run)
    await bench.pushing().execute(again)
    assert len(bench.shop.store.tables["products"]) == 2
    assert counts(await bench.end(again))["seen"] == 2
    assert counts(await bench.push(connection)) == {"seen": 2, "unchanged": 2}


async def test_an_answer_that_got_lost_makes_no_second_product(bench: Bench) -> None:
    await bench.good("p1", article=None, barcodes=[])
    connection = await bench.connect()
    run = await bench.claim(connection)
    bench.shop.faults.only = "/products.json"
    bench.shop.api.before = lambda method, path: (
        bench.shop.faults.torn() if method == "GET" and path.endswith("count.json") else None
    )
    with pytest.raises(TransientError):
        await bench.pushing().execute(run)
    assert len(bench.shop.store.tables["products"]) == 1
    bench.shop.api.before = None
    await bench.pushing().execute(await bench.again(run))
    assert len(bench.shop.store.tables["products"]) == 1


async def test_a_worker_that_dies_in_the_middle_leaves_a_run_that_ends_as_if_it_had_not(bench: Bench) -> None:
    for number in range(60):
        await bench.good(f"p{number:02d}")
    connection = await bench.connect()
    run = await bench.claim(connection)
    made = 0

    def dies(method: str, path: str) -> None:
        nonlocal made
        made += method == "POST" and path.endswith("/products.json")
        if made == 33:
            raise Crash

    bench.shop.api.before = dies
    with pytest.raises((Crash, TransientError)):
        await bench.pushing(page=25).execute(run)
    bench.shop.api.before = None
    run = await bench.again(run)
    await bench.pushing(page=25).execute(run)
    ended = await bench.end(run)
    assert counts(ended) == {"seen": 60, "created": 60}
    assert len(await bench.rows(ended)) == 60
    assert sorted(bench.variants()) == [f"A-p{number:02d}" for number in range(60)]
    assert len(bench.shop.store.tables["products"]) == 60


async def test_thousand_price_changes_are_ten_calls(bench: Bench) -> None:
    for number in range(1000):
        ref = f"p{number:04d}"
        await bench.good(ref)
        bench.shop.add_product(title=f"Товар {ref}", variants_attributes=[{"sku": f"A-{ref}", "price": "1"}])
    connection = await bench.connect(stock_and_prices_only=True)
    before = len(bench.shop.requests)
    assert counts(await bench.push(connection)) == {"seen": 1000, "updated": 1000}
    assert bench.calls(since=before) == ["PUT products/variants_group_update.json"] * 10
    assert {row["price"] for row in bench.variants().values()} == {Decimal(100)}


async def test_what_is_deleted_in_the_shop_is_told_once_and_not_made_again(bench: Bench) -> None:
    for ref in ("p1", "p2", "p3"):
        await bench.good(ref)
    connection = await bench.connect()
    await bench.push(connection)
    products = bench.products()
    with bench.shop.store.lock:
        bin_ = products["Товар p1"]
        bin_["archived"] = True
        bench.shop.store.touch(bin_)
    bench.shop.purge("products", products["Товар p2"]["id"])
    for ref in ("p1", "p2", "p3"):
        await bench.price(ref, "7.00")
    second = await bench.push(connection)
    assert counts(second) == {"seen": 3, "updated": 1, "rejected": 2}
    keys = {row["outside_id"]: row.get("key") for row in await bench.rows(second)}
    assert keys == {"p1": "good_deleted_outside", "p2": "good_deleted_outside", "p3": None}
    assert counts(await bench.push(connection)) == {"seen": 3, "unchanged": 3}
    assert set(bench.products()) == {"Товар p3"}


async def test_its_owner_may_have_a_deleted_good_made_again(bench: Bench) -> None:
    await bench.good("p1")
    connection = await bench.connect()
    await bench.push(connection)
    variant = next(iter(bench.shop.store.tables["variants"]))
    bench.shop.purge("products", bench.products()["Товар p1"]["id"])
    await bench.push(connection)
    assert bench.products() == {}
    await bench.links.release(DEMO, connection.id, str(variant))
    assert counts(await bench.push(connection)) == {"seen": 1, "created": 1}


async def test_what_was_unlinked_by_hand_is_left_alone(bench: Bench) -> None:
    await bench.good("p1")
    connection = await bench.connect()
    await bench.push(connection)
    await bench.links.unlink(DEMO, connection.id, str(next(iter(bench.shop.store.tables["variants"]))))
    await bench.price("p1", "7.00")
    second = await bench.push(connection)
    assert [row["key"] for row in await bench.rows(second)] == ["good_unlinked"]
    assert bench.variants()["A-p1"]["price"] == 100
    await bench.push(connection)
    assert len(bench.products()) == 1


async def test_what_is_sold_no_more_is_hidden_once_and_comes_back(bench: Bench) -> None:
    await bench.good("p1")
    await bench.good("p2")
    connection = await bench.connect()
    await bench.push(connection)
    await bench.change("p1", archived=True)
    await bench.mongo["replica_products"].update_one({"ref": "p2"}, {"$set": {"deleted": True}})
    second = await bench.push(connection)
    assert [row["key"] for row in await bench.rows(second)] == ["good_taken_off"] * 2
    for title in ("Товар p1", "Товар p2"):
        assert bench.products()[title]["is_hidden"]
    assert {row["quantity"] for row in bench.variants().values()} == {0}
    before = len(bench.shop.requests)
    await bench.push(connection)
    assert bench.calls(since=before) == []
    await bench.change("p1", archived=False)
    assert counts(await bench.push(connection)) == {"seen": 1, "updated": 1}
    assert not bench.products()["Товар p1"]["is_hidden"]
    assert bench.variants()["A-p1"]["quantity"] == 5


async def test_a_refused_good_stops_no_other_and_is_tried_again(bench: Bench) -> None:
    for number in range(5):
        await bench.good(f"p{number}")
    connection = await bench.connect()
    await bench.push(connection)
    for number in range(5):
        await bench.price(f"p{number}", "9.00")
        await bench.change(f"p{number}", full_name=f"Полное {number}")
    product = bench.products()["Товар p2"]["id"]
    refuse(bench, f"/admin/products/{product}.json")
    second = await bench.push(connection)
    assert counts(second) == {"seen": 5, "updated": 4, "rejected": 1}
    row = next(row for row in await bench.rows(second) if row["outside_id"] == "p2")
    assert row["key"] == "insales_refused"
    assert "не подходит" in row["details"]["reason"]
    bench.shop.api.before = None
    assert counts(await bench.push(connection)) == {"seen": 5, "updated": 1, "unchanged": 4}
    assert "Полное 2" in bench.products()


async def test_one_wrong_price_of_a_group_stops_no_other(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        await bench.good(f"p{number}")
    connection = await bench.connect()
    await bench.push(connection)
    for number in range(9):
        await bench.price(f"p{number}", "9.00")
    wrong, put = str(bench.variants()["A-p4"]["id"]), InsalesSession.put

    async def fussy(session: InsalesSession, values: Mapping[str, Values]) -> None:
        if wrong in values:
            raise GoodRefused("insales_refused", status=422, reason="цена")
        await put(session, values)

    monkeypatch.setattr(InsalesSession, "put", fussy)
    second = await bench.push(connection)
    assert counts(second) == {"seen": 9, "updated": 8, "rejected": 1}
    assert {sku for sku, row in bench.variants().items() if row["price"] == 100} == {"A-p4"}
    monkeypatch.undo()
    assert counts(await bench.push(connection)) == {"seen": 9, "updated": 1, "unchanged": 8}


async def test_a_storm_puts_the_run_off_and_nothing_is_done_twice(bench: Bench) -> None:
    for number in range(4):
        await bench.good(f"p{number}")
    connection = await bench.connect()
    run = await bench.claim(connection)
    bench.shop.faults.only = "/products.json"
    bench.shop.faults.storm(1, retry_after=120)
    with pytest.raises(TransientError) as raised:
        await bench.pushing().execute(run)
    assert raised.value.retry_after == 120
    run = await bench.again(run)
    await bench.pushing().execute(run)
    assert counts(await bench.end(run)) == {"seen": 4, "created": 4}
    assert len(bench.shop.store.tables["products"]) == 4


async def test_a_shop_that_says_yes_and_does_nothing_is_found_out(bench: Bench) -> None:
    await bench.good("p1")
    connection = await bench.connect()
    await bench.push(connection)
    await bench.price("p1", "9.00")
    run = await bench.claim(connection)
    product = bench.products()["Товар p1"]

    def lies(method: str, path: str) -> None:
        product["archived"] = method == "PUT"

    bench.shop.api.before = lies
    with pytest.raises(DataError) as raised:
        await bench.pushing().execute(run)
    assert raised.value.key == "shop_did_not_take"
    bench.shop.api.before = None
    product["archived"] = False
    await bench.end(run)
    assert counts(await bench.push(connection)) == {"seen": 1, "updated": 1}


async def test_a_preview_shows_field_by_field_and_writes_nothing(bench: Bench) -> None:
    bench.shop.add_product(title="Товар p1", variants_attributes=[{"sku": "A-p1", "price": "740", "quantity": 3}])
    await bench.good("p1")
    await bench.good("p2")
    connection = await bench.connect()
    run = await bench.push(connection, dry_run=True)
    assert counts(run) == {"seen": 2, "created": 1, "updated": 1}
    assert bench.calls() == []
    rows = {row["outside_id"]: row for row in await bench.rows(run)}
    told = {change["field"]: (change["was"], change["becomes"]) for change in rows["p1"]["changes"]}
    assert told["good_price"] == ("740.00", "100.00")
    assert told["good_stock"] == ("3", "5")
    assert rows["p2"]["result"] == "created"
    assert rows["p2"]["changes"]
    assert counts(await bench.push(connection)) == {"seen": 2, "created": 1, "updated": 1}


async def test_a_retry_does_the_failed_goods_alone(bench: Bench) -> None:
    await bench.good("p1", price=None)
    await bench.good("p2")
    await bench.good("p3", price=None)
    connection = await bench.connect()
    first = await bench.push(connection)
    assert counts(first) == {"seen": 3, "created": 1, "rejected": 2}
    await bench.price("p1", "3.00")
    await bench.price("p2", "4.00")
    only = await bench.runs.open_rejected(DEMO, first["_id"])
    await bench.runs.queue_retry(connection, first, only, by="u", idempotency_key=None)
    run = await bench.runs.claim()
    assert run is not None
    await bench.pushing().execute(run)
    assert counts(await bench.end(run)) == {"seen": 2, "created": 1, "rejected": 1}
    assert bench.variants()["A-p2"]["price"] == 100


async def test_accounts_and_connections_know_nothing_of_each_other(bench: Bench) -> None:
    await bench.begin(OTHER)
    await bench.good("p1")
    await bench.good("p1", account=OTHER, price="3.00", name="Чужой", article="B")
    await bench.push(await bench.connect())
    theirs = await bench.connect(OTHER)
    run = await bench.claim(theirs)
    assert run.account == OTHER
    await bench.pushing().execute(run)
    assert counts(await bench.end(run)) == {"seen": 1, "created": 1}
    assert bench.variants()["A-p1"]["price"] == 100
