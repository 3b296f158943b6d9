"""Bodies of requests about documents."""

from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from contracts.base import Currency, Money, Quantity
from contracts.order import VatMode
from contracts.rows.documents import DocumentType
from platform_bridge.api.schemas import Input, LongText, RefText, Text

Positive = Annotated[Quantity, Field(gt=0)]
NotNegativeMoney = Annotated[Money, Field(ge=0)]
Mark = Annotated[str, Field(min_length=1, max_length=200)]


class LineFields(Input):
    """A line; name and VAT rate are those of the product unless others are given."""

    product_ref: RefText | None = None
    variant_ref: RefText | None = None
    name: Text | None = None
    quantity: Positive
    price: NotNegativeMoney | None = None
    discount: NotNegativeMoney | None = None
    vat_ref: RefText | None = None
    store_ref: RefText | None = None
    measure_ref: RefText | None = None
    marking: Annotated[tuple[Mark, ...], Field(max_length=1000)] | None = None
    serials: Annotated[tuple[Mark, ...], Field(max_length=1000)] | None = None


class AllocationFields(Input):
    """Part of a payment for an order or another document."""

    document_ref: RefText
    sum: Annotated[Money, Field(gt=0)]


class DocumentFields(Input):
    """Content of a document. `total` counts for money documents alone; others are summed up from their lines.

    `based_on` is the order that gives lines, counterparty, organisation, currency and VAT mode where they are left out;
    a payment based on an order pays what is unpaid of it.
    """

    number: Annotated[str, Field(max_length=50)] | None = None
    date: AwareDatetime | None = None
    based_on: RefText | None = None
    counterparty_ref: RefText | None = None
    organization_ref: RefText | None = None
    store_ref: RefText | None = None
    contract_ref: RefText | None = None
    currency: Currency | None = None
    vat_mode: VatMode | None = None
    total: NotNegativeMoney | None = None
    lines: Annotated[tuple[LineFields, ...], Field(max_length=1000)] = ()
    links: Annotated[tuple[RefText, ...], Field(max_length=100)] = ()
    allocations: Annotated[tuple[AllocationFields, ...], Field(max_length=100)] = ()
    operation_ref: RefText | None = None
    account_ref: RefText | None = None
    cost_item_ref: RefText | None = None
    comment: LongText | None = None

    def content(self) -> dict[str, Any]:
        """Plain values."""
        return self.model_dump(exclude={"held"})


class NewDocument(DocumentFields):
    """A new document; `held` holds it at once."""

    type: DocumentType
    held: bool = False
