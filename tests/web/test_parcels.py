"""The guide's chapter «Почта России» in the browser: its connection, the parcel of an order from its number to
«Вручено», and the page of parcels.
"""

import re

import pytest
from parcels import ACCEPTED, ARRIVED, DAY, DELIVERED, METHOD, TICKET, TRACKER, Sender
from playwright.sync_api import Page, expect
from steps import button, field, pick
from watch import accessible, picture

OTHER_DOUBTFUL = "45008378901234"
"""Its check digit is wrong; no other parcel has this number."""
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

MAPPING = {
    "Принято к отправке": "Отправлен",
    "Прибыло в место вручения": "Ждёт в пункте выдачи",
    "Вручено получателю": "Доставлен",
}
POST = {"accepted": "Отправлен", "arrived": "Ждёт в пункте выдачи", "delivered": "Доставлен"}
STATUS, CHECKED, UPDATED = "Статус отправления", "Последняя проверка", "Последнее обновление"
ASK = "Запросить сейчас"


def fact(page: Page, label: str):
    return page.locator(".facts > div").filter(has_text=f"{label}:")


def delivery(page: Page, order: dict) -> None:
    page.goto(f"/orders/{order['ref']}?tab=delivery")
    expect(page.get_by_label("Способ доставки")).to_be_visible()


def connected(page: Page) -> str:
    """The id of the connection when it is saved."""
    expect(page).to_have_url(re.compile(rf"/connections/{TRACKER}/(?!new)[^/?]+$"), timeout=20_000)
    return page.url.rpartition("/")[2]


def fill_in(page: Page, sender: Sender) -> None:
    """The form of the connection, from the marketplace."""
    page.goto("/market/pochta")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Подключить")).click()
    field(page, "Наименование").fill(METHOD)
    field(page, "Логин").fill(sender.access.login)
    field(page, "Пароль").fill(sender.access.password)
    page.get_by_text("Пакетный", exact=True).click()
    pick(page, "Способы доставки", METHOD)
    page.keyboard.press("Escape")
    for status, of_order in MAPPING.items():
        pick(page, status, of_order)


def give_number(page: Page, number: str) -> None:
    page.get_by_label("Номер отправления").fill(number)
    button(page, "Сохранить").click()


def shows(page: Page, status: str, of_order: str) -> None:
    """The order shows the status of its parcel, and its own that follows."""
    expect(fact(page, STATUS)).to_contain_text(status, timeout=30_000)
    expect(page.locator(".order-marks")).to_contain_text(of_order)


def test_an_owner_connects_the_post_and_an_order_follows_its_parcel(new_page, office, time_of_post, sender):
    page, number = new_page(sender.who), sender.number
    fill_in(page, sender)
    button(page, "Проверить подключение").click()
    expect(page.get_by_text("Подключение работает")).to_be_visible(timeout=20_000)
    assert accessible(page) == []
    picture(page, "connection-post-new")
    button(page, "Сохранить").click()
    connection = connected(page)
    assert sender.access.password not in page.content()

    order = sender.orders[0]
    delivery(page, order)
    page.get_by_label("Способ доставки").click()
    page.get_by_title(METHOD, exact=True).click()
    give_number(page, number)
    expect(fact(page, STATUS)).to_contain_text("Статус запрошен", timeout=30_000)
    expect(fact(page, CHECKED)).to_contain_text(re.compile(r"\d\d\.\d\d\.\d{4} \d\d:\d\d"))
    expect(button(page, ASK)).to_be_disabled()
    expect(page.get_by_text("Ответ перевозчика ещё не пришёл")).to_be_visible()
    picture(page, "order-parcel-requested")

    office.happens(number, *ACCEPTED)
    time_of_post.move(TICKET)
    shows(page, "Единичный", "Отправлен")
    office.happens(number, *ARRIVED)
    time_of_post.move(DAY)
    time_of_post.move(TICKET)
    shows(page, "Прибыло в место вручения", "Ждёт в пункте выдачи")
    asked = office.asked(number)
    office.happens(number, *DELIVERED)
    time_of_post.move(DAY)
    time_of_post.move(TICKET)
    assert office.asked(number) == asked + 1
    shows(page, "Вручение адресату", "Доставлен")
    history = page.get_by_role("region", name="История отправления")
    expect(history.get_by_role("listitem")).to_have_count(3)
    expect(history.get_by_role("listitem").first).to_contain_text("Вручение адресату")
    expect(page.get_by_role("region", name="Где побывало").get_by_role("listitem")).to_have_count(2)
    assert accessible(page) == []
    picture(page, "order-parcel-delivered")

    time_of_post.move(DAY)
    assert office.asked(number) == asked + 1, "a parcel that has arrived is not asked for again"
    page.goto(f"/connections/{TRACKER}/{connection}?tab=tracking")
    expect(page.get_by_role("region", name="Пакетные запросы")).to_contain_text("Все ответы получены")
    page.get_by_role("link", name="Вручено получателю").click()
    expect(page.get_by_role("table", name="Отправления")).to_contain_text(number)


def test_what_is_known_of_parcels_stands_in_the_table_of_orders_when_it_is_wanted(new_page, office, sender):
    page = new_page(sender.who)
    sender.connect(**POST)
    office.happens(sender.number, *ARRIVED)
    sender.send(sender.orders[0], sender.number)
    page.goto("/orders")
    row = page.locator("tr").filter(has=page.get_by_role("link", name=sender.orders[0]["number"], exact=True))
    expect(row).to_contain_text("Ждёт в пункте выдачи", timeout=30_000)
    expect(page.get_by_role("columnheader", name=STATUS)).to_have_count(0)
    button(page, "Настройка внешнего вида").click()
    for column in (STATUS, UPDATED):
        page.get_by_label(column).check()
    button(page, "Сохранить").click()
    expect(row).to_contain_text("Прибыло в место вручения")
    picture(page, "orders-parcels")
    page.reload()
    expect(page.get_by_role("columnheader", name=UPDATED)).to_be_visible()


def test_a_parcel_is_asked_for_by_hand_and_its_doubtful_number_is_told(new_page, office, sender):
    page = new_page(sender.who)
    sender.connect()
    sender.send(sender.orders[0], OTHER_DOUBTFUL)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Нет данных", timeout=30_000)
    expect(page.get_by_role("tabpanel").get_by_role("alert")).to_contain_text("Сверьте номер с чеком")
    assert accessible(page) == []
    before = office.asked(OTHER_DOUBTFUL)
    office.happens(OTHER_DOUBTFUL, *ACCEPTED)
    button(page, ASK).click()
    expect(fact(page, STATUS)).to_contain_text("Единичный", timeout=30_000)
    assert office.asked(OTHER_DOUBTFUL) == before + 1
    give_number(page, "12345")
    expect(fact(page, STATUS)).to_contain_text("Неверный номер отправления", timeout=30_000)
    expect(page.get_by_role("tabpanel").get_by_role("alert")).to_contain_text("12345")
    expect(button(page, ASK)).to_be_disabled()
    give_number(page, "")
    expect(fact(page, STATUS)).to_have_count(0, timeout=30_000)


def test_a_status_that_a_person_set_meanwhile_stays_until_the_parcel_has_another(
    new_page, office, time_of_post, sender
):
    page = new_page(sender.who)
    sender.connect(**POST)
    office.happens(sender.number, *ARRIVED)
    sender.send(sender.orders[0], sender.number)
    delivery(page, sender.orders[0])
    marks = page.locator(".order-marks")
    expect(marks).to_contain_text("Ждёт в пункте выдачи", timeout=30_000)
    expect(marks).to_contain_text("автоматически")
    marks.get_by_role("combobox").click()
    page.get_by_title("Согласован", exact=True).click()
    expect(marks).not_to_contain_text("автоматически")
    office.happens(sender.number, (6, 1), "Хранение: До востребования", "101000 Москва")
    time_of_post.move(DAY)
    expect(fact(page, STATUS)).to_contain_text("До востребования", timeout=30_000)
    expect(marks).to_contain_text("Согласован")
    office.happens(sender.number, *DELIVERED)
    time_of_post.move(DAY)
    expect(marks).to_contain_text("Доставлен", timeout=30_000)


def test_parcels_are_found_by_number_and_status_and_shown_with_their_way(new_page, office, sender):
    page = new_page(sender.who)
    sender.connect()
    first, second = sender.numbers[:2]
    for operation in (ACCEPTED, ARRIVED):
        office.happens(first, *operation)
    sender.send(sender.orders[0], first)
    sender.send(sender.orders[1], second)
    page.goto("/parcels")
    table = page.get_by_role("table", name="Отправления")
    expect(table).to_contain_text("Прибыло в место вручения", timeout=30_000)
    expect(table).to_contain_text("Нет данных", timeout=30_000)
    page.get_by_role("searchbox", name="Номер отправления или заказа").fill(second)
    expect(table.get_by_role("button", name=first)).to_have_count(0)
    expect(table.get_by_role("button", name=second)).to_be_visible()
    page.get_by_role("searchbox", name="Номер отправления или заказа").fill("")
    page.get_by_label("Статус", exact=True).click()
    page.get_by_title(re.compile(r"^Прибыло в место вручения \(\d+\)$")).click()
    expect(table.get_by_role("button", name=second)).to_have_count(0)
    table.get_by_role("button", name=first).click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("region", name="История отправления").get_by_role("listitem")).to_have_count(2)
    expect(drawer.get_by_role("region", name="Где побывало")).to_contain_text("101000, Москва")
    site = drawer.get_by_role("link", name=f"Открыть на сайте: {METHOD}")
    expect(site).to_have_attribute("href", re.compile("pochta.ru.*" + first))
    assert accessible(page) == []
    picture(page, "parcel-drawer")
