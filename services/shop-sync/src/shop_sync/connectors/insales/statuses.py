"""Statuses of orders back to the shop."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service_kit.connections.store import Connection
from service_kit.errors import DataError
from shop_sync.app.shop_ports import OutgoingStatus, StatusSettings
from shop_sync.connectors.forms.statuses import StatusesForm
from shop_sync.connectors.insales.client import ShopClient, Shops
from shop_sync.connectors.insales.fields import Fields

STAGES: Final = frozenset({"new", "accepted", "approved", "dispatched", "delivered", "declined", "returned"})
"""Words of `fulfillment_status` that were seen."""


class InsalesStatuses:
    """Port StatusSink. A status is the permalink or title of one of the shop's own, else a stage of fulfilment."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops

    def settings(self, connection: Connection) -> StatusSettings | None:
        """None when the owner does not want statuses sent."""
        return StatusesForm.model_validate(connection.config).status_settings()

    async def send(self, connection: Connection, statuses: Sequence[OutgoingStatus]) -> Mapping[str, DataError]:
        """One call for each order. {id: why} of those whose order or status the shop does not have, or refuses."""
        client, _ = await self._shops.open(connection)
        known = await _own_statuses(client)
        refused: dict[str, DataError] = {}
        for status in statuses:
            if key := await _send(client, status, known):
                refused[status.id] = DataError(key)
        return refused


async def _own_statuses(client: ShopClient) -> Mapping[str, str]:
    """Permalink by permalink and by title."""
    listed = await client.get("custom_statuses")
    known: dict[str, str] = {}
    for item in listed if isinstance(listed, list) else ():
        fields = Fields(item)
        if permalink := fields.text("permalink"):
            known |= {fields.text("title") or permalink: permalink}
            known[permalink] = permalink
    return known


async def _send(client: ShopClient, status: OutgoingStatus, known: Mapping[str, str]) -> str | None:
    change: dict[str, Any]
    if status.status in known:
        change = {"custom_status_permalink": known[status.status]}
    elif status.status in STAGES:
        change = {"fulfillment_status": status.status}
    else:
        return "insales_status_unknown"
    try:
        await client.put(f"orders/{status.outside_id}", {"order": change})
    except DataError as error:
        return "order_gone_outside" if error.key == "outside_not_found" else "insales_status_refused"
    return None
