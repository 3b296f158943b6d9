"""What the push of goods needs of a shop with an API for goods, and what is kept about one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from shop_sync.app.ports import Directories, SentGood
from shop_sync.domain.goods import Good, Terms

GoodsCursor: TypeAlias = Mapping[str, Any]
"""Where the reading of a shop's goods stands; what the connector puts into it, empty for the start."""

Values: TypeAlias = Mapping[str, Decimal | None]
"""Prices and stock of an offer by the shop's own names; None takes a value away."""

Memory: TypeAlias = Mapping[str, Any]
"""What a connector wants to know of a product when it writes to it the next time; goes into MongoDB as it is."""


class GoodRefused(DataError):
    """The shop does not take this good; the others go on."""


class GoodGone(DataError):
    """The shop does not have the product any more."""


@dataclass(frozen=True, slots=True)
class ShopVariant:
    """What can be bought in the shop. `options` are the values that tell it from its siblings.

    `price`, `stock` and all `values` (prices and stock by the shop's names) are decimal texts. `mark`: our ref that the
    shop keeps for us with the product; `pictures`: how many the product has.
    """

    id: str
    product: str
    name: str
    article: str | None = None
    barcode: str | None = None
    options: tuple[str, ...] = ()
    price: str | None = None
    stock: str | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    mark: Ref | None = None
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class ShopProduct:
    """A product of the shop; one that is deleted has no variants."""

    id: str
    variants: Sequence[ShopVariant]


class ShopPage(NamedTuple):
    """Products behind a cursor, the cursor behind them, and whether more are known to follow."""

    products: Sequence[ShopProduct]
    cursor: GoodsCursor
    more: bool


@dataclass(frozen=True, slots=True)
class ShopOffer:
    """An offer as the shop takes it: `options` by which its variant is recognised, the first price, the stock."""

    key: str
    values: Values
    price: str
    stock: str | None
    options: tuple[str, ...] = ()


class ShopGoodsSession(Protocol):
    """One shop, for the length of one run. Every call raises what its client raises, writing ones also GoodRefused and
    GoodGone."""

    terms: Terms
    again: bool
    """Whether what the shop shows otherwise is to be set right, although it was not changed here."""

    def begin(self, cursor: GoodsCursor) -> GoodsCursor:
        """Where a new run begins to read: no change may be missed, some may be read again. At the start for none."""

    async def page(self, cursor: GoodsCursor) -> ShopPage:
        """Products that changed behind the cursor, deleted ones too."""

    async def count(self) -> int:
        """How many products the shop has, without those that are deleted."""

    def refusal(self, good: Good) -> str | None:
        """Key of the reason why the shop cannot hold the good, if so."""

    def card(self, good: Good) -> str:
        """Digest of all that is written of the good but prices and stock."""

    def offers(self, good: Good) -> Sequence[ShopOffer]:
        """Its offers that the shop can hold; those without the main price are left out."""

    def empty(self) -> Values:
        """The values of an offer that is gone."""

    async def create(self, good: Good, keys: Collection[str]) -> tuple[ShopProduct, Memory]:
        """Make a product with these offers. TransientError: it may have been made, and then has our mark."""

    async def update(self, good: Good, variants: Sequence[tuple[str, ShopVariant]], before: "Pushed | None") -> Memory:
        """Write the card again; `variants` are (key of the offer, its variant in the shop)."""

    async def add(self, good: Good, product: str, key: str) -> ShopVariant:
        """Make one more variant of a product."""

    async def put(self, values: Mapping[str, Values]) -> None:
        """Write prices and stock of variants by id, all or none of them; `GROUP` at most."""

    async def hide(self, product: str) -> None:
        """Take the product out of the shop window."""

    async def one(self, product: str) -> ShopProduct:
        """The product as it is now; GoodGone."""


GROUP: Final = 100
"""Variants whose prices and stock are written at once."""


class GoodsShop(Protocol):
    """A kind of shops with an API for goods."""

    async def open(
        self, connection: Connection, directories: Directories, only: Collection[str] | None
    ) -> ShopGoodsSession:
        """The shop of a connection. `only`: refs of the goods of a retry. DataError `price_list_not_chosen`."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A good as the shop took it last. `hidden`: it was taken off; `run` and `created`: by which run, whether anew."""

    good: SentGood
    product: str
    memory: Memory = field(default_factory=dict)
    hidden: bool = False
    run: str = ""
    created: bool = False


class ShopGoods(Protocol):
    """A copy of the goods that the shop of a connection has, and what of ours it took."""

    async def cursor(self, account: AccountId, connection: ConnectionId) -> GoodsCursor:
        """Where the reading of the shop's goods stands."""

    async def take(
        self, account: AccountId, connection: ConnectionId, products: Sequence[ShopProduct], cursor: GoodsCursor | None
    ) -> None:
        """Put products in place of what was known of them; remember the cursor behind them unless None."""

    async def take_variant(self, account: AccountId, connection: ConnectionId, variant: ShopVariant) -> None:
        """One more variant of a product that is known."""

    async def forget_others(self, account: AccountId, connection: ConnectionId, products: Collection[str]) -> None:
        """Nothing is left but these products."""

    async def count(self, account: AccountId, connection: ConnectionId) -> int:
        """How many products are known."""

    async def variants(
        self, account: AccountId, connection: ConnectionId, ids: Collection[str]
    ) -> Mapping[str, ShopVariant]:
        """Those of the variants that the shop has, by id."""

    async def siblings(
        self, account: AccountId, connection: ConnectionId, products: Collection[str]
    ) -> Sequence[ShopVariant]:
        """All variants of these products."""

    async def alike(self, account: AccountId, connection: ConnectionId, keys: Collection[str]) -> Sequence[ShopVariant]:
        """Variants with one of these keys (`service_kit.goods.keys`); our mark is a key too."""

    async def pushed(
        self, account: AccountId, connection: ConnectionId, after: Ref | None, upto: Ref | None
    ) -> Mapping[Ref, Pushed]:
        """What the shop took of the goods behind `after` up to `upto` (None = of all)."""

    async def save(self, account: AccountId, connection: ConnectionId, goods: Sequence[Pushed]) -> None:
        """Remember what the shop took."""

    async def forget(self, account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> None:
        """These goods of ours are not in the shop any more."""

    async def place(self, run: Run) -> Ref | None:
        """Behind which good the run goes on, if it was begun."""

    async def move(self, run: Run, after: Ref | None, unit: Unit) -> None:
        """The run is behind this good; None = behind the last one."""
