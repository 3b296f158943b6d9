"""The platform's refusals: a row names the goods whose product is gone, so that another one can be chosen."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId
from contracts.events.order import OrderRefused, OrderRefusedData, RefusedRow
from contracts.order import Order, OrderLine, OrderOrigin
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Mongo
from service_kit.orders.answers import NoteAnswers
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.orders.ports import StoredOrder
from service_kit.outbox import Outbox, Unit
from service_kit.publisher import Publisher
from service_kit.runs.model import OutsideGood
from shop_sync import SERVICE

pytestmark = pytest.mark.mongo

DEMO, SHOP = AccountId("demo"), ConnectionId("c-1")


def line(number: int, name: str) -> OrderLine:
    money = {"quantity": Decimal(1), "price": Decimal(5), "sum": Decimal(5)}
    return OrderLine(number=number, name=name, outside_id=f"x-{number}", **money)


def refused(order: str, *reasons: RefusedRow) -> OrderRefused:
    origin = OrderOrigin(service="shop-sync", connection=SHOP, outside_id=order, number="1")
    data = OrderRefusedData(origin=origin, sequence=1, reasons=reasons)
    about: dict[str, Any] = {"service": "platform-bridge", "account": DEMO, "subject": order, "correlation": order}
    return OrderRefused.new(data, event_id=new_id(), now=utc_now(), sequence=1, **about)


class Rows:
    """Stands in for the runs."""

    def __init__(self) -> None:
        self.goods: Any = None

    async def answered(self, _: AccountId, __: Any, ___: Unit, *, goods: Any) -> None:
        self.goods = goods


async def test_goods_of_refused_lines_are_named_and_other_reasons_name_none(
    mongo_url: str, mongo_database: str
) -> None:
    mongo = Mongo(mongo_url, mongo_database)
    await mongo.prepare([*Outbox.INDEXES, *MongoOrders.INDEXES])
    orders, rows = MongoOrders(mongo), Rows()
    stored = [
        StoredOrder(id_, id_, 1, b"", Order(number="1", lines=(line(1, "Рубашка"), line(2, "Кепка"))), None)
        for id_ in ("o-1", "o-2")
    ]
    events = [
        refused("o-1", RefusedRow(key="line_product_missing", text="Нет товара.", line=2)),
        refused("o-2", RefusedRow(key="store_missing", text="Нет склада.")),
    ]

    async def save(unit: Unit) -> None:
        await orders.save(DEMO, SHOP, stored, [], unit)

    async def answer(unit: Unit) -> None:
        await NoteAnswers(SERVICE, orders, rows).work(events, unit)  # type: ignore[arg-type]

    outbox = Outbox(mongo, Publisher("amqp://unused", "test"))
    await outbox.transact(save)
    await outbox.transact(answer)
    await mongo.close()
    assert rows.goods == {"o-1": (OutsideGood("x-2", "Кепка"),)}
