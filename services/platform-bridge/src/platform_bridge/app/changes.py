"""…Changed events: rows of one kind in packs that fit into an event."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from contracts.base import AccountId
from contracts.envelope import MAX_BYTES, Event
from contracts.events.changed import (
    MAX_ROWS,
    CounterpartiesChanged,
    DealsChanged,
    DirectoriesChanged,
    DocumentsChanged,
    OrdersChanged,
    PricesChanged,
    ProductsChanged,
    SnapshotKind,
    SnapshotPart,
    StockChanged,
    TicketsChanged,
)
from contracts.rows.base import Row
from service_kit.ids import new_id
from service_kit.outbox import Unit

SERVICE = "platform-bridge"
ROOM = MAX_BYTES - 2048
"""For the rows; the rest is the envelope."""

EVENTS: Mapping[SnapshotKind, type[Event[Any]]] = {
    SnapshotKind.PRODUCTS: ProductsChanged,
    SnapshotKind.STOCK: StockChanged,
    SnapshotKind.PRICES: PricesChanged,
    SnapshotKind.COUNTERPARTIES: CounterpartiesChanged,
    SnapshotKind.ORDERS: OrdersChanged,
    SnapshotKind.DEALS: DealsChanged,
    SnapshotKind.TICKETS: TicketsChanged,
    SnapshotKind.DOCUMENTS: DocumentsChanged,
    SnapshotKind.DIRECTORIES: DirectoriesChanged,
}


def packs(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows in packs of at most 500 and under 64 KiB; a row that is larger than that goes alone."""
    pack: list[Row] = []
    size = 0
    for row in rows:
        weight = len(row.model_dump_json(exclude_none=True).encode()) + 1
        if pack and (len(pack) == MAX_ROWS or size + weight > ROOM):
            yield tuple(pack)
            pack, size = [], 0
        pack.append(row)
        size += weight
    if pack:
        yield tuple(pack)


def changed_event(
    account: AccountId,
    kind: SnapshotKind,
    rows: Sequence[Row],
    now: dt.datetime,
    *,
    snapshot: SnapshotPart | None = None,
    cause: Event[Any] | None = None,
) -> Event[Any]:
    """The …Changed event of a kind. Subject: the account, since a batch is about many records."""
    event = EVENTS[kind]
    batch = event.model_fields["data"].annotation
    assert batch is not None  # noqa: S101  # every event names its data
    data = batch(rows=tuple(rows), snapshot=snapshot)
    return event.new(data, event_id=new_id(), now=now, service=SERVICE, account=account, subject=account, cause=cause)


def emit_changes(unit: Unit, account: AccountId, kind: SnapshotKind, rows: Iterable[Row], now: dt.datetime) -> None:
    """Tell everybody about new versions of records."""
    for pack in packs(rows):
        unit.emit(changed_event(account, kind, pack, now))
