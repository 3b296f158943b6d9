"""What befalls tracking, as the console tells it: a login that is refused, spent calls, an outage, pages for people,
clocks that jump. Each is over by itself or by what the page tells to do, and the post is left in peace meanwhile.
"""

import datetime as dt
import re

import pytest
from parcels import ACCEPTED, ARRIVED, DAY, METHOD, TICKET, TRACKER
from playwright.sync_api import Page, expect
from steps import button, field, pick
from test_parcels import STATUS, delivery, fact

from simulators.insales.faults import Fault
from simulators.pochta.store import MOSCOW, PER_DAY

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

REFUSED = "Почта России не приняла логин и пароль."
SPENT = "Запросы к перевозчику на сегодня исчерпаны."
PAGE = "Вместо ответа Почты России получена веб-страница."
TICK = dt.timedelta(minutes=5)
LATER = 60_000


def opened(page: Page, connection: str, tab: str = "settings") -> None:
    page.goto(f"/connections/{TRACKER}/{connection}?tab={tab}")
    expect(page.get_by_role("heading", name=METHOD)).to_be_visible()


def trouble(page: Page):
    """What the page says of the connection above its tabs."""
    return page.locator(".settings-note").get_by_role("alert").first


def well(page: Page, connection: str) -> None:
    """The connection works again, and the page says so by itself."""
    opened(page, connection)
    expect(trouble(page)).to_have_count(0, timeout=LATER)


def test_a_wrong_password_is_told_at_its_field(new_page, sender):
    page = new_page(sender.who)
    page.goto(f"/connections/new/{TRACKER}/pochta")
    field(page, "Наименование").fill(METHOD)
    field(page, "Логин").fill(sender.access.login)
    field(page, "Пароль").fill("wrong")
    pick(page, "Способы доставки", METHOD)
    page.keyboard.press("Escape")
    button(page, "Проверить подключение").click()
    bad = page.locator("[data-bad]", has=page.get_by_label("Логин:"))
    expect(bad.get_by_role("alert")).to_contain_text(REFUSED, timeout=20_000)
    expect(bad.get_by_role("alert")).to_contain_text("tracking.pochta.ru/access-settings")
    field(page, "Пароль").fill(sender.access.password)
    button(page, "Проверить подключение").click()
    expect(page.get_by_text("Подключение работает")).to_be_visible(timeout=20_000)


def test_a_revoked_login_needs_attention_and_is_left_alone_until_it_is_mended(new_page, office, time_of_post, sender):
    page = new_page(sender.who)
    connection = sender.connect(access="batch")
    sender.access.password = "changed-at-the-post"
    sender.send(sender.orders[0], sender.number)
    opened(page, connection)
    expect(trouble(page)).to_contain_text(REFUSED, timeout=30_000)
    page.goto("/attention")
    expect(page.locator("main")).to_contain_text(REFUSED, timeout=30_000)
    calls = office.asked(sender.number)
    for _ in range(3):
        time_of_post.move(TICK)
    assert office.asked(sender.number) == calls
    opened(page, connection)
    office.happens(sender.number, *ACCEPTED)
    field(page, "Пароль").fill(sender.access.password)
    button(page, "Сохранить").click()
    expect(trouble(page)).to_have_count(0, timeout=30_000)
    time_of_post.move(TICK)
    time_of_post.move(TICKET)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Единичный", timeout=30_000)


def test_spent_calls_of_the_day_wait_for_the_next_one(new_page, office, time_of_post, sender):
    page = new_page(sender.who)
    connection = sender.connect()
    sender.send(sender.orders[0], sender.number)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Нет данных", timeout=30_000)
    # another program with the same login
    sender.access.asked[f"{office.clock().astimezone(MOSCOW):%Y-%m-%d}"] = PER_DAY
    second = sender.numbers[1]
    sender.send(sender.orders[1], second)
    opened(page, connection)
    expect(trouble(page)).to_contain_text(SPENT, timeout=30_000)
    expect(trouble(page)).to_contain_text("после полуночи по Москве")
    opened(page, connection, "tracking")
    expect(page.get_by_role("region", name="Запросы за сутки")).to_contain_text("100 из 100")
    for _ in range(3):
        time_of_post.move(TICK)
    assert office.asked(second) == 1
    office.happens(second, *ACCEPTED)
    now = office.clock().astimezone(MOSCOW)
    midnight = (now + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    time_of_post.move(midnight - now + TICK)
    delivery(page, sender.orders[1])
    expect(fact(page, STATUS)).to_contain_text("Единичный", timeout=30_000)
    assert office.asked(second) == 2
    well(page, connection)


def test_a_day_without_the_service_is_told_and_made_up_for(new_page, office, time_of_post, sender, request):
    page = new_page(sender.who)
    connection = sender.connect(access="batch")
    office.post.api.down = True
    request.addfinalizer(lambda: setattr(office.post.api, "down", False))
    calls = len(office.post.requests)
    sender.send(sender.orders[0], sender.number)
    opened(page, connection)
    expect(trouble(page)).to_contain_text(re.compile("кодом 503|не отвечает"), timeout=30_000)
    spans = [TICK] * 6 + [dt.timedelta(hours=6)] * 4
    for span in spans:
        time_of_post.move(span)
    assert len(office.post.requests) - calls <= 2 * len(spans)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Статус запрошен")
    office.happens(sender.number, *ACCEPTED)
    office.post.api.down = False
    time_of_post.move(TICK)
    well(page, connection)
    time_of_post.move(TICKET)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Единичный", timeout=30_000)


def test_a_page_instead_of_an_answer_is_told_and_asked_for_again(new_page, office, time_of_post, sender, request):
    page = new_page(sender.who)
    connection = sender.connect(access="batch")
    faults = office.post.api.faults.waiting
    request.addfinalizer(faults.clear)
    faults.extend([Fault(html=True)] * 10)
    office.happens(sender.number, *ACCEPTED)
    sender.send(sender.orders[0], sender.number)
    opened(page, connection)
    expect(trouble(page)).to_contain_text(PAGE, timeout=30_000)
    expect(trouble(page)).to_contain_text("Запрос повторится сам")
    time_of_post.move(TICK)
    assert len(faults) > 5, "it is not asked all the time"
    faults.clear()
    time_of_post.move(TICK)
    well(page, connection)
    time_of_post.move(TICKET)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Единичный", timeout=30_000)


def test_a_clock_that_jumps_ahead_and_back_stops_no_parcel(new_page, office, time_of_post, sender):
    page = new_page(sender.who)
    connection = sender.connect()
    office.happens(sender.number, *ACCEPTED)
    sender.send(sender.orders[0], sender.number)
    delivery(page, sender.orders[0])
    expect(fact(page, STATUS)).to_contain_text("Единичный", timeout=30_000)
    month = dt.timedelta(days=40)
    time_of_post.move(month)
    time_of_post.move(-month)
    assert office.asked(sender.number) <= 3
    office.happens(sender.number, *ARRIVED)
    time_of_post.move(DAY)
    expect(fact(page, STATUS)).to_contain_text("Прибыло в место вручения", timeout=30_000)
    assert office.asked(sender.number) <= 4
    well(page, connection)
