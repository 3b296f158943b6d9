"""An order's parcel as the guide's chapter «Почта России» shows it; what the carrier says comes as an event."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import aio_pika
import pytest
from playwright.sync_api import expect
from steps import button
from watch import accessible, picture

from contracts.envelope import Event
from contracts.events.shipment import ShipmentStatusChanged, ShipmentStatusChangedData
from contracts.topology import PLATFORM_SHIPMENTS
from service_kit.ids import new_id, utc_now

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

NUMBER = "12036789451232"


def news(order: dict, sequence: int, **fields) -> Event:
    """What post-tracker tells of the order's parcel."""
    now = utc_now()
    data = ShipmentStatusChangedData(
        shipment=f"s-{order['ref']}",
        connection="c-post",
        carrier="pochta",
        carrier_title="Почта России",
        order=order["ref"],
        order_number=order["number"],
        tracking_number=NUMBER,
        first_seen_at=now,
        checked_at=now,
        **fields,
    )
    told = {"event_id": new_id(), "now": now, "service": "post-tracker", "account": "demo"}
    return ShipmentStatusChanged.new(data, subject=data.shipment, sequence=sequence, **told)


def tell(stack, event: Event) -> None:
    """Put the event before the bridge."""

    async def publish() -> None:
        async with await aio_pika.connect(stack.amqp_url) as connection:
            message = aio_pika.Message(event.model_dump_json(exclude_none=True).encode(), message_id=event.id)
            message.type = event.key
            channel = await connection.channel()
            await channel.default_exchange.publish(message, PLATFORM_SHIPMENTS.name)

    with ThreadPoolExecutor(1) as thread:  # in this one runs the event loop of Playwright
        thread.submit(asyncio.run, publish()).result(30)


@pytest.fixture
def order(owner, content) -> dict:
    """An order of the platform that no other test changes or shows."""
    orders = owner.call("GET", "platform-bridge", "orders", params={"limit": 5})["items"]
    return next(order for order in orders if order["ref"] != content.order)


def fact(page, label: str):
    return page.locator(".facts > div").filter(has_text=f"{label}:")


def test_parcel_of_an_order_from_its_number_to_the_status_of_the_order(page, stack, owner, order):
    page.goto(f"/orders/{order['ref']}?tab=delivery")
    page.get_by_label("Способ доставки").click()
    page.get_by_title("Почта России", exact=True).click()
    page.get_by_label("Номер отправления").fill(NUMBER)
    button(page, "Сохранить").click()
    expect(fact(page, "Статус отправления")).to_contain_text("–")
    doubt = {"key": "x", "what": "Контрольная цифра не сходится.", "why": "", "do": "Проверьте номер отправления."}
    tell(stack, news(order, 1, status="requested", text="Статус запрошен", cause=doubt))
    expect(fact(page, "Статус отправления")).to_contain_text("Статус запрошен")
    expect(page.get_by_role("tabpanel").get_by_role("alert")).to_contain_text("Проверьте номер отправления.")
    assert accessible(page) == []
    picture(page, "order-parcel")
    tell(stack, news(order, 2, status="arrived", text="Прибыло в место вручения", order_status="status-at-point"))
    page.goto("/orders")
    expect(page.get_by_text("Статус отправления")).to_have_count(0)
    button(page, "Настройка внешнего вида").click()
    for column in ("Статус отправления", "Последнее обновление"):
        page.get_by_label(column).check()
    button(page, "Сохранить").click()
    row = page.locator("tr").filter(has=page.get_by_role("link", name=order["number"], exact=True))
    expect(row).to_contain_text("Прибыло в место вручения")
    expect(row).to_contain_text("Ждёт в пункте выдачи")
    picture(page, "orders-parcels")
    page.reload()
    expect(page.get_by_role("columnheader", name="Последнее обновление")).to_be_visible()
