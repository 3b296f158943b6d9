"""Queues of shop-sync."""

from typing import Annotated

from pydantic import Field

from contracts.events.changed import OrdersChanged
from contracts.events.connection import ConnectionChanged
from contracts.events.order import OrderRefused, OrderStored
from contracts.topology import SHOP_SYNC_ANSWERS, SHOP_SYNC_CONNECTIONS, SHOP_SYNC_ORDERS, SHOP_SYNC_REPLICA
from service_kit.app import Kit
from service_kit.goods.replica import Replica, ReplicaEvent
from service_kit.orders.answers import NoteAnswers
from shop_sync.app.orders.hints import OrderHints
from shop_sync.app.statuses.note import NoteStatuses

QUEUES = (SHOP_SYNC_ANSWERS, SHOP_SYNC_CONNECTIONS, SHOP_SYNC_ORDERS, SHOP_SYNC_REPLICA)

OrderAnswer = Annotated[OrderStored | OrderRefused, Field(discriminator="type")]


def subscribe(kit: Kit, answers: NoteAnswers, statuses: NoteStatuses, replica: Replica, hints: OrderHints) -> None:
    """Consume the platform's answers, its changes of orders, goods and directories, what becomes of our connections."""
    kit.consume_batches(SHOP_SYNC_ANSWERS, OrderAnswer, answers.work)
    kit.consume_batches(SHOP_SYNC_ORDERS, OrdersChanged, statuses.work)
    kit.consume_batches(SHOP_SYNC_REPLICA, ReplicaEvent, replica.work)
    kit.consume(SHOP_SYNC_CONNECTIONS, ConnectionChanged, hints.keep)
