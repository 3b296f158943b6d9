"""A shop's good that no product fits: seen, linked by hand, then its orders have the product; unlinked for good."""

import pytest
from shop_files import document, file_of, line

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

PRODUCT = "product-tur-0001"


@pytest.fixture(scope="module")
def connection(owner):
    return owner.connect(update_lines=True, match_goods=True)


class Links:
    """The links of the connection, as a manager sees them."""

    def __init__(self, owner, connection):
        self._owner = owner
        self._path = f"connections/{connection}/goods-links"

    def of_shop(self, path="", **params):
        found = self._owner.call("GET", "shop-sync", f"{self._path}{path}", params={"limit": 200, **params})["items"]
        return {row["outside_id"]: row for row in found}

    def post(self, path="", **body):
        self._owner.call("POST", "shop-sync", f"{self._path}{path}", json=body)

    def candidates(self, outside_id):
        params = {"outside_id": outside_id}
        return self._owner.call("GET", "shop-sync", f"{self._path}/candidates", params=params)["items"]


@pytest.fixture(scope="module")
def links(owner, connection):
    return Links(owner, connection)


@pytest.fixture(scope="module")
def product(owner):
    return owner.call("GET", "platform-bridge", f"products/{PRODUCT}")["product"]


def product_of(owner, connection, number):
    """The product of the only line of the order, as the platform has it."""
    order = wait_for(lambda: owner.order(connection, number), 30, f"order {number} is in the platform")
    return order["lines"][0].get("product_ref")


def test_a_good_that_fits_nothing_is_linked_by_hand_and_the_next_order_has_the_product(
    owner, connection, links, product
):
    words = " ".join(reversed(product["name"].split()))
    good = line(Ид="hand-1", Наименование=f"{words} новинка")
    owner.load(connection, file_of(document("L1", good)))
    assert product_of(owner, connection, "L1") is None
    free = links.of_shop("/unlinked", side="shop")["hand-1"]
    assert (free["name"], free["product"]) == (f"{words} новинка", None)
    assert PRODUCT in [one["product"] for one in links.candidates("hand-1")]

    links.post(outside_id="hand-1", product=PRODUCT)
    assert "hand-1" not in links.of_shop("/unlinked", side="shop")
    linked = links.of_shop(by="hand")["hand-1"]
    assert (linked["by"], linked["product"]["name"]) == ("hand", product["name"])
    owner.load(connection, file_of(document("L2", good)))
    assert product_of(owner, connection, "L2") == PRODUCT


def test_a_good_that_was_recognised_by_itself_and_is_unlinked_is_not_recognised_again(
    owner, connection, links, product
):
    good = line(Ид="auto-1", Наименование="Как в магазине", Артикул=product["article"])
    owner.load(connection, file_of(document("L3", good)))
    assert product_of(owner, connection, "L3") == PRODUCT
    assert links.of_shop(by="auto")["auto-1"]["product"]["ref"] == PRODUCT

    links.post("/forget", outside_id="auto-1")
    owner.load(connection, file_of(document("L4", good)))
    assert product_of(owner, connection, "L4") is None
    assert links.of_shop("/unlinked", side="shop")["auto-1"]["unlinked"] == "hand"

    links.post("/release", outside_id="auto-1")
    owner.load(connection, file_of(document("L5", good)))
    assert product_of(owner, connection, "L5") == PRODUCT


def test_a_preview_leaves_no_trace_among_the_goods(owner, connection, links):
    owner.raw(
        "POST",
        "shop-sync",
        f"connections/{connection}/uploads",
        params={"dry_run": "true"},
        files={"file": ("orders.xml", file_of(document("L6", line(Ид="dry-1"))))},
    )
    run = owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"][0]
    assert owner.finished(run["id"])["counts"]["created"] == 1
    assert "dry-1" not in links.of_shop("/unlinked", side="shop")


def test_our_goods_that_the_shop_does_not_have_are_listed_until_they_are_exported(owner):
    connection = owner.connect(price_lists=["price-retail"], all_goods=False)
    path = f"connections/{connection}/goods-links/unlinked"

    def missing():
        page = owner.call("GET", "shop-sync", path, params={"side": "platform", "limit": 200, "q": name})
        return {row["ref"] for row in page["items"]}

    ref, name = next(
        (row["ref"], row["name"]) for row in owner.goods() if not row.get("archived") and not row.get("variants")
    )
    wait_for(lambda: ref in missing(), 30, "the goods have reached shop-sync")
    owner.call("POST", "shop-sync", f"connections/{connection}/marked-goods", json={"products": [ref]})
    run = owner.call("POST", "shop-sync", f"connections/{connection}/runs", json={"kind": "export_goods"})
    assert owner.finished(run["id"])["counts"]["created"] == 1
    assert ref not in missing()
