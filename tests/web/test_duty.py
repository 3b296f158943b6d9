"""The pages of the engineer on duty: failed messages and outside systems; and what each role finds in its menu."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor

import aio_pika
import pytest
from playwright.sync_api import expect
from users import MANAGER, OPERATOR, OWNER
from watch import accessible

from contracts.topology import CATALOG_WIDGETS
from service_kit.testing.process import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

EVERYONE = ["Главная", "Маркетплейс"]
DUTY = ["Сбойные сообщения", "Внешние системы"]
WORK = [
    "Требует внимания", "Подключения", "Журнал обменов", "Заказы покупателей", "Отправления",
    "Обращения и сделки", "Контрагенты", "Товары и услуги",
]  # fmt: skip


async def publish(url: str, bodies: list[bytes]) -> None:
    """Put messages into the queue of the catalogue."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        for body in bodies:
            message = aio_pika.Message(body, message_id=str(uuid.uuid4()), type="integration.announced.v1")
            await channel.default_exchange.publish(message, CATALOG_WIDGETS.name)


def failed(operator, state="failed"):
    return operator.call("GET", "catalog", "failed-messages", params={"state": state})["items"]


@pytest.fixture
def three_unreadable(stack, operator):
    """Three messages that the catalogue cannot read."""
    with ThreadPoolExecutor(1) as thread:  # in this one runs the event loop of Playwright
        thread.submit(asyncio.run, publish(stack.amqp_url, [b'{"account":"demo"}'] * 3)).result(30)
    wait_for(lambda: len(failed(operator)) == 3, 30, "the catalogue has given them up")


@pytest.mark.usefixtures("three_unreadable")
def test_an_engineer_repeats_a_message_and_discards_others_with_a_reason(new_page, operator):
    page = new_page(OPERATOR)
    page.goto("/failed")
    catalog = page.get_by_role("region", name="catalog", exact=True)
    expect(catalog).to_contain_text("Сообщение не читается.")
    expect(catalog).to_contain_text("Передайте разработчикам сервиса, который его отправил.")
    catalog.get_by_role("button", name="Показать 3 сообщения").click()
    first = catalog.get_by_role("listitem").first
    expect(first).to_contain_text("аккаунт demo")
    assert accessible(page) == []
    first.get_by_role("button", name="Повторить").click()
    expect(page.get_by_text("Сообщение отправлено на повтор")).to_be_visible()
    wait_for(lambda: [row for row in failed(operator) if row["tries"] == 2], 30, "it was tried again, in vain")

    catalog.get_by_role("listitem").last.get_by_role("button", name="Отклонить").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Отклонить").click()
    expect(dialog.get_by_text("Укажите причину")).to_be_visible()
    dialog.get_by_label("Причина").fill("отправлено по ошибке")
    dialog.get_by_role("button", name="Отклонить").click()
    expect(page.get_by_text("Сообщение отклонено")).to_be_visible()
    assert [row["discard_reason"] for row in failed(operator, "discarded")] == ["отправлено по ошибке"]

    page.reload()
    catalog.get_by_role("button", name="Отклонить все").click()
    dialog.get_by_label("Причина").fill("остальные тоже")
    dialog.get_by_role("button", name="Отклонить").click()
    expect(page.get_by_text("Отклонено: 2 сообщения")).to_be_visible()
    expect(catalog).to_be_hidden()
    page.get_by_text("Отклонены", exact=True).click()
    expect(page.get_by_text("остальные тоже")).to_have_count(2)


def test_an_engineer_switches_an_outside_system_off_and_on(new_page, operator):
    page = new_page(OPERATOR, width=390)
    page.goto("/systems")
    page.get_by_role("button", name="Выключить goods-images").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Причина").fill("Картинки не отдаются")
    dialog.get_by_role("button", name="Выключить").click()
    row = page.get_by_role("listitem").filter(has_text="goods-images")
    expect(row).to_contain_text("Картинки не отдаются")
    expect(row).to_contain_text("кем: вы")
    switch = operator.call("GET", "shop-sync", "systems/goods-images")
    assert (switch["enabled"], switch["reason"]) == (False, "Картинки не отдаются")
    assert accessible(page) == []
    row.get_by_role("button", name="Включить goods-images").click()
    page.get_by_role("tooltip").get_by_role("button", name="Включить").click()
    expect(row).not_to_contain_text("Картинки не отдаются")
    assert operator.call("GET", "shop-sync", "systems/goods-images")["enabled"]


@pytest.mark.parametrize(
    ("who", "items"),
    [(OWNER, EVERYONE + WORK), (MANAGER, EVERYONE + WORK), (OPERATOR, EVERYONE + DUTY)],
    ids=["owner", "manager", "operator"],
)
def test_the_menu_holds_what_the_role_may_open(new_page, who, items):
    page = new_page(who)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Разделы")
    expect(menu.get_by_role("menuitem")).to_have_count(len(items))
    for item in items:
        expect(menu.get_by_role("link", name=item)).to_be_visible()
