"""A sloppy shop, django-cml 0.4.0, which names no cookie when one logs in: goods go out, orders come in."""

import http.client
from base64 import b64encode
from decimal import Decimal

import pytest
from shop_exchange import PlatformGoods, ShopGoods, connect, orders_of, run

from peers import LOGIN, PASSWORD, DjangoCmlShop

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

VARIANT = "product-bot-0001#product-bot-0001-1"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with DjangoCmlShop(tmp_path_factory.mktemp("django_cml")) as running:
        yield running


@pytest.fixture(scope="module")
def stack(new_stack, shop):
    with new_stack(egress=(shop.host,), only=("shop-sync", "platform-bridge")) as running:
        yield running


@pytest.fixture(scope="module")
def platform(owner):
    return PlatformGoods(owner)


@pytest.fixture(scope="module")
def connection(owner, shop, platform):
    return connect(owner, shop.address)


@pytest.fixture(scope="module")
def pushed(owner, connection):
    return run(owner, connection, "export_goods")


def test_the_shop_names_no_cookie(shop):
    """What makes this shop worth a test: the session is in the header alone."""
    asked = http.client.HTTPConnection("127.0.0.1", shop.port, timeout=30)
    login = b64encode(f"{LOGIN}:{PASSWORD}".encode()).decode()
    asked.request("GET", "/cml/1c_exchange.php?type=sale&mode=checkauth", headers={"Authorization": f"Basic {login}"})
    answer = asked.getresponse()
    assert answer.read().split() == [b"success"]
    assert "sessionid=" in answer.headers["Set-Cookie"]


def test_goods_prices_and_stock_are_those_of_the_platform(owner, pushed, shop, platform):
    assert pushed["status"] == "success", (pushed, owner.rows(pushed["id"], "rejected"))
    goods = ShopGoods(shop)
    assert goods.cards == platform.cards
    assert goods.categories == platform.categories
    assert goods.group_of == platform.group_of
    assert goods.offers == platform.offers


def test_nothing_new_is_nothing_sent(owner, connection, pushed, shop):
    before = shop.log().count("mode=file")
    again = run(owner, connection, "export_goods")
    assert again["counts"]["unchanged"] == again["counts"]["seen"]
    assert shop.log().count("mode=file") == before


def test_orders_come_into_the_platform_once(owner, connection, pushed, shop, platform):
    number = shop.place_order([(VARIANT, 2)], "300")
    pulled = run(owner, connection, "import_orders")
    assert (pulled["status"], pulled["counts"]["created"]) == ("success", 1), owner.rows(pulled["id"])
    order = orders_of(owner, connection)[number]
    assert Decimal(order["total"]) == 2 * platform.offers[VARIANT][0] + 300
    assert order["lines"][0]["variant_ref"] == VARIANT.split("#")[1]
    assert [one["confirmed"] for one in shop.state()["orders"]] == [True]
    assert run(owner, connection, "import_orders")["counts"]["seen"] == 0
    assert orders_of(owner, connection).keys() == {number}
