"""No order lost, no order twice: workers, broker and database die while a file of orders comes in."""

import json

import pytest
from audit import Audit
from orders_file import write

from service_kit.testing.process import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.timeout(400)]

ORDERS = 3_000


@pytest.fixture(scope="module")
def stack(new_stack):
    """A stack of the drill's own: everything of it is killed."""
    with new_stack(only=("shop-sync", "platform-bridge")) as running:
        yield running


@pytest.fixture(scope="module")
def audit(stack):
    return Audit(stack.amqp_url)


@pytest.fixture(scope="module")
def loaded(stack, owner, database, audit, tmp_path_factory):
    """The finished run of a file that came in while everything died once."""
    file = tmp_path_factory.mktemp("file") / "orders.xml"
    goods = [(good["ref"], good["article"], good["name"]) for good in owner.goods()]
    write(file, ORDERS, goods)
    connection = owner.connect(reserve=True)
    orders = database["shop_sync"]["orders"]

    def reached(count):
        wait_for(lambda: orders.count_documents({"connection": connection}) >= count, 90, f"{count} orders are read")

    with file.open("rb") as content:
        run = owner.upload(connection, content).json()["id"]
    reached(200)
    stack.child("shop-sync").kill9()
    stack.start_service("shop-sync")
    reached(900)
    stack.child("platform-bridge").kill9()
    stack.start_service("platform-bridge")
    reached(1400)
    stack.rabbit.kill9()
    stack.rabbit.start()
    reached(2000)
    stack.mongod.kill9()
    stack.mongod.start()
    reached(2500)
    stack.child("shop-sync").kill9()
    stack.start_service("shop-sync")
    finished = owner.finished(run, timeout=240)
    return connection, finished


def test_the_run_counts_every_order_once(loaded):
    _, run = loaded
    assert run["status"] == "success", run
    assert run["counts"] == {"seen": ORDERS, "created": ORDERS, "updated": 0, "unchanged": 0, "rejected": 0}


def test_file_shop_sync_platform_and_bus_hold_the_same_orders(stack, loaded, database, audit):
    connection, _ = loaded
    in_file = {f"B{index}" for index in range(ORDERS)}
    shop = [row["outside_id"] for row in database["shop_sync"]["orders"].find({"connection": connection})]
    platform = [row["row"]["origin"]["outside_id"] for row in database["platform_bridge"]["orders"].find({})]
    events = audit.events()
    created = {}
    for identity, body in events:
        event = json.loads(body)
        if event["type"].endswith("order.created.v1"):
            created.setdefault(event["data"]["origin"]["outside_id"], set()).add(identity)
    assert set(shop) == in_file
    assert len(shop) == ORDERS
    assert set(platform) == in_file
    assert len(platform) == ORDERS
    assert created.keys() == in_file
    assert all(len(identities) == 1 for identities in created.values())
    check_redelivery(stack, database, audit, [event for event in events if b"order.created.v1" in event[1][:400]])


def check_redelivery(stack, database, audit, events):
    """Each event three times more to the bridge changes nothing."""
    before = snapshot(database)
    audit.redeliver(events, times=3)
    wait_for(lambda: audit.waiting("platform-bridge.orders") == 0, 120, "the bridge has read all")
    stack.child("platform-bridge").terminate()
    # what it had taken and not settled would be back in the queue now
    assert audit.waiting("platform-bridge.orders") == 0
    assert snapshot(database) == before
    stack.start_service("platform-bridge")


def snapshot(database):
    store = database["platform_bridge"]
    reserved = sorted((str(row["_id"]), str(row)) for row in store["stock"].find({}))
    return {
        "orders": store["orders"].count_documents({}),
        "counterparties": store["counterparties"].count_documents({}),
        "payments": store["payments"].count_documents({}),
        "stock": reserved,
        "outbox": store["outbox"].count_documents({}),
    }


def test_nothing_waits_and_nothing_was_given_up(loaded, database, audit):
    for name in ("shop_sync", "platform_bridge"):
        outbox = database[name]["outbox"]
        wait_for(lambda outbox=outbox: outbox.count_documents({"pending": True}) == 0, 60, f"outbox of {name} is empty")
        assert database[name]["failed_messages"].count_documents({}) == 0
    for queue in ("platform-bridge.orders.dead", "shop-sync.order-answers.dead"):
        assert audit.waiting(queue) == 0
