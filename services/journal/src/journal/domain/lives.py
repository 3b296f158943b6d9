"""The orders that a batch of events is about."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from contracts.envelope import Event
from contracts.events.order import OrderCreated, OrderRefused, OrderStored, OrderUpdated
from contracts.rows.documents import OrderRow
from journal.domain.order import OrderLife

OrderEvent: TypeAlias = OrderCreated | OrderUpdated | OrderStored | OrderRefused


class Lives:
    """Known lives and those that begin with the batch."""

    def __init__(self, known: Iterable[OrderLife]) -> None:
        self._by_key = {life.key: life for life in known}
        self._by_ref = {life.ref: life for life in self._by_key.values() if life.ref}
        self._before = {key: _need(life) for key, life in self._by_key.items()}

    @property
    def all(self) -> list[OrderLife]:
        """Every life of the batch."""
        return list(self._by_key.values())

    @property
    def needs_changed(self) -> bool:
        """Whether some order needs attention now that did not before, or another kind of it, or no more."""
        return any(_need(life) != self._before.get(key) for key, life in self._by_key.items())

    def take(self, event: OrderEvent) -> None:
        """Something happened between the service of the order and the platform."""
        origin = event.data.origin
        life = self._of((origin.connection, origin.outside_id))
        if isinstance(event, OrderStored):
            life.kept(event)
            self._by_ref[event.data.ref] = life
        elif isinstance(event, OrderRefused):
            life.refused(event)
        else:
            life.sent_to_platform(event)

    def change(self, event: Event[Any], row: OrderRow) -> None:
        """The platform's record changed. A deleted row carries its ref alone."""
        if row.origin is not None:
            life = self._of((row.origin.connection, row.origin.outside_id))
        else:
            life = self._by_ref.get(row.ref) or self._of(("", row.ref))
        life.changed(event, row)
        self._by_ref[row.ref] = life

    def _of(self, key: tuple[str, str]) -> OrderLife:
        return self._by_key.setdefault(key, OrderLife(key))


def _need(life: OrderLife) -> tuple[str, ...] | None:
    return (life.need, str(life.need_key), str(life.total)) if life.need else None
