"""What the use cases need from outside."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from contracts.base import AccountId, ConnectionId, Ref
from contracts.order import Order, OrderOptions
from service_kit.connections.store import Connection
from service_kit.outbox import Unit
from shop_sync.domain.incoming import Incoming


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The import side of a connection's settings, the same for every shop.

    `update` holds the parts of OrderUpdated that may be taken over; `statuses` maps a shop's status (code or text) to
    one of the platform and is empty when statuses are not loaded; `assign` is given to new orders otherwise.
    """

    options: OrderOptions
    match_by_text: bool
    update: Collection[str]
    statuses: Mapping[str, Ref] = field(default_factory=dict)
    assign: Ref | None = None


class OrderFiles(Protocol):
    """Reads orders from a file of a shop."""

    def settings(self, connection: Connection) -> ImportSettings:
        """The import settings of the connection."""

    def size(self, path: Path) -> int:
        """Bytes to be read of the file, those of an archive unpacked; DataError when it is refused."""

    def read(self, connection: Connection, path: Path, *, skip: int) -> Iterator[Incoming]:
        """Orders and rejected documents behind the first `skip`; DataError when the file breaks off."""


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """An order as it was last sent to the platform; `version` is the sequence of its last event.

    `refused`: the platform refused that version; `in_platform`: it holds some version of the order.
    """

    id: str
    outside_id: str
    version: int
    fingerprint: bytes
    order: Order
    status: Ref | None
    refused: bool = False
    in_platform: bool = False


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
    """Orders that came from shops, by the natural key (account, connection, outside id)."""

    async def find(
        self, account: AccountId, connection: ConnectionId, outside_ids: Iterable[str]
    ) -> dict[str, StoredOrder]:
        """Those known already, by outside id."""

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
