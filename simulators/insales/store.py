"""All that the shop holds, in memory: tables of rows by id, and who hears of changes."""

import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import Final

from simulators.insales.errors import not_found
from simulators.insales.wire import Row

PARTS: Final = ("variants", "images", "collects", "product_field_values", "product_characteristics")
"""Tables whose rows belong to a product; they never change it."""

ZONE: Final = timezone(timedelta(hours=3))
"""Of the shop: Moscow."""


def system_clock() -> datetime:
    """The moment now."""
    return datetime.now(UTC)


class Store:
    """Rows by table and id. Hold `lock` to read or write from a thread that is not the server's."""

    def __init__(self, clock: Callable[[], datetime] = system_clock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.tables: defaultdict[str, dict[int, Row]] = defaultdict(dict)
        self.listeners: list[Callable[[str, Row], None]] = []
        self.account: Row = {}
        self._ids = count(1001)
        self._parts: defaultdict[tuple[str, object], dict[int, Row]] = defaultdict(dict)

    def now(self) -> datetime:
        """Now, in whole seconds. Chosen: samples show no fraction, so many rows have the same `updated_at`."""
        return self.clock().astimezone(ZONE).replace(microsecond=0)

    def new_id(self) -> int:
        """A number that no row of any table has."""
        return next(self._ids)

    def add(self, table: str, row: Row) -> Row:
        """Keep `row` under a new id, with the moments of its making."""
        now = self.now()
        kept = {"id": self.new_id(), **row, "created_at": now, "updated_at": now}
        self.tables[table][kept["id"]] = kept
        if table in PARTS:
            self._parts[table, kept["product_id"]][kept["id"]] = kept
        return kept

    def one(self, table: str, number: int | str | None) -> Row:
        """The row; 404 when there is none."""
        found = self.tables[table].get(int(number)) if number is not None else None
        if found is None:
            raise not_found()
        return found

    def has(self, table: str, number: object) -> bool:
        """Whether the table has a row of this id."""
        return number in self.tables[table]

    def where(self, table: str, **wanted: object) -> list[Row]:
        """Rows whose fields equal `wanted`, in the order of ids."""
        rows = self.tables[table]
        if table in PARTS and "product_id" in wanted:
            rows = self._parts.get((table, wanted["product_id"]), {})
        return [row for row in rows.values() if all(row[key] == value for key, value in wanted.items())]

    def touch(self, row: Row) -> None:
        """The row was changed just now."""
        row["updated_at"] = self.now()

    def drop(self, table: str, row: Row) -> None:
        """Remove the row for good."""
        del self.tables[table][row["id"]]
        if table in PARTS:
            del self._parts[table, row["product_id"]][row["id"]]

    def announce(self, topic: str, row: Row) -> None:
        """Tell the listeners (webhooks) what happened."""
        for listener in self.listeners:
            listener(topic, row)
