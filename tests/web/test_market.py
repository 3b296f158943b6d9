"""The marketplace in the browser: filters that count like the API, the window of a widget, links, the back button."""

import re

import pytest
from playwright.sync_api import Page, expect
from users import MANAGER

from service_kit.testing.process import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

WIDGETS = 200
FILTER_MS = 100
SLOWEST = 5
"""A budget is printed; the test fails only at so many times of it."""


def tiles(page: Page):
    return page.locator("main").get_by_role("listitem").get_by_role("link").filter(has=page.locator(".tile-name"))


def counts(user, **query):
    """Title of each category with its number of widgets, by the API."""
    found = user.call("GET", "catalog", "widgets", params=query)
    return {row["title"]: row["count"] for row in found["anchors"]}


def shown_counts(page: Page):
    rows = page.get_by_role("navigation", name="Категории маркетплейса").get_by_role("listitem").all_inner_texts()
    return {title: int(count) for title, count in (re.match(r"(.*\S)\s+(\d+)$", row, re.S).groups() for row in rows)}


@pytest.fixture(scope="module", autouse=True)
def announced(owner):
    """The services have told what they integrate."""
    wait_for(lambda: owner.raw("GET", "catalog", "widgets/insales").status_code == 200, 30, "the widgets are announced")


def test_insales_is_found_by_filters_and_search_and_counts_agree(page, owner):
    page.goto("/market")
    expect(tiles(page).first).to_be_visible()
    assert shown_counts(page) == counts(owner)
    page.get_by_text("Бесплатно", exact=True).first.click()
    expect(page).to_have_url(re.compile("filter=free"))
    wait_for(lambda: shown_counts(page) == counts(owner, filter="free"), 5, "the anchors follow the filter")
    page.get_by_label("Категории", exact=True).click()
    page.get_by_title("Интернет-магазины", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_placeholder("Поиск").fill("insa")
    expect(tiles(page)).to_have_count(1)
    assert shown_counts(page) == counts(owner, filter="free", category="shops", q="insa")
    tiles(page).first.click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("InSales").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/market/insales\?.*q=insa"))


def test_a_link_leads_to_the_window_and_back_to_the_filters(page):
    page.goto("/market?filter=free&q=insa")
    tiles(page).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    deep = page.url
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_placeholder("Поиск")).to_have_value("insa")
    page.go_forward()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.goto(deep)
    expect(page.get_by_role("dialog").get_by_role("button", name=re.compile("Подключить"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/market\?filter=free&q=insa$"))


def test_nothing_found_says_so_and_leads_out(page):
    page.goto("/market?q=нет такой интеграции")
    expect(tiles(page)).to_have_count(0)
    page.get_by_role("button", name="Сбросить фильтры").click()
    expect(tiles(page).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/market$"))


def test_a_request_for_connection_is_kept(page, owner):
    page.goto("/market/insales")
    window = page.get_by_role("dialog")
    window.get_by_text("Заявка на подключение").click()
    window.get_by_label("Имя").fill("Иван Петров")
    window.get_by_role("button", name="Отправить").click()
    expect(window.get_by_role("alert").or_(window.get_by_text(re.compile("телефон|Email", re.I))).first).to_be_visible()
    window.get_by_label("Телефон").fill("8 913 000-00-01")
    window.get_by_label("Комментарий").fill("Помогите подключить из браузера")
    window.get_by_role("button", name="Отправить").click()
    expect(window.get_by_text("Заявка отправлена")).to_be_visible()
    asked = owner.call("GET", "catalog", "requests")["items"]
    assert "Помогите подключить из браузера" in {row["comment"] for row in asked}


def test_a_manager_sees_the_marketplace_but_does_not_connect(new_page):
    page = new_page(MANAGER)
    page.goto("/market/insales")
    window = page.get_by_role("dialog")
    expect(window.get_by_role("button", name=re.compile("^Подключить"))).to_be_disabled()
    expect(window.get_by_text("Подключает интеграции владелец аккаунта")).to_be_visible()
    page.goto("/connections/new/shop-sync/insales")
    expect(page.get_by_text("Нет прав на эту страницу")).to_be_visible()


@pytest.fixture
def many(owner, operator):
    """Two hundred widgets, every third for money."""
    made = [f"partner-{number}" for number in range(WIDGETS)]
    for number, slug in enumerate(made):
        body = {
            "slug": slug,
            "title": f"Приложение {number}",
            "categories": [("applications", "other", "shops")[number % 3]],
            "developer": "ООО «Партнёр»",
            "description": "Приложение партнёра.",
            "price_text": None if number % 3 else "от 500 ₽ в месяц",
        }
        operator.call("POST", "catalog", "widgets", json=body)
    wait_for(lambda: sum(counts(owner, q="Приложение").values()) == WIDGETS, 20, "the widgets are shown")
    yield
    for slug in made:
        operator.call("DELETE", "catalog", f"widgets/{slug}")


@pytest.mark.usefixtures("many")
def test_two_hundred_widgets_are_filtered_at_once(page):
    page.goto("/market")
    expect(tiles(page).last).to_be_visible()
    took = []
    for kind in ("Платно", "Все") * 3:
        before = tiles(page).count()
        took.append(
            page.evaluate(
                """([kind, before]) => new Promise((done) => {
                  const main = document.querySelector("main");
                  const count = () => main.querySelectorAll(".tile").length;
                  const began = performance.now();
                  new MutationObserver((_, observer) => {
                    if (count() === before) return;
                    observer.disconnect();
                    requestAnimationFrame(() => done(performance.now() - began));
                  }).observe(main, { childList: true, subtree: true });
                  [...main.querySelectorAll("label")].find((one) => one.textContent.trim() === kind).click();
                })""",
                [kind, before],
            )
        )
    middle = sorted(took)[len(took) // 2]
    print(f"filtering {WIDGETS} widgets: {middle:.0f} ms (budget {FILTER_MS})")
    assert middle <= FILTER_MS * SLOWEST, took
