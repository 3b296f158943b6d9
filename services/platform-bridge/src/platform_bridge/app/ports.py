"""What the use cases need of the platform and of the store of accounts."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO, Protocol, TypeVar

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind
from contracts.rows.documents import OrderRow
from contracts.rows.goods import Image, PriceRow, StockRow
from contracts.rows.people import CounterpartyRow
from platform_bridge.domain.counterparties import Wanted
from platform_bridge.domain.orders import NaturalKey, Part, StockChange, StockKey
from platform_bridge.domain.payments import Paid
from platform_bridge.domain.refs import Refs
from service_kit.mongo import Session


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """A «Заказ покупателя» that came from outside.

    `version` is the sequence of the outside order that it holds; `missed` are parts whose last update was refused and
    which the next accepted one takes over too.
    """

    row: OrderRow
    version: int
    missed: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class Upserted:
    """Refs of the wanted counterparties in their order, and the rows that are new or changed."""

    refs: tuple[Ref, ...]
    changed: tuple[CounterpartyRow, ...]


R = TypeVar("R", bound=Row)


class Rows(Protocol[R]):
    """Records of one kind that can be changed by hand."""

    async def get(self, account: AccountId, ref: str, session: Session = None) -> R | None:
        """The record, None when the account has none of this ref."""
        ...

    async def some(self, account: AccountId, refs: Iterable[str], session: Session) -> dict[str, R]:
        """Those of `refs` that exist."""
        ...

    async def save(self, account: AccountId, rows: Sequence[R], session: Session) -> None:
        """Store rows; one that is as new as the stored one changes nothing."""
        ...


class PlatformPort(Protocol):
    """The platform: the embedded store, or a real account behind its REST API.

    Methods take whole batches: the store writes 100 orders in one transaction. They write with `session` and nothing
    else, and raise service_kit.inbox.Conflict when another worker was faster and the batch must look again.
    """

    async def known_orders(
        self, account: AccountId, keys: Iterable[NaturalKey], session: Session
    ) -> Mapping[NaturalKey, KnownOrder]:
        """Stored orders among `keys`."""
        ...

    async def known_refs(self, account: AccountId, products: Iterable[Ref], session: Session) -> Refs:
        """Directories of the account, and which of `products` are live."""
        ...

    async def next_numbers(self, account: AccountId, count: int) -> Sequence[str]:
        """Numbers for new orders, taken at once and for good: a batch that is run again leaves a gap."""
        ...

    async def upsert_counterparties(self, account: AccountId, wanted: Sequence[Wanted], session: Session) -> Upserted:
        """Find each buyer or make him; missing contacts of found ones are added."""
        ...

    async def create_orders(self, account: AccountId, orders: Sequence[KnownOrder], session: Session) -> None:
        """Store orders whose natural keys are new."""
        ...

    async def update_orders(self, account: AccountId, orders: Sequence[KnownOrder], session: Session) -> None:
        """Store new versions of known orders."""
        ...

    async def change_stock(
        self, account: AccountId, changes: Mapping[StockKey, StockChange], session: Session
    ) -> Sequence[StockRow]:
        """Add `changes` to what lies and what is reserved and give the new rows; nothing is refused here."""
        ...

    async def register_payments(
        self, account: AccountId, wanted: Mapping[Ref, Sequence[Paid]], session: Session
    ) -> Mapping[Ref, Decimal]:
        """Register payments of orders, each once, and give what is paid of each order by now."""
        ...

    async def pay_by_document(
        self,
        account: AccountId,
        document: Ref,
        orders: Sequence[Ref],
        paid: Mapping[Ref, Paid],
        session: Session,
    ) -> Mapping[Ref, Decimal]:
        """Let the document pay of `orders` what `paid` says and nothing else; gives what is paid of each by now."""
        ...

    async def next_document_number(self, account: AccountId, kind: str) -> str:
        """Number for a new document of a type, taken for good."""
        ...

    async def held_realizations(self, account: AccountId, order: Ref, session: Session) -> Sequence[Ref]:
        """Held «Реализации» that ship the order."""
        ...

    async def first_entry(self, account: AccountId, kind: DirectoryKind, session: Session) -> Ref | None:
        """The first live entry of a directory: what a new record gets when nobody chose."""
        ...

    async def employee_of(self, account: AccountId, login: str, session: Session) -> Ref | None:
        """The employee whose e-mail is the login of a user."""
        ...

    async def find_counterparty(
        self, account: AccountId, phone: str | None, email: str | None, session: Session
    ) -> Ref | None:
        """The counterparty of a phone (digits) or else of an e-mail (lower case)."""
        ...

    def kept(self, kind: SnapshotKind) -> Rows[Any]:
        """Records of a kind, for reading and writing them one by one."""
        ...

    async def snapshot_page(
        self, account: AccountId, kind: SnapshotKind, after: Ref | None, limit: int, session: Session
    ) -> Sequence[Row]:
        """Up to `limit` rows of a kind whose refs come after `after`, by ref; none for kinds that are not kept."""
        ...


class GoodsOf(Protocol):
    """What is kept of one product beside its card."""

    async def goods_of(
        self, account: AccountId, product: Ref, session: Session
    ) -> tuple[Sequence[PriceRow], Sequence[StockRow]]:
        """Its prices and its stock rows, variants included."""
        ...


class Pictures(Protocol):
    """Files of pictures."""

    async def save(self, account: AccountId, name: str, source: BinaryIO, content_type: str) -> Image:
        """Keep a picture for ever."""
        ...

    async def delete(self, account: AccountId, ref: Ref) -> None:
        """Delete a picture; nothing happens when it is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the answer to a snapshot request has come: `parts` sent of the kind at place `kind`, up to `after`."""

    kind: int = 0
    parts: int = 0
    after: Ref | None = None


class SnapshotProgress(Protocol):
    """Where snapshots stand, so that a repeated request goes on instead of starting again."""

    async def load(self, account: AccountId, request: str, session: Session) -> Progress:
        """The progress of a request, the start for a new one."""
        ...

    async def save(self, account: AccountId, request: str, progress: Progress, session: Session) -> None:
        """Keep it."""
        ...


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the news of a parcel have come.

    `told` is the sequence of the newest one, `ordered` that of the newest one that named a status of the order. They
    differ because only the first news of a status names it: it still counts when a newer one comes before it.
    """

    told: int = -1
    ordered: int = -1


class Marks(Protocol):
    """The marks of parcels, by the id that post-tracker gives a shipment."""

    async def load(self, account: AccountId, shipments: Iterable[str], session: Session) -> dict[str, Mark]:
        """Marks of those parcels that were told of before."""
        ...

    async def save(self, account: AccountId, marks: Mapping[str, Mark], session: Session) -> None:
        """Keep them."""
        ...


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in. `password` is a hash as `app.passwords` makes it."""

    ref: str
    account: AccountId
    login: str
    name: str
    password: str
    roles: tuple[str, ...]


class Users(Protocol):
    """Accounts and their users. A login is unique over all accounts: it is what tells the account."""

    async def by_login(self, login: str) -> User | None: ...

    async def get(self, account: AccountId, ref: str) -> User | None: ...

    async def account_name(self, account: AccountId) -> str | None: ...

    async def add_account(self, account: AccountId, name: str, session: Session) -> None: ...

    async def add(self, account: AccountId, user: User, session: Session) -> bool:
        """Whether the user was added; false when the login exists."""
        ...


class Attempts(Protocol):
    """Logins that have not succeeded, per login text, whether it exists or not."""

    async def recent(self, login: str) -> Sequence[dt.datetime]:
        """The last attempts, oldest first."""
        ...

    async def note(self, login: str, now: dt.datetime) -> None: ...

    async def forget(self, login: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """A refresh token that was presented: whose it is, and whether it had been used before."""

    account: AccountId
    user: str
    family: str
    used: bool


class RefreshTokens(Protocol):
    """Refresh tokens by their hash. All tokens that follow from one login are a family."""

    async def add(self, account: AccountId, user: str, family: str, digest: str, expires: dt.datetime) -> None: ...

    async def use(self, digest: str, now: dt.datetime) -> Grant | None:
        """Mark the token as used and give what it was before; None for an unknown or expired one."""
        ...

    async def revoke(self, account: AccountId, family: str) -> None: ...
