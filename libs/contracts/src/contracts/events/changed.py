"""Batches of changed platform records, and the request for a snapshot of them.

A batch holds up to 500 rows of one kind and stays under 64 KiB. The same events answer SnapshotRequested, straight to
the queue that asked, with `snapshot` filled.
"""

from enum import StrEnum
from typing import Generic, Literal, TypeVar

from pydantic import Field

from contracts.base import Contract
from contracts.envelope import Event
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryRow
from contracts.rows.documents import DocumentRow, OrderRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from contracts.rows.people import CounterpartyRow, DealRow, TicketRow

MAX_ROWS = 500

AnyRow = TypeVar("AnyRow", bound=Row)


class SnapshotPart(Contract):
    """Which part of which snapshot a batch is: `part` counts from 0; the last one tells the number of `parts`.

    A kind without records is answered by one empty last part. A kind is whole when `parts` parts are in.
    """

    request: str
    part: int
    parts: int | None = None


class Batch(Contract, Generic[AnyRow]):
    """Rows of one kind; each row carries its own sequence."""

    rows: tuple[AnyRow, ...] = Field(max_length=MAX_ROWS)
    snapshot: SnapshotPart | None = None


class ProductsChanged(Event[Batch[ProductRow]]):
    """Product cards changed."""

    type: Literal["ru.business.integrations.product.changed.v1"] = "ru.business.integrations.product.changed.v1"


class StockChanged(Event[Batch[StockRow]]):
    """Stock or reserves changed."""

    type: Literal["ru.business.integrations.stock.changed.v1"] = "ru.business.integrations.stock.changed.v1"


class PricesChanged(Event[Batch[PriceRow]]):
    """Prices changed."""

    type: Literal["ru.business.integrations.price.changed.v1"] = "ru.business.integrations.price.changed.v1"


class CounterpartiesChanged(Event[Batch[CounterpartyRow]]):
    """Counterparties changed."""

    type: Literal["ru.business.integrations.counterparty.changed.v1"] = (
        "ru.business.integrations.counterparty.changed.v1"
    )


class OrdersChanged(Event[Batch[OrderRow]]):
    """«Заказы покупателей» changed in the platform, whoever changed them."""

    type: Literal["ru.business.integrations.order.changed.v1"] = "ru.business.integrations.order.changed.v1"


class DealsChanged(Event[Batch[DealRow]]):
    """Deals changed."""

    type: Literal["ru.business.integrations.deal.changed.v1"] = "ru.business.integrations.deal.changed.v1"


class TicketsChanged(Event[Batch[TicketRow]]):
    """«Обращения» changed."""

    type: Literal["ru.business.integrations.ticket.changed.v1"] = "ru.business.integrations.ticket.changed.v1"


class DocumentsChanged(Event[Batch[DocumentRow]]):
    """Documents other than orders changed."""

    type: Literal["ru.business.integrations.document.changed.v1"] = "ru.business.integrations.document.changed.v1"


class DirectoriesChanged(Event[Batch[DirectoryRow]]):
    """Entries of directories changed."""

    type: Literal["ru.business.integrations.directory.changed.v1"] = "ru.business.integrations.directory.changed.v1"


class SnapshotKind(StrEnum):
    """What can be asked for as a whole."""

    PRODUCTS = "products"
    STOCK = "stock"
    PRICES = "prices"
    COUNTERPARTIES = "counterparties"
    ORDERS = "orders"
    DEALS = "deals"
    TICKETS = "tickets"
    DOCUMENTS = "documents"
    DIRECTORIES = "directories"


class SnapshotRequestedData(Contract):
    """`reply_to` is the work queue of the asking service; the answer carries the request's event id."""

    kinds: tuple[SnapshotKind, ...] = Field(min_length=1)
    reply_to: str


class SnapshotRequested(Event[SnapshotRequestedData]):
    """A service needs all records of some kinds of the account. Subject: the asking service."""

    type: Literal["ru.business.integrations.snapshot.requested.v1"] = "ru.business.integrations.snapshot.requested.v1"
