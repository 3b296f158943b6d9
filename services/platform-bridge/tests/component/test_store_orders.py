"""Orders become «Заказы покупателей» once, whatever the broker and other workers do."""

import asyncio
from decimal import Decimal

import pytest

from contracts.events.changed import CounterpartiesChanged, OrdersChanged, StockChanged
from contracts.events.order import OrderRefused, OrderStored
from contracts.order import Delivery, OrderOptions, Party, Payment, PaymentEntry

pytestmark = pytest.mark.mongo

BUYER = Party(name="Иван Петров", phone="79001112233", email="ivan@mail.example")


async def test_order_that_comes_three_times_is_stored_once(bench, shop):
    first = shop.created(customer=BUYER)
    await bench.take(first)
    await bench.take(first)
    await bench.take(shop.created(customer=BUYER), shop.created(customer=BUYER))
    (order,) = await bench.documents("orders")
    answers = await bench.emitted(OrderStored)
    assert len(answers) == 3
    assert {answer.data.ref for answer in answers} == {order["row"]["ref"]}
    assert {answer.data.number for answer in answers} == {"1"}
    assert answers[0].causationid == first.id
    assert answers[0].subject == first.subject
    assert len(await bench.emitted(OrdersChanged)) == 1


async def test_order_from_two_workers_at_once_is_stored_once(bench, new_bench, shop):
    other = new_bench()
    for number in range(8):
        left, right = (shop.created(str(number), customer=BUYER) for _ in range(2))
        await asyncio.gather(bench.take(left), other.take(right))
    orders = await bench.documents("orders")
    assert len(orders) == 8
    assert len(await bench.documents("counterparties", keys="phone:79001112233")) == 1
    answers = await bench.emitted(OrderStored)
    assert len(answers) == 16
    assert {answer.data.ref for answer in answers} == {order["row"]["ref"] for order in orders}


async def test_order_gets_its_number_first_status_and_sender(bench, shop):
    await bench.take(shop.created("1"), shop.created("2"))
    rows = [order["row"] for order in await bench.documents("orders")]
    assert sorted(row["number"] for row in rows) == ["1", "2"]
    assert {row["status_ref"] for row in rows} == {"status-new"}
    assert {row["status_set_by"] for row in rows} == {"/biz/shop-sync"}
    assert {row["total"] for row in rows} == {"200"}


async def test_older_version_changes_nothing_and_is_answered(bench, shop):
    await bench.take(shop.created(sequence=5, comment="новый"))
    await bench.take(shop.updated(sequence=3, changed=("comment",), comment="старый"))
    (order,) = await bench.documents("orders")
    assert order["row"]["comment"] == "новый"
    answer = (await bench.emitted(OrderStored))[-1]
    assert (answer.sequence, answer.data.sequence, answer.data.ref) == (3, 5, order["row"]["ref"])


async def test_update_takes_over_only_named_parts(bench, shop):
    await bench.take(shop.created(comment="позвонить", delivery=Delivery(note="домофон 7")))
    await bench.take(
        shop.updated(changed=("comment",), comment="не звонить", delivery=Delivery(note="другое"), total="999")
    )
    (order,) = await bench.documents("orders")
    assert order["row"]["comment"] == "не звонить"
    assert order["row"]["delivery"]["note"] == "домофон 7"
    assert order["row"]["total"] == "200"
    assert order["row"]["sequence"] == 2


async def test_update_of_unknown_order_creates_it_whole(bench, shop):
    await bench.take(shop.updated(changed=("status",), comment="с сайта", customer=BUYER))
    (order,) = await bench.documents("orders")
    assert order["row"]["comment"] == "с сайта"
    assert order["row"]["counterparty_ref"]


async def test_versions_of_one_order_in_one_batch_follow_their_sequence(bench, shop):
    third = shop.updated(sequence=3, changed=("total",), comment="третий", total="300")
    second = shop.updated(sequence=2, changed=("comment",), comment="второй", total="250")
    await bench.take(third, second, shop.created(sequence=1, comment="первый"))
    (order,) = await bench.documents("orders")
    assert (order["row"]["comment"], order["row"]["total"], order["version"]) == ("второй", "300", 3)
    assert sorted(answer.sequence for answer in await bench.emitted(OrderStored)) == [1, 2, 3]


async def test_status_set_by_a_person_stays(bench, shop):
    await bench.take(shop.created())
    await bench.mongo["orders"].update_one({}, {"$set": {"row.status_set_by": "emp-orlov"}})
    options = OrderOptions(status="status-sent")
    await bench.take(shop.updated(changed=("status",), options=options))
    (order,) = await bench.documents("orders")
    assert order["row"]["status_ref"] == "status-new"


async def test_status_set_by_a_service_follows_the_shop(bench, shop):
    await bench.take(shop.created())
    await bench.take(shop.updated(changed=("status",), options=OrderOptions(status="status-sent")))
    (order,) = await bench.documents("orders")
    assert order["row"]["status_ref"] == "status-sent"


async def test_line_without_product_is_stored_with_a_warning(bench, shop):
    await bench.take(shop.created())
    (answer,) = await bench.emitted(OrderStored)
    assert answer.data.warnings == ("line_without_product",)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"product_ref": "product-none"}, "line_product_missing"),
        ({"product_ref": "product-kro-0001", "variant_ref": "other"}, "line_variant_missing"),
        ({"store_ref": "store-none"}, "line_store_missing"),
        ({"quantity": "0"}, "line_quantity_wrong"),
        ({"price": "-1"}, "line_price_wrong"),
    ],
)
async def test_broken_line_refuses_the_order(bench, shop, fields, key):
    event = shop.created(lines=(shop.line(1, product_ref="product-kro-0001"), shop.line(2, **fields)))
    await bench.take(event, shop.created("2"))
    (refused,) = await bench.emitted(OrderRefused)
    (reason,) = refused.data.reasons
    assert (reason.key, reason.line) == (key, 2)
    assert "«Товар 2»" in reason.text
    assert [order["row"]["origin"]["outside_id"] for order in await bench.documents("orders")] == ["2"]
    (failure,) = await bench.documents("failed_messages")
    assert (failure["message_id"], failure["reason"]) == (event.id, key)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"organization": "x"}, "organization_missing"),
        ({"owner": "x"}, "employee_missing"),
        ({"status": "x"}, "order_status_missing"),
        ({"store": "x"}, "store_missing"),
    ],
)
async def test_unknown_ref_of_the_options_refuses_the_order(bench, shop, options, key):
    await bench.take(shop.created(options=OrderOptions(**options)))
    (refused,) = await bench.emitted(OrderRefused)
    assert [reason.key for reason in refused.data.reasons] == [key]


async def test_refused_order_is_stored_when_retried_after_mending(bench, shop):
    product = "product-kro-0001"
    await bench.mongo["products"].update_one({"row.ref": product}, {"$set": {"live": False}})
    event = shop.created(lines=(shop.line(product_ref=product),))
    await bench.take(event)
    (failure,) = await bench.documents("failed_messages")
    await bench.mongo["products"].update_one({"row.ref": product}, {"$set": {"live": True}})
    await bench.failed.retry(failure["_id"], "operator")
    await bench.take(event)
    assert len(await bench.emitted(OrderRefused)) == 1
    assert len(await bench.emitted(OrderStored)) == 1
    assert len(await bench.documents("orders")) == 1


async def test_parts_of_a_refused_update_come_with_the_next_one(bench, shop):
    await bench.take(shop.created(comment="первый"))
    await bench.take(shop.updated(sequence=2, changed=("comment", "lines"), lines=(shop.line(quantity="0"),)))
    await bench.take(shop.updated(sequence=3, changed=("total",), comment="третий", lines=(shop.line(price="70"),)))
    (order,) = await bench.documents("orders")
    assert order["row"]["comment"] == "третий"
    assert order["row"]["lines"][0]["price"] == "70"
    assert order["missed"] == []


async def test_reserve_is_made_and_follows_the_lines(bench, shop):
    reserve = OrderOptions(reserve=True)
    variant = {"product_ref": "product-kro-0001", "variant_ref": "product-kro-0001-1"}
    plain = {"product_ref": "product-pos-0001", "store_ref": "store-shop"}
    lines = (shop.line(1, **variant), shop.line(2, **plain), shop.line(3))
    await bench.take(shop.created("1", options=reserve, lines=lines), shop.created("2", options=reserve, lines=lines))
    assert await reserved(bench) == {
        "product-kro-0001:product-kro-0001-1:store-main": "4",
        "product-pos-0001::store-shop": "4",
    }
    changed = (shop.line(1, **{**variant, "quantity": "5"}),)
    await bench.take(shop.updated("1", changed=("lines",), lines=changed, options=reserve))
    assert await reserved(bench) == {
        "product-kro-0001:product-kro-0001-1:store-main": "7",
        "product-pos-0001::store-shop": "2",
    }
    sequences = [row.sequence for event in await bench.emitted(StockChanged) for row in event.data.rows]
    assert sorted(sequences) == [2, 2, 3, 3]


async def test_reserve_beyond_the_stock_goes_below_zero(bench, shop):
    line = shop.line(product_ref="product-pos-0001", quantity="100000")
    await bench.take(shop.created(lines=(line,), options=OrderOptions(reserve=True)))
    (event,) = await bench.emitted(StockChanged)
    assert event.data.rows[0].total - event.data.rows[0].reserved < 0


async def test_reserves_of_two_workers_add_up(bench, new_bench, shop):
    other = new_bench()
    line = (shop.line(product_ref="product-pos-0001", quantity="1"),)
    events = [shop.created(str(n), lines=line, options=OrderOptions(reserve=True)) for n in range(20)]
    await asyncio.gather(bench.take(*events[:10]), other.take(*events[10:]))
    assert await reserved(bench) == {"product-pos-0001::store-main": "20"}


async def test_payment_is_registered_once(bench, shop):
    options = OrderOptions(accept_payments=True)
    paid = {"payment": Payment(paid=True), "options": options, "total": "500"}
    await bench.take(shop.created(**paid))
    await bench.take(shop.updated(changed=("payment",), **paid))
    await bench.take(shop.updated(sequence=3, changed=("payment",), payment=Payment(paid=False), options=options))
    numbered = Payment(
        paid=True, entries=(PaymentEntry(number="77", amount="450"), PaymentEntry(number="78", amount="50"))
    )
    for sequence in (4, 5):
        await bench.take(
            shop.updated(sequence=sequence, changed=("payment",), payment=numbered, options=options, total="500")
        )
    payments = await bench.documents("payments")
    assert sorted(payment["key"] for payment in payments) == ["77", "78"]
    (order,) = await bench.documents("orders")
    assert order["row"]["paid"] == "500"


async def test_payment_is_not_registered_when_the_connection_does_not_want_it(bench, shop):
    await bench.take(shop.created(payment=Payment(paid=True)))
    assert await bench.documents("payments") == []


async def test_counterparty_is_found_by_phone_and_gets_the_missing_email(bench, shop):
    await bench.take(shop.created(customer=Party(phone="79000000003", email="olga@mail.example")))
    (order,) = await bench.documents("orders")
    assert order["row"]["counterparty_ref"] == "cp-smirnova"
    (event,) = await bench.emitted(CounterpartiesChanged)
    (row,) = event.data.rows
    assert (row.emails, row.sequence) == (("olga@mail.example",), 2)
    await bench.take(shop.created("2", customer=Party(email="olga@mail.example")))
    assert len(await bench.emitted(CounterpartiesChanged)) == 1
    assert {order["row"]["counterparty_ref"] for order in await bench.documents("orders")} == {"cp-smirnova"}


async def test_counterparty_is_found_by_email(bench, shop):
    await bench.take(shop.created(customer=Party(name="А. Ким", email="kim@mail.example")))
    (order,) = await bench.documents("orders")
    assert order["row"]["counterparty_ref"] == "cp-kim"


async def test_counterparty_is_found_by_the_shops_own_id(bench, shop, new_shop):
    for outside in ("1", "2"):
        await bench.take(shop.created(outside, customer=Party(name="Гость", outside_id="u-9")))
    await bench.take(new_shop(connection="shop-2").created("1", customer=Party(name="Гость", outside_id="u-9")))
    refs = [order["row"]["counterparty_ref"] for order in await bench.documents("orders")]
    assert refs[0] == refs[1] != refs[2]


async def test_buyer_without_a_name_is_called_one(bench, shop):
    await bench.take(shop.created("1"), shop.created("2"))
    refs = {order["row"]["counterparty_ref"] for order in await bench.documents("orders")}
    assert len(refs) == 1
    assert (await bench.store.counterparties.get("demo", refs.pop())).name == "Покупатель сайта"


async def test_counterparty_is_made_once_in_a_race_of_two_workers(bench, new_bench, shop, new_shop):
    other = new_bench()
    second = new_shop(connection="shop-2")
    for number in range(10):
        buyer = Party(name="Новый", phone=f"7901000{number:04d}")
        await asyncio.gather(
            bench.take(shop.created(str(number), customer=buyer)),
            other.take(second.created(str(number), customer=buyer)),
        )
    made = await bench.documents("counterparties", **{"row.name": "Новый"})
    assert len(made) == 10
    assert len(await bench.documents("orders")) == 20


async def test_foreign_account_is_never_touched(bench, shop, new_shop):
    await bench.take(shop.created(customer=Party(name="Свой", phone="79000000001")))
    stranger = new_shop(account="other")
    refused = stranger.created("2", lines=(shop.line(product_ref="product-kro-0001"),))
    await bench.take(
        stranger.created(customer=Party(name="Чужой", phone="79000000001")),
        stranger.updated("1", sequence=9, changed=("comment",), comment="чужое"),
        refused,
    )
    mine, theirs = sorted(await bench.documents("orders"), key=lambda order: order["account"])
    assert (mine["account"], theirs["account"]) == ("demo", "other")
    assert mine["row"]["counterparty_ref"] == "cp-ivanova"
    assert "comment" not in mine["row"]
    assert theirs["row"]["counterparty_ref"] != "cp-ivanova"
    assert [event.account for event in await bench.emitted(OrderRefused)] == ["other"]


async def reserved(bench) -> dict[str, str]:
    rows = [document["row"] for document in await bench.documents("stock")]
    return {row["ref"]: row["reserved"] for row in rows if Decimal(row["reserved"])}
