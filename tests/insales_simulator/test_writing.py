"""What may be written, and what the shop refuses with 422 and without any trace."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from simulators.insales.server import Shop


def variant_of(shop: Shop, product: dict[str, Any]) -> dict[str, Any]:
    variant: dict[str, Any] = shop.product(product["id"])["variants"][0]
    return variant


def group(client: httpx.Client, *variants: dict[str, Any]) -> int:
    return client.put("products/variants_group_update.json", json={"variants": list(variants)}).status_code


def test_prices_and_stock_of_a_hundred_variants_at_once(shop: Shop, client: httpx.Client, clock: Any) -> None:
    products = [shop.add_product(title=f"Товар {number}") for number in range(101)]
    ids = [product["variants"][0]["id"] for product in products]
    clock.pass_(1)
    assert group(client, *({"id": one, "price": "9.5", "quantity": 3} for one in ids)) == 422
    assert variant_of(shop, products[0])["price"] == 740
    assert group(client, *({"id": one, "price": "9.5", "quantity": 3} for one in ids[:100])) == 200
    changed = client.get(f"products/{products[0]['id']}.json").json()
    assert changed["variants"][0]["price"] == "9.5"
    assert changed["variants"][0]["quantity"] == 3
    assert changed["updated_at"] > client.get(f"products/{products[100]['id']}.json").json()["updated_at"]


def test_one_wrong_price_refuses_the_whole_group(shop: Shop, client: httpx.Client) -> None:
    one, two = shop.add_product(), shop.add_product()
    wrong = ({"id": variant_of(shop, one)["id"], "price": 1}, {"id": variant_of(shop, two)["id"], "price": "дорого"})
    assert group(client, *wrong) == 422
    assert variant_of(shop, one)["price"] == 740


def test_variants_that_are_gone_are_passed_over_in_a_group(shop: Shop, client: httpx.Client) -> None:
    here, thrown = shop.add_product(), shop.add_product()
    client.delete(f"products/{thrown['id']}.json")
    ids = (variant_of(shop, here)["id"], variant_of(shop, thrown)["id"], 999_999)
    assert group(client, *({"id": one, "price": 5} for one in ids)) == 200
    assert (variant_of(shop, here)["price"], variant_of(shop, thrown)["price"]) == (5, 740)


def test_stock_by_warehouse_adds_up(shop: Shop, client: httpx.Client) -> None:
    product = shop.add_product()
    variant = variant_of(shop, product)["id"]
    address = f"products/{product['id']}/variants/{variant}.json"
    stock = {"quantity_at_warehouse0": 2, "quantity_at_warehouse1": 5}
    assert client.put(address, json={"variant": stock}).json()["quantity"] == 7
    assert client.put(address, json={"variant": {"quantity_at_warehouse9": 1}}).status_code == 422
    told = client.put(address, json={"variant": {"quantity": 4, "price2": "3.10"}}).json()
    assert (told["quantity_at_warehouse0"], told["quantity_at_warehouse1"]) == (4, 0)
    assert told["prices"] == ["3.1", None]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"category_id": None}, "category_id"),
        ({"category_id": 5}, "category_id"),
        ({"vat": 3}, "vat"),
        ({"tittle": "Опечатка"}, "tittle"),
        ({"variants_attributes": {"price": 1}}, "variants_attributes"),
        ({"variants_attributes": [{"sku": "A"}]}, "price"),
        ({"variants_attributes": [{"price": "-1"}]}, "price"),
        ({"variants_attributes": [{"price": 1}, {"price": 2}]}, "option_values"),
        ({"images_attributes": [{"title": "Без картинки"}]}, "image"),
        ({"product_field_values_attributes": [{"product_field_id": 5, "value": "x"}]}, "product_field_values"),
    ],
)
def test_a_wrong_product_is_told_by_field_and_not_kept(
    shop: Shop, client: httpx.Client, wrong: dict[str, Any], field: str
) -> None:
    root = client.get("categories.json").json()[0]["id"]
    answer = client.post("products.json", json={"product": {"title": "Товар", "category_id": root, **wrong}})
    assert answer.status_code == 422
    assert list(answer.json()) == [field]
    assert client.get("products/count.json").json() == {"count": 0}
    assert not shop.store.tables["variants"]


def test_a_product_with_characteristics_properties_fields_and_pictures(shop: Shop, client: httpx.Client) -> None:
    size = client.post("option_names.json", json={"option_name": {"title": "Размер"}}).json()["id"]
    extra = client.post("product_fields.json", json={"product_field": {"title": "Страна"}}).json()["id"]
    variants = [{"sku": one, "price": 10, "option_values": [{"option_name_id": size, "title": one}]} for one in "SM"]
    body = {
        "title": "Футболка",
        "category_id": client.get("categories.json").json()[0]["id"],
        "variants_attributes": variants,
        "images_attributes": [{"src": "https://example.org/shirt.jpg"}, {"attachment": "AAAA", "filename": "b.jpg"}],
        "properties_attributes": [{"title": "Ткань", "value": "Хлопок"}],
        "product_field_values_attributes": [{"product_field_id": extra, "value": "Россия"}],
    }
    made = client.post("products.json", json={"product": body})
    assert made.status_code == 201
    product = client.get(f"products/{made.json()['id']}.json").json()
    assert product == made.json()
    assert [variant["title"] for variant in product["variants"]] == ["S", "M"]
    assert [name["title"] for name in product["option_names"]] == ["Размер"]
    assert [image["filename"] for image in product["images"]] == ["shirt.jpg", "b.jpg"]
    assert [(one["title"], product["characteristics"][0]["title"]) for one in product["properties"]] == [
        ("Ткань", "Хлопок")
    ]
    assert [value["value"] for value in product["product_field_values"]] == ["Россия"]
    linen = {"properties_attributes": [{"title": "Ткань", "value": "Лён"}]}
    changed = client.put(f"products/{product['id']}.json", json={"product": linen}).json()
    assert [value["title"] for value in changed["characteristics"]] == ["Лён"]
    same = client.post(f"products/{product['id']}/variants.json", json={"variant": variants[0]})
    assert (same.status_code, list(same.json())) == (422, ["option_values"])


def test_articles_may_repeat(shop: Shop, client: httpx.Client) -> None:
    for _ in range(2):
        shop.add_product(variants_attributes=[{"sku": "A-1", "price": 1}])
    assert [row["variants"][0]["sku"] for row in client.get("products.json").json()] == ["A-1", "A-1"]


def test_an_order_of_three_lines_with_a_discount_adds_up(shop: Shop, client: httpx.Client) -> None:
    ids = [shop.add_product(variants_attributes=[{"price": price}])["variants"][0]["id"] for price in (10, 20, 33)]
    order = shop.add_order(order_lines_attributes=[{"variant_id": one, "quantity": 1} for one in ids])
    shop.change_order(order["id"], discounts=[{"id": 1, "description": "5 ₽", "amount": Decimal(5)}])
    told = client.put(f"orders/{order['id']}.json", json={"order": {"comment": "Спасибо"}}).json()
    full = sum(Decimal(line["full_total_price"]) for line in told["order_lines"])
    assert (Decimal(told["items_price"]), full) == (63, 58)
    assert Decimal(told["total_price"]) == full + Decimal(told["full_delivery_price"])


def test_statuses_of_the_shop_and_of_the_system_go_together(shop: Shop, client: httpx.Client, clock: Any) -> None:
    order = shop.add_order()
    address = f"orders/{order['id']}.json"
    clock.pass_(1)
    told = client.put(address, json={"order": {"custom_status_permalink": "dostavlen"}}).json()
    assert (told["fulfillment_status"], told["custom_status"]["title"]) == ("delivered", "Доставлен")
    assert told["delivered_at"] == told["updated_at"] == "2026-03-01T12:00:01.000+03:00"
    clock.pass_(1)
    assert client.put(address, json={"order": {"custom_status_permalink": "dostavlen"}}).json() == told
    assert client.put(address, json={"order": {"custom_status_permalink": "no-such"}}).status_code == 422
    assert client.get("custom_statuses/dostavlen.json").json()["title"] == "Доставлен"
    paid = client.put(address, json={"order": {"financial_status": "paid"}}).json()
    assert paid["paid_at"] == "2026-03-01T12:00:02.000+03:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"client": None}, {"client": {"name": "Без телефона"}}, {"order_lines_attributes": []},
        {"order_lines_attributes": [{"variant_id": 5}]}, {"order_lines_attributes": [7]},
        {"order_lines_attributes": [{"quantity": 0}]}, {"delivery_variant_id": 5}, {"payment_gateway_id": "x"},
    ],
)  # fmt: skip
def test_a_wrong_order_is_not_kept(shop: Shop, client: httpx.Client, wrong: dict[str, Any]) -> None:
    variant = shop.add_product()["variants"][0]["id"]
    body = {
        "client": {"name": "Анна", "phone": "+79990000000"},
        "order_lines_attributes": [{"variant_id": variant, "quantity": 2}],
        "delivery_variant_id": client.get("delivery_variants.json").json()[0]["id"],
        "payment_gateway_id": client.get("payment_gateways.json").json()[0]["id"],
    }
    assert client.post("orders.json", json={"order": body | wrong}).status_code == 422
    assert client.get("orders.json").json() == []
    made = client.post("orders.json", json={"order": body})
    assert (made.status_code, made.json()["items_price"]) == (201, "1480.0")


def test_lines_of_an_order_are_changed_added_and_taken_out(shop: Shop, client: httpx.Client) -> None:
    other = shop.add_product(title="Ручка", variants_attributes=[{"price": "15.5"}])["variants"][0]["id"]
    order = shop.add_order()
    line = order["order_lines"][0]["id"]
    address = f"orders/{order['id']}.json"
    lines = [{"id": line, "quantity": 3}, {"variant_id": other, "quantity": 2}]
    told = client.put(address, json={"order": {"order_lines_attributes": lines}}).json()
    assert [(row["title"], row["quantity"]) for row in told["order_lines"]][1] == ("Ручка", 2)
    told = client.put(address, json={"order": {"order_lines_attributes": [{"id": line, "_destroy": True}]}}).json()
    assert [row["title"] for row in told["order_lines"]] == ["Ручка"]
    assert told["items_price"] == "31.0"
    handle = client.get("orders/fields.json").json()["order_fields"][0]["handle"]
    values = [{"handle": handle, "value": "после 18"}]
    told = client.put(address, json={"order": {"fields_values_attributes": values}}).json()
    assert [value["value"] for value in told["fields_values"]] == ["после 18"]
