"""API of shipments: lists and counts, one with its history, asking for it now; how a connection is doing."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query

from contracts.base import ConnectionId, Ref
from contracts.events.shipment import TrackingState
from post_tracker.api.answers import ShipmentAnswer, ShipmentsAnswer, ShipmentView, StatusCounts, TrackingAnswer
from post_tracker.app.ports import Tracker
from post_tracker.app.refresh import RefreshShipment
from post_tracker.app.shipments import Shipments, Wanted
from post_tracker.app.telling import shown
from post_tracker.app.view import ViewTracking
from post_tracker.domain.shipment import Shipment
from post_tracker.domain.tracking import OTHER
from service_kit.connections.store import Connections
from service_kit.parameters import Employee, Limit
from service_kit.texts import Texts


class Showing:
    """Shipments as the API gives them."""

    def __init__(self, trackers: Mapping[str, Tracker], texts: Texts) -> None:
        self._trackers = trackers
        self._texts = texts
        statuses = [status for tracker in trackers.values() for status in tracker.carrier.statuses()]
        own = {status.value: texts.get(f"tracking_{status}").what for status in TrackingState}
        self._titles = {**own, **{one.code: one.title for one in statuses}, OTHER: texts.get("tracking_other").what}

    def shipment(self, shipment: Shipment) -> dict[str, Any]:
        """One of a list."""
        carrier = self._trackers[shipment.carrier].carrier
        plain = ("id", "connection", "order", "order_number", "tracking_number", "status", "final", "checked_at")
        return {
            **{name: getattr(shipment, name) for name in plain},
            "carrier_title": carrier.title,
            "page": carrier.page(shipment.number) if shipment.number else None,
            "title": self.title(shipment.status),
            "text": shown(shipment, carrier, self._texts),
            "updated_at": shipment.news_at,
            "due_at": shipment.due_at,
            "waiting": shipment.ticket is not None or shipment.urgent,
            "askable": shipment.number is not None,
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

    def title(self, status: str) -> str:
        """Name of a status, of a carrier's or of tracking's own."""
        return self._titles.get(status, self._titles[OTHER])

    def statuses(self, counts: Mapping[str, int]) -> list[dict[str, Any]]:
        """All statuses in the order of a parcel's life, each with how many shipments are in it."""
        known = {**dict.fromkeys(self._titles, 0), **counts}
        return [{"status": status, "title": self.title(status), "count": count} for status, count in known.items()]


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
        q: Annotated[str | None, Query(max_length=100)] = None,
        cursor: str | None = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:
        wanted = Wanted(ConnectionId(connection) if connection else None, status, q)
        items, following = await shipments.page(caller.account, wanted, cursor, limit)
        return {"items": [showing.shipment(one) for one in items], "next": following}

    @router.get("/shipment-statuses", response_model=StatusCounts)
    async def statuses(caller: Employee, connection: str | None = None) -> dict[str, Any]:
        chosen = ConnectionId(connection) if connection else None
        return {"items": showing.statuses(await shipments.count(caller.account, chosen))}

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
        return {
            "quota": doing.calls,
            "tickets": doing.tickets,
            "statuses": [one for one in showing.statuses(doing.statuses) if one["count"]],
        }

    return router
