"""Documents: sums, numbers, and what holding them does to stock, reserves, orders and payments."""

import asyncio

import pytest

from contracts.events.changed import DocumentsChanged, OrdersChanged, StockChanged
from contracts.order import OrderOptions, Payment, PaymentEntry

pytestmark = pytest.mark.mongo

PAN = {"product_ref": "product-pos-0001"}
POT = {"product_ref": "product-pos-0005"}


@pytest.fixture
async def order(bench, shop):
    """Return the ref of an order of 3 pans, reserved, 300 roubles."""
    line = shop.line(product_ref="product-pos-0001", quantity="3", price="100", sum="300")
    await bench.take(shop.created(lines=(line,), options=OrderOptions(reserve=True)))
    (order,) = await bench.documents("orders")
    await bench.mongo["outbox"].delete_many({})
    return order["row"]["ref"]


@pytest.fixture
def make(api, owner):
    async def made(kind, *lines, **fields):
        return await api.ok("POST", "/v1/documents", owner, json={"type": kind, "lines": list(lines), **fields})

    return made


@pytest.fixture
def refuse(api, owner):
    async def refused(kind, *lines, **fields):
        return await api.refused("POST", "/v1/documents", owner, json={"type": kind, "lines": list(lines), **fields})

    return refused


@pytest.fixture
def lying(bench):
    async def amounts(product="product-pos-0001", store="store-main"):
        row = await bench.store.stock.get("demo", f"{product}::{store}")
        return (int(row.total), int(row.reserved)) if row else (0, 0)

    return amounts


async def test_lines_are_summed_and_named_by_their_products(make):
    lines = [
        {**PAN, "quantity": "2", "price": "10.005", "discount": "1"},
        {"name": "Доставка", "quantity": "1", "price": "5"},
    ]
    row = await make("invoice", *lines, counterparty_ref="cp-romashka")
    assert [(line["name"], line["sum"]) for line in row["lines"]] == [
        ("Сковорода «Хозяюшка»", "19.01"),
        ("Доставка", "5.00"),
    ]
    assert (row["total"], row["vat_mode"], row["organization_ref"]) == ("24.01", "included", "org-main")
    assert row["lines"][0]["vat_ref"] == "vat-22"


async def test_vat_on_top_is_in_the_total(make):
    row = await make("invoice", {**PAN, "quantity": "1", "price": "100"}, vat_mode="not_included")
    assert (row["lines"][0]["sum"], row["total"]) == ("100.00", "122.00")


async def test_organisation_without_vat_makes_documents_without_it(make):
    row = await make("invoice", {**PAN, "quantity": "1", "price": "100"}, organization_ref="org-ip")
    assert (row["vat_mode"], row["total"]) == ("none", "100.00")


async def test_each_type_has_its_own_numbers(make):
    numbers = [(await make(kind))["number"] for kind in ("invoice", "act", "invoice")]
    assert numbers == ["1", "1", "2"]
    assert (await make("invoice", number="А-7"))["number"] == "А-7"


async def test_realization_ships_the_order_and_can_be_given_back(api, bench, owner, *, order, make, lying):
    before, _ = await lying()
    row = await make("realization", based_on=order)
    assert [(line["product_ref"], line["quantity"]) for line in row["lines"]] == [("product-pos-0001", "3")]
    assert (await lying(), row["links"]) == ((before, 3), [order])
    held = await api.ok("POST", f"/v1/documents/{row['ref']}/hold", owner)
    assert held["held"] is True
    assert await lying() == (before - 3, 0)
    stored = await bench.store.orders.get("demo", order)
    assert (stored.shipped, stored.lines[0].reserved) == (True, None)
    back = await api.ok("POST", f"/v1/documents/{row['ref']}/unhold", owner)
    assert back["held"] is False
    assert await lying() == (before, 3)
    stored = await bench.store.orders.get("demo", order)
    assert (stored.shipped, stored.lines[0].reserved) == (False, 3)
    assert [event.data.rows[0].held for event in await bench.emitted(DocumentsChanged)] == [False, True, False]
    assert [event.data.rows[0].shipped for event in await bench.emitted(OrdersChanged)] == [True, False]
    stock = [row for event in await bench.emitted(StockChanged) for row in event.data.rows]
    assert [row.sequence for row in stock] == sorted(row.sequence for row in stock)


async def test_order_shipped_in_two_parts_keeps_the_reserve_of_the_rest(api, bench, owner, *, order, make, lying):
    before, _ = await lying()
    first = await make(
        "realization", {**PAN, "quantity": "1", "price": "100"}, based_on=order, store_ref="store-main", held=True
    )
    assert await lying() == (before - 1, 2)
    await make(
        "realization", {**PAN, "quantity": "2", "price": "100"}, based_on=order, store_ref="store-main", held=True
    )
    assert await lying() == (before - 3, 0)
    await api.ok("POST", f"/v1/documents/{first['ref']}/unhold", owner)
    assert await lying() == (before - 2, 1)
    assert (await bench.store.orders.get("demo", order)).shipped


async def test_shipped_order_is_not_reserved_again_by_the_shop(bench, order, make, lying, shop):
    before, _ = await lying()
    await make("realization", based_on=order, held=True)
    more = (shop.line(product_ref="product-pos-0001", quantity="5"),)
    await bench.take(shop.updated(changed=("lines",), lines=more, options=OrderOptions(reserve=True)))
    assert await lying() == (before - 3, 0)


async def test_finished_order_is_not_shipped(api, owner, order, refuse):
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-cancelled"})
    status, key, text = await refuse("realization", based_on=order, held=True)
    assert (status, key) == (422, "document_order_over")
    assert "1" in text


async def test_reserve_is_not_given_back_to_an_order_that_is_over(api, owner, order, make, lying):
    before, _ = await lying()
    row = await make("realization", based_on=order, held=True)
    await api.ok("PATCH", f"/v1/orders/{order}", owner, json={"status_ref": "status-cancelled"})
    await api.ok("POST", f"/v1/documents/{row['ref']}/unhold", owner)
    assert await lying() == (before, 0)


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("supply", 1),
        ("posting", 1),
        ("buyer_return", 1),
        ("retail_return", 1),
        ("charge", -1),
        ("supplier_return", -1),
        ("retail_check", -1),
        ("invoice", 0),
        ("supplier_order", 0),
    ],
)
async def test_documents_move_the_stock_when_they_are_held(make, lying, kind, sign):
    before, _ = await lying()
    await make(kind, {**PAN, "quantity": "4", "price": "1"}, store_ref="store-main", held=True)
    assert await lying() == (before + 4 * sign, 0)


async def test_shifting_takes_from_one_warehouse_to_another(make, lying):
    main, shop = await lying(), await lying(store="store-shop")
    await make("shifting", {**PAN, "quantity": "2", "store_ref": "store-shop"}, store_ref="store-main", held=True)
    assert (await lying())[0] == main[0] - 2
    assert (await lying(store="store-shop"))[0] == shop[0] + 2


async def test_reservation_reserves(api, owner, make, lying):
    total, _ = await lying()
    row = await make("reservation", {**PAN, "quantity": "2"}, store_ref="store-main", held=True)
    assert await lying() == (total, 2)
    await api.ok("POST", f"/v1/documents/{row['ref']}/unhold", owner)
    assert await lying() == (total, 0)


async def test_supply_makes_stock_where_none_was(make, bench):
    line = {"product_ref": "product-kro-0002", "quantity": "5", "price": "1", "store_ref": "store-new"}
    await bench.mongo["stock"].delete_many({"row.product_ref": "product-kro-0002"})
    line["store_ref"] = "store-shop"
    await make("supply", line, held=True)
    assert (await bench.store.stock.get("demo", "product-kro-0002::store-shop")).total == 5


@pytest.mark.parametrize(
    ("kind", "line", "fields", "key"),
    [
        ("charge", {**PAN, "quantity": "100000"}, {"store_ref": "store-main"}, "document_stock_short"),
        ("charge", {"name": "Текст", "quantity": "1"}, {"store_ref": "store-main"}, "document_line_without_product"),
        ("charge", {**PAN, "quantity": "1"}, {}, "document_line_store_missing"),
        ("shifting", {**PAN, "quantity": "1"}, {}, "document_store_missing"),
        ("shifting", {**PAN, "quantity": "1"}, {"store_ref": "store-main"}, "document_line_store_same"),
        ("invoice", {"product_ref": "none", "name": "x", "quantity": "1"}, {}, "document_product_missing"),
        ("invoice", {**PAN, "variant_ref": "none", "quantity": "1"}, {}, "document_variant_missing"),
        ("invoice", {**PAN, "vat_ref": "store-main", "quantity": "1"}, {}, "document_vat_missing"),
        ("invoice", {**PAN, "store_ref": "vat-22", "quantity": "1"}, {}, "document_line_store_missing"),
        ("invoice", {**PAN, "quantity": "1", "price": "5", "discount": "6"}, {}, "document_discount_too_big"),
        ("invoice", {"quantity": "1"}, {}, "document_line_without_name"),
        ("payment_in", {**PAN, "quantity": "1"}, {}, "document_money_with_lines"),
    ],
)
async def test_refusal_names_the_second_line(bench, refuse, *, kind, line, fields, key):
    good = {**POT, "quantity": "1", "store_ref": "store-shop"}
    status, found, text = await refuse(kind, good, line, **fields, held=True)
    assert (status, found) == (422, key)
    if key not in ("document_store_missing", "document_money_with_lines"):
        assert "2" in text
    assert await bench.documents("documents") == []
    assert await bench.emitted(StockChanged) == []


async def test_archived_goods_are_refused(api, owner, refuse):
    await api.ok("PATCH", "/v1/products/product-pos-0001", owner, json={"archived": True})
    assert (await refuse("invoice", {**PAN, "quantity": "1"}))[1] == "document_product_missing"


@pytest.mark.parametrize(
    ("fields", "status", "key"),
    [
        ({"counterparty_ref": "cp-none"}, 404, "counterparty_unknown"),
        ({"organization_ref": "store-main"}, 404, "entry_unknown"),
        ({"store_ref": "org-main"}, 404, "entry_unknown"),
        ({"based_on": "order-none"}, 404, "order_unknown"),
        ({"links": ["order-none"]}, 422, "document_link_missing"),
        ({"type": "letter"}, 422, "invalid_input"),
        ({"lines": [{"quantity": "0", "name": "x"}]}, 422, "invalid_input"),
    ],
)
async def test_what_the_account_has_not_is_refused(refuse, fields, status, key):
    assert (await refuse(fields.pop("type", "invoice"), *fields.pop("lines", ()), **fields))[:2] == (status, key)


async def test_supply_whose_goods_are_gone_is_not_given_back(api, owner, make, lying):
    row = await make("supply", {**PAN, "quantity": "5"}, store_ref="store-main", held=True)
    total, _ = await lying()
    await make("charge", {**PAN, "quantity": str(total)}, store_ref="store-main", held=True)
    assert (await api.refused("POST", f"/v1/documents/{row['ref']}/unhold", owner))[1] == "document_stock_short"


async def test_held_document_is_neither_changed_nor_deleted(api, owner, make):
    row = await make("supply", {**PAN, "quantity": "5"}, store_ref="store-main", held=True)
    path = f"/v1/documents/{row['ref']}"
    for method, more in (("PUT", {"json": {}}), ("DELETE", {})):
        assert (await api.refused(method, path, owner, **more))[:2] == (409, "document_held")
    assert (await api.refused("POST", f"{path}/hold", owner))[:2] == (409, "document_held")
    await api.ok("POST", f"{path}/unhold", owner)
    assert (await api.refused("POST", f"{path}/unhold", owner))[:2] == (409, "document_not_held")
    await api.ok("DELETE", path, owner)
    assert (await api.refused("GET", path, owner))[0] == 404


async def test_document_is_replaced_whole_under_its_number(api, owner, make):
    row = await make("invoice", {**PAN, "quantity": "1", "price": "5"}, comment="старый")
    body = {"lines": [{**POT, "quantity": "2", "price": "7"}]}
    new = await api.ok("PUT", f"/v1/documents/{row['ref']}", {**owner, "If-Match": '"1"'}, json=body)
    assert (new["number"], new["total"], new["date"], "comment" in new) == (row["number"], "14.00", row["date"], False)
    stale = {**owner, "If-Match": '"1"'}
    assert (await api.refused("PUT", f"/v1/documents/{row['ref']}", stale, json=body))[0] == 412


async def test_payment_pays_the_order_and_is_taken_back(api, bench, owner, order, make):
    row = await make("payment_in", based_on=order, total="120", held=True)
    assert row["allocations"] == [{"document_ref": order, "sum": "120"}]
    assert (await bench.store.orders.get("demo", order)).paid == 120
    rest = await make("cash_in", based_on=order, held=True)
    assert rest["total"] == "180"
    assert (await bench.store.orders.get("demo", order)).paid == 300
    await api.ok("POST", f"/v1/documents/{row['ref']}/unhold", owner)
    assert (await bench.store.orders.get("demo", order)).paid == 180


async def test_payment_by_hand_and_by_the_shop_add_up(bench, order, make, shop):
    await make("payment_in", based_on=order, total="100", held=True)
    payment = Payment(paid=True, entries=(PaymentEntry(number="77", amount="50"),))
    options = OrderOptions(accept_payments=True)
    for sequence in (2, 3):
        await bench.take(shop.updated(sequence=sequence, changed=("payment",), payment=payment, options=options))
    assert (await bench.store.orders.get("demo", order)).paid == 150


@pytest.mark.parametrize(
    ("allocations", "key", "line"),
    [
        ([("{order}", "400")], "allocation_over_payment", 1),
        ([("{invoice}", "10"), ("{order}", "345")], "allocation_over_payment", 2),
        ([("{invoice}", "10"), ("{order}", "310")], "allocation_over_debt", 2),
        ([("{order}", "1"), ("{order}", "1")], "allocation_twice", 2),
        ([("none", "1")], "allocation_document_missing", 1),
    ],
)
async def test_wrong_allocation_is_refused_by_its_line(bench, order, make, refuse, *, allocations, key, line):
    invoice = await make("invoice", {**PAN, "quantity": "1", "price": "50"})
    refs = {"{order}": order, "{invoice}": invoice["ref"]}
    parts = [{"document_ref": refs.get(ref, ref), "sum": amount} for ref, amount in allocations]
    status, found, text = await refuse("payment_in", total="350", allocations=parts, held=True)
    assert (status, found) == (422, key)
    assert f"Строка оплаты {line}" in text
    assert (await bench.store.orders.get("demo", order)).paid is None


async def test_debt_is_looked_at_again_when_the_payment_is_held(api, owner, order, make):
    rows = [await make("payment_in", based_on=order, total="200") for _ in range(2)]
    await api.ok("POST", f"/v1/documents/{rows[0]['ref']}/hold", owner)
    refused = await api.refused("POST", f"/v1/documents/{rows[1]['ref']}/hold", owner)
    assert refused[1] == "allocation_over_debt"
    assert "100" in refused[2]


async def test_two_people_who_hold_at_once_hold_once(api, owner, make, lying):
    before, _ = await lying()
    row = await make("supply", {**PAN, "quantity": "5"}, store_ref="store-main")
    path = f"/v1/documents/{row['ref']}/hold"
    answers = await asyncio.gather(*(api.client.post(path, headers=owner) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert await lying() == (before + 5, 0)


async def test_documents_are_filtered(api, owner, order, make):
    await make("invoice", date="2026-01-31T20:59:59.5Z", counterparty_ref="cp-romashka")
    await make("invoice", date="2026-01-31T21:00:00Z")
    await make("realization", based_on=order, held=True)
    for params, count in (
        ({"type": "invoice"}, 2),
        ({"from": "2026-01-31", "to": "2026-01-31"}, 1),
        ({"from": "2026-02-01", "to": "2026-02-01"}, 1),
        ({"type": "invoice", "from": "2026-02-02", "to": "2026-03-02"}, 0),
        ({"counterparty": "cp-romashka"}, 1),
        ({"held": True}, 1),
        ({"order": order}, 1),
        ({}, 3),
    ):
        assert len((await api.ok("GET", "/v1/documents", owner, params=params))["items"]) == count, params
    page = await api.ok("GET", "/v1/documents", owner, params={"limit": 2})
    rest = await api.ok("GET", "/v1/documents", owner, params={"limit": 2, "cursor": page["next"]})
    assert (len(page["items"]), len(rest["items"])) == (2, 1)


async def test_documents_of_another_account_do_not_exist(api, order, make, stranger):
    row = await make("realization", based_on=order)
    path = f"/v1/documents/{row['ref']}"
    for method, end, more in (
        ("GET", "", {}),
        ("PUT", "", {"json": {}}),
        ("DELETE", "", {}),
        ("POST", "/hold", {}),
        ("POST", "/unhold", {}),
    ):
        assert (await api.refused(method, path + end, stranger, **more))[:2] == (404, "document_unknown")
    assert (await api.ok("GET", "/v1/documents", stranger))["items"] == []
    body = {"type": "payment_in", "total": "10", "allocations": [{"document_ref": order, "sum": "10"}]}
    assert (await api.refused("POST", "/v1/documents", stranger, json=body))[1] == "allocation_document_missing"
