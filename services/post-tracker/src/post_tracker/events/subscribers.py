"""Queues of post-tracker."""

from contracts.events.changed import OrdersChanged
from contracts.topology import POST_TRACKER_ORDERS, POST_TRACKER_REPLICA
from post_tracker.app.note_orders import NoteOrders
from service_kit.app import Kit
from service_kit.goods.replica import Replica, ReplicaEvent

QUEUES = (POST_TRACKER_ORDERS, POST_TRACKER_REPLICA)


def subscribe(kit: Kit, orders: NoteOrders, replica: Replica) -> None:
    """Consume the platform's changes of orders and directories."""
    kit.consume_batches(POST_TRACKER_ORDERS, OrdersChanged, orders.work)
    kit.consume_batches(POST_TRACKER_REPLICA, ReplicaEvent, replica.work)
