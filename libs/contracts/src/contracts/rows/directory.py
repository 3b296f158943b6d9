"""Directories («справочники»): short lists that settings forms offer and mappers look up."""

from enum import StrEnum

from contracts.base import Contract, Currency, Name, Quantity, Ref
from contracts.rows.base import Row


class DirectoryKind(StrEnum):
    """Which directory a row belongs to; more may come."""

    ORGANIZATION = "organization"
    EMPLOYEE = "employee"
    STORE = "store"
    PRICE_TYPE = "price_type"
    CURRENCY = "currency"
    VAT_RATE = "vat_rate"
    DELIVERY_METHOD = "delivery_method"
    ORDER_STATUS = "order_status"
    LEAD_STATUS = "lead_status"
    PRODUCT_GROUP = "product_group"


class BankAccount(Contract):
    """Account of an organisation."""

    ref: Ref
    name: str
    currency: Currency | None = None


class DirectoryRow(Row):
    """One entry. Fields below `archived` belong to the kinds named in their comments."""

    kind: Name
    name: str = ""
    sort: int = 0
    archived: bool = False
    parent_ref: Ref | None = None  # product_group
    organization_ref: Ref | None = None  # price_type
    currency: Currency | None = None  # price_type; the entry itself for currency
    rate: Quantity | None = None  # vat_rate: percent; currency: units of the account's currency for one
    purchase: bool = False  # price_type: price of purchase, not of sale
    group: str | None = None  # order_status, lead_status: the group of statuses
    final: bool = False  # order_status
    transitions: tuple[Ref, ...] = ()  # order_status: where it may go; empty = anywhere
    internal_phone: str | None = None  # employee
    email: str | None = None  # employee
    inn: str | None = None  # organization
    kpp: str | None = None  # organization
    taxation: str | None = None  # organization
    vat_accounting: bool | None = None  # organization
    vat_ref: Ref | None = None  # organization
    accounts: tuple[BankAccount, ...] = ()  # organization
    address: str | None = None  # organization, store
