"""Orders of a shop in the order of their changes.

Pages by number lose orders that change meanwhile, and messages of the shop may get lost. So the shop is asked for what
has changed since the last order that was read: `updated_since` takes in that very time, `from_id` leaves out what of it
was read already, and the first page is always the next one (insales-docs-source, «03 Получение только изменившихся
данных»).
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.ids import utc_now
from service_kit.orders.incoming import Incoming
from service_kit.orders.ports import ImportSettings
from shop_sync.app.shop_ports import OrderCursor, OrdersPage
from shop_sync.connectors.forms.orders import OrdersForm
from shop_sync.connectors.insales.client import ShopClient, Shops
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.connectors.insales.orders import ReadingRules, moment_of, read_order

PER_PAGE: Final = 100
OVERLAP: Final = dt.timedelta(minutes=10)
"""What each run reads again: clocks of the shop's servers differ, and a change may be seen later than it is dated."""
FIRST_DAYS: Final = dt.timedelta(days=7)
"""How long before the connection was made its first orders may have been placed, unless its owner says otherwise."""
_DAYS: Final = ZoneInfo("Europe/Moscow")
"""Where the days of the form begin."""


class InsalesOrders:
    """Port OrderLists. A cursor is {since, id} of the last order that was read, or {since} alone, with the
    first wanted day of the runs so far (`first`).

    An order whose change is dated in the future adds {read}, the time when it was read: the next run begins there, or
    it would see nothing until that future has come.
    """

    def __init__(self, shops: Shops, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._shops = shops
        self._now = now

    def settings(self, connection: Connection) -> ImportSettings:
        """The import settings of the connection; the ids of goods are the shop's, never ours."""
        return replace(OrdersForm.model_validate(connection.config).import_settings(), own_ids=False)

    def begin(self, connection: Connection, cursor: OrderCursor) -> OrderCursor:
        """Some minutes before the cursor; at first, and when the owner wants older orders, the first wanted day."""
        since, first = moment_of(cursor.get("read") or cursor.get("since")), _first(connection)
        read_from = moment_of(cursor.get("first")) or first
        if since is None or first < read_from:
            return {"since": first.isoformat(), "first": first.isoformat()}
        return {"since": (since - OVERLAP).isoformat(), "first": read_from.isoformat()}

    async def count(self, connection: Connection, cursor: OrderCursor) -> int:
        """By orders/count.json."""
        client, _ = await self._shops.open(connection)
        told = await client.get("orders/count", updated_since=cursor["since"])
        count = told.get("count") if isinstance(told, Mapping) else None
        return count if isinstance(count, int) else 0

    async def page(self, connection: Connection, cursor: OrderCursor, number: int) -> OrdersPage:
        """Up to 100 orders; those placed before the first wanted day are passed over."""
        client, config = await self._shops.open(connection)
        asked_at = self._now()
        after = {"from_id": cursor["id"]} if "id" in cursor else {}
        listed = await client.get("orders", per_page=PER_PAGE, updated_since=cursor["since"], **after)
        if not isinstance(listed, list):
            raise DataError("insales_list_unreadable")
        if not listed:
            return OrdersPage((), cursor, more=False)
        behind = {**_behind(listed, asked_at), "first": cursor.get("first")}
        first = _first(connection)
        wanted = [item for item in listed if _is_wanted(item, first)]
        return OrdersPage(_read(wanted, config, number), behind, more=_place(behind) != _place(cursor))

    async def some(self, connection: Connection, outside_ids: Collection[str]) -> Sequence[Incoming]:
        """Each by its own call."""
        client, config = await self._shops.open(connection)
        found = [await _one(client, outside_id) for outside_id in sorted(outside_ids)]
        return _read([item for item in found if item is not None], config, 0)


async def _one(client: ShopClient, outside_id: str) -> Any:
    try:
        return await client.get(f"orders/{outside_id}")
    except DataError as error:
        if error.key == "outside_not_found":
            return None
        raise


def _read(items: Sequence[Any], config: InsalesConfig, number: int) -> Sequence[Incoming]:
    rules = ReadingRules(currency=config.currency, vat_mode=config.vat_mode, site=config.shop().host)
    return [read_order(item, rules, index) for index, item in enumerate(items, number)]


def _behind(listed: Sequence[Any], asked_at: dt.datetime) -> OrderCursor:
    """The cursor behind the last order that can be one."""
    for last in reversed(listed):
        since, identity = (last.get("updated_at"), last.get("id")) if isinstance(last, Mapping) else (None, None)
        moment = moment_of(since)
        if moment is not None and isinstance(identity, int):
            return {"since": since, "id": identity, **({"read": asked_at.isoformat()} if moment > asked_at else {})}
    raise DataError("insales_list_unreadable")


def _place(cursor: OrderCursor) -> tuple[Any, Any]:
    return cursor.get("since"), cursor.get("id")


def _first(connection: Connection) -> dt.datetime:
    """Orders placed before it are not wanted."""
    if day := connection.config.get("orders_since"):
        return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), _DAYS)
    return connection.created_at - FIRST_DAYS


def _is_wanted(item: Any, first: dt.datetime) -> bool:
    placed = moment_of(item.get("created_at")) if isinstance(item, Mapping) else None
    return placed is None or placed >= first
