"""What the kinds of records that people keep by hand are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.documents import DocumentRow, OrderRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from contracts.rows.people import CounterpartyRow, DealRow, TicketRow
from platform_bridge.domain.contacts import email_text, look_ups, phone_digits

Target = SnapshotKind | DirectoryKind
"""What a reference may lead to: a record of a kind, or an entry of a directory."""


def _same(row: Any) -> Any:
    return row


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of a kind are kept.

    `unknown` is the key of the text for a missing record, `refs` tell where the fields of these names lead, `finished`
    gives the row with what follows from its fields, `identity` are the fields that a deleted row keeps.
    """

    model: type[Row]
    unknown: str
    refs: Mapping[str, Target]
    finished: Callable[[Any], Any] = _same
    identity: tuple[str, ...] = ()


def _with_look_ups(row: CounterpartyRow) -> CounterpartyRow:
    phones, emails = look_ups(row.contacts)
    return row.model_copy(update={"phones": phones, "emails": emails})


def _comparable(row: TicketRow) -> TicketRow:
    fields = {
        "phone": phone_digits(row.phone) if row.phone else None,
        "email": email_text(row.email) if row.email else None,
    }
    return row.model_copy(update=fields)


KINDS: Mapping[SnapshotKind, Kind] = MappingProxyType(
    {
        SnapshotKind.PRODUCTS: Kind(
            ProductRow,
            "product_unknown",
            {
                "group_ref": DirectoryKind.PRODUCT_GROUP,
                "vat_ref": DirectoryKind.VAT_RATE,
                "supplier_ref": SnapshotKind.COUNTERPARTIES,
                "responsible_ref": DirectoryKind.EMPLOYEE,
            },
        ),
        SnapshotKind.COUNTERPARTIES: Kind(
            CounterpartyRow,
            "counterparty_unknown",
            {"responsible_ref": DirectoryKind.EMPLOYEE},
            _with_look_ups,
        ),
        SnapshotKind.TICKETS: Kind(
            TicketRow,
            "ticket_unknown",
            {
                "counterparty_ref": SnapshotKind.COUNTERPARTIES,
                "status_ref": DirectoryKind.LEAD_STATUS,
                "responsible_ref": DirectoryKind.EMPLOYEE,
            },
            _comparable,
        ),
        SnapshotKind.DEALS: Kind(
            DealRow,
            "deal_unknown",
            {
                "counterparty_ref": SnapshotKind.COUNTERPARTIES,
                "organization_ref": DirectoryKind.ORGANIZATION,
                "status_ref": DirectoryKind.LEAD_STATUS,
                "author_ref": DirectoryKind.EMPLOYEE,
                "responsible_ref": DirectoryKind.EMPLOYEE,
                "executor_ref": DirectoryKind.EMPLOYEE,
            },
        ),
        SnapshotKind.ORDERS: Kind(
            OrderRow,
            "order_unknown",
            {
                "counterparty_ref": SnapshotKind.COUNTERPARTIES,
                "organization_ref": DirectoryKind.ORGANIZATION,
                "status_ref": DirectoryKind.ORDER_STATUS,
                "responsible_ref": DirectoryKind.EMPLOYEE,
                "executor_ref": DirectoryKind.EMPLOYEE,
            },
        ),
        SnapshotKind.STOCK: Kind(
            StockRow,
            "stock_unknown",
            {"store_ref": DirectoryKind.STORE},
            identity=("product_ref", "variant_ref", "store_ref", "total", "reserved"),
        ),
        SnapshotKind.PRICES: Kind(
            PriceRow,
            "price_unknown",
            {"price_type_ref": DirectoryKind.PRICE_TYPE},
            identity=("product_ref", "variant_ref", "price_type_ref", "amount", "currency"),
        ),
        SnapshotKind.DOCUMENTS: Kind(
            DocumentRow,
            "document_unknown",
            {
                "counterparty_ref": SnapshotKind.COUNTERPARTIES,
                "organization_ref": DirectoryKind.ORGANIZATION,
                "store_ref": DirectoryKind.STORE,
            },
            identity=("type",),
        ),
        SnapshotKind.DIRECTORIES: Kind(
            DirectoryRow,
            "entry_unknown",
            {
                "parent_ref": DirectoryKind.PRODUCT_GROUP,
                "organization_ref": DirectoryKind.ORGANIZATION,
                "vat_ref": DirectoryKind.VAT_RATE,
            },
            identity=("kind",),
        ),
    }
)


def tombstone(kind: SnapshotKind, row: Row) -> Row:
    """The row once it is deleted: its identity and its version alone."""
    shape = KINDS[kind]
    kept = {name: getattr(row, name) for name in shape.identity}
    return type(row)(ref=row.ref, sequence=row.sequence, deleted=True, **kept)
