"""A status that an order gets in the platform reaches the shop it came from; what came from the shop stays here."""

import threading

import pytest
from lxml import etree
from shop_exchange import connect, orders_of, run

from service_kit.testing.process import wait_for
from simulators.commerceml.server import LOGIN, PASSWORD, running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

STATUSES = [
    {"outside": "Новый", "status": "status-new"},
    {"outside": "Отгружен", "status": "status-sent"},
    {"outside": "Отменён", "status": "status-cancelled"},
]


@pytest.fixture(scope="module")
def shop():
    with running() as there:
        yield there


@pytest.fixture(scope="module")
def silent_shop():
    with running() as there:
        yield there


@pytest.fixture(scope="module")
def stack(new_stack, shop, silent_shop):
    """A stack of the module's own: shop-sync is killed, and it may reach the shops."""
    with new_stack(egress=(shop.place, silent_shop.place), only=("shop-sync", "platform-bridge")) as started:
        yield started


def joined(owner, shop, **more):
    access = {"login": LOGIN, "password": PASSWORD, "load_statuses": True, "status_map": STATUSES}
    return connect(owner, shop.address, **(access | more))


@pytest.fixture(scope="module")
def connection(owner, shop):
    return joined(owner, shop, send_statuses=True)


def offer(shop, number, status="Новый"):
    """An order of the shop, or the same one with another status."""
    line = "<Товар><Ид>x</Ид><Наименование>Кружка</Наименование><ЦенаЗаЕдиницу>100</ЦенаЗаЕдиницу>"
    line += "<Количество>1</Количество><Сумма>100</Сумма></Товар>"
    requisite = "<ЗначениеРеквизита><Наименование>Статус заказа</Наименование>"
    requisite += f"<Значение>{status}</Значение></ЗначениеРеквизита>"
    shop.shop.add_order(
        number,
        f"<Документ><Ид>{number}</Ид><Номер>{number}</Номер><Дата>2026-11-24</Дата><Валюта>RUB</Валюта>"
        f"<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Сумма>100</Сумма><Товары>{line}</Товары>"
        f"<ЗначенияРеквизитов>{requisite}</ЗначенияРеквизитов></Документ>",
    )


def pulled(owner, shop, connection, *numbers):
    """Orders of the platform by number, after they came in."""
    for number in numbers:
        offer(shop, number)
    assert run(owner, connection, "import_orders")["status"] == "success"
    return orders_of(owner, connection)


def set_status(owner, order, status):
    owner.call("PATCH", "platform-bridge", f"orders/{order['ref']}", json={"status_ref": status})


def heard(shop):
    """[(order, its status)] of all files that the shop got, in order."""
    found = []
    for file in list(shop.shop.inbox):
        for document in etree.fromstring(file).iterfind("Документ"):
            values = {
                one.findtext("Наименование"): one.findtext("Значение") for one in document.iter("ЗначениеРеквизита")
            }
            found.append((document.findtext("Ид"), values["Статус заказа"]))
    return found


def arrives(shop, number, status, seconds=60):
    wait_for(lambda: (number, status) in heard(shop), seconds, f"the shop heard that {number} is {status}")


def reported(owner, connection, number):
    """Rows of the reports of sent statuses that tell of the order."""
    runs = owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"]
    rows = [row for one in runs if one["kind"] == "export_statuses" for row in owner.rows(one["id"])]
    return [row for row in rows if row["where"] == f"Заказ № {number}"]


def noted(database, connection, number):
    return database["shop_sync"]["status_outbox"].find_one({"connection": connection, "outside_id": number})


def test_a_status_set_in_the_platform_reaches_the_shop(owner, shop, connection):
    orders = pulled(owner, shop, connection, "S-1", "S-2")
    set_status(owner, orders["S-1"], "status-sent")
    arrives(shop, "S-1", "Отгружен")
    assert [number for number, _ in heard(shop) if number.startswith("S-")] == ["S-1"]
    (row,) = wait_for(lambda: reported(owner, connection, "S-1"), 30, "the report tells of it")
    assert (row["result"], row["reason"]) == ("updated", None)
    assert [(one["title"], one["was"], one["becomes"]) for one in row["changes"]] == [
        ("Статус в магазине", "Новый", "Отгружен")
    ]


def test_a_status_that_came_from_the_shop_does_not_go_back(owner, shop, connection, database):
    orders = pulled(owner, shop, connection, "E-1", "E-2")
    offer(shop, "E-1", "Отгружен")
    assert run(owner, connection, "import_orders")["counts"]["updated"] == 1
    wait_for(lambda: orders_of(owner, connection)["E-1"]["status_ref"] == "status-sent", 30, "the platform has it")
    wait_for(
        lambda: (noted(database, connection, "E-1") or {}).get("status") == "status-sent", 30, "shop-sync heard of it"
    )
    assert noted(database, connection, "E-1")["pending"] is False
    set_status(owner, orders["E-2"], "status-cancelled")
    arrives(shop, "E-2", "Отменён")
    assert "E-1" not in [number for number, _ in heard(shop)]


def test_without_the_setting_nothing_is_sent(owner, shop, silent_shop, connection, database):
    silent = joined(owner, silent_shop, send_statuses=False)
    theirs = pulled(owner, silent_shop, silent, "N-1")
    ours = pulled(owner, shop, connection, "N-2")
    set_status(owner, theirs["N-1"], "status-sent")
    set_status(owner, ours["N-2"], "status-sent")
    arrives(shop, "N-2", "Отгружен")
    assert (heard(silent_shop), noted(database, silent, "N-1")) == ([], None)


def test_a_status_without_a_word_of_the_shop_is_told_to_the_owner(owner, shop, connection):
    orders = pulled(owner, shop, connection, "W-1")
    set_status(owner, orders["W-1"], "status-agreed")
    (row,) = wait_for(lambda: reported(owner, connection, "W-1"), 30, "the report tells of it")
    assert row["result"] == "rejected"
    names = owner.call("GET", "platform-bridge", "directories/order_status")["items"]
    (name,) = [one["name"] for one in names if one["ref"] == "status-agreed"]
    assert row["reason"]["what"] == f"Для статуса «{name}» нет пары в таблице."


def test_killed_while_the_shop_is_being_told(stack, owner, shop, connection, database):
    orders = pulled(owner, shop, connection, "K-1", "K-2")
    asked, released = threading.Event(), threading.Event()

    def hold(call):
        if call.type == "sale" and call.mode == "file":
            asked.set()
            released.wait(60)

    shop.script.before = hold
    set_status(owner, orders["K-1"], "status-sent")
    assert asked.wait(60), "the shop was never told"
    stack.child("shop-sync").kill9()
    shop.script.before = lambda call: None
    released.set()
    set_status(owner, orders["K-2"], "status-cancelled")  # nobody listens
    stack.start_service("shop-sync")
    arrives(shop, "K-1", "Отгружен", 120)
    arrives(shop, "K-2", "Отменён", 120)
    waits = {"connection": connection, "pending": True}
    outbox = database["shop_sync"]["status_outbox"]
    wait_for(lambda: outbox.count_documents(waits) == 0, 120, "nothing waits any more")
    assert {status for number, status in heard(shop) if number == "K-1"} == {"Отгружен"}
