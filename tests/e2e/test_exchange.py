"""A shop of the exchange through the gateway: a wrong password, the schedule, runs that are tried first, a retry."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from shop_exchange import connect, orders_of, run
from shop_files import document, line

from service_kit.testing.process import wait_for
from simulators.commerceml.server import LOGIN, PASSWORD, running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

BOTH = {"export_every": "15m", "import_every": "15m"}
WRITING = ("file", "import", "success", "complete", "deactivate")
PRICED = "product-kan-0003"


@pytest.fixture(scope="module")
def shops():
    """Three shops: one to work with, one that is not let into, and one that shows that time goes on."""
    with running() as first, running() as second, running() as third:
        yield first, second, third


@pytest.fixture(scope="module")
def shop(shops):
    return shops[0]


@pytest.fixture(scope="module")
def stack(new_stack, shops):
    """A stack of the module's own that may reach the shops."""
    with new_stack(egress=[one.place for one in shops], only=("shop-sync", "platform-bridge")) as started:
        yield started


@pytest.fixture(scope="module")
def working(owner, shop):
    """A connection with all goods in the shop; nothing starts by itself."""
    made = connect(owner, shop.address, login=LOGIN, password=PASSWORD)
    assert run(owner, made, "export_goods")["status"] in ("success", "partial")
    return made


def shown(owner, connection):
    return owner.call("GET", "shop-sync", f"connections/{connection}")


def due(database, connection):
    """Let the period of both directions be over."""
    past = {"$set": {"due_at": dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)}}
    return database["shop_sync"]["schedule"].update_many({"connection": connection}, past).matched_count


def rows_of(owner, run_, result):
    return {row["where"]: row for row in owner.rows(run_["id"], result)}


def changes_of(row):
    return {change["title"]: (change["was"], change["becomes"]) for change in row["changes"]}


def dry(owner, connection, kind):
    body = {"kind": kind, "dry_run": True}
    return owner.finished(owner.call("POST", "shop-sync", f"connections/{connection}/runs", json=body)["id"])


def test_a_wrong_password_is_tried_once_and_the_corrected_one_works_by_itself(owner, shops, working, database):
    _, shop, other_shop = shops
    other = connect(owner, other_shop.address, login=LOGIN, password=PASSWORD, **BOTH)
    connection = connect(owner, shop.address, login=LOGIN, password="wrong", **BOTH)
    assert due(database, connection) == 2
    wait_for(lambda: shown(owner, connection)["state"] == "needs_attention", 60, "the owner is asked")
    stopped = shown(owner, connection)
    assert stopped["cause"]["what"] == "Магазин не пустил нас к обмену."
    assert "логин и пароль" in stopped["cause"]["do"]
    assert stopped["next_run"] == {}
    asked = len(other_shop.modes("query"))
    due(database, other)
    wait_for(lambda: len(other_shop.modes("query")) > asked, 60, "the schedule went on with others")
    assert shop.modes() == ["checkauth"]

    shop.shop.add_order("T-1", document("T-1"))
    body = {"name": stopped["name"], "enabled": True, "config": stopped["config"] | {"password": PASSWORD}}
    saved = owner.call("PUT", "shop-sync", f"connections/{connection}", json=body)
    assert (saved["state"], saved["cause"]) == ("ok", None)
    assert owner.call("POST", "shop-sync", f"connections/{connection}/check")["ok"] is True
    now, kinds = dt.datetime.now(dt.UTC), {"export_goods", "import_orders"}
    assert saved["next_run"].keys() == kinds
    times = [dt.datetime.fromisoformat(at) for at in saved["next_run"].values()]
    assert all(at <= now + dt.timedelta(minutes=15) for at in times)
    assert due(database, connection) == 2
    wait_for(lambda: shown(owner, connection)["last_success"].keys() == kinds, 60, "both directions ran")
    wait_for(lambda: "T-1" in orders_of(owner, connection), 30, "the order is in the platform")
    assert (shop.shop.confirmed, PRICED in shop.shop.goods) == ({"T-1"}, True)


def test_both_directions_are_seen_before_and_the_shop_stays_as_it_is(owner, shop, working):
    shop.shop.add_order("P-1", document("P-1", line()))
    assert run(owner, working, "import_orders")["status"] == "success"
    price = {"product_ref": PRICED, "price_type_ref": "price-retail", "amount": "777.70"}
    owner.call("PUT", "platform-bridge", "prices", json=price)
    article = owner.call("GET", "platform-bridge", f"products/{PRICED}")["product"]["article"]
    shop.shop.add_order("P-1", document("P-1", line(Количество="3")))
    shop.shop.add_order("P-2", document("P-2", line()))
    state, asked = (dict(shop.shop.goods), repr(shop.shop.offers), set(shop.shop.confirmed)), len(shop.script.asked)

    priced = wait_for(
        lambda: rows_of(owner, dry(owner, working, "export_goods"), "updated").get(article), 60, "the price is here"
    )
    assert changes_of(priced)["Цена"][1] == "777.70"
    tried = dry(owner, working, "import_orders")
    assert (tried["counts"]["created"], tried["counts"]["updated"]) == (1, 1)
    changes = changes_of(rows_of(owner, tried, "updated")["Заказ № P-1"])
    assert changes["Количество: «Кружка с оленем»"] == ("2", "3")

    modes = [call.mode for call in shop.script.asked[asked:]]
    assert "query" in modes
    assert not set(modes) & set(WRITING)
    assert (dict(shop.shop.goods), repr(shop.shop.offers), set(shop.shop.confirmed)) == state
    assert "P-2" not in orders_of(owner, working)
    assert [Decimal(one["quantity"]) for one in owner.order(working, "P-1")["lines"]] == [2]

    answer = owner.raw("GET", "shop-sync", f"runs/{tried['id']}/rows.xlsx")
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    found = {row[head.index("Где")]: row for row in rows}
    assert found.keys() == {"Заказ № P-1", "Заказ № P-2"}
    assert "Количество: «Кружка с оленем»: 2 → 3" in found["Заказ № P-1"][head.index("Изменения")].splitlines()

    run(owner, working, "export_goods")
    run(owner, working, "import_orders")
    assert "777.70" in shop.shop.offers[next(ref for ref in shop.shop.offers if ref.startswith(PRICED))].prices.values()
    assert shop.shop.confirmed >= {"P-1", "P-2"}


def test_a_refused_order_is_done_again_alone_without_asking_the_shop(owner, shop, working):
    product = "product-tur-0003"
    link = {"outside_id": "old-9", "product": product}
    owner.call("POST", "shop-sync", f"connections/{working}/goods-links", json=link)
    owner.call("PATCH", "platform-bridge", f"products/{product}", json={"archived": True})
    shop.shop.add_order("R-1", document("R-1", line(Ид="old-9", Наименование="Термос старый")))
    shop.shop.add_order("R-2", document("R-2"))
    first = run(owner, working, "import_orders")
    assert (first["status"], first["open_rejected"]) == ("partial", 1)
    owner.call("PATCH", "platform-bridge", f"products/{product}", json={"archived": False})

    asked = len(shop.script.asked)
    (row,) = rows_of(owner, first, "rejected").values()
    body = {"rows": [row["number"]]}
    again = owner.finished(owner.call("POST", "shop-sync", f"runs/{first['id']}/retry", json=body)["id"])
    assert (again["status"], again["counts"]["seen"], again["counts"]["created"]) == ("success", 1, 1)
    assert "R-1" in orders_of(owner, working)
    assert owner.call("GET", "shop-sync", f"runs/{first['id']}")["open_rejected"] == 0
    assert len(shop.script.asked) == asked
