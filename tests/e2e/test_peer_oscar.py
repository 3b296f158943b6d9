"""A real shop, Oscar with django-cml2: goods go out, orders come in, statuses go back; the worker dies in between."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from audit import Audit
from shop_exchange import PRICE, Gate, PlatformGoods, ShopGoods, connect, orders_of, run, start

from peers import OscarShop
from service_kit.testing.process import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

PLAIN = "product-kan-0002"
ARCHIVED = "product-kan-0003"
VARIANT = "product-bot-0001#product-bot-0001-1"
STATUSES = [
    {"outside": "Новый", "status": "status-new"},
    {"outside": "Принят", "status": "status-agreed"},
    {"outside": "Отгружен", "status": "status-sent"},
    {"outside": "Отменен", "status": "status-cancelled"},
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with OscarShop(tmp_path_factory.mktemp("oscar")) as running:
        yield running


@pytest.fixture(scope="module")
def gate(shop):
    with Gate(shop) as standing:
        yield standing


@pytest.fixture(scope="module")
def stack(new_stack, shop, gate):
    """A stack of the module's own: shop-sync is killed, and it may reach the shop."""
    with new_stack(egress=(shop.host, gate.host), only=("shop-sync", "platform-bridge")) as running:
        yield running


@pytest.fixture(scope="module")
def audit(stack):
    return Audit(stack.amqp_url)


@pytest.fixture(scope="module")
def connection(owner, gate, audit):
    return connect(
        owner, gate.address, session_per_file=True, load_statuses=True, status_map=STATUSES, send_statuses=True
    )


@pytest.fixture(scope="module")
def platform(owner):
    """The goods before any order reserves them."""
    return PlatformGoods(owner)


@pytest.fixture(scope="module")
def pushed(owner, connection, platform):
    """The run that brought all goods into the empty shop."""
    return run(owner, connection, "export_goods")


@pytest.fixture(scope="module")
def goods(pushed, shop):
    return ShopGoods(shop)


def requests(shop, mode):
    return shop.log().count(f"mode={mode}")


def created(audit, connection):
    """Numbers of the orders that neighbours heard to be new, once per event: a kill may repeat its delivery."""
    events = {event["id"]: event["data"]["origin"] for event in audit.seen("order.created.v1")}
    return [origin["outside_id"] for origin in events.values() if origin["connection"] == connection]


def test_every_card_stands_in_the_shop(owner, pushed, goods, platform):
    assert pushed["status"] == "success", (pushed, owner.rows(pushed["id"], "rejected"))
    assert pushed["counts"]["created"] == len(platform.cards)
    assert goods.cards == platform.cards


def test_categories_form_the_tree_of_the_platform(goods, platform):
    assert goods.categories == platform.categories
    assert goods.group_of == platform.group_of


def test_prices_and_stock_are_those_of_the_platform(goods, platform):
    assert goods.offers == platform.offers


def test_pictures_come_with_their_cards(owner, goods):
    with_pictures = {row["ref"]: row for row in owner.goods() if row.get("images")}
    assert with_pictures
    for ref, row in with_pictures.items():
        assert goods.pictures[ref] >= len(row["images"])


def test_nothing_new_is_nothing_sent(owner, connection, pushed, shop):
    run(owner, connection, "export_goods")
    before = requests(shop, "file"), requests(shop, "import")
    again = run(owner, connection, "export_goods")
    assert again["counts"]["unchanged"] == again["counts"]["seen"] > 0
    assert (requests(shop, "file"), requests(shop, "import")) == before


def test_a_new_price_alone_changes_in_the_shop(owner, connection, goods, shop):
    run(owner, connection, "export_goods")
    before = ShopGoods(shop).offers
    change = {"product_ref": PLAIN, "price_type_ref": PRICE, "amount": "4321.50"}
    owner.call("PUT", "platform-bridge", "prices", json=change)
    wait_for(lambda: run(owner, connection, "export_goods")["counts"]["updated"], 60, "the price reached the export")
    assert ShopGoods(shop).offers == before | {PLAIN: (Decimal("4321.50"), before[PLAIN][1])}


def test_all_files_first_as_1c_sends_them(owner, shop, goods):
    """The shop ends its session with the first import: the second file is refused, and has to be sent anew."""
    together = connect(owner, shop.address, session_per_file=False)
    before = requests(shop, "import")
    assert run(owner, together, "export_goods")["status"] == "success"
    assert requests(shop, "import") == before + 3
    assert ShopGoods(shop).cards == PlatformGoods(owner).cards


def test_a_good_archived_in_the_platform_leaves_the_shop(owner, connection, goods, shop):
    owner.call("PATCH", "platform-bridge", f"products/{ARCHIVED}", json={"archived": True})

    def hidden():
        run(owner, connection, "export_goods")
        return ARCHIVED not in ShopGoods(shop).cards

    wait_for(hidden, 60, "the good is hidden in the shop")
    assert ShopGoods(shop).offers[ARCHIVED][1] == 0
    assert ShopGoods(shop).cards == {ref: name for ref, name in goods.cards.items() if ref != ARCHIVED}


def test_orders_come_into_the_platform_once(owner, connection, pushed, shop, audit):
    numbers = [shop.place_order([(PLAIN, 2), (VARIANT, 1)], "300"), shop.place_order([(VARIANT, 1)])]
    pulled = run(owner, connection, "import_orders")
    assert (pulled["status"], pulled["counts"]["created"]) == ("success", 2), owner.rows(pulled["id"])
    found = orders_of(owner, connection)
    in_shop = {order["number"]: order for order in shop.state()["orders"]}
    for number in numbers:
        assert Decimal(found[number]["total"]) == Decimal(in_shop[number]["total"])
        assert found[number]["status_ref"] == "status-new"
        assert in_shop[number]["confirmed"]
    goods_of_first = [(line.get("product_ref"), line.get("variant_ref")) for line in found[numbers[0]]["lines"][:2]]
    assert goods_of_first == [(PLAIN, None), tuple(VARIANT.split("#"))]
    again = run(owner, connection, "import_orders")
    assert again["counts"]["seen"] == 0
    assert orders_of(owner, connection) == found
    heard = created(audit, connection)
    assert [heard.count(number) for number in numbers] == [1, 1]


def test_an_order_changed_in_the_shop_is_updated(owner, connection, pushed, shop):
    number = shop.place_order([(PLAIN, 1)])
    run(owner, connection, "import_orders")
    shop.set_status(number, "Принят")
    pulled = run(owner, connection, "import_orders")
    assert (pulled["counts"]["created"], pulled["counts"]["updated"]) == (0, 1)
    assert orders_of(owner, connection)[number]["status_ref"] == "status-agreed"


@pytest.mark.parametrize("answer", [False, True], ids=["before the shop heard success", "before its answer came"])
def test_killed_between_query_and_success(stack, owner, connection, pushed, *, shop, gate, audit, answer):
    numbers = [shop.place_order([(VARIANT, 1)]) for _ in range(3)]
    gate.hold("success", answer=answer)
    started = start(owner, connection, "import_orders")
    assert gate.held.wait(60), "the shop was never told that the orders are safe"
    stack.child("shop-sync").kill9()
    gate.open()
    stack.start_service("shop-sync")
    owner.finished(started, timeout=120)
    later = shop.place_order([(PLAIN, 1)])  # a shop that was told of too much would never offer this one
    run(owner, connection, "import_orders")
    found = orders_of(owner, connection)
    assert found.keys() >= {*numbers, later}
    assert all(order["confirmed"] for order in shop.state()["orders"])
    assert run(owner, connection, "import_orders")["counts"]["seen"] == 0
    heard = created(audit, connection)
    assert [heard.count(number) for number in (*numbers, later)] == [1] * 4


def test_a_status_set_in_the_platform_reaches_the_shop(owner, connection, pushed, shop):
    number = shop.place_order([(PLAIN, 1)])
    run(owner, connection, "import_orders")
    order = orders_of(owner, connection)[number]
    owner.call("PATCH", "platform-bridge", f"orders/{order['ref']}", json={"status_ref": "status-sent"})
    sent = wait_for(lambda: shop.inbox().get("orders.xml"), 60, "the shop got a file of statuses")
    documents = ElementTree.fromstring(sent).iterfind(".//{*}Документ")  # noqa: S314
    documents = {one.findtext("{*}Ид"): one for one in ElementTree.fromstring(sent).iterfind(".//{*}Документ")}  # noqa: S314
    assert documents.keys() == {number}  # statuses that came from the shop are not sent back
    values = {
        one.findtext("{*}Наименование"): one.findtext("{*}Значение")
        for one in documents[number].iterfind(".//{*}ЗначениеРеквизита")
    }
    assert values["Статус заказа"] == "Отгружен", sent
