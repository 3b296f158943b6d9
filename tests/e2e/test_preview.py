"""What a file or an export would do is seen before it is done, field by field; its report leaves as a spreadsheet."""

import io
import time
from decimal import Decimal

import openpyxl
import pytest
from shop_files import document, file_of, line, without_goods

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e

BUYER = {"Наименование": "Орлова Вера", "Телефон": "+7 912 000-00-01"}
SPOON = {"Ид": "spoon-1", "Наименование": "Ложка", "Количество": "1", "ЦенаЗаЕдиницу": "90.00"}


BEFORE = file_of(document("P1", line(), buyer=BUYER), document("P2"))
CHANGED = file_of(
    document("P1", line(Количество="3"), line(**SPOON), buyer=BUYER | {"Телефон": "+7 912 000-00-02"}),
    document("P2"),
    document("P3", line(**SPOON), buyer=BUYER),
    without_goods("P4"),
)


def shop_with_orders(owner):
    """A connection with two orders that were loaded."""
    made = owner.connect(update_lines=True, update_customer=True, price_lists=["price-retail"], updates_only=True)
    assert owner.load(made, BEFORE)["counts"]["created"] == 2
    return made


def tried(owner, connection, content):
    """The run that shows what a file would do."""
    path, files = f"connections/{connection}/uploads", {"file": ("orders.xml", content)}
    answer = owner.raw("POST", "shop-sync", path, params={"dry_run": "true"}, files=files)
    assert answer.status_code == 202, answer.text
    return owner.finished(answer.json()["id"])


@pytest.fixture(scope="module")
def connection(owner):
    return shop_with_orders(owner)


@pytest.fixture(scope="module")
def dry(owner, connection):
    return tried(owner, connection, CHANGED)


def changes_of(row):
    return {change["title"]: (change["was"], change["becomes"]) for change in row["changes"]}


def spreadsheet(owner, run, **params):
    """Rows of the report as another program reads them, by the titles of its columns."""
    answer = owner.raw("GET", "shop-sync", f"runs/{run}/rows.xlsx", params=params)
    assert answer.status_code == 200, answer.text
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_preview_tells_field_by_field_what_a_file_would_change_and_stores_nothing(owner, connection, dry):
    counts = {name: dry["counts"][name] for name in ("created", "updated", "unchanged", "rejected")}
    assert (dry["dry_run"], counts) == (True, {"created": 1, "updated": 1, "unchanged": 1, "rejected": 1})
    rows = {row["result"]: row for row in owner.rows(dry["id"])}
    changes = changes_of(rows["updated"])
    assert changes["Количество: «Кружка с оленем»"] == ("2", "3")
    assert changes["Сумма: «Кружка с оленем»"] == ("500", "750")
    assert changes["Добавлен товар «Ложка»"] == (None, "1 × 90 = 90")
    assert changes["Покупатель: телефон"] == ("79120000001", "79120000002")
    made = changes_of(rows["created"])
    assert (made["Покупатель: имя"], made["Добавлен товар «Ложка»"]) == ((None, "Орлова Вера"), (None, "1 × 90 = 90"))
    assert rows["rejected"]["reason"]["what"]
    assert owner.order(connection, "P3") is None
    lines = owner.order(connection, "P1")["lines"]
    assert [Decimal(one["quantity"]) for one in lines] == [2]


def test_the_report_of_a_preview_leaves_as_a_spreadsheet(owner, dry):
    rows = spreadsheet(owner, dry["id"])
    assert {row["Результат"] for row in rows} == {"создано", "изменено", "отклонено"}
    (updated,) = spreadsheet(owner, dry["id"], result="updated")
    assert "Количество: «Кружка с оленем»: 2 → 3" in updated["Изменения"].splitlines()
    assert (updated["Где"], updated["Валюта"]) == ("Заказ № P1", "RUB")
    (rejected,) = spreadsheet(owner, dry["id"], result="rejected")
    assert owner.rows(dry["id"], "rejected")[0]["reason"]["what"] in rejected["Причина"]


def test_the_real_run_does_what_the_preview_told(owner):
    connection = shop_with_orders(owner)
    told = changes_of(owner.rows(tried(owner, connection, CHANGED)["id"], "updated")[0])
    run = owner.load(connection, CHANGED)
    (row,) = owner.rows(run["id"], "updated")
    assert changes_of(row) == told
    lines = owner.order(connection, "P1")["lines"]
    assert sorted(Decimal(one["quantity"]) for one in lines) == [1, 3]


def export(owner, connection, **given):
    run = owner.call("POST", "shop-sync", f"connections/{connection}/runs", json={"kind": "export_goods", **given})
    return owner.finished(run["id"])


def test_an_export_is_seen_before_with_the_prices_that_change_and_leaves_the_shop_as_it_is(owner, connection):
    ref, price = "product-kan-0003", {"price_type_ref": "price-retail"}
    assert export(owner, connection)["counts"]["rejected"] == 0
    owner.call("PUT", "platform-bridge", "prices", json={"product_ref": ref, "amount": "777.70", **price})
    article = owner.call("GET", "platform-bridge", f"products/{ref}")["product"]["article"]

    def told():
        run = export(owner, connection, dry_run=True)
        rows = [row for row in owner.rows(run["id"], "updated") if row["where"] == article]
        return rows[0] if rows else None

    row = wait_for(told, 60, "the new price has reached shop-sync")
    assert [(one["title"], one["becomes"]) for one in row["changes"]] == [("Цена", "777.70")]
    assert changes_of(told()) == changes_of(row)


def test_rejected_goods_alone_are_exported_again(owner):
    price = {"product_ref": "product-kan-0004", "price_type_ref": "price-wholesale"}
    owner.call("DELETE", "platform-bridge", f"prices/{price['product_ref']}::{price['price_type_ref']}")
    connection = owner.connect(price_lists=["price-wholesale"], updates_only=True)
    article = owner.call("GET", "platform-bridge", f"products/{price['product_ref']}")["product"]["article"]

    def without_price():
        run = export(owner, connection)
        rows = [row for row in owner.rows(run["id"], "rejected") if row["where"] == article]
        return (run, rows[0]) if rows else None

    first, row = wait_for(without_price, 60, "the price is gone in shop-sync too")
    owner.call("PUT", "platform-bridge", "prices", json={**price, "amount": "99.00"})

    def cured():
        body, key = {"rows": [row["number"]]}, {"Idempotency-Key": f"again-{time.monotonic_ns()}"}
        again = owner.call("POST", "shop-sync", f"runs/{first['id']}/retry", json=body, headers=key)
        run = owner.finished(again["id"])
        assert run["counts"]["seen"] == 1
        return run if run["counts"]["rejected"] == 0 else None

    run = wait_for(cured, 60, "the new price has reached shop-sync")
    assert (run["trigger"], run["counts"]["created"]) == ("retry", 1)
    left = owner.call("GET", "shop-sync", f"runs/{first['id']}")["open_rejected"]
    assert left == first["open_rejected"] - 1
    (cured_row,) = [one for one in owner.rows(first["id"], "rejected") if one["number"] == row["number"]]
    assert cured_row["cured_by"] == run["id"]
