"""What the others hear of shipments."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.shipment import (
    CheckedShipment,
    ShipmentOperation,
    ShipmentsChecked,
    ShipmentsCheckedData,
    ShipmentStatusChanged,
    ShipmentStatusChangedData,
    TrackingState,
)
from post_tracker import SERVICE
from post_tracker.app.ports import Carrier
from post_tracker.domain.shipment import Shipment
from service_kit.ids import new_id
from service_kit.texts import Texts

OWN: Final = frozenset(state.value for state in TrackingState)
"""Statuses that no carrier gives; `tracking_<status>` is their text."""


def shown(shipment: Shipment, carrier: Carrier, texts: Texts) -> str:
    """«Статус отправления» as the order shows it: what happened last, or what tracking itself came to."""
    if shipment.status in OWN or shipment.last is None:
        return texts.get(f"tracking_{shipment.status}").what
    return carrier.shown(shipment.last)


class Telling:
    """Makes the events of one service."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def changed(
        self, account: AccountId, shipment: Shipment, carrier: Carrier, now: dt.datetime, order_status: Ref | None
    ) -> ShipmentStatusChanged:
        """Something that the order shows is new."""
        last = shipment.last
        operation = (
            None
            if last is None
            else ShipmentOperation(
                code=last.code,
                text=carrier.shown(last),
                at=last.at.isoformat() if last.at else None,
                postal_index=last.postal_index,
                place=last.place,
            )
        )
        data = ShipmentStatusChangedData(
            shipment=shipment.id,
            connection=shipment.connection,
            carrier=carrier.code,
            carrier_title=carrier.title,
            order=shipment.order,
            order_number=shipment.order_number,
            tracking_number=shipment.tracking_number,
            status=shipment.status,
            text=shown(shipment, carrier, self._texts),
            operation=operation,
            order_status=order_status,
            final=shipment.final,
            first_seen_at=shipment.first_seen_at,
            checked_at=shipment.checked_at,
            cause=self._texts.cause(shipment.key, shipment.details),
        )
        return ShipmentStatusChanged.new(
            data,
            event_id=new_id(),
            now=now,
            service=SERVICE,
            account=account,
            subject=shipment.id,
            sequence=shipment.sequence,
            correlation=shipment.id,
        )

    def checked(
        self,
        account: AccountId,
        connection: ConnectionId,
        shipments: Sequence[Shipment],
        carrier: Carrier,
        now: dt.datetime,
    ) -> ShipmentsChecked:
        """They were asked for, and are as they were; at most as many as the event takes."""
        data = ShipmentsCheckedData(
            connection=connection,
            carrier=carrier.code,
            checked_at=now,
            shipments=tuple(CheckedShipment(order=one.order, tracking_number=one.tracking_number) for one in shipments),
        )
        return ShipmentsChecked.new(
            data, event_id=new_id(), now=now, service=SERVICE, account=account, subject=connection
        )
