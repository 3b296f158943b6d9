"""Goods of the platform in a shop of InSales, by the gateway: read back they are equal, though a worker was killed."""

from decimal import Decimal

import pytest
from shop_exchange import PRICE, STORES, PlatformGoods, all_of, chosen_first, run, start

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
    with new_stack(egress=(shop.url.partition("://")[2],), only=("shop-sync", "platform-bridge")) as started:
        yield started


GOODS = 60
"""So many that the calls for them stay below the pace of a shop of InSales."""


@pytest.fixture(scope="module")
def chosen(owner):
    """Refs of the goods that the owner marked."""
    return [row["ref"] for row in all_of(owner, "products") if not row.get("archived")][:GOODS]


@pytest.fixture(scope="module")
def connection(owner, shop, chosen):
    config = {"key": shop.address, "price_lists": [PRICE], "stores": list(STORES), "updates_only": True}
    config |= {"import_every": None, "export_every": None, "all_goods": False}
    config |= chosen_first(owner, "insales")
    body = {"integration": "insales", "name": "InSales", "config": config}
    made = owner.call("POST", "shop-sync", "connections", json=body)["id"]
    marked = owner.raw("POST", "shop-sync", f"connections/{made}/marked-goods", json={"products": chosen})
    assert marked.status_code == 204, marked.text
    return made


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


def wanted(goods, chosen):
    """The same of the platform."""
    found = []
    for ref in chosen:
        name = goods.cards[ref]
        offers = [offer for key, offer in goods.offers.items() if key.partition("#")[0] == ref]
        found.append((name, goods.group_of.get(ref, "Склад"), sorted(offers)))
    return sorted(found)


@pytest.fixture(scope="module")
def pushed(owner, stack, shop, connection):
    """The first export, its worker killed in the middle."""
    begun = start(owner, connection, "export_goods")
    wait_for(lambda: len(shop.store.tables["products"]) >= 5, 60, "some goods are made")
    stack.child("shop-sync").kill9()
    stack.start_service("shop-sync")
    return owner.finished(begun, timeout=200)


def test_goods_read_back_are_those_of_the_platform_although_the_worker_was_killed(owner, shop, pushed, chosen):
    assert pushed["status"] == "success", owner.rows(pushed["id"], "rejected")
    counts = pushed["counts"]
    # the good whose answer the killed worker did not hear is found in the shop, and counts as changed
    assert counts["created"] + counts["updated"] == len(chosen)
    assert counts["updated"] <= 1
    assert cards(shop) == wanted(PlatformGoods(owner), chosen)


@pytest.mark.usefixtures("pushed")
def test_a_second_round_calls_for_nothing(owner, shop, connection):
    before = len(shop.requests)
    done = run(owner, connection, "export_goods")
    assert (done["status"], done["counts"]["unchanged"]) == ("success", done["counts"]["seen"])
    assert [one.path for one in shop.requests[before:] if one.method != "GET"] == []


@pytest.mark.usefixtures("pushed")
def test_a_good_that_was_pushed_is_found_by_its_new_orders(owner, shop, connection):
    items = owner.call("GET", "shop-sync", f"connections/{connection}/goods-links", params={"by": "auto"})["items"]
    linked = items[0]
    order = shop.add_order(order_lines_attributes=[{"variant_id": int(linked["outside_id"]), "quantity": 1}])
    assert run(owner, connection, "import_orders")["counts"]["created"] == 1
    stored = owner.order(connection, str(order["id"]))
    assert stored["lines"][0]["product_ref"] == linked["product"]["ref"]
