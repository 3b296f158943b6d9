"""What lists and windows of the console show beside the records: names, stock, prices, payments."""

import datetime as dt

import pytest

from contracts.order import OrderOptions, Party, Payment

pytestmark = pytest.mark.mongo

PAN = {"product_ref": "product-pos-0001", "quantity": "3"}


@pytest.fixture
async def order(bench, shop):
    """Return the ref of an order of two lines: three pans, reserved, and one thing that nobody knows."""
    lines = (shop.line(1, **PAN), shop.line(2, name="Упаковка"))
    customer = Party(name="Пётр Лосев", phone="79000000077")
    await bench.take(shop.created(lines=lines, customer=customer, options=OrderOptions(reserve=True)))
    (stored,) = await bench.documents("orders")
    return stored["row"]["ref"]


async def test_orders_come_with_the_names_of_what_they_refer_to(api, owner, order):
    page = await api.ok("GET", "/v1/orders", owner)
    (row,) = page["items"]
    assert page["names"][row["counterparty_ref"]] == "Пётр Лосев"
    assert page["names"][row["status_ref"]] == "Новый"


async def test_order_is_found_by_the_beginning_of_our_number_and_of_the_shops(api, bench, owner, shop):
    await bench.take(shop.created("10"), shop.created("11"), shop.created("2"))

    async def found(text):
        return [
            row["origin"]["number"] for row in (await api.ok("GET", "/v1/orders", owner, params={"q": text}))["items"]
        ]

    assert await found("S-1") == ["S-11", "S-10"]
    assert len(await found("1")) == 1
    assert await found(".") == []


async def test_lines_tell_stock_and_reserve_over_all_warehouses(api, bench, owner, order):
    refs = [line["ref"] for line in (await api.ok("GET", f"/v1/orders/{order}", owner))["lines"]]
    rows = (await api.ok("GET", "/v1/stock", owner, params={"product": "product-pos-0001"}))["items"]
    total = sum(int(row["total"]) for row in rows)
    pan, unknown = (await api.ok("GET", f"/v1/orders/{order}/lines", owner))["items"]
    assert (pan["line"], pan["kind"], pan["shipped"]) == (refs[0], "goods", "0")
    assert (pan["reserved"], pan["total"], pan["free"]) == ("3", str(total), str(total - 3))
    assert unknown == {"line": refs[1], "shipped": "0"}


async def test_lines_tell_what_is_shipped(api, owner, order):
    line = {"product_ref": "product-pos-0001", "quantity": "2", "price": "100", "store_ref": "store-main"}
    body = {"type": "realization", "based_on": order, "lines": [line], "store_ref": "store-main", "held": True}
    made = await api.ok("POST", "/v1/documents", owner, json=body)
    pan, _ = (await api.ok("GET", f"/v1/orders/{order}/lines", owner))["items"]
    assert pan["shipped"] == "2"
    await api.ok("POST", f"/v1/documents/{made['ref']}/unhold", owner)
    pan, _ = (await api.ok("GET", f"/v1/orders/{order}/lines", owner))["items"]
    assert pan["shipped"] == "0"


async def test_payments_of_an_order_are_listed(api, bench, owner, shop):
    paid_at = dt.datetime(2026, 5, 1, 9, 30, tzinfo=dt.UTC)
    payment = Payment(method="Карта", paid=True, paid_at=paid_at, number="P-1", amount="200")
    await bench.take(shop.created(payment=payment, options=OrderOptions(accept_payments=True)))
    (stored,) = await bench.documents("orders")
    (shown,) = (await api.ok("GET", f"/v1/orders/{stored['row']['ref']}/payments", owner))["items"]
    assert (shown["amount"], shown["paid_at"], shown["method"]) == ("200", "2026-05-01T09:30:00Z", "Карта")
    assert "document_ref" not in shown


async def test_what_belongs_to_an_order_of_another_account_is_not_found(api, stranger, order):
    for part in ("lines", "payments"):
        refused = await api.refused("GET", f"/v1/orders/{order}/{part}", stranger)
        assert refused[:2] == (404, "order_unknown")


async def test_products_come_with_stock_and_the_lowest_price(api, owner):
    page = await api.ok("GET", "/v1/products", owner, params={"q": "POS-0001"})
    (product,) = page["items"]
    card = await api.ok("GET", f"/v1/products/{product['ref']}", owner)
    beside = page["beside"][product["ref"]]
    retail = [row["amount"] for row in card["prices"] if row["price_type_ref"] == "price-retail"]
    assert beside["amount"] in retail
    assert int(beside["total"]) == sum(int(row["total"]) for row in card["stock"])
    assert (beside["currency"], beside["several"]) == ("RUB", False)


async def test_higher_prices_of_variants_are_told(api, owner):
    (product,) = (await api.ok("GET", "/v1/products", owner, params={"q": "KRO-0001", "limit": 1}))["items"]
    variant = product["variants"][0]["ref"]
    body = {"product_ref": product["ref"], "variant_ref": variant, "price_type_ref": "price-retail", "amount": "99999"}
    await api.ok("PUT", "/v1/prices", owner, json=body)
    page = await api.ok("GET", "/v1/products", owner, params={"q": "KRO-0001", "limit": 1})
    beside = page["beside"][product["ref"]]
    assert beside["several"]
    assert beside["amount"] != "99999"


async def test_group_shows_the_groups_under_it(api, owner):
    async def groups(ref):
        rows = (await api.ok("GET", "/v1/products", owner, params={"group": ref, "limit": 200}))["items"]
        return {row["group_ref"] for row in rows}

    assert await groups("group-shoes") == {"group-kro", "group-bot"}
    assert await groups("group-kro") == {"group-kro"}
