"""How quick the console is for an account with much behind it: budgets are printed, five times as much fails."""

import re
import statistics
import time
import uuid

import pytest
from playwright.sync_api import expect
from pymongo import MongoClient
from shop_files import document, file_of
from steps import button

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

SLOWEST = 5
RUNS = 10_000
ROWS = 100_000
ROWS_A_RUN = 10_000
PAGE_MS = 300
PROGRESS_SECONDS = 1
BIG_FILE = 3_000


def within(what: str, took: float, budget: float, unit: str) -> None:
    print(f"{what}: {took:.3g} {unit} (budget {budget})")
    assert took <= budget * SLOWEST, what


@pytest.fixture(scope="module")
def busy(stack, content):
    """A run with 10,000 rows; behind it 10,000 runs of the account, and 100,000 rows, stand in the databases."""
    client = MongoClient(stack.mongo_url)
    runs, rows = client["journal"]["runs"], client["shop_sync"]["run_rows"]
    run = runs.find_one({"_id": re.compile(re.escape(content.partial))})
    mark = uuid.uuid4().hex
    runs.insert_many({**run, "_id": f"demo|{mark}{number}", "run": f"{mark}{number}"} for number in range(RUNS))
    row = rows.find_one({"account": "demo", "run": content.partial, "result": "created"})
    for number in range(0, ROWS, ROWS_A_RUN):
        many = range(number, number + ROWS_A_RUN)
        target = content.partial if number == 0 else f"{mark}{number}"
        rows.insert_many(
            {**row, "_id": f"{mark}{one}", "number": one + ROWS_A_RUN, "run": target, "price_change": one % 97 / 100}
            for one in many
        )
    yield content.partial
    rows.delete_many({"_id": re.compile(f"^{mark}")})
    runs.delete_many({"_id": re.compile(f"^demo.{mark}")})
    client.close()


def milliseconds(owner, service: str, path: str, **params) -> float:
    """The middle of some calls of a page of a list."""
    took = []
    for _ in range(7):
        began = time.perf_counter()
        answer = owner.call("GET", service, path, params=params)
        took.append((time.perf_counter() - began) * 1000)
        assert answer["items"]
    return statistics.median(took)


@pytest.mark.parametrize("params", [{}, {"status": "partial", "kind": "import_orders"}], ids=["all", "filtered"])
def test_ten_thousand_runs_are_read_page_by_page(owner, busy, params):
    within("a page of runs", milliseconds(owner, "journal", "runs", limit=50, **params), PAGE_MS, "ms")
    cursor = owner.call("GET", "journal", "runs", params={"limit": 200, **params})["next"]
    took = milliseconds(owner, "journal", "runs", limit=50, cursor=cursor, **params)
    within("a later page of runs", took, PAGE_MS, "ms")


@pytest.mark.parametrize("params", [{}, {"result": "created", "cursor": 15_000}, {"sort": "change"}])
def test_rows_of_a_great_run_are_read_page_by_page(owner, busy, params):
    took = milliseconds(owner, "shop-sync", f"runs/{busy}/rows", limit=50, **params)
    within(f"a page of rows {params}", took, PAGE_MS, "ms")


def test_the_page_of_a_great_run_holds_a_page_of_rows(page, busy):
    page.goto(f"/runs/shop-sync/{busy}?result=created")
    lines = page.locator(".run-table tbody tr.ant-table-row")
    expect(lines.first).to_be_visible()
    assert lines.count() <= 200
    before = lines.count()
    button(page, "Показать ещё").first.click()
    expect(lines.nth(before)).to_be_visible()


def test_a_started_exchange_moves_at_once(page, owner):
    connection = owner.connect(reserve=False)
    page.goto(f"/connections/shop-sync/{connection}")
    button(page, "Загрузить вручную").click()
    content = file_of(*(document(f"P{number}") for number in range(BIG_FILE)))
    dialog = page.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(
        {"name": "orders.xml", "mimeType": "text/xml", "buffer": content}
    )
    dialog.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page).to_have_url(re.compile(r"/runs/shop-sync/"), timeout=20_000)
    began = time.monotonic()
    bar = page.get_by_role("progressbar")
    expect(bar.first).to_be_visible()
    within("first progress", time.monotonic() - began, PROGRESS_SECONDS, "s")
    page.wait_for_function(
        """() => [...document.querySelectorAll('[role=progressbar]')]
                 .some((bar) => Number(bar.getAttribute('aria-valuenow')) > 0)"""
    )
    expect(page.locator(".page-head").get_by_text("Успешно", exact=True)).to_be_visible(timeout=120_000)
    owner.raw("DELETE", "shop-sync", f"connections/{connection}")
