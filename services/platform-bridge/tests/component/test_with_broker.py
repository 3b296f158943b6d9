"""The whole service on a real broker: orders, answers, snapshots, and a refusal that is mended and retried."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

import aio_pika
import pytest

from contracts.events import EVENTS
from contracts.events.changed import SnapshotKind, SnapshotRequested, SnapshotRequestedData
from contracts.events.lead import LeadKind, LeadReceived, LeadReceivedData
from contracts.events.marketplace import ConnectionRequested, ConnectionRequestedData
from contracts.events.order import OrderRefused, OrderStored
from contracts.events.shipment import (
    CheckedShipment,
    ShipmentsChecked,
    ShipmentsCheckedData,
    ShipmentStatusChanged,
    ShipmentStatusChangedData,
)
from contracts.lead import LeadOrigin
from contracts.order import Delivery
from contracts.topology import SHOP_SYNC_ANSWERS, SHOP_SYNC_REPLICA
from platform_bridge.main import wire
from platform_bridge.settings import BridgeSettings
from service_kit.ids import new_id, utc_now
from service_kit.publisher import Letter, Publisher

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]


class Outside:
    """A service beside the bridge: publishes events and reads its queues."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._publisher = Publisher(url, "shop-sync")

    async def start(self) -> None:
        await self._publisher.start()
        await self._publisher.declare((SHOP_SYNC_ANSWERS, SHOP_SYNC_REPLICA))
        self._connection = await aio_pika.connect(self._url)
        self._channel = await self._connection.channel()

    async def publish(self, event) -> None:
        body = event.model_dump_json(exclude_none=True).encode()
        await self._publisher.publish(Letter(event.id, event.key, body, event.key, event.correlationid))

    async def receive(self, queue, wanted: int) -> list:
        found = []
        source = await self._channel.get_queue(queue.name, ensure=False)
        async with asyncio.timeout(30), source.iterator() as messages:
            async for message in messages:
                await message.ack()
                found.append(EVENTS[str(message.type)].model_validate_json(message.body))
                if len(found) == wanted:
                    return found
        return found

    async def stop(self) -> None:
        await self._connection.close()
        await self._publisher.stop()


@pytest.fixture
async def outside(amqp_url) -> AsyncIterator[Outside]:
    outside = Outside(amqp_url)
    await outside.start()
    yield outside
    await outside.stop()


@pytest.fixture
async def bridge(amqp_url, mongo_url, mongo_database, outside):
    settings = BridgeSettings(
        amqp_url=amqp_url,
        mongo_url=mongo_url,
        mongo_database=mongo_database,
        seed_demo=True,
        keks={"1": "a" * 43 + "="},
        files_key="f" * 32,
    )
    bridge = wire(settings)
    app = bridge.kit.build()
    async with app.router.lifespan_context(app):
        yield bridge


@pytest.mark.usefixtures("bridge")
async def test_orders_are_answered(outside, shop):
    events = [shop.created(str(number)) for number in range(120)]
    for event in events:
        await outside.publish(event)
    await outside.publish(events[0])
    answers = await outside.receive(SHOP_SYNC_ANSWERS, len(events))
    assert {answer.causationid for answer in answers} == {event.id for event in events}
    assert len({answer.data.number for answer in answers}) == len(events)


async def test_refused_order_is_retried_after_mending(bridge, outside, shop):
    event = shop.created(lines=(shop.line(product_ref="product-new"),))
    await outside.publish(event)
    (refused,) = await outside.receive(SHOP_SYNC_ANSWERS, 1)
    assert isinstance(refused, OrderRefused)
    product = (await bridge.kit.mongo["products"].find_one({"row.ref": "product-kro-0001"})) | {
        "_id": "demo|product-new"
    }
    await bridge.kit.mongo["products"].insert_one(product | {"row": product["row"] | {"ref": "product-new"}})
    (failure,) = await bridge.kit.failed.find({"state": "failed"}, None, 10)
    await bridge.kit.failed.retry(failure["_id"], "operator")
    (stored,) = await outside.receive(SHOP_SYNC_ANSWERS, 1)
    assert isinstance(stored, OrderStored)
    assert stored.causationid == event.id
    async with asyncio.timeout(10):
        while not await bridge.kit.failed.find({"state": "resolved"}, None, 10):  # noqa: ASYNC110  # no other sign
            await asyncio.sleep(0.05)


async def test_request_of_the_marketplace_becomes_a_ticket(bridge, outside):
    data = ConnectionRequestedData(
        request="r-1", widget="insales", title="InSales", name="Пётр", email="p@mail.example"
    )
    event = ConnectionRequested.new(
        data, event_id=new_id(), now=utc_now(), service="catalog", account="demo", subject="r-1"
    )
    await outside.publish(event)
    await outside.publish(event)
    async with asyncio.timeout(10):
        while not await bridge.kit.mongo["tickets"].find_one({}):  # noqa: ASYNC110  # no other sign
            await asyncio.sleep(0.05)
    assert await bridge.kit.mongo["tickets"].count_documents({}) == 1


def lead(number, kind):
    origin = LeadOrigin(service="mail-intake", connection="c-1", outside_id=f"<{number}@shop.example>", source="mail")
    return LeadReceived.new(
        LeadReceivedData(lead=number, kind=kind, origin=origin, received_at=utc_now(), name="Пётр"),
        event_id=new_id(),
        now=utc_now(),
        service="mail-intake",
        account="demo",
        subject=number,
    )


async def test_requests_of_buyers_become_records_once(bridge, outside):
    first = lead("1", LeadKind.TICKET)
    for event in (first, first, lead("1", LeadKind.TICKET), lead("2", LeadKind.DEAL), lead("3", LeadKind.TICKET)):
        await outside.publish(event)

    async def refs(collection):
        return sorted(row["row"]["ref"] for row in await bridge.kit.mongo[collection].find({}).to_list(None))

    async with asyncio.timeout(10):
        while len(await refs("tickets")) < 2 or not await refs("deals"):  # noqa: ASYNC110  # no other sign
            await asyncio.sleep(0.05)
    assert (await refs("tickets"), await refs("deals")) == (["lead-1", "lead-3"], ["lead-2"])


def of_post(kind, data, subject, sequence=0):
    told = {"event_id": new_id(), "now": utc_now(), "service": "post-tracker", "account": "demo"}
    return kind.new(data, subject=subject, sequence=sequence, **told)


async def test_news_of_a_parcel_and_checks_of_it_reach_its_order(bridge, outside, shop):
    await outside.publish(shop.created(delivery=Delivery(method="Почта", tracking_number="80088123456789")))
    (stored,) = await outside.receive(SHOP_SYNC_ANSWERS, 1)
    now = utc_now()
    carrier = {"connection": "c-1", "carrier": "pochta"}
    data = ShipmentStatusChangedData(
        **carrier,
        shipment="s-1",
        carrier_title="Почта России",
        order=stored.data.ref,
        order_number=stored.data.number,
        tracking_number="80088123456789",
        status="accepted",
        text="Приём",
        order_status="status-sent",
        first_seen_at=now,
        checked_at=now,
    )
    news = of_post(ShipmentStatusChanged, data, "s-1", 1)
    asked = (CheckedShipment(order=stored.data.ref, tracking_number="80088123456789"),)
    later = now + dt.timedelta(days=1)
    checked = of_post(ShipmentsChecked, ShipmentsCheckedData(**carrier, checked_at=later, shipments=asked), "c-1")
    for event in (news, news, checked):
        await outside.publish(event)

    async def row():
        return (await bridge.kit.mongo["orders"].find_one({"row.ref": stored.data.ref}))["row"]

    async with asyncio.timeout(10):
        while (now_is := await row())["sequence"] < 3:  # noqa: ASYNC110  # no other sign
            await asyncio.sleep(0.05)
    assert (now_is["status_ref"], now_is["delivery"]["carrier_status"]) == ("status-sent", "Приём")
    assert dt.datetime.fromisoformat(now_is["delivery"]["carrier_checked_at"]) == later


@pytest.mark.usefixtures("bridge")
async def test_snapshot_arrives_whole(outside):
    kinds = (SnapshotKind.DIRECTORIES, SnapshotKind.DEALS)
    asked = SnapshotRequested.new(
        SnapshotRequestedData(kinds=kinds, reply_to=SHOP_SYNC_REPLICA.name),
        event_id=new_id(),
        now=utc_now(),
        service="shop-sync",
        account="demo",
        subject="shop-sync",
    )
    await outside.publish(asked)
    open_kinds = {"directory.changed.v1", "deal.changed.v1"}
    rows = 0
    while open_kinds:
        (event,) = await outside.receive(SHOP_SYNC_REPLICA, 1)
        part = event.data.snapshot
        if part is not None and part.request == asked.id:
            rows += len(event.data.rows)
            open_kinds -= {event.key} if part.parts is not None else set()
    assert rows > 40
