"""What the bridge consumes."""

from typing import Annotated

from pydantic import Field

from contracts.events.changed import SnapshotRequested
from contracts.events.lead import LeadReceived
from contracts.events.marketplace import ConnectionRequested
from contracts.events.order import OrderCreated, OrderUpdated
from contracts.events.shipment import ShipmentsChecked, ShipmentStatusChanged
from contracts.topology import (
    PLATFORM_LEADS,
    PLATFORM_ORDERS,
    PLATFORM_REQUESTS,
    PLATFORM_SHIPMENT_CHECKS,
    PLATFORM_SHIPMENTS,
    PLATFORM_SNAPSHOTS,
)
from platform_bridge.app.follow_parcels import FollowParcels
from platform_bridge.app.send_snapshots import SendSnapshots
from platform_bridge.app.store_orders import StoreOrders
from platform_bridge.app.take_leads import TakeLeads
from platform_bridge.app.take_requests import TakeRequests
from service_kit.app import Kit

AnyOrder = Annotated[OrderCreated | OrderUpdated, Field(discriminator="type")]


QUEUES = (
    PLATFORM_ORDERS,
    PLATFORM_LEADS,
    PLATFORM_SHIPMENTS,
    PLATFORM_SHIPMENT_CHECKS,
    PLATFORM_REQUESTS,
    PLATFORM_SNAPSHOTS,
)


def subscribe(
    kit: Kit,
    *,
    store_orders: StoreOrders,
    take_leads: TakeLeads,
    follow_parcels: FollowParcels,
    take_requests: TakeRequests,
    send_snapshots: SendSnapshots,
) -> None:
    """Orders, requests of buyers and news of parcels in batches; one by one what is about many records itself."""
    kit.consume_batches(PLATFORM_ORDERS, AnyOrder, store_orders.work)
    kit.consume_batches(PLATFORM_LEADS, LeadReceived, take_leads.work)
    kit.consume_batches(PLATFORM_SHIPMENTS, ShipmentStatusChanged, follow_parcels.work)
    kit.consume(PLATFORM_SHIPMENT_CHECKS, ShipmentsChecked, follow_parcels.check)
    kit.consume(PLATFORM_REQUESTS, ConnectionRequested, take_requests.handle)
    kit.consume(PLATFORM_SNAPSHOTS, SnapshotRequested, send_snapshots.handle, prefetch=1)
