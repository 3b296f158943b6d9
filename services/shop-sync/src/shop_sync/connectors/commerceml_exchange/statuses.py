"""Statuses of orders back to the shop: a file of orders, as 1С sends it after it has read them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.ids import utc_now
from shop_sync.app.shop_ports import OutgoingStatus, StatusSettings
from shop_sync.connectors.commerceml.config import CommerceMlForm
from shop_sync.connectors.commerceml.status_file import status_file
from shop_sync.connectors.commerceml_exchange.connector import ExchangeShops
from shop_sync.connectors.commerceml_exchange.protocol.exchange import Exchange
from shop_sync.connectors.forms.statuses import StatusesForm

NAME: Final = "orders.xml"
_REFUSED: Final = "exchange_refused"


class ExchangeStatuses:
    """Port StatusSink. A file that the shop refuses is sent in halves, down to the orders that it does not like."""

    def __init__(self, shops: ExchangeShops, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._shops = shops
        self._now = now

    def settings(self, connection: Connection) -> StatusSettings | None:
        """None when the owner does not want statuses sent."""
        return StatusesForm.model_validate(connection.config).status_settings()

    async def send(self, connection: Connection, statuses: Sequence[OutgoingStatus]) -> Mapping[str, DataError]:
        """Hand them over as one file; {id: why} of those that the shop refused."""
        zone = ZoneInfo(CommerceMlForm.model_validate(connection.config).timezone)
        return await self._send(await self._shops.exchange(connection), statuses, zone)

    async def _send(
        self, exchange: Exchange, statuses: Sequence[OutgoingStatus], zone: ZoneInfo
    ) -> Mapping[str, DataError]:
        try:
            await exchange.send_file(NAME, status_file(statuses, self._now(), zone))
        except DataError as error:
            if error.key != _REFUSED:
                raise
            if len(statuses) == 1:
                return {statuses[0].id: error}
        else:
            return {}
        middle = len(statuses) // 2
        first = await self._send(exchange, statuses[:middle], zone)
        return {**first, **await self._send(exchange, statuses[middle:], zone)}
