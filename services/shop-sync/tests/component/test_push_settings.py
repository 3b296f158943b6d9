"""Every setting of the export to InSales changes what the shop holds."""

from decimal import Decimal
from typing import Any

import pytest
from goods_push import DEMO, Bench, counts

pytestmark = pytest.mark.mongo

RED = {"ref": "red", "name": "Красный", "article": "R", "attributes": [{"name": "Цвет", "value": "Красный"}]}
BLUE = {"ref": "blue", "name": "Синий", "article": "B", "attributes": [{"name": "Цвет", "value": "Синий"}]}


async def pushed(bench: Bench, **config: Any) -> None:
    await bench.push(await bench.connect(**config))


def one(bench: Bench) -> dict[str, Any]:
    (row,) = bench.variants().values()
    return row


def category(bench: Bench, product: dict[str, Any]) -> list[str]:
    """Names of the categories above a product, the top one first."""
    names, at = [], product["category_id"]
    while at is not None:
        row = bench.shop.store.one("categories", at)
        names.insert(0, row["title"])
        at = row["parent_id"]
    return names


async def test_characteristics_become_variants_of_one_product(bench: Bench) -> None:
    await bench.good("p1", variants=[RED, BLUE], article=None)
    await bench.price("p1", "120.00", variant="blue")
    await bench.stock("p1", "2", variant="red")
    await bench.stock("p1", "3", variant="blue")
    connection = await bench.connect()
    await bench.push(connection)
    assert len(bench.products()) == 1
    found = {
        sku: (row["price"], row["quantity"], row["option_values"][0]["title"]) for sku, row in bench.variants().items()
    }
    assert found == {"R": (100, 2, "Красный"), "B": (120, 3, "Синий")}
    await bench.price("p1", "130.00", variant="blue")
    assert counts(await bench.push(connection)) == {"seen": 1, "updated": 1}
    assert {sku: row["price"] for sku, row in bench.variants().items()} == {"R": 100, "B": 130}


async def test_a_new_variant_joins_its_product_and_one_that_is_gone_is_sold_out(bench: Bench) -> None:
    await bench.good("p1", variants=[RED], article=None)
    await bench.stock("p1", "2", variant="red")
    connection = await bench.connect()
    await bench.push(connection)
    await bench.change("p1", variants=[{**RED, "archived": True}, BLUE])
    await bench.stock("p1", "4", variant="blue")
    await bench.push(connection)
    assert len(bench.products()) == 1
    assert {sku: row["quantity"] for sku, row in bench.variants().items()} == {"R": 0, "B": 4}
    before = len(bench.shop.requests)
    await bench.push(connection)
    assert bench.calls(since=before) == []


async def test_without_characteristics_stock_is_summed_at_the_lowest_price(bench: Bench) -> None:
    await bench.good("p1", variants=[RED, BLUE], stock="0")
    await bench.price("p1", "80.00", variant="blue")
    await bench.stock("p1", "2", variant="red")
    await bench.stock("p1", "3", variant="blue")
    await pushed(bench, characteristics=False)
    assert (one(bench)["price"], one(bench)["quantity"], one(bench)["option_values"]) == (80, 5, [])


async def test_price_lists_follow_their_order_and_the_old_price_its_own(bench: Bench) -> None:
    await bench.good("p1")
    await bench.price("p1", "90.00", "whole")
    await pushed(bench, price_lists=["retail", "whole"], old_price_list="whole")
    assert (one(bench)["price"], one(bench)["price2"], one(bench)["old_price"]) == (100, 90, 90)


async def test_prices_are_converted_into_the_chosen_currency_else_into_that_of_the_shop(bench: Bench) -> None:
    await bench.good("p1")
    await bench.price("p1", "2.00", currency="USD")
    connection = await bench.connect()
    await bench.push(connection)
    assert one(bench)["price"] == 160
    await bench.connections.delete(DEMO, connection.id)
    bench.shop.purge("products", bench.products()["Товар p1"]["id"])
    await pushed(bench, export_currency="USD")
    assert one(bench)["price"] == 2
    assert bench.products()["Товар p1"]["currency_code"] == "USD"


async def test_stock_is_that_of_the_chosen_stores(bench: Bench) -> None:
    await bench.good("p1")
    await bench.stock("p1", "7", "s2")
    await pushed(bench, stores=["s2"])
    assert one(bench)["quantity"] == 7


async def test_stock_goes_to_the_warehouses_that_are_matched(bench: Bench) -> None:
    await bench.good("p1")
    await bench.stock("p1", "7", "s2")
    await pushed(bench, warehouses=[{"store": "s1", "warehouse": 1}, {"store": "s2", "warehouse": 0}])
    row = one(bench)
    assert (row["quantity_at_warehouse0"], row["quantity_at_warehouse1"], row["quantity"]) == (7, 5, 12)


async def test_goods_out_of_stock_are_not_made_and_end_with_one_zero(bench: Bench) -> None:
    await bench.good("p1")
    await bench.good("p2", stock="0")
    connection = await bench.connect(positive_stock_only=True)
    await bench.push(connection)
    assert set(bench.products()) == {"Товар p1"}
    await bench.stock("p1", "0")
    assert counts(await bench.push(connection)) == {"seen": 2, "updated": 1, "unchanged": 1}
    assert one(bench)["quantity"] == 0
    await bench.price("p1", "55.00")
    before = len(bench.shop.requests)
    await bench.push(connection)
    assert bench.calls(since=before) == []


async def test_prices_and_stock_alone_make_no_product_and_leave_its_card(bench: Bench) -> None:
    bench.shop.add_product(title="Своё имя", variants_attributes=[{"sku": "A-p1", "price": "1"}])
    await bench.good("p1")
    await bench.good("p2")
    await pushed(bench, stock_and_prices_only=True)
    assert set(bench.products()) == {"Своё имя"}
    assert (one(bench)["price"], one(bench)["quantity"]) == (100, 5)


async def test_groups_become_categories_below_those_above_them(bench: Bench) -> None:
    await bench.good("p1", group_ref="g1")
    await bench.good("p2")
    await pushed(bench)
    assert category(bench, bench.products()["Товар p1"]) == ["Склад", "Обувь", "Сапоги"]
    assert category(bench, bench.products()["Товар p2"]) == ["Склад"]


async def test_without_groups_goods_go_to_the_chosen_category(bench: Bench) -> None:
    with bench.shop.store.lock:
        root = next(iter(bench.shop.store.tables["categories"]))
        bench.shop.store.add("categories", {"title": "Новинки", "parent_id": root, "position": 2})
    await bench.good("p1", group_ref="g1")
    await pushed(bench, without_groups=True, category="новинки")
    assert category(bench, bench.products()["Товар p1"]) == ["Склад", "Новинки"]
    assert len(bench.shop.store.tables["categories"]) == 2


async def test_names_are_full_or_short(bench: Bench) -> None:
    await bench.good("p1", full_name="Товар p1, целиком")
    connection = await bench.connect()
    await bench.push(connection)
    assert set(bench.products()) == {"Товар p1, целиком"}
    await bench.change_settings(connection, short_names=True)
    await bench.push(connection)
    assert set(bench.products()) == {"Товар p1"}


async def test_additional_fields_become_properties_and_go_with_them(bench: Bench) -> None:
    await bench.good("p1", attributes=[{"name": "Материал", "value": "Кожа"}, {"name": "Сезон", "value": "Зима"}])
    connection = await bench.connect(with_fields=True)
    await bench.push(connection)
    assert properties(bench) == {"Материал": "Кожа", "Сезон": "Зима"}
    await bench.change("p1", attributes=[{"name": "Материал", "value": "Замша"}])
    await bench.push(connection)
    assert properties(bench) == {"Материал": "Замша"}


async def test_without_additional_fields_there_are_no_properties(bench: Bench) -> None:
    await bench.good("p1", attributes=[{"name": "Материал", "value": "Кожа"}])
    await pushed(bench)
    assert properties(bench) == {}


def properties(bench: Bench) -> dict[str, str]:
    tables = bench.shop.store.tables
    values = [
        tables["characteristics"][pair["characteristic_id"]] for pair in tables["product_characteristics"].values()
    ]
    return {tables["properties"][value["property_id"]]["title"]: value["title"] for value in values}


async def test_only_chosen_groups_and_marked_goods_go_out(bench: Bench) -> None:
    await bench.good("p1", group_ref="g1")
    await bench.good("p2")
    await bench.good("p3")
    connection = await bench.connect(all_goods=False, groups=["g"])
    await bench.marked.mark(DEMO, connection.id, ["p2"])  # type: ignore[list-item]
    await bench.push(connection)
    assert set(bench.products()) == {"Товар p1", "Товар p2"}


@pytest.mark.parametrize(("updates_only", "price"), [(True, 1), (False, 100)])
async def test_what_was_changed_in_the_shop_stays_unless_all_is_exported(
    bench: Bench, updates_only: bool, price: int
) -> None:
    await bench.good("p1")
    connection = await bench.connect(updates_only=updates_only)
    await bench.push(connection)
    with bench.shop.store.lock:
        row = one(bench)
        row["price"] = Decimal(1)
        bench.shop.store.touch(bench.shop.store.one("products", row["product_id"]))
    await bench.push(connection)
    assert one(bench)["price"] == price


async def test_the_card_has_all_that_the_shop_can_hold(bench: Bench) -> None:
    picture = {"ref": "i", "url": "https://pictures.example/1.jpg", "sort": 1}
    more = {"description_html": "<b>Тёплые</b>", "vat_ref": "v20", "weight": "1.5", "barcodes": ["4600000000001"]}
    await bench.good("p1", images=[picture], **more)
    connection = await bench.connect()
    await bench.push(connection)
    product, variant = bench.products()["Товар p1"], one(bench)
    assert (product["description"], product["vat"]) == ("<b>Тёплые</b>", 20)
    assert (variant["sku"], variant["barcode"], variant["weight"]) == ("A-p1", "4600000000001", Decimal("1.5"))
    assert pictures(bench) == ["https://pictures.example/1.jpg"]
    await bench.change("p1", images=[{**picture, "url": "https://pictures.example/2.jpg"}], article="NEW")
    await bench.push(connection)
    assert pictures(bench) == ["https://pictures.example/2.jpg"]
    assert one(bench)["sku"] == "NEW"


def pictures(bench: Bench) -> list[str]:
    return [row["external_id"] for row in bench.shop.store.tables["images"].values()]


async def test_pictures_of_the_shop_s_own_goods_stay(bench: Bench) -> None:
    own = [{"src": "https://shop.example/own.jpg"}]
    bench.shop.add_product(title="Товар p1", images_attributes=own)
    await bench.good("p1", images=[{"ref": "i", "url": "https://pictures.example/1.jpg"}])
    await pushed(bench)
    assert pictures(bench) == ["https://shop.example/own.jpg"]
