"""Columns of tables as their user set them up: in all his browsers, for him alone."""

import pytest
from playwright.sync_api import Page, Route, expect
from shop_files import document, file_of
from steps import button
from users import User, create_account
from watch import accessible, picture

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

ACCOUNT = "columns"
ANNA = {"login": "anna@columns.example", "password": "anna-password-1"}
BORIS = {"login": "boris@columns.example", "password": "boris-password-1"}
ROLES = ((ANNA, "owner"), (BORIS, "manager"))
AT_FIRST = ["№", "Дата", "Статус", "Контрагент", "Сумма"]
AT_FIRST += ["Оплачено", "Источник", "Способ доставки", "Номер отправления"]
PARCEL = ["Статус отправления", "Последнее обновление"]


@pytest.fixture(scope="module")
def account(stack) -> User:
    """Two users with an order and a request in their account; by the API."""
    for who, role in ROLES:
        create_account(stack, ACCOUNT, who, role)
    user = User(stack, ANNA)
    user.load(user.connect(), file_of(document("C1")))
    user.call("POST", "platform-bridge", "tickets", json={"subject": "Перезвоните"})
    return user


@pytest.fixture
def anna(account, new_page) -> Page:
    """Somebody who has set nothing up."""
    for table in ("orders", "leads"):
        account.call("PUT", "platform-bridge", f"me/preferences/{table}", json={})
    return new_page(ANNA)


def headings(page: Page, *names: str) -> None:
    """Wait until the table has these columns."""
    expect(page.locator("thead").first.get_by_role("columnheader")).to_have_text(list(names))


def choose(page: Page, *names: str) -> None:
    """Show or hide the columns of these names, and wait until the server has it."""
    button(page, "Настройка внешнего вида").click()
    for name in names:
        page.get_by_role("dialog").get_by_label(name, exact=True).click()
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        page.get_by_role("dialog").get_by_role("button", name="Сохранить").click()


def test_columns_that_a_user_chose_are_in_all_his_browsers_and_in_nobody_elses(anna, new_page):
    anna.goto("/orders")
    headings(anna, *AT_FIRST)
    button(anna, "Настройка внешнего вида").click()
    expect(anna.get_by_role("dialog").get_by_label(PARCEL[0])).not_to_be_checked()
    assert accessible(anna) == []
    picture(anna, "orders-columns")
    anna.get_by_role("dialog").get_by_role("button", name="Отмена").click()
    choose(anna, *PARCEL)
    headings(anna, *AT_FIRST, *PARCEL)

    other = new_page(ANNA)
    other.goto("/orders")
    headings(other, *AT_FIRST, *PARCEL)
    choose(other, "Оплачено", "Источник", "Способ доставки")
    left = [name for name in AT_FIRST if name not in ("Оплачено", "Источник", "Способ доставки")]
    headings(other, *left, *PARCEL)
    anna.reload()
    headings(anna, *left, *PARCEL)

    boris = new_page(BORIS)
    boris.goto("/orders")
    headings(boris, *AT_FIRST)


def test_the_table_of_requests_has_columns_of_its_own(anna):
    first = ["Тема", "Дата", "Контактное лицо", "Телефон, email", "Статус", "Ответственный", "Источник"]
    anna.goto("/leads")
    headings(anna, *first)
    choose(anna, "Страница сайта", "Источник")
    headings(anna, *first[:-1], "Страница сайта")
    anna.reload()
    headings(anna, *first[:-1], "Страница сайта")


def test_a_page_opened_again_paints_the_chosen_columns_at_once(anna):
    """The server answers late: what is seen before comes from the copy in this browser."""
    anna.goto("/orders")
    choose(anna, "Дата")
    chosen = [name for name in AT_FIRST if name != "Дата"]
    anna.reload()
    headings(anna, *chosen)
    held: list[Route] = []
    anna.route("**/v1/me/preferences/orders", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks it
    anna.reload()
    headings(anna, *chosen)
    assert len(held) == 1
    held[0].continue_()


def test_a_choice_that_the_server_does_not_take_is_shown_and_told(anna, watch):
    anna.goto("/orders")
    expect(anna.get_by_role("columnheader", name="№")).to_be_visible()
    watch.allow("HTTP 503: .*/v1/me/preferences/orders")
    anna.route("**/v1/me/preferences/orders", lambda route: route.fulfill(status=503, json={"key": "x"}))
    status = anna.get_by_role("columnheader", name="Статус", exact=True)
    button(anna, "Настройка внешнего вида").click()
    anna.get_by_role("dialog").get_by_label("Статус", exact=True).uncheck()
    anna.get_by_role("dialog").get_by_role("button", name="Сохранить").click()
    expect(anna.get_by_text("Вид таблицы изменён, но не сохранён")).to_be_visible()
    expect(status).to_have_count(0)
    anna.unroute_all()
    anna.reload()
    expect(status).to_be_visible()
