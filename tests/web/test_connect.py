"""A shop is connected in the browser: a wrong password, few clicks, the keyboard alone, a change, the end."""

import re
import time
import uuid

import pytest
from playwright.sync_api import Page, expect
from steps import Hand, button, field, pick, saved

from simulators.commerceml.server import LOGIN, PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

CLICKS = 6
SECONDS = 60
WRONG_SECONDS = 5
ORGANIZATION, OWNER_NAME = "Северный", "Соколова"


def connections(owner):
    return owner.call("GET", "shop-sync", "connections", params={"limit": 200})["items"]


@pytest.fixture
def tidy(owner, content):
    """Delete what a test connected; the `content` of others is there before."""
    before = {row["id"] for row in connections(owner)}
    yield
    for row in connections(owner):
        if row["id"] not in before:
            owner.raw("DELETE", "shop-sync", f"connections/{row['id']}")


def who_and_what(page: Page, name: str) -> None:
    field(page, "Наименование").fill(name)
    pick(page, "Организация", ORGANIZATION)
    pick(page, "Владелец", OWNER_NAME)


@pytest.mark.usefixtures("tidy")
def test_a_wrong_password_is_said_at_the_field_and_nothing_is_saved(page, owner, new_shop):
    page.goto("/market/commerceml-exchange")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Подключить")).click()
    name = f"Магазин {uuid.uuid4().hex[:6]}"
    field(page, "Адрес обмена").fill(new_shop.address)
    field(page, "Логин").fill(LOGIN)
    field(page, "Пароль").fill("wrong")
    page.get_by_label("Соединение без шифрования (http)").check()
    who_and_what(page, name)
    began = time.monotonic()
    button(page, "Проверить подключение").click()
    bad = page.locator("[data-bad]", has=page.get_by_label("Пароль:"))
    expect(bad.get_by_role("alert")).to_contain_text("пароль", timeout=WRONG_SECONDS * 5_000)
    print(f"a wrong password is told: {time.monotonic() - began:.1f} s (budget {WRONG_SECONDS})")
    button(page, "Сохранить").click()
    expect(page.get_by_text("Не сохранено: проверка подключения не прошла")).to_be_visible(timeout=15_000)
    assert name not in {row["name"] for row in connections(owner)}

    field(page, "Пароль").fill(PASSWORD)
    button(page, "Проверить подключение").click()
    expect(page.get_by_text("Подключение работает")).to_be_visible(timeout=15_000)
    button(page, "Сохранить").click()
    made = saved(page)
    expect(field(page, "Пароль")).to_have_value("")
    expect(field(page, "Пароль")).to_have_attribute("placeholder", re.compile("Сохранён"))
    assert PASSWORD not in page.content()

    field(page, "Наименование").fill(f"{name} 2")
    expect(page.get_by_text("Есть несохранённые изменения")).to_be_visible()
    page.get_by_role("link", name="Подключения", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Остаться").click()
    button(page, "Сохранить").click()
    expect(page.get_by_role("heading", name=f"{name} 2")).to_be_visible()
    assert owner.call("GET", "shop-sync", f"connections/{made}")["name"] == f"{name} 2"

    page.get_by_role("button", name=re.compile("^Действия")).click()
    page.get_by_role("menuitem", name=re.compile("Удалить подключение")).click()
    page.get_by_role("dialog").get_by_role("button", name="Удалить").click()
    expect(page).to_have_url(re.compile(r"/connections$"))
    assert owner.raw("GET", "shop-sync", f"connections/{made}").status_code == 404


@pytest.mark.usefixtures("tidy")
def test_insales_is_connected_with_few_clicks(page, new_insales):
    page.goto("/market")
    hand = Hand(page)
    hand.click(page.locator("main").get_by_role("link", name=re.compile("InSales")))
    hand.click(page.get_by_role("dialog").get_by_role("button", name=re.compile("^Подключить")))
    field(page, "Ключ соединения").fill(new_insales.address)
    who_and_what(page, "Insales_02")
    hand.click(button(page, "Проверить подключение"))
    expect(page.get_by_text("Подключение работает")).to_be_visible(timeout=15_000)
    hand.click(button(page, "Сохранить"))
    saved(page)
    print(f"InSales is connected: {hand.clicks} clicks (at most {CLICKS}), {hand.seconds:.0f} s (budget {SECONDS})")
    assert hand.clicks <= CLICKS
    assert hand.seconds <= SECONDS


def tab_to(page: Page, target, limit: int = 120) -> None:
    """Press Tab until the focus is there."""
    for _ in range(limit):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


@pytest.mark.usefixtures("tidy")
def test_a_shop_is_connected_by_the_keyboard_alone(page, owner):
    page.goto("/market?q=CommerceML")
    tile = page.locator("main").get_by_role("link", name=re.compile("файлы товаров"))
    expect(tile).to_be_visible()
    tab_to(page, tile)
    page.keyboard.press("Enter")
    connect = page.get_by_role("dialog").get_by_role("button", name=re.compile("^Подключить"))
    expect(connect).to_be_visible()
    tab_to(page, connect)
    page.keyboard.press("Enter")
    name = field(page, "Наименование")
    expect(name).to_be_visible()
    tab_to(page, name)
    page.keyboard.type("С клавиатуры")
    for label, text in (("Организация", ORGANIZATION), ("Владелец", OWNER_NAME)):
        tab_to(page, field(page, label))
        pick(page, label, text)
    page.keyboard.press("Enter")
    save = button(page, "Сохранить")
    for _ in range(120):
        if save.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    made = saved(page)
    assert owner.call("GET", "shop-sync", f"connections/{made}")["name"] == "С клавиатуры"


def test_the_pages_of_a_stopped_service_say_so_and_others_work(page, stack, owner, watch, content):
    watch.allow("HTTP 502|HTTP 503|ERR_CONNECTION|Failed to fetch")
    stack.child("shop-sync").terminate(15)
    try:
        page.goto(f"/connections/shop-sync/{content.files}")
        expect(page.get_by_role("alert").first).to_be_visible(timeout=20_000)
        page.goto("/orders")
        expect(page.get_by_role("table").get_by_role("link").first).to_be_visible()
        page.goto("/market")
        expect(page.locator(".tile-name").first).to_be_visible()
        page.goto(f"/connections/shop-sync/{content.files}")
        expect(page.get_by_role("alert").first).to_be_visible(timeout=20_000)
    finally:
        stack.start_service("shop-sync")
    expect(field(page, "Наименование")).to_have_value("Магазин", timeout=30_000)
