"""The stand-in of InSales understands and is understood by pyinsales, a client that others wrote for the real one."""

import http.client
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from insales import InSalesApi
from insales.connection import ApiError
from insales.parsing import parse

from simulators.insales.server import Shop, running


@pytest.fixture
def api(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> InSalesApi:
    """The client; it calls `<account>.myinsales.ru` whatever it is told, so its connections are led to the shop."""
    place = shop.url.partition("://")[2]

    def lead(host: str, timeout: float) -> http.client.HTTPConnection:
        assert host == "shop-test.myinsales.ru"
        return http.client.HTTPConnection(place, timeout=timeout)

    monkeypatch.setattr("insales.connection.HTTPConnection", lead)
    return InSalesApi.from_credentials("shop-test", shop.key, shop.password)


def refused(call: Any, *given: Any) -> int:
    with pytest.raises(ApiError) as caught:
        call(*given)
    return caught.value.code


def root(api: InSalesApi) -> int:
    return api.get_categories()[0]["id"]


def sketchbook(api: InSalesApi, **more: Any) -> dict[str, Any]:
    variants = [{"sku": "QP-1", "price": Decimal("740.5"), "quantity": 4}]
    return {"title": "Скетчбук & «блокнот»", "category-id": root(api), "variants-attributes": variants, **more}


def test_a_wrong_password_is_refused(shop: Shop, api: InSalesApi) -> None:
    api.connection.password = "other"
    assert refused(api.get_categories) == 401


def test_products_are_made_read_changed_and_deleted(api: InSalesApi) -> None:
    made = api.add_product(sketchbook(api))
    read = api.get_product(made["id"])
    assert read["title"] == "Скетчбук & «блокнот»"
    assert read["variants"][0]["price"] == Decimal("740.5")
    assert read["variants"][0]["quantity"] == 4
    changed = api.update_product(made["id"], {"title": "Блокнот", "description": "Плотная бумага"})
    assert (changed["title"], changed["description"]) == ("Блокнот", "Плотная бумага")
    assert changed["updated-at"] >= made["updated-at"]
    assert [product["id"] for product in api.get_products()] == [made["id"]]
    api.delete_product(made["id"])
    assert api.get_products() == []


@pytest.mark.parametrize("wrong", [{"title": ""}, {"category-id": 999_999}, {"vat": 3}])
def test_a_product_that_is_not_right_is_refused_whole(api: InSalesApi, wrong: dict[str, Any]) -> None:
    assert refused(api.add_product, sketchbook(api) | wrong) == 422
    assert api.get_products() == []


def test_variants_and_their_options(api: InSalesApi) -> None:
    size = api.add_option_name({"title": "Размер"})
    options = [{"option-name-id": size["id"], "value": "A4"}]
    variants = [{"sku": "A4", "price": 10, "quantity": 1, "option-values": options}]
    product = api.add_product(sketchbook(api) | {"variants-attributes": variants})
    more = api.add_product_variant(
        product["id"],
        {"sku": "A5", "price": 7, "option-values": [{"option-name-id": size["id"], "value": "A5"}]},
    )
    found = {variant["sku"]: variant for variant in api.get_product_variants(product["id"])}
    assert found["A5"]["option-values"][0]["title"] == "A5"
    assert refused(api.add_product_variant, product["id"], {"sku": "A6", "price": 7}) == 422
    changed = api.update_product_variant(product["id"], more["id"], {"price": Decimal("6.5"), "quantity": 3})
    assert (changed["price"], changed["quantity"]) == (Decimal("6.5"), 3)
    api.delete_product_variant(product["id"], more["id"])
    assert [variant["sku"] for variant in api.get_product_variants(product["id"])] == ["A4"]


def test_categories_and_collections_are_trees(api: InSalesApi) -> None:
    shoes = api.add_category({"title": "Обувь", "parent-id": root(api)})
    assert api.get_category(shoes["id"])["parent-id"] == root(api)
    assert api.update_category(shoes["id"], {"title": "Кеды"})["title"] == "Кеды"
    api.delete_category(shoes["id"])
    assert shoes["id"] not in [category["id"] for category in api.get_categories()]
    main = api.get_collections()[0]
    sale = api.add_collection({"title": "Распродажа", "parent-id": main["id"]})
    product = api.add_product(sketchbook(api))
    api.add_collect({"product-id": product["id"], "collection-id": sale["id"]})
    assert [pair["collection-id"] for pair in api.get_collects(product_id=product["id"])] == [sale["id"]]
    assert api.get_product(product["id"])["collections-ids"] == [sale["id"]]


def test_images_by_address(api: InSalesApi) -> None:
    product = api.add_product(sketchbook(api))
    image = api.add_product_image(product["id"], {"src": "https://shop.example/a.png"})
    assert [found["id"] for found in api.get_product_images(product["id"])] == [image["id"]]
    api.delete_product_image(product["id"], image["id"])
    assert api.get_product_images(product["id"]) == []


def test_orders_are_read_and_change_their_status(shop: Shop, api: InSalesApi) -> None:
    placed = shop.add_order(comment="Позвоните заранее")
    order = api.get_order(placed["id"])
    assert order["comment"] == "Позвоните заранее"
    assert order["order-lines"][0]["quantity"] == 1
    assert order["total-price"] == order["items-price"] + order["full-delivery-price"]
    changed = api.update_order(placed["id"], {"fulfillment-status": "dispatched", "financial-status": "paid"})
    assert changed["fulfillment-status"] == "dispatched"
    assert changed["financial-status"] == "paid"
    assert changed["updated-at"] >= order["updated-at"]
    assert refused(api.update_order, placed["id"], {"fulfillment-status": "lost"}) == 422
    assert refused(api.get_order, 999_999) == 404


def test_the_clients_own_way_through_all_orders_misses_none(shop: Shop, api: InSalesApi) -> None:
    wanted = set(shop.add_orders(60))
    found = [order["id"] for order in api.iterate_over_all(api.get_orders)]
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_properties_of_variants(api: InSalesApi) -> None:
    size = api.add_option_name({"title": "Размер"})
    assert refused(api.add_option_name, {"title": "Размер"}) == 422
    assert api.update_option_name(size["id"], {"title": "Формат"})["title"] == "Формат"
    assert api.get_option_name(size["id"])["title"] == "Формат"
    value = api.add_option_value(size["id"], {"title": "A4"})
    assert api.get_option_value(size["id"], value["id"])["title"] == "A4"
    assert api.get_option_values(size["id"]) == api.get_option_values()
    api.update_option_value(size["id"], value["id"], {"title": "A3"})
    assert [found["title"] for found in api.get_option_values(size["id"])] == ["A3"]
    assert refused(api.delete_option_name, size["id"]) == 422
    api.delete_option_value(size["id"], value["id"])
    api.delete_option_name(size["id"])
    assert api.get_option_names() == []


def test_collections_and_what_lies_in_them(shop: Shop, api: InSalesApi) -> None:
    main = api.get_collections()[0]
    sale = api.add_collection({"title": "Распродажа", "parent-id": main["id"]})
    assert api.get_collection(sale["id"])["parent-id"] == main["id"]
    assert api.update_collection(sale["id"], {"title": "Скидки"})["title"] == "Скидки"
    product = shop.add_product()["id"]
    pair = {"product-id": product, "collection-id": sale["id"]}
    collect = api.add_collect(pair)
    assert refused(api.add_collect, pair) == 422
    assert api.update_collect(collect["id"], {"position": 4})["position"] == 4
    assert [found["id"] for found in api.get_products(collection_id=sale["id"])] == [product]
    assert api.get_products(collection_id=main["id"]) == []
    api.delete_collect(collect["id"])
    assert api.get_collects(collection_id=sale["id"]) == []
    api.delete_collection(sale["id"])
    assert refused(api.get_collection, sale["id"]) == 404


def test_an_image_and_a_variant_by_their_ids(shop: Shop, api: InSalesApi) -> None:
    product = shop.add_product()
    variant = product["variants"][0]["id"]
    assert api.get_product_variant(product["id"], variant)["sku"] == "QP023MVEN-g"
    assert refused(api.get_product_variant, shop.add_product()["id"], variant) == 404
    image = api.add_product_image(product["id"], {"attachment": "AAAA", "filename": "a.png"})
    assert api.update_product_image(product["id"], image["id"], {"title": "Вид сбоку"})["title"] == "Вид сбоку"
    assert api.get_product_image(product["id"], image["id"])["filename"] == "a.png"


def test_products_since_a_moment_and_from_the_recycle_bin(shop: Shop, api: InSalesApi, clock: Any) -> None:
    thrown = shop.add_product()["id"]
    clock.pass_(60)
    kept = shop.add_product()
    assert [found["id"] for found in api.get_products(updated_since=kept["updated_at"])] == [kept["id"]]
    api.delete_product(thrown)
    assert [found["id"] for found in api.get_products(deleted="true")] == [thrown]
    assert {found["id"] for found in api.get_products(with_deleted="true")} == {thrown, kept["id"]}


def test_an_order_is_made_and_deleted(shop: Shop, api: InSalesApi) -> None:
    like = shop.add_order()
    made = api.create_order(
        {
            "client": {"name": "Анна", "phone": "+79990000000"},
            "order-lines-attributes": [{"variant-id": like["order_lines"][0]["variant_id"], "quantity": 2}],
            "delivery-variant-id": like["delivery_variant_id"],
            "payment-gateway-id": like["payment_gateway_id"],
        }
    )
    assert (made["client"]["name"], made["items-price"]) == ("Анна", Decimal(1480))
    assert [found["id"] for found in api.get_orders(page=2, per_page=1)] == [made["id"]]
    api.delete_order(made["id"])
    assert [found["id"] for found in api.get_orders()] == [like["id"]]
    names = [found["system-name"] for found in api.get_orders_fields()["client-fields"]]
    assert names == ["surname", "name", "phone", "email"]


@pytest.mark.parametrize("what", ["orders", "products", "categories", "custom_statuses", "webhooks"])
def test_xml_tells_the_same_as_json(shop: Shop, client: httpx.Client, what: str) -> None:
    shop.add_order(delivery_date="2026-03-05", delivery_from_hour=10, comment="<срочно> & быстро")
    client.post("webhooks.json", json={"webhook": {"address": "https://a.example", "topic": "orders/create"}})
    xml = client.get(f"{what}.xml", headers={"Content-Type": "application/xml"})
    told = client.get(f"{what}.json").json()
    assert told
    assert as_json(parse(xml.content)) == told


def as_json(value: Any) -> Any:
    """What pyinsales read, as JSON has it."""
    match value:
        case dict():
            return {key.replace("-", "_"): as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case Decimal():
            return str(value)
        case datetime() if value.tzinfo is None:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="milliseconds")
    return value


def test_webhooks(shop: Shop, api: InSalesApi) -> None:
    hook = api.add_webhook({"address": "https://here.example/hook", "topic": "orders/create", "format-type": "json"})
    assert [(found["id"], found["topic"]) for found in api.get_webhooks()] == [(hook["id"], "orders/create")]
    assert refused(api.add_webhook, {"address": "https://a.example", "topic": "orders/burn"}) == 422
    changed = api.update_webhook(hook["id"], {"topic": "orders/update"})
    assert api.get_webhook(hook["id"]) == changed
    api.delete_webhook(hook["id"])
    assert api.get_webhooks() == []


def test_over_the_limit_the_client_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(requests_per_series=2) as shop:
        place = shop.url.partition("://")[2]
        monkeypatch.setattr(
            "insales.connection.HTTPConnection",
            lambda host, timeout: http.client.HTTPConnection(place, timeout=timeout),
        )
        api = InSalesApi.from_credentials("shop-test", shop.key, shop.password)
        for _ in range(2):
            api.get_categories()
        assert refused(api.get_categories) == 503
