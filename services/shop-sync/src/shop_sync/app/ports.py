"""What the use cases need from outside."""

import datetime as dt
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol, TypeAlias

from contracts.base import AccountId, ConnectionId, Ref
from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.connections.store import Connection
from service_kit.orders.incoming import Incoming
from service_kit.orders.ports import ImportSettings
from service_kit.outbox import Unit
from shop_sync.domain.goods import Good, Offer, Terms
from shop_sync.domain.statuses import NotedStatus, SentStatus


class OrderFiles(Protocol):
    """Reads orders from a file of a shop."""

    def settings(self, connection: Connection) -> ImportSettings:
        """The import settings of the connection."""

    def size(self, path: Path) -> int:
        """Bytes to be read of the file, those of an archive unpacked; DataError when it is refused."""

    def read(self, connection: Connection, path: Path, *, skip: int) -> Iterator[Incoming]:
        """Orders and rejected documents behind the first `skip`; DataError when the file breaks off."""


class Statuses(Protocol):
    """Statuses that orders got in the platform, one for each order of a connection that sends them back."""

    async def known(
        self, account: AccountId, connection: ConnectionId, outside_ids: Collection[str], unit: Unit
    ) -> Mapping[str, NotedStatus]:
        """What is noted of these orders, by outside id."""

    async def note(
        self, account: AccountId, connection: ConnectionId, statuses: Sequence[NotedStatus], unit: Unit
    ) -> None:
        """Note them instead of what was noted before; what was sent is kept."""

    async def pending(
        self, account: AccountId, connection: ConnectionId, after: str, limit: int
    ) -> Sequence[NotedStatus]:
        """Those that the shop has to hear, behind an outside id, in its order."""

    async def some(
        self, account: AccountId, connection: ConnectionId, outside_ids: Collection[str]
    ) -> Sequence[NotedStatus]:
        """What is noted of these orders."""

    async def settle(
        self,
        account: AccountId,
        connection: ConnectionId,
        statuses: Sequence[NotedStatus],
        sent: Mapping[str, SentStatus],
        unit: Unit,
    ) -> None:
        """These wait no more, unless they changed meanwhile; those in `sent` were sent."""


Directories: TypeAlias = Mapping[DirectoryKind, Mapping[str, DirectoryRow]]
"""Directories of an account: kind → ref → entry."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """The export side of a connection's settings, the same for every shop.

    Empty `stores` mean all; `groups` are those chosen by hand, without what lies in them.
    """

    price_types: Sequence[Ref]
    stores: Sequence[Ref] = ()
    groups: Sequence[Ref] = ()
    currency: str | None = None
    all_goods: bool = True
    characteristics: bool = True
    updates_only: bool = False
    positive_only: bool = False
    with_cards: bool = True


@dataclass(slots=True)
class Card:
    """A product card as bytes of its file; its pictures come between `head` and `tail`. `images` are their addresses.

    `warning` is the key of what the format could not hold.
    """

    head: bytes
    images: tuple[str, ...]
    tail: bytes
    warning: str | None = None


class GoodsPrinter(Protocol):
    """Puts goods as a shop takes them. An offer is a piece of each file of offers."""

    def refusal(self, good: Good) -> str | None:
        """Key of the reason why the format cannot hold the good, if so."""

    def card(self, good: Good) -> Card:
        """The card of a good."""

    def offer(self, good: Good, offer: Offer) -> tuple[bytes, ...]:
        """One of its offers."""

    def removed_offer(self, ref: str, key: str, price: str) -> tuple[bytes, ...]:
        """An offer that is gone, at its last price."""


class GoodsWriter(GoodsPrinter, Protocol):
    """Writes the goods of one export into files; used by one thread."""

    def removed_card(self, ref: str) -> Card:
        """The card of a good that is gone."""

    def put_card(self, card: Card, images: Sequence[str]) -> None:
        """Write a card with the names of its pictures."""

    def put_offer(self, offer: tuple[bytes, ...]) -> None:
        """Write an offer."""

    def anything(self) -> bool:
        """Whether anything was written."""

    def files(self, limit: int | None, made_at: dt.datetime) -> Sequence[Path]:
        """Make whole files, none larger than `limit` bytes (None = any), in the order in which they are to be taken in.

        DataError when the limit is too small.
        """

    def pack(self, target: BinaryIO, images: Path, made_at: dt.datetime) -> None:
        """Write the zip, with all pictures under the folder `images`."""


class GoodsFormat(Protocol):
    """A kind of files for the goods of a shop."""

    def settings(self, connection: Connection) -> ExportSettings:
        """The export settings of the connection."""

    def writer(self, connection: Connection, terms: Terms, directories: Directories, folder: Path) -> GoodsWriter:
        """A writer that keeps what it needs in `folder`."""


class SentOffer(NamedTuple):
    """How an offer was sent last: digest of its bytes, its first price, its stock (None = has none)."""

    digest: str
    price: str
    stock: str | None


NEVER: Final = SentOffer("", "", None)
"""An offer that was not sent yet."""


class SentGood(NamedTuple):
    """How a good was sent last: digest of its card ("" = the card was not sent), and its offers by key."""

    ref: str
    card: str
    offers: Mapping[str, SentOffer]


class SentGoods(Protocol):
    """What each connection was sent last, in generations: one counts, the next one is being written."""

    async def current(self, account: AccountId, connection: ConnectionId) -> str:
        """The generation that counts, "" for none; what unfinished exports left behind is deleted."""

    def read(self, account: AccountId, connection: ConnectionId, generation: str) -> AsyncIterator[Sequence[SentGood]]:
        """All goods of a generation by ref, in packs."""

    async def write(
        self, account: AccountId, connection: ConnectionId, generation: str, goods: Sequence[SentGood]
    ) -> None:
        """Add a pack of goods, all behind those written before."""

    async def confirm(self, account: AccountId, connection: ConnectionId, generation: str, unit: Unit) -> None:
        """From now on this generation counts."""
