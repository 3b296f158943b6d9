"""The records' API: lists, changes, and the walls between accounts and roles."""

import datetime as dt

import pytest

from contracts.base import AccountId
from contracts.events.changed import DirectoriesChanged, PricesChanged, ProductsChanged, StockChanged
from contracts.order import OrderOptions, Party

pytestmark = pytest.mark.mongo

OPEN = {"/v1/login", "/v1/refresh", "/v1/logout", "/v1/jwks", "/v1/images/{account}/{ref}"}


async def test_every_route_but_the_session_needs_a_token(api):
    asked = 0
    for template, methods in api.app.openapi()["paths"].items():
        path = (
            template.replace("{kind}", "store").replace("{ref}", "x").replace("{identity}", "x").replace("{image}", "x")
        )
        if template in OPEN:
            continue
        for method in methods:
            answer = await api.client.request(method, path, json={})
            assert answer.status_code == 401, (method, path)
            assert answer.json()["key"] == "not_authenticated"
            asked += 1
    assert asked >= 12


async def test_orders_are_listed_newest_first_in_pages(api, bench, owner, shop):
    for number, day in enumerate((3, 1, 5, 2, 4)):
        placed = dt.datetime(2026, 10, day, tzinfo=dt.UTC)
        await bench.take(shop.created(str(number), customer=Party(phone="79000000001"), placed_at=placed))
    seen, cursor = [], None
    while True:
        params = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = (await api.client.get("/v1/orders", params=params, headers=owner)).json()
        seen += [order["number"] for order in page["items"]]
        cursor = page.get("next")
        if cursor is None:
            break
    assert seen == ["3", "5", "1", "4", "2"]


async def test_orders_are_filtered(api, bench, owner, shop):
    options = OrderOptions(status="status-agreed")
    await bench.take(shop.created("1", customer=Party(phone="79000000001")), shop.created("2", options=options))
    agreed = await _numbers(api, owner, status="status-agreed")
    ivanova = await _numbers(api, owner, counterparty="cp-ivanova")
    assert agreed != ivanova
    assert len(agreed) == len(ivanova) == 1
    assert await _numbers(api, owner, number=agreed[0]) == agreed


async def test_order_is_shown(api, bench, owner, shop):
    await bench.take(shop.created())
    (stored,) = await bench.documents("orders")
    order = (await api.client.get(f"/v1/orders/{stored['row']['ref']}", headers=owner)).json()
    assert order["lines"][0]["sum"] == "200"


@pytest.mark.parametrize(
    ("text", "articles"),
    [("KRO-0012", ["KRO-0012"]), ("сковорода", ["POS-0001", "POS-0002", "POS-0003", "POS-0004"]), ("нет такого", [])],
)
async def test_products_are_searched(api, owner, text, articles):
    page = (await api.client.get("/v1/products", params={"q": text}, headers=owner)).json()
    assert sorted(product["article"] for product in page["items"]) == articles


async def test_product_card_has_prices_and_stock(api, owner):
    card = (await api.client.get("/v1/products/product-kro-0001", headers=owner)).json()
    assert {price["price_type_ref"] for price in card["prices"]} == {"price-retail", "price-wholesale", "price-export"}
    assert len(card["stock"]) == len(card["product"]["variants"]) * 2


async def test_product_list_goes_through_all_pages(api, owner):
    refs, cursor = set(), None
    while True:
        params = {"limit": 50, **({"cursor": cursor} if cursor else {})}
        page = (await api.client.get("/v1/products", params=params, headers=owner)).json()
        refs |= {product["ref"] for product in page["items"]}
        cursor = page.get("next")
        if cursor is None:
            break
    assert len(refs) == 208


@pytest.mark.parametrize(("text", "ref"), [("ромашка", "cp-romashka"), ("79000000002", "cp-petrov")])
async def test_counterparties_are_searched(api, owner, text, ref):
    page = (await api.client.get("/v1/counterparties", params={"q": text}, headers=owner)).json()
    assert [person["ref"] for person in page["items"]] == [ref]


async def test_directory_is_sorted_and_changed_by_the_owner(api, bench, owner):
    path = "/v1/directories/order_status"
    names = [entry["name"] for entry in (await api.client.get(path, headers=owner)).json()["items"]]
    assert names[:3] == ["Новый", "Согласован", "Собран"]
    body = {"name": "Собран полностью", "sort": 3, "group": "В работе"}
    changed = (await api.client.put(f"{path}/status-packed", json=body, headers=owner)).json()
    assert (changed["name"], changed["sequence"]) == ("Собран полностью", 2)
    (event,) = await bench.emitted(DirectoriesChanged)
    assert event.data.rows[0].name == "Собран полностью"
    clash = await api.client.put("/v1/directories/store/status-packed", json=body, headers=owner)
    assert clash.status_code == 404


async def test_product_is_changed_and_told(api, bench, owner):
    answer = await api.client.patch("/v1/products/product-kro-0001", json={"archived": True}, headers=owner)
    assert (answer.json()["archived"], answer.json()["article"]) == (True, "KRO-0001")
    (event,) = await bench.emitted(ProductsChanged)
    assert (event.data.rows[0].archived, event.data.rows[0].sequence) == (True, 2)
    (stored,) = await bench.documents("products", **{"row.ref": "product-kro-0001"})
    assert stored["live"] is False


async def test_product_is_added(api, bench, owner):
    body = {"name": "Новый товар", "article": "NEW-1", "group_ref": "group-kro"}
    answer = await api.client.post("/v1/products", json=body, headers=owner)
    assert answer.status_code == 201
    (event,) = await bench.emitted(ProductsChanged)
    assert event.data.rows[0].ref == answer.json()["ref"]
    wrong = await api.client.post("/v1/products", json={**body, "group_ref": "vat-22"}, headers=owner)
    assert wrong.json()["key"] == "entry_unknown"


async def test_stock_is_set_and_keeps_the_reserve(api, bench, owner, shop):
    line = shop.line(product_ref="product-pos-0001", quantity="3")
    await bench.take(shop.created(lines=(line,), options=OrderOptions(reserve=True)))
    body = {"product_ref": "product-pos-0001", "store_ref": "store-main", "total": "7"}
    row = (await api.client.put("/v1/stock", json=body, headers=owner)).json()
    assert (row["total"], row["reserved"], row["sequence"]) == ("7", "3", 3)
    assert len(await bench.emitted(StockChanged)) == 2
    listed = await api.client.get("/v1/stock", params={"product": "product-pos-0001"}, headers=owner)
    assert len(listed.json()["items"]) == 2


async def test_price_is_set_in_the_currency_of_its_type_and_told(api, bench, owner):
    body = {"product_ref": "product-kro-0001", "price_type_ref": "price-export", "amount": "51.5"}
    row = await api.ok("PUT", "/v1/prices", owner, json=body)
    assert (row["amount"], row["currency"], row["sequence"]) == ("51.5", "USD", 2)
    variant = body | {"variant_ref": "product-kro-0001-1", "price_type_ref": "price-retail", "amount": "4000"}
    assert (await api.ok("PUT", "/v1/prices", owner, json=variant))["sequence"] == 1
    told = [row for event in await bench.emitted(PricesChanged) for row in event.data.rows]
    assert [(str(row.amount), row.variant_ref) for row in told] == [("51.5", None), ("4000", "product-kro-0001-1")]
    params = {"product": "product-kro-0001", "price_type": "price-retail"}
    listed = await api.ok("GET", "/v1/prices", owner, params=params)
    assert {price["amount"] for price in listed["items"]} == {"4990", "4000"}


async def test_price_is_deleted_and_may_come_back(api, bench, owner):
    ref = "product-kro-0001::price-export"
    await api.ok("DELETE", f"/v1/prices/{ref}", owner)
    card = await api.ok("GET", "/v1/products/product-kro-0001", owner)
    assert ref not in {price["ref"] for price in card["prices"]}
    body = {"product_ref": "product-kro-0001", "price_type_ref": "price-export", "amount": "1"}
    assert (await api.ok("PUT", "/v1/prices", owner, json=body))["sequence"] == 3
    rows = [row for event in await bench.emitted(PricesChanged) for row in event.data.rows]
    assert [(row.deleted, row.sequence) for row in rows] == [(True, 2), (False, 3)]


@pytest.mark.parametrize(
    ("fields", "status", "key"),
    [
        ({"product_ref": "product-none"}, 404, "product_unknown"),
        ({"variant_ref": "other"}, 404, "variant_unknown"),
        ({"price_type_ref": "store-main"}, 404, "entry_unknown"),
        ({"amount": "-1"}, 422, "invalid_input"),
        ({"currency": "руб"}, 422, "invalid_input"),
    ],
)
async def test_wrong_price_is_refused(api, owner, fields, status, key):
    body = {"product_ref": "product-kro-0001", "price_type_ref": "price-retail", "amount": "1", **fields}
    assert (await api.refused("PUT", "/v1/prices", owner, json=body))[:2] == (status, key)


async def test_product_in_stock_is_not_deleted_but_archived(api, owner):
    status, key, text = await api.refused("DELETE", "/v1/products/product-pos-0001", owner)
    assert (status, key) == (409, "product_in_stock")
    assert "Сковорода" in text


async def test_product_is_deleted_with_its_prices_and_stock(api, bench, owner):
    for store in ("store-main", "store-shop"):
        body = {"product_ref": "product-pos-0001", "store_ref": store, "total": "0"}
        await api.ok("PUT", "/v1/stock", owner, json=body)
    await bench.mongo["outbox"].delete_many({})
    await api.ok("DELETE", "/v1/products/product-pos-0001", owner)
    assert (await api.refused("GET", "/v1/products/product-pos-0001", owner))[0] == 404
    found = await api.ok("GET", "/v1/products", owner, params={"q": "POS-0001"})
    assert found["items"] == []
    for event, count in ((ProductsChanged, 1), (PricesChanged, 3), (StockChanged, 2)):
        rows = [row for told in await bench.emitted(event) for row in told.data.rows]
        assert [row.deleted for row in rows] == [True] * count


async def test_version_that_was_not_read_is_not_overwritten(api, owner):
    read = await api.client.get("/v1/products/product-kro-0001", headers=owner)
    stale = {**owner, "If-Match": read.headers["ETag"]}
    changed = await api.client.patch("/v1/products/product-kro-0001", json={"code": "1"}, headers=stale)
    assert changed.status_code == 200
    assert changed.headers["ETag"] == '"2"'
    refused = await api.refused("PATCH", "/v1/products/product-kro-0001", stale, json={"code": "2"})
    assert refused[:2] == (412, "record_changed")


async def test_entry_is_deleted_and_a_group_is_not_put_into_itself(api, bench, owner):
    await api.ok("DELETE", "/v1/directories/delivery_method/delivery-cdek", owner)
    refs = {entry["ref"] for entry in (await api.ok("GET", "/v1/directories/delivery_method", owner))["items"]}
    assert "delivery-cdek" not in refs
    (event,) = await bench.emitted(DirectoriesChanged)
    assert event.data.rows[0].deleted
    again = await api.ok("PUT", "/v1/directories/delivery_method/delivery-cdek", owner, json={"name": "СДЭК"})
    assert again["sequence"] == 3
    body = {"name": "Кроссовки", "parent_ref": "group-kro"}
    refused = await api.refused("PUT", "/v1/directories/product_group/group-kro", owner, json=body)
    assert refused[1] == "group_in_itself"


async def test_accounts_of_an_organisation_survive_its_change(api, owner):
    body = {"name": "ООО «Северный ветер» (новое)", "inn": "7701234564"}
    row = await api.ok("PUT", "/v1/directories/organization/org-main", owner, json=body)
    assert [account["ref"] for account in row["accounts"]] == ["org-main-rub"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/orders/{order}", None),
        ("GET", "/v1/products/product-kro-0001", None),
        ("GET", "/v1/counterparties/cp-ivanova", None),
        ("PATCH", "/v1/products/product-kro-0001", {"name": "Чужое"}),
        ("DELETE", "/v1/products/product-kro-0001", None),
        ("PUT", "/v1/prices", {"product_ref": "product-kro-0001", "price_type_ref": "price-retail", "amount": "1"}),
        ("DELETE", "/v1/prices/product-kro-0001::price-retail", None),
        ("PATCH", "/v1/counterparties/cp-ivanova", {"name": "Чужая"}),
        ("PATCH", "/v1/orders/{order}", {"comment": "чужое"}),
        ("POST", "/v1/documents", {"type": "realization", "based_on": "{order}"}),
        ("DELETE", "/v1/directories/store/store-shop", None),
        ("PUT", "/v1/stock", {"product_ref": "product-kro-0001", "store_ref": "store-main", "total": "1"}),
    ],
)
async def test_foreign_record_is_not_found(api, bench, stranger, shop, *, method, path, body):
    await bench.take(shop.created())
    (order,) = await bench.documents("orders")
    ref = order["row"]["ref"]
    body = {name: value.replace("{order}", ref) for name, value in body.items()} if body else None
    answer = await api.client.request(method, path.format(order=ref), json=body, headers=stranger)
    assert answer.status_code == 404
    assert await bench.emitted(ProductsChanged) == []


async def test_foreign_lists_are_empty(api, bench, stranger, shop):
    await bench.take(shop.created())
    for path in ("/v1/orders", "/v1/products", "/v1/counterparties", "/v1/stock", "/v1/directories/employee"):
        assert (await api.client.get(path, headers=stranger)).json()["items"] == []


async def test_entry_of_the_same_ref_in_another_account_is_its_own(api, bench, stranger):
    answer = await api.client.put("/v1/directories/store/store-shop", json={"name": "Чужой склад"}, headers=stranger)
    assert answer.status_code == 200
    entries = await bench.documents("directories", **{"row.ref": "store-shop"})
    assert {entry["account"]: entry["row"]["name"] for entry in entries} == {
        "demo": "Магазин на Мясницкой",
        "other": "Чужой склад",
    }


async def test_operator_sees_no_records_and_a_manager_changes_no_directories(api, bench):
    operator = await api.token("operator@biz.example", "operator-demo")
    assert (await api.client.get("/v1/orders", headers=operator)).status_code == 403
    await bench.open_account.add_user(AccountId("demo"), "m@shop.example", "manager-pass", "М", ("manager",))
    manager = await api.token("m@shop.example", "manager-pass")
    assert (await api.client.get("/v1/orders", headers=manager)).status_code == 200
    answer = await api.client.put("/v1/directories/store/store-shop", json={"name": "x"}, headers=manager)
    assert answer.status_code == 403


@pytest.mark.parametrize("cursor", ["%%%", "WyJhIl0", "bnVsbA", "e30", "WzEsMl0"])
async def test_broken_cursor_is_told(api, owner, cursor):
    answer = await api.client.get("/v1/products", params={"cursor": cursor}, headers=owner)
    assert answer.status_code == 422
    assert answer.json()["key"] == "cursor_wrong"


@pytest.mark.parametrize("body", [{"nmae": "x"}, {"weight": "-1"}, {"cost": "NaN"}])
async def test_wrong_fields_are_named(api, owner, body):
    answer = await api.client.patch("/v1/products/product-kro-0001", json=body, headers=owner)
    assert answer.status_code == 422
    assert answer.json()["errors"]


async def _numbers(api, headers, **params):
    page = (await api.client.get("/v1/orders", params=params, headers=headers)).json()
    return [order["number"] for order in page["items"]]
