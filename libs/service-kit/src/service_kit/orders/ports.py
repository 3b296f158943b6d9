"""What storing orders needs of the connection's settings, and of whoever keeps the orders."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from contracts.base import AccountId, ConnectionId, Ref
from contracts.order import Order, OrderOptions
from service_kit.outbox import Unit


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The import side of a connection's settings, the same for every shop.

    `update` holds the parts of OrderUpdated that may be taken over; `statuses` maps a shop's status (code or text) to
    one of the platform and is empty when statuses are not loaded; `assign` is given to new orders otherwise. `own_ids`:
    the shop gives goods the ids that we sent it.
    """

    options: OrderOptions
    match_by_text: bool
    update: Collection[str]
    statuses: Mapping[str, Ref] = field(default_factory=dict)
    assign: Ref | None = None
    own_ids: bool = True


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """An order as it was last sent to the platform; `version` is the sequence of its last event.

    `refused`: the platform refused that version; `in_platform`: it holds some version of the order; `run`: the run that
    brought that version.
    """

    id: str
    outside_id: str
    version: int
    fingerprint: bytes
    order: Order
    status: Ref | None
    refused: bool = False
    in_platform: bool = False
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The platform's answer to version `asked` of an order: it holds `sequence` under `ref`, or refused it."""

    order: str
    asked: int
    sequence: int
    ref: Ref | None = None
    number: str | None = None
    warnings: tuple[str, ...] = ()
    refusal: str | None = None


class Orders(Protocol):
    """Orders that came from outside, by the natural key (account, connection, outside id)."""

    async def find(
        self, account: AccountId, connection: ConnectionId, outside_ids: Iterable[str]
    ) -> dict[str, StoredOrder]:
        """Those known already, by outside id."""

    async def by_id(self, account: AccountId, orders: Collection[str]) -> Mapping[str, Order]:
        """The orders with these ids, as they were sent last."""

    async def save(
        self,
        account: AccountId,
        connection: ConnectionId,
        new: Sequence[StoredOrder],
        changed: Sequence[StoredOrder],
        unit: Unit,
    ) -> None:
        """Insert the new ones, replace the changed ones."""

    async def answered(self, account: AccountId, answers: Sequence[Answer], unit: Unit) -> None:
        """Note the platform's answers."""
