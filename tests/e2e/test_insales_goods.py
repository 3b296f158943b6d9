"""Goods of the platform in a shop of InSales, by the gateway: read back they are equal, though a worker was killed."""

from decimal import Decimal

import pytest
from shop_exchange import PRICE, STORES, PlatformGoods, run, start

from service_kit.testing.process import wait_for
from simulators.insales.server import running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def shop():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def stack(new_stack, shop):
    """A stack of the module's own that may reach the shop."""
    with new_stack(egress=(shop.url.partition("://")[2],)) as started:
        yield started


@pytest.fixture(scope="module")
def connection(owner, shop):
    config = {"key": shop.address, "price_lists": [PRICE], "stores": list(STORES), "updates_only": True}
    config |= {"import_every": None, "export_every": None}
    for field, name in (("organization", "organizations"), ("owner", "employees")):
        config[field] = owner.call("GET", "shop-sync", f"integrations/insales/lists/{name}")["items"][0]["value"]
    body = {"integration": "insales", "name": "InSales", "config": config}
    return owner.call("POST", "shop-sync", "connections", json=body)["id"]


def cards(shop):
    """Products of the shop: title, name of the category, (price, stock) of each variant."""
    with shop.store.lock:
        tables = shop.store.tables
        found = []
        for row in tables["products"].values():
            category = tables["categories"][row["category_id"]]["title"]
            variants = [one for one in tables["variants"].values() if one["product_id"] == row["id"]]
            found.append((row["title"], category, sorted((one["price"], Decimal(one["quantity"])) for one in variants)))
        return sorted(found)


def wanted(goods):
    """The same of the platform."""
    found = []
    for ref, name in goods.cards.items():
        offers = [offer for key, offer in goods.offers.items() if key.partition("#")[0] == ref]
        found.append((name, goods.group_of.get(ref, "Склад"), sorted(offers)))
    return sorted(found)


def test_goods_read_back_are_those_of_the_platform_although_the_worker_was_killed(owner, stack, shop, connection):
    begun = start(owner, connection, "export_goods")
    wait_for(lambda: len(shop.store.tables["products"]) >= 5, 60, "some goods are made")
    stack.child("shop-sync").kill9()
    stack.start_service("shop-sync")
    done = owner.finished(begun, timeout=200)
    goods = PlatformGoods(owner)
    assert done["status"] == "success", owner.rows(done["id"], "rejected")
    counts = done["counts"]
    # the good whose answer the killed worker did not hear is found in the shop, and counts as changed
    assert counts["created"] + counts["updated"] == len(goods.cards)
    assert counts["updated"] <= 1
    assert cards(shop) == wanted(goods)


def test_a_second_round_calls_for_nothing(owner, shop, connection):
    before = len(shop.requests)
    done = run(owner, connection, "export_goods")
    assert (done["status"], done["counts"]["unchanged"]) == ("success", done["counts"]["seen"])
    assert [one.path for one in shop.requests[before:] if one.method != "GET"] == []


def test_a_good_that_the_owner_links_is_found_by_its_new_orders(owner, shop, connection):
    items = owner.call("GET", "shop-sync", f"connections/{connection}/goods-links", params={"by": "auto"})["items"]
    assert len(items) == 50
    linked = items[0]
    order = shop.add_order(order_lines_attributes=[{"variant_id": int(linked["outside_id"]), "quantity": 1}])
    assert run(owner, connection, "import_orders")["counts"]["created"] == 1
    stored = owner.order(connection, str(order["id"]))
    assert stored["lines"][0]["product_ref"] == linked["product"]["ref"]
