"""Parcels of orders: what a carrier says of them, in the words of all carriers."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from contracts.base import ConnectionId, Contract, Moment, Name, Ref
from contracts.envelope import Event
from contracts.events.connection import Cause


class TrackingState(StrEnum):
    """Statuses of a shipment that no carrier gives: what tracking itself came to.

    `requested` «Статус запрошен», `no_data` the carrier does not know the number yet, `bad_number` the number cannot be
    asked for, `error` the carrier does not answer about this number, `stopped` it is not asked for any more.
    """

    REQUESTED = "requested"
    NO_DATA = "no_data"
    BAD_NUMBER = "bad_number"
    ERROR = "error"
    STOPPED = "stopped"


class ShipmentOperation(Contract):
    """The last thing that happened. `code` is the carrier's («8.2»); `at` is ISO 8601 local time of the place, with an
    offset only where the carrier gives one.
    """

    code: str
    text: str
    at: str | None = None
    postal_index: str | None = None
    place: str | None = None


class ShipmentStatusChangedData(Contract):
    """Where the parcel of an order stands now.

    `status` is a code of the carrier's catalogue («arrived») or a TrackingState; `text` is what the order shows for it,
    Russian. `order_status` is what the order is to be set to: None leaves it, and it is there only when `status` itself
    changed. `first_seen_at` is when this `status` was first seen, by our clock: a status that a person set later wins.
    `tracking_number` is as the order has it: what is told of a number that the order has no more is of no use.
    `cause` tells what is wrong with the number or with asking for it.
    """

    shipment: str
    connection: ConnectionId
    carrier: Name
    carrier_title: str
    order: Ref
    order_number: str
    tracking_number: str
    status: Name
    text: str
    operation: ShipmentOperation | None = None
    order_status: Ref | None = None
    final: bool = False
    first_seen_at: Moment
    checked_at: Moment
    cause: Cause | None = None


class ShipmentStatusChanged(Event[ShipmentStatusChangedData]):
    """The status of a parcel changed, or the operation that tells it. Subject: the shipment; an order has one of them
    for all its numbers, so that the sequence orders whatever is told of an order.
    """

    type: Literal["ru.business.integrations.shipment.status_changed.v1"] = (
        "ru.business.integrations.shipment.status_changed.v1"
    )


class CheckedShipment(Contract):
    """A parcel that was asked for; `tracking_number` as in ShipmentStatusChanged."""

    order: Ref
    tracking_number: str


class ShipmentsCheckedData(Contract):
    """Parcels that the carrier answered about at `checked_at` («Последняя проверка»), changed or not."""

    connection: ConnectionId
    carrier: Name
    checked_at: Moment
    shipments: tuple[CheckedShipment, ...] = Field(min_length=1, max_length=400)


class ShipmentsChecked(Event[ShipmentsCheckedData]):
    """Parcels were asked for without news: only the time of the last check is later. Subject: the connection."""

    type: Literal["ru.business.integrations.shipment.checked.v1"] = "ru.business.integrations.shipment.checked.v1"
