"""Answers with what stands beside records: names, stock, prices, payments."""

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Currency, Moment, Money, Quantity, Ref
from contracts.rows.documents import OrderRow
from contracts.rows.goods import ProductKind, ProductRow
from contracts.rows.people import DealRow, TicketRow
from service_kit.paging import Page


class Shown(BaseModel):
    """Read from what the store gives."""

    model_config = ConfigDict(from_attributes=True)


class OrderList(Page[OrderRow]):
    """A page of orders; `names` are those of the counterparties and directory entries they refer to, by ref."""

    names: dict[str, str]


class TicketList(Page[TicketRow]):
    """A page of «Обращения»; `names` are those of the counterparties and directory entries they refer to, by ref."""

    names: dict[str, str]


class DealList(Page[DealRow]):
    """A page of deals; `names` are those of the counterparties and directory entries they refer to, by ref."""

    names: dict[str, str]


class OrderLineBeside(Shown):
    """Beside the line with the ref `line`.

    `reserved` is reserved for all orders («Общий»), `free` and `total` lie in all warehouses («Остаток»); left out for
    services and for lines without a product. What is reserved for this order stands in the line itself.
    """

    line: Ref
    shipped: Quantity
    kind: ProductKind | None = None
    article: str | None = None
    reserved: Quantity | None = None
    free: Quantity | None = None
    total: Quantity | None = None


class OrderPayment(Shown):
    """A payment of an order; `document_ref` is the payment document a person made, else it came from outside."""

    ref: Ref
    amount: Money
    currency: Currency
    paid_at: Moment
    method: str | None = None
    document_ref: Ref | None = None


class ProductBeside(Shown):
    """Stock over all warehouses and variants, and the price of the first price type.

    `amount` is the lowest of the variants' prices, `several` tells that others are higher.
    """

    total: Quantity
    free: Quantity
    amount: Money | None = None
    currency: Currency | None = None
    several: bool


class ProductList(Page[ProductRow]):
    """A page of products; `beside` by ref of the product."""

    beside: dict[str, ProductBeside] = Field(description="Stock and price of each product of the page")
