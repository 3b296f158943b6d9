"""Orders that were saved before the post was connected: the platform tells them again, and they show their parcels.

They go by a delivery method that no other connection of the shared account tracks.
"""

import pytest
from shop_files import document, file_of

from contracts.events.changed import OrdersChanged
from contracts.topology import POST_TRACKER_ORDERS
from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

NUMBERS = {"backfill-1": "80084740397510", "backfill-2": "80084701000014"}


@pytest.fixture(scope="module")
def choices(owner):
    """A list of the form of the post, label → value."""

    def found(name):
        items = owner.call("GET", "post-tracker", f"integrations/pochta/lists/{name}")["items"]
        return {item["label"]: item["value"] for item in items}

    return lambda name: wait_for(lambda: found(name), 30, f"the list {name}")


def heard(database):
    """Whether post-tracker has taken in all that the platform told of orders so far."""
    events = database["platform_bridge"]["outbox"].find({"type": OrdersChanged.key, "account": "demo"})
    told = {row["message_id"] for row in events}
    queue = f"demo|{POST_TRACKER_ORDERS.name}|"
    taken = database["post_tracker"]["inbox"].find({"_id": {"$in": [queue + one for one in told]}}, {"_id": 1})
    return len(list(taken)) == len(told)


def test_orders_from_before_the_connection_show_their_parcels_until_it_is_deleted(owner, database, choices):
    shop = owner.connect()
    owner.load(shop, file_of(*map(document, NUMBERS)))
    refs = [owner.order(shop, outside)["ref"] for outside in NUMBERS]
    method = choices("delivery_methods")["СДЭК"]
    for ref, number in zip(refs, NUMBERS.values(), strict=True):
        fields = {"delivery_method_ref": method, "tracking_number": number}
        owner.call("PATCH", "platform-bridge", f"orders/{ref}", json=fields)
    live, done = refs
    owner.call("PATCH", "platform-bridge", f"orders/{done}", json={"status_ref": "status-delivered"})

    def shown(ref):
        return owner.call("GET", "platform-bridge", f"orders/{ref}")["delivery"].get("carrier_status")

    wait_for(lambda: heard(database), 30, "the orders are told as they are before the connection")
    # switched off: orders are noted, and nobody calls the post
    config = {"login": "l", "password": "p", "access": "single", "delivery_methods": [method]}
    body = {"integration": "pochta", "name": "Почта", "enabled": False, "config": config}
    connection = owner.call("POST", "post-tracker", "connections", json=body)["id"]
    wait_for(lambda: shown(live) == "Статус запрошен", 30, "the order shows that its parcel is asked for")
    assert shown(done) is None
    owner.call("DELETE", "post-tracker", f"connections/{connection}")
    wait_for(lambda: shown(live) == "Отслеживание остановлено", 30, "the order shows that nobody asks any more")
    assert shown(done) is None

    def told():
        steps = owner.call("GET", "journal", f"orders/{live}/timeline")["steps"]
        return [step["what"] for step in steps][-3:]

    expected = [
        f"Присвоен трек-номер {NUMBERS['backfill-1']}.",
        "Статус отправления: «Статус запрошен».",
        "Статус отправления: «Отслеживание остановлено».",
    ]
    wait_for(lambda: told() == expected, 30, "the life line tells it")
