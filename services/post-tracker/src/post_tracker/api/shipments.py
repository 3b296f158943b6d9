"""API of shipments: the list, one with its history, that of an order, asking for it now; how a connection is doing."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter

from contracts.base import ConnectionId, Ref
from post_tracker.api.answers import ShipmentAnswer, ShipmentsAnswer, ShipmentView, TrackingAnswer
from post_tracker.app.ports import Carrier, Tracker
from post_tracker.app.refresh import RefreshShipment
from post_tracker.app.shipments import Shipments
from post_tracker.app.telling import OWN, shown
from post_tracker.app.view import ViewTracking
from post_tracker.domain.shipment import Shipment
from service_kit.connections.store import Connections
from service_kit.parameters import Employee, Limit
from service_kit.texts import Texts


class Showing:
    """Shipments as the API gives them."""

    def __init__(self, trackers: Mapping[str, Tracker], texts: Texts) -> None:
        self._trackers = trackers
        self._texts = texts

    def shipment(self, shipment: Shipment) -> dict[str, Any]:
        """One of a list."""
        carrier = self._trackers[shipment.carrier].carrier
        plain = ("id", "connection", "order", "order_number", "tracking_number", "status", "final", "checked_at")
        return {
            **{name: getattr(shipment, name) for name in plain},
            "title": self.title(shipment.status, carrier),
            "text": shown(shipment, carrier, self._texts),
            "updated_at": shipment.news_at,
            "due_at": shipment.due_at,
            "waiting": shipment.ticket is not None or shipment.urgent,
            "cause": self._texts.cause(shipment.key, shipment.details),
        }

    def view(self, shipment: Shipment) -> dict[str, Any]:
        """One with its history."""
        carrier = self._trackers[shipment.carrier].carrier
        history = [
            {
                "text": carrier.shown(one),
                "at": one.at.isoformat() if one.at else None,
                "postal_index": one.postal_index,
                "place": one.place,
            }
            for one in shipment.history
        ]
        return {**self.shipment(shipment), "history": history}

    def title(self, status: str, carrier: Carrier) -> str:
        """Name of a status, of the carrier's or of tracking's own."""
        if status in OWN:
            return self._texts.get(f"tracking_{status}").what
        return next(
            (one.title for one in carrier.statuses() if one.code == status), self._texts.get("tracking_other").what
        )


def shipments_router(
    shipments: Shipments,
    refreshing: RefreshShipment,
    views: ViewTracking,
    *,
    connections: Connections,
    showing: Showing,
) -> APIRouter:
    """Routes of shipments."""
    router = APIRouter(prefix="/v1", tags=["shipments"])

    @router.get("/shipments", response_model=ShipmentsAnswer)
    async def find(
        caller: Employee,
        connection: str | None = None,
        status: str | None = None,
        *,
        cursor: str | None = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        chosen = ConnectionId(connection) if connection else None
        items, following = await shipments.page(caller.account, chosen, status, cursor, limit)
        return {"items": [showing.shipment(one) for one in items], "next": following}

    @router.get("/shipments/{shipment}", response_model=ShipmentView)
    async def one(caller: Employee, shipment: str) -> dict[str, Any]:
        return showing.view(await shipments.get(caller.account, shipment))

    @router.post("/shipments/{shipment}/refresh", status_code=202, response_model=ShipmentAnswer)
    async def refresh(caller: Employee, shipment: str) -> dict[str, Any]:
        return showing.shipment(await refreshing.refresh(caller.account, shipment))

    @router.get("/orders/{order}/shipment", response_model=ShipmentView)
    async def of_order(caller: Employee, order: str) -> dict[str, Any]:
        return showing.view(await shipments.of_order(caller.account, Ref(order)))

    @router.get("/connections/{connection}/tracking", response_model=TrackingAnswer)
    async def tracking(caller: Employee, connection: str) -> dict[str, Any]:
        doing = await views.doing(await connections.get(caller.account, connection))
        counts = [
            {"status": status, "title": showing.title(status, doing.carrier), "count": count}
            for status, count in sorted(doing.statuses.items())
        ]
        return {"quota": doing.calls, "tickets": doing.tickets, "statuses": counts}

    return router
