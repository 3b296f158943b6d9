"""What the use cases need of a shop that is asked over the network."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias

from contracts.base import Ref
from contracts.order import Order
from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.orders.incoming import Incoming
from service_kit.orders.ports import ImportSettings

# orders that a shop hands out as one file, until it is told that they are safe


class OrderSession(Protocol):
    """One session of an exchange of orders."""

    async def fetch(self, target: BinaryIO) -> None:
        """Write the shop's answer as it is into `target`."""

    async def confirm(self) -> None:
        """Tell the shop that all orders of the answer are stored: it will not offer them again."""


class OrderExchange(Protocol):
    """A shop that hands out its new orders as a file."""

    def session(self, connection: Connection) -> AbstractAsyncContextManager[OrderSession]:
        """Log in; ConfigError when the shop refuses, TransientError when it is away."""


# orders that a shop lists page by page

OrderCursor: TypeAlias = Mapping[str, Any]
"""Where the reading of a shop's orders stands; what the connector puts into it, empty for the start."""


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """Orders behind a cursor, the cursor behind them, and whether more are known to follow."""

    incoming: Sequence[Incoming]
    cursor: OrderCursor
    more: bool


class OrderLists(Protocol):
    """A shop that lists its orders in the order of their changes."""

    def settings(self, connection: Connection) -> ImportSettings:
        """The import settings of the connection."""

    def begin(self, connection: Connection, cursor: OrderCursor) -> OrderCursor:
        """Where a new run begins that goes on from `cursor`: a little before it, for changes that came late."""

    async def count(self, connection: Connection, cursor: OrderCursor) -> int:
        """How many orders lie behind the cursor; 0 when the shop does not say."""

    async def page(self, connection: Connection, cursor: OrderCursor, number: int) -> OrdersPage:
        """The orders behind the cursor; the first of them has index `number`."""

    async def some(self, connection: Connection, outside_ids: Collection[str]) -> Sequence[Incoming]:
        """The orders with these ids, those that the shop still has; indexes count from 0."""


# goods as files

MakeFiles: TypeAlias = Callable[[int | None], Awaitable[Sequence[Path]]]
"""(most bytes of one file, None = any) → the files of goods in the order that the shop shall take them in."""


class GoodsDelivery(Protocol):
    """A shop that takes files of goods."""

    async def deliver(self, connection: Connection, files: MakeFiles, pictures: Path, *, whole: bool) -> None:
        """Hand over all files and let the shop take them in; `pictures` is a folder whose paths the files name.

        `whole`: the files hold the cards of all goods, so that the shop may be told to hide the others.

        Returns when the shop has confirmed the last file. ConfigError, TransientError or DataError otherwise: then
        nothing counts as sent.
        """


# statuses of orders


@dataclass(frozen=True, slots=True)
class StatusSettings:
    """How the statuses of a connection go back: `meanings` are the platform's statuses for the shop's words.

    `loaded`: statuses also come from the shop, so that a later order tells which one the shop has by then.
    """

    meanings: Mapping[str, Ref]
    loaded: bool

    def word(self, status: Ref) -> str | None:
        """The shop's word for a status of the platform, the first one of several."""
        return next((word for word, meaning in self.meanings.items() if meaning == status), None)


@dataclass(frozen=True, slots=True)
class OutgoingStatus:
    """An order whose status was changed in the platform. `status` is the shop's word for it, code or text."""

    id: str
    outside_id: str
    number: str
    status: str
    order: Order
    platform_number: str | None = None


class StatusSink(Protocol):
    """A shop that takes statuses of its orders back."""

    def settings(self, connection: Connection) -> StatusSettings | None:
        """None when the owner does not want them sent."""

    async def send(self, connection: Connection, statuses: Sequence[OutgoingStatus]) -> Mapping[str, DataError]:
        """Hand them over; {id: why} of those that the shop refused.

        Sending the same status again must change nothing. Raises BizError: then none counts as sent.
        """
