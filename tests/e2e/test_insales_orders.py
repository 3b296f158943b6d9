"""A shop of InSales through the gateway: its orders are stored, its word of a change is heard, a status goes back."""

import httpx
import pytest
from shop_exchange import chosen_first, orders_of, run

from service_kit.testing.process import wait_for
from simulators.insales.server import running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

STATUSES = [
    {"outside": "novyy", "status": "status-new"},
    {"outside": "delivered", "status": "status-sent"},
]
QUIET = {"import_every": None, "export_every": None}
"""Nothing starts by itself: what happens is by hand or by a hint."""


@pytest.fixture(scope="module")
def shop():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def stack(new_stack, shop):
    """A stack of the module's own that may reach the shop."""
    with new_stack(egress=(shop.url.partition("://")[2],), only=("shop-sync", "platform-bridge")) as started:
        yield started


def settings(owner, shop, **more):
    config = {"key": shop.address, "load_statuses": True, "status_map": STATUSES, "send_statuses": True, **QUIET}
    return config | chosen_first(owner, "insales") | more


@pytest.fixture
def connection(owner, shop):
    """One of the test's own, since a shop is connected once; it brings all orders of the shop."""
    body = {"integration": "insales", "name": "InSales", "config": settings(owner, shop)}
    made = owner.call("POST", "shop-sync", "connections", json=body)["id"]
    yield made
    if owner.raw("DELETE", "shop-sync", f"connections/{made}").status_code == 204:
        wait_for(lambda: not hooks(shop, made), 30, "the webhooks are gone")


def hooks(shop, connection):
    """Addresses that the shop sends word of this connection to."""
    with shop.store.lock:
        return [row["address"] for row in shop.store.tables["webhooks"].values() if connection in row["address"]]


def test_the_check_tells_a_good_key_from_wrong_ones(owner, shop):
    def checked(key):
        body = {"config": settings(owner, shop, key=key)}
        return owner.raw("POST", "shop-sync", "integrations/insales/check", json=body)

    assert checked(shop.address).json()["ok"] is True
    refused = checked(shop.address.replace(shop.password, "wrong")).json()
    assert (refused["ok"], "отказал в доступе" in refused["cause"]["what"]) == (False, True)
    unreadable = checked("https://shop.myinsales.ru")
    assert (unreadable.status_code, unreadable.json()["key"]) == (422, "insales_key_no_login")


def test_the_key_is_masked_and_the_same_shop_is_not_connected_twice(owner, shop, connection):
    shown = owner.call("GET", "shop-sync", f"connections/{connection}")
    assert shop.password not in str(shown)
    body = {"integration": "insales", "name": "Ещё раз", "config": settings(owner, shop)}
    again = owner.raw("POST", "shop-sync", "connections", json=body)
    assert (again.status_code, again.json()["key"]) == (409, "connected_already")


def test_orders_are_stored_and_a_second_round_changes_nothing(owner, shop, connection):
    bought = {str(order) for order in shop.add_orders(25)}
    with shop.store.lock:
        placed = {str(order) for order in shop.store.tables["orders"]}
    done = run(owner, connection, "import_orders")
    assert (done["status"], done["counts"]["created"]) == ("success", len(placed))
    stored = orders_of(owner, connection)
    assert set(stored) == placed
    assert {stored[order]["status_ref"] for order in bought} == {"status-new"}
    again = run(owner, connection, "import_orders")
    assert (again["counts"]["created"], again["counts"]["updated"]) == (0, 0)


def test_the_word_of_the_shop_brings_an_order_without_any_schedule(owner, shop, connection):
    wait_for(lambda: len(hooks(shop, connection)) == 2, 30, "the webhooks are registered")
    before = len(shop.hooks.deliveries())
    bought = str(shop.add_order()["id"])
    order = wait_for(lambda: orders_of(owner, connection).get(bought), 60, "the order is in the platform")
    assert order["status_ref"] == "status-new"
    assert 204 in {delivery.status for delivery in shop.hooks.deliveries()[before:]}


def test_an_address_without_its_key_is_not_there(stack, shop, connection):
    wait_for(lambda: hooks(shop, connection), 30, "the webhooks are registered")
    place, _, key = hooks(shop, connection)[0].partition("?key=")
    wrong = (place, f"{place}?key={key[:-1]}", f"{place}?key=", f"{place[:-1]}?key={key}", f"{place}?key={key}ы")
    assert {httpx.post(address, json={}, trust_env=False).status_code for address in wrong} == {404}
    assert httpx.post(f"{place}?key={key}", content=b"no json", trust_env=False).status_code == 204
    assert httpx.get(f"{place}?key={key}", trust_env=False).status_code == 405


def test_a_status_of_the_platform_reaches_the_shop(owner, shop, connection):
    bought = shop.add_order()["id"]
    run(owner, connection, "import_orders")
    order = wait_for(lambda: orders_of(owner, connection).get(str(bought)), 60, "the order is in the platform")
    owner.call("PATCH", "platform-bridge", f"orders/{order['ref']}", json={"status_ref": "status-sent"})

    def stage():
        with shop.store.lock:
            return shop.store.one("orders", bought)["fulfillment_status"]

    wait_for(lambda: stage() == "delivered", 60, "the shop has the status")


def test_a_connection_that_is_switched_off_takes_its_webhooks_away(owner, shop, connection):
    wait_for(lambda: len(hooks(shop, connection)) == 2, 30, "the webhooks are registered")
    shown = owner.call("GET", "shop-sync", f"connections/{connection}")
    body = {"name": shown["name"], "enabled": False, "config": settings(owner, shop)}
    owner.call("PUT", "shop-sync", f"connections/{connection}", json=body)
    wait_for(lambda: not hooks(shop, connection), 30, "the webhooks are gone")
    owner.call("PUT", "shop-sync", f"connections/{connection}", json={**body, "enabled": True})
    wait_for(lambda: len(hooks(shop, connection)) == 2, 30, "the webhooks are back")
    owner.call("DELETE", "shop-sync", f"connections/{connection}")
    wait_for(lambda: not hooks(shop, connection), 30, "the webhooks are gone")
