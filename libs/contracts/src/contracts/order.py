"""The order as a shop, a letter or an analytics system knows it, without loss.

Field sources: CommerceML 2.03-3.1 «Документ» as real shops write it, InSales order JSON, and the «Заказ покупателя» of
Бизнес.Ру. What has no field of its own travels in `attributes` under the name it had outside.
"""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from contracts.base import ConnectionId, Contract, Currency, Moment, Money, Quantity, Ref


class Attribute(Contract):
    """A named value that has no field of its own («ЗначениеРеквизита», a field of a shop's form)."""

    name: str
    value: str
    code: str | None = None


class ContactKind(StrEnum):
    """How a person is reached."""

    PHONE = "phone"
    EMAIL = "email"
    SITE = "site"
    MESSENGER = "messenger"
    OTHER = "other"


class Contact(Contract):
    """One contact as it was written; `note` keeps the outside name of its kind («Телефон рабочий»)."""

    kind: ContactKind
    value: str
    note: str | None = None


class Address(Contract):
    """Postal address: the whole text and the parts that were given apart."""

    text: str | None = None
    postcode: str | None = None
    country: str | None = None
    region: str | None = None
    district: str | None = None
    city: str | None = None
    locality: str | None = None
    street: str | None = None
    house: str | None = None
    building: str | None = None
    flat: str | None = None


class Representative(Contract):
    """Contact person of a party."""

    name: str | None = None
    outside_id: str | None = None
    relation: str | None = None
    contacts: tuple[Contact, ...] = ()


class PartyRole(StrEnum):
    """Role of a party in the order («Роль»)."""

    BUYER = "buyer"
    PAYER = "payer"
    RECIPIENT = "recipient"
    OTHER = "other"


class Party(Contract):
    """A person or a company of the order.

    `phone` holds digits with the leading 7 for Russian numbers and `email` is lower case: both serve matching.
    `contacts` keeps everything as it was written.
    """

    role: PartyRole = PartyRole.BUYER
    outside_id: str | None = None
    name: str | None = None
    full_name: str | None = None
    legal_name: str | None = None
    last_name: str | None = None
    first_name: str | None = None
    middle_name: str | None = None
    inn: str | None = None
    kpp: str | None = None
    phone: str | None = None
    email: str | None = None
    contacts: tuple[Contact, ...] = ()
    address: Address | None = None
    legal_address: Address | None = None
    representatives: tuple[Representative, ...] = ()


class Discount(Contract):
    """Reduction of a line or of the order; `included` = the price is already lowered by it."""

    name: str | None = None
    amount: Money | None = None
    percent: Money | None = None
    included: bool | None = None


class Tax(Contract):
    """Tax of a line or of the order; `rate` as written («18», «Без НДС»), `included` = part of the sum."""

    name: str | None = None
    rate: str | None = None
    amount: Money | None = None
    included: bool | None = None


class Unit(Contract):
    """Unit of measure; `code` is the OKEI code («796»)."""

    name: str | None = None
    code: str | None = None
    full_name: str | None = None
    international: str | None = None


class LineKind(StrEnum):
    """What a line sells («ТипНоменклатуры»)."""

    GOODS = "goods"
    SERVICE = "service"


class MatchedBy(StrEnum):
    """How the product of a line was recognised."""

    ID = "id"
    ARTICLE = "article"
    BARCODE = "barcode"
    NAME = "name"
    HAND = "hand"


class OrderLine(Contract):
    """One line of goods or services.

    `number` counts from 1 in the order of the source. `outside_id` is the shop's id as it stands, characteristic
    included («товар#характеристика»). `product_ref` is empty when the product is not known in the platform.
    """

    number: int
    name: str
    quantity: Quantity
    price: Money
    sum: Money
    kind: LineKind = LineKind.GOODS
    outside_id: str | None = None
    catalog_id: str | None = None
    article: str | None = None
    barcode: str | None = None
    unit: Unit | None = None
    coefficient: Quantity | None = None
    discounts: tuple[Discount, ...] = ()
    taxes: tuple[Tax, ...] = ()
    characteristics: tuple[Attribute, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    reserve_hint: bool | None = None
    product_ref: Ref | None = None
    variant_ref: Ref | None = None
    store_ref: Ref | None = None
    matched_by: MatchedBy | None = None


class Delivery(Contract):
    """How the order travels; `date` is the promised day as written, hours are local to the shop."""

    method: str | None = None
    method_code: str | None = None
    method_ref: Ref | None = None
    address: Address | None = None
    price: Money | None = None
    taxes: tuple[Tax, ...] = ()
    recipient: str | None = None
    phone: str | None = None
    email: str | None = None
    note: str | None = None
    date: str | None = None
    hour_from: int | None = None
    hour_to: int | None = None
    allowed: bool | None = None
    allowed_at: Moment | None = None
    shipped_at: Moment | None = None
    tracking_number: str | None = None
    carrier: str | None = None
    weight: Quantity | None = None
    dimensions: str | None = None


class PaymentEntry(Contract):
    """One payment that the outside system confirms."""

    number: str | None = None
    transaction: str | None = None
    paid_at: Moment | None = None
    amount: Money | None = None
    method: str | None = None
    method_code: str | None = None


class Payment(Contract):
    """Payment of the order: method, whether it is paid, and the single payments when they were given.

    `paid` is None when the outside system says nothing about it.
    """

    method: str | None = None
    method_code: str | None = None
    paid: bool | None = None
    paid_at: Moment | None = None
    number: str | None = None
    amount: Money | None = None
    entries: tuple[PaymentEntry, ...] = ()


class OutsideStatus(Contract):
    """Status in the outside system: its code, its text without the code, and what follows from it."""

    code: str | None = None
    text: str | None = None
    changed_at: Moment | None = None
    cancelled: bool | None = None
    final: bool | None = None


class VatMode(StrEnum):
    """«Учёт НДС» of the connection: the price includes VAT, does not include it, or there is none."""

    INCLUDED = "included"
    NOT_INCLUDED = "not_included"
    NONE = "none"


class ExtraCost(Contract):
    """Cost of the order that is neither goods nor delivery («ДопРасход»)."""

    name: str
    amount: Money


class Order(Contract):
    """The whole order. `placed_at` is None when the source gave no readable date; `placed_text` keeps its words."""

    number: str
    placed_at: Moment | None = None
    placed_text: str | None = None
    currency: Currency | None = None
    rate: Money | None = None
    total: Money | None = None
    lines: tuple[OrderLine, ...] = Field(min_length=1)
    customer: Party | None = None
    parties: tuple[Party, ...] = ()
    delivery: Delivery | None = None
    payment: Payment | None = None
    status: OutsideStatus | None = None
    comment: str | None = None
    manager_comment: str | None = None
    vat_mode: VatMode | None = None
    discounts: tuple[Discount, ...] = ()
    taxes: tuple[Tax, ...] = ()
    extra_costs: tuple[ExtraCost, ...] = ()
    source: str | None = None
    site: str | None = None
    attributes: tuple[Attribute, ...] = ()

    def lines_total(self) -> Decimal:
        """Sum of the lines, delivery and discounts not counted, in `currency`."""
        return sum((line.sum for line in self.lines), Decimal(0))

    def full_total(self) -> Decimal:
        """The total as given, else lines, delivery and extra costs."""
        if self.total is not None:
            return self.total
        delivery = self.delivery.price if self.delivery and self.delivery.price else Decimal(0)
        return self.lines_total() + delivery + sum((cost.amount for cost in self.extra_costs), Decimal(0))


class OrderOrigin(Contract):
    """Where the order came from: (account, connection, outside_id) is its natural key.

    `service` is the folder name of the service that took it in («shop-sync»). A change with this origin is never sent
    back to the same connection.
    """

    service: str
    connection: ConnectionId
    outside_id: str
    number: str
    status: str | None = None


class OrderOptions(Contract):
    """What the owner of the connection wants done with the order in the platform.

    `reserve` = «Автоматически резервировать товары», `accept_payments` = «Приём онлайн-платежей»,
    `status` = «Присваивать статус», `organization` and `owner` = «Организация», «Владелец».
    """

    reserve: bool = False
    accept_payments: bool = False
    organization: Ref | None = None
    owner: Ref | None = None
    status: Ref | None = None
    store: Ref | None = None
