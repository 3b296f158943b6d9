"""Files of orders in the browser: the bar moves by itself, a bad row is cured, the broker goes away."""

import re

import pytest
from playwright.sync_api import expect
from shop_files import MUG, document, file_of, line
from steps import Hand, button, outcome, upload

from gateway import REPOSITORY
from service_kit.testing.process import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

GOOD = "product-tur-0011"
CLICKS = 4


@pytest.fixture
def connection(owner):
    made = owner.connect(reserve=False)
    yield made
    owner.raw("DELETE", "shop-sync", f"connections/{made}")


def test_a_file_is_loaded_and_its_order_is_seen(page, owner, connection):
    page.goto(f"/connections/shop-sync/{connection}")
    upload(page, Hand(page), "orders.xml", (REPOSITORY / "demo/orders.xml").read_bytes())
    outcome(page, "Частично")
    run = page.url.rpartition("/")[2].partition("?")[0]
    counted = owner.call("GET", "shop-sync", f"runs/{run}")["counts"]
    expect(page.get_by_text("Создано", exact=True).locator("..")).to_contain_text(str(counted["created"]))
    expect(page.get_by_text("Отклонено", exact=True).first.locator("..")).to_contain_text(str(counted["rejected"]))
    expect(page.get_by_role("table", name="Строки обмена").or_(page.locator(".run-table")).first).to_be_visible()

    page.get_by_text("Созданные", exact=True).click()
    number = owner.rows(run, "created")[0]["title"]
    page.locator(".run-table").get_by_role("link", name=re.compile(re.escape(number))).first.click()
    expect(page.get_by_role("heading", name=re.compile("Жизнь заказа"))).to_be_visible()
    expect(page.get_by_text(re.compile("Записан в Бизнес.Ру")).first).to_be_visible(timeout=20_000)
    page.get_by_text("Заказ покупателя", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Заказ покупателя №"))).to_be_visible()
    for tab in ("Товары / услуги", "Информация о доставке", "Связанные документы", "Жизнь заказа"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel", name=tab)).to_be_visible()


def test_one_bad_order_of_a_hundred_is_cured_and_retried_alone(page, owner, connection):
    link = {"outside_id": "gone-1", "product": GOOD}
    owner.call("POST", "shop-sync", f"connections/{connection}/goods-links", json=link)
    owner.call("PATCH", "platform-bridge", f"products/{GOOD}", json={"archived": True})
    try:
        bad = document("H50", line(**MUG), line(Ид="gone-1", Наименование="Термос походный"))
        documents = [bad if number == 50 else document(f"H{number}") for number in range(100)]
        first = owner.load(connection, file_of(*documents), timeout=120)
        assert (first["status"], first["counts"]["created"], first["open_rejected"]) == ("partial", 99, 1)
        page.goto(f"/runs/shop-sync/{first['id']}")
        outcome(page, "Частично")
        hand = Hand(page)
        hand.click(button(page, "Выбрать товар"))
        dialog = page.get_by_role("dialog")
        if dialog.get_by_text("Термос походный", exact=True).count() > 1:
            hand.click(dialog.locator(".goods-of-row").get_by_text("Термос походный"))
        dialog.get_by_label("Найти товар").fill("Термос")
        hand.click(dialog.get_by_role("radio").first)
        hand.click(dialog.get_by_role("button", name="Запомнить соответствие"))
        hand.click(dialog.get_by_role("button", name="Повторить эту строку"))
        wait_for(
            lambda: owner.call("GET", "shop-sync", f"runs/{first['id']}")["open_rejected"] == 0, 60, "the row is cured"
        )
        print(f"a bad order is cured and retried: {hand.clicks} clicks (at most {CLICKS})")
        assert owner.order(connection, "H50") is not None
        assert hand.clicks <= CLICKS
    finally:
        owner.call("PATCH", "platform-bridge", f"products/{GOOD}", json={"archived": False})


def test_rows_are_retried_by_the_keyboard_alone(page, owner, content):
    page.goto(f"/runs/shop-sync/{content.partial}")
    outcome(page, "Частично")
    again = button(page, "Повторить эту строку").first
    for _ in range(80):
        if again.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    def retried():
        items = owner.call("GET", "shop-sync", "runs", params={"limit": 50})["items"]
        return any(row["attempt_of"] == content.partial for row in items)

    wait_for(retried, 20, "the retry has begun")


LOST = "Связь с сервером потеряна"


def test_the_page_says_that_the_broker_is_away_and_follows_the_run_to_its_end(page, stack, owner, connection, watch):
    watch.allow("HTTP 50[0-9]|ERR_|Failed to fetch")
    page.goto(f"/connections/shop-sync/{connection}")
    expect(button(page, "Загрузить вручную")).to_be_enabled()
    stack.rabbit.kill9()
    try:
        upload(page, Hand(page), "orders.xml", file_of(*(document(f"B{number}") for number in range(30))))
        expect(page.get_by_text(re.compile("Обмен: (в очереди|идёт|ждём ответа платформы)"))).to_be_visible()
        expect(page.get_by_text(LOST)).to_be_visible(timeout=30_000)
    finally:
        stack.rabbit.start()
    expect(page.get_by_text(LOST)).to_have_count(0, timeout=60_000)
    outcome(page, "Успешно", timeout=90_000)
    assert owner.order(connection, "B29") is not None


def test_the_page_says_that_it_hears_nothing_and_recovers(page, stack, watch):
    watch.allow("HTTP 50[0-9]|ERR_|Failed to fetch")
    page.goto("/runs")
    expect(page.locator(".run-table, .run-cards").first).to_be_visible()
    stack.child("journal").kill9()
    try:
        expect(page.get_by_text(LOST)).to_be_visible(timeout=30_000)
    finally:
        stack.start_service("journal")
    expect(page.get_by_text(LOST)).to_have_count(0, timeout=60_000)
    expect(page.locator(".run-table, .run-cards").first).to_be_visible()
