"""Orders of the platform («Заказ покупателя») and its other documents."""

from enum import StrEnum

from contracts.base import SOURCE_PREFIX, Contract, Currency, Moment, Money, Name, Quantity, Ref
from contracts.order import OrderOrigin, VatMode
from contracts.rows.base import Row


class DocumentLine(Contract):
    """Line of an order or document; `product_ref` is empty for a line written by hand."""

    ref: Ref
    number: int
    name: str
    quantity: Quantity
    price: Money
    sum: Money
    discount: Money | None = None
    product_ref: Ref | None = None
    variant_ref: Ref | None = None
    measure_ref: Ref | None = None
    vat_ref: Ref | None = None
    store_ref: Ref | None = None
    reserved: Quantity | None = None
    marking: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()


class OrderDelivery(Contract):
    """«Информация о доставке» of an order. `carrier_status` is «Статус отправления», `carrier_status_at` «Последнее
    обновление», `carrier_checked_at` «Последняя проверка», `carrier_remark` what a person must know or do, Russian;
    they belong to `tracking_number`.
    """

    method_ref: Ref | None = None
    method: str | None = None
    address: str | None = None
    note: str | None = None
    date: str | None = None
    phone: str | None = None
    email: str | None = None
    tracking_number: str | None = None
    carrier_status: str | None = None
    carrier_status_at: Moment | None = None
    carrier_checked_at: Moment | None = None
    carrier_remark: str | None = None
    weight: Quantity | None = None
    dimensions: str | None = None
    cost: Money | None = None


class OrderRow(Row):
    """«Заказ покупателя». `status_set_at`/`status_set_by` tell when and by whom the status was last set.

    `status_set_by` is the ref of an employee, or `/biz/<service>` for a service.
    """

    number: str = ""
    placed_at: Moment | None = None
    status_ref: Ref | None = None
    status_set_at: Moment | None = None
    status_set_by: str | None = None
    counterparty_ref: Ref | None = None
    organization_ref: Ref | None = None
    author_ref: Ref | None = None
    responsible_ref: Ref | None = None
    executor_ref: Ref | None = None
    currency: Currency | None = None
    vat_mode: VatMode | None = None
    lines: tuple[DocumentLine, ...] = ()
    total: Money | None = None
    paid: Money | None = None
    payment_type_ref: Ref | None = None
    source_ref: Ref | None = None
    delivery: OrderDelivery | None = None
    comment: str | None = None
    shipped: bool = False
    origin: OrderOrigin | None = None

    @property
    def status_set_by_person(self) -> bool:
        """Whether the status is one that a person chose."""
        return self.status_set_by is not None and not self.status_set_by.startswith(SOURCE_PREFIX)


class DocumentType(StrEnum):
    """Kinds of documents of the platform; more may come."""

    OFFER = "offer"
    INVOICE = "invoice"
    REALIZATION = "realization"
    ACT = "act"
    BUYER_RETURN = "buyer_return"
    VAT_INVOICE_OUT = "vat_invoice_out"
    SUPPLIER_ORDER = "supplier_order"
    SUPPLIER_INVOICE = "supplier_invoice"
    SUPPLY = "supply"
    SUPPLIER_RETURN = "supplier_return"
    VAT_INVOICE_IN = "vat_invoice_in"
    POSTING = "posting"
    CHARGE = "charge"
    SHIFTING = "shifting"
    INVENTORY = "inventory"
    RETAIL_CHECK = "retail_check"
    RETAIL_RETURN = "retail_return"
    PAYMENT_IN = "payment_in"
    PAYMENT_OUT = "payment_out"
    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    RESERVATION = "reservation"


class Allocation(Contract):
    """Part of a payment that belongs to a document."""

    document_ref: Ref
    sum: Money


class DocumentRow(Row):
    """A document other than an order."""

    type: Name
    number: str = ""
    date: Moment | None = None
    held: bool = False
    counterparty_ref: Ref | None = None
    organization_ref: Ref | None = None
    store_ref: Ref | None = None
    contract_ref: Ref | None = None
    currency: Currency | None = None
    vat_mode: VatMode | None = None
    total: Money | None = None
    lines: tuple[DocumentLine, ...] = ()
    links: tuple[Ref, ...] = ()
    operation_ref: Ref | None = None
    account_ref: Ref | None = None
    cost_item_ref: Ref | None = None
    allocations: tuple[Allocation, ...] = ()
    comment: str | None = None
