"""Every page and state at both widths, judged by accessibility rules; `make screens` takes their pictures too."""

import os
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, TimeoutError, expect
from users import MANAGER, OPERATOR, OWNER
from watch import accessible, picture

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

WIDTHS = (1280, 390)
PICTURES = os.environ.get("BIZ_SCREENS") == "1"
"""A picture takes longer than everything else about a page, so that only `make screens` asks for them."""
QUIET = """() => new Promise((done) => {
  let timer = setTimeout(done, 300);
  const limit = setTimeout(done, 5000);
  new MutationObserver((_, observer) => {
    clearTimeout(timer);
    timer = setTimeout(() => { observer.disconnect(); clearTimeout(limit); done(); }, 300);
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
})"""
"""The page is done when nothing of it has changed for a moment."""
BATCH = 3
"""Pages open at the same time: each keeps a live stream, and a browser opens six connections to one host."""


@dataclass(frozen=True)
class Screen:
    """A page: name of its picture, address with {ids} of the content, whose it is, and what is pressed before."""

    name: str
    path: str
    who: dict[str, str] | None = None
    press: tuple[str, ...] = ()


OWNERS = (
    Screen("home", "/"),
    Screen("market", "/market"),
    Screen("market-filtered", "/market?filter=free&category=shops"),
    Screen("market-window", "/market/insales", press=("Подключения",)),
    Screen("market-request", "/market/insales", press=("Заявка на подключение",)),
    Screen("guide", "/guide/insales"),
    Screen("attention", "/attention"),
    Screen("connections", "/connections"),
    Screen("connection-new-insales", "/connections/new/shop-sync/insales"),
    Screen("connection-new-exchange", "/connections/new/shop-sync/commerceml-exchange"),
    Screen("connection-files", "/connections/shop-sync/{files}"),
    Screen("connection-exchange", "/connections/shop-sync/{exchange}"),
    Screen("connection-refused", "/connections/shop-sync/{refused}"),
    Screen("connection-mail", "/connections/mail-intake/{mail}"),
    Screen("connection-templates", "/connections/mail-intake/{mail}?tab=templates"),
    Screen("connection-letters", "/connections/mail-intake/{mail}?tab=letters"),
    Screen("letter", "/connections/mail-intake/{mail}?tab=letters&letter={letter}"),
    Screen(
        "letter-by-hand",
        "/connections/mail-intake/{mail}?tab=letters&letter={letter}",
        press=("Создать заказ вручную",),
    ),
    Screen("template-new", "/connections/mail-intake/{mail}/templates/new"),
    Screen(
        "template",
        "/connections/mail-intake/{mail}/templates/new?letter={letter}",
        press=("Предложить шаблон", "Проверить на последних письмах"),
    ),
    Screen("connection-new-post", "/connections/new/post-tracker/pochta"),
    Screen("connection-post", "/connections/post-tracker/{post}"),
    Screen("connection-post-tracking", "/connections/post-tracker/{post}?tab=tracking"),
    Screen("runs", "/runs"),
    Screen("run-partial", "/runs/shop-sync/{partial}"),
    Screen("run-price-list", "/runs/shop-sync/{priced}"),
    Screen("orders", "/orders"),
    Screen("order", "/orders/{order}"),
    Screen("order-delivery", "/orders/{order}", press=("Информация о доставке",)),
    Screen("order-documents", "/orders/{order}", press=("Связанные документы",)),
    Screen("order-parcel", "/orders/{parcel_order}?tab=delivery"),
    Screen("parcels", "/parcels"),
    Screen("parcel", "/parcels?parcel={parcel}"),
    Screen("life", "/life/{order}"),
    Screen("tickets", "/leads"),
    Screen("deals", "/leads?view=deals"),
    Screen("counterparties", "/counterparties"),
    Screen("products", "/products"),
    Screen("missing", "/no-such-page"),
)
OPERATORS = (
    Screen("operator-home", "/"),
    Screen("operator-failed", "/failed"),
    Screen("operator-systems", "/systems"),
)
STATES = tuple(screen for screen in OWNERS if not screen.press and screen.name not in ("missing", "market-filtered"))


def opened(page: Page, address: str) -> Page:
    page.goto(address, wait_until="commit")
    return page


def settled(page: Page) -> None:
    """Nothing is on its way any more."""
    expect(page.locator("h1, h2, .ant-result-title").first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator(".ant-spin-spinning")).to_have_count(0)
    page.evaluate(QUIET)


def fits(page: Page) -> bool:
    """Whether the page need not be moved sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def look(page: Page, screen: Screen, name: str, ready, *, judge: bool) -> list[str]:
    """Wait until the page shows what it should and take its picture, even when it does not; what is wrong with it."""
    wrong = []
    try:
        ready(page)
        for label in screen.press:
            page.locator("main, .ant-modal, .ant-drawer").get_by_text(label, exact=True).last.click()
            settled(page)
    except (AssertionError, TimeoutError) as error:
        wrong.append(str(error)[:300])
    if PICTURES:
        picture(page, name)
    if not fits(page):
        wrong.append("wider than the window")
    return wrong + (accessible(page) if judge else [])


def show(first: Page, screens, content, *, state: str = "", ready=settled, judge: bool = True) -> list[str]:
    """Open the pages a few at a time, take their pictures; what is wrong with them."""
    wrong = []
    for begin in range(0, len(screens), BATCH):
        batch = [(screen, first.context.new_page()) for screen in screens[begin : begin + BATCH]]
        for screen, page in batch:
            opened(page, content.fill(screen.path))
        for screen, page in batch:
            name = f"{screen.name}-{state}" if state else screen.name
            wrong += [f"{name}: {fault}" for fault in look(page, screen, name, ready, judge=judge)]
            page.close()
    return wrong


@pytest.fixture
def watched(watch):
    """Watch every page that a context opens."""

    def add(page: Page) -> Page:
        page.context.on("page", watch.add)
        return page

    return add


@pytest.mark.screens
@pytest.mark.parametrize("width", [1280, 390])
def test_screens_of_the_owner(new_page, watched, content, width):
    assert show(watched(new_page(OWNER, width)), OWNERS, content) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_screens_of_the_operator(new_page, watched, content, width):
    assert show(watched(new_page(OPERATOR, width)), OPERATORS, content) == []


@pytest.mark.screens
@pytest.mark.parametrize("width", WIDTHS)
def test_screens_of_an_empty_account(new_page, watched, content, newcomer, width):
    screens = [screen for screen in STATES if "{" not in screen.path]
    assert show(watched(new_page(newcomer, width)), screens, content, state="empty") == []


def held(route: Route) -> None:
    """Answer nothing but who the user is: whatever else the page asks for stays on its way."""
    if route.request.url.rpartition("/")[2] in ("refresh", "me", "logout"):
        route.continue_()


def loading(page: Page) -> None:
    expect(page.locator("main :is([aria-busy=true], .ant-spin-spinning, .ant-skeleton)").first).to_be_visible()


@pytest.mark.screens
@pytest.mark.parametrize("width", WIDTHS)
def test_screens_while_loading(new_page, watched, content, width):
    first = watched(new_page(OWNER, width))
    first.context.route("**/api/**", held)
    # a guide is a part of the console: it waits for no service
    waiting = [screen for screen in STATES if screen.name != "guide"]
    assert show(first, waiting, content, state="loading", ready=loading, judge=False) == []


def away(route: Route) -> None:
    """Answer as the gateway does while a service is stopped."""
    if route.request.url.rpartition("/")[2] in ("refresh", "me", "logout"):
        route.continue_()
        return
    problem = '{"type":"about:blank","title":"Сервис временно недоступен","status":502,"key":"service_unavailable"}'
    route.fulfill(status=502, content_type="application/problem+json", body=problem)


def failed(page: Page) -> None:
    expect(page.get_by_text("Повторить").or_(page.get_by_role("alert")).first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.screens
@pytest.mark.parametrize("width", WIDTHS)
def test_screens_while_services_are_away(new_page, watch, watched, content, width):
    watch.allow("HTTP 502")
    first = watched(new_page(OWNER, width))
    first.context.route("**/api/**", away)
    assert show(first, [one for one in STATES if one.name != "guide"], content, state="error", ready=failed) == []


def refused(page: Page) -> None:
    expect(page.get_by_text("Нет прав на эту страницу")).to_be_visible()


@pytest.mark.screens
@pytest.mark.parametrize("width", WIDTHS)
def test_screens_without_rights(new_page, watched, content, width):
    manager = (Screen("connection-new-insales", "/connections/new/shop-sync/insales"), *OPERATORS[1:])
    wrong = show(watched(new_page(MANAGER, width)), manager, content, state="no-rights", ready=refused)
    employees = [one for one in STATES if one.path not in ("/", "/market", "/market/insales", "/guide/insales")]
    wrong += show(watched(new_page(OPERATOR, width)), employees[:2], content, state="no-rights", ready=refused)
    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_screens_of_the_login(new_page, width):
    page = new_page(None, width)
    page.goto("/runs")
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    picture(page, "login")
    wrong = accessible(page)
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_text("Введите пароль")).to_be_visible()
    page.get_by_label("Логин").fill(OWNER["login"])
    page.get_by_label("Пароль").fill("не тот")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    picture(page, "login-error")
    assert [*wrong, *accessible(page)] == []
    page.get_by_label("Пароль").fill(OWNER["password"])
    page.get_by_role("button", name="Войти").click()
    expect(page).to_have_url(re.compile(r"/runs$"))
