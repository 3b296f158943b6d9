"""Bodies of requests and answers that are not rows of the contracts."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Currency, Money, Quantity, Ref
from contracts.order import ContactKind
from contracts.rows.goods import PriceRow, ProductAttribute, ProductKind, ProductRow, StockRow, Variant

Text = Annotated[str, Field(min_length=1, max_length=500)]
RefText = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w.:-]+$")]
NotNegative = Annotated[Quantity, Field(ge=0)]


LongText = Annotated[str, Field(max_length=10_000)]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Inn = Annotated[str, Field(pattern=r"^\d{10}(\d{2})?$")]
Kpp = Annotated[str, Field(pattern=r"^\d{9}$")]


class Input(BaseModel):
    """A body that a client sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Credentials(Input):
    """Who wants to log in."""

    login: str = Field(min_length=1, max_length=254)
    password: str = Field(min_length=1, max_length=200)


class Access(BaseModel):
    """An access token and how many seconds it lives; the refresh token travels in a cookie."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105  # the name of a scheme (RFC 6750)
    expires_in: int


class Me(BaseModel):
    """The caller."""

    user: str
    login: str
    name: str
    account: str
    account_name: str
    roles: list[str]


class Jwk(BaseModel):
    """A public RSA key (RFC 7517)."""

    kty: str
    n: str
    e: str
    kid: str
    use: str
    alg: str


class Jwks(BaseModel):
    """The keys that access tokens are checked with."""

    keys: list[Jwk]


class Changes(Input):
    """Some fields of a record; a field that is left out stays."""

    required: ClassVar[frozenset[str]] = frozenset()

    def given(self) -> dict[str, Any]:
        """The fields that the client named; null for a field that has no empty value is as good as left out."""
        named = self.model_dump(exclude_unset=True)
        return {name: value for name, value in named.items() if value is not None or name not in self.required}


class ProductFields(Changes):
    """What may be set on a product card."""

    required = frozenset({"name", "kind", "barcodes", "attributes", "variants", "archived", "extra"})

    name: Text | None = None
    kind: ProductKind | None = None
    full_name: Text | None = None
    article: Annotated[str, Field(max_length=100)] | None = None
    code: Annotated[str, Field(max_length=100)] | None = None
    barcodes: Annotated[tuple[Annotated[str, Field(max_length=50)], ...], Field(max_length=50)] | None = None
    group_ref: RefText | None = None
    vat_ref: RefText | None = None
    description_html: Annotated[str, Field(max_length=20_000)] | None = None
    weight: NotNegative | None = None
    min_stock: NotNegative | None = None
    cost: Annotated[Money, Field(ge=0)] | None = None
    supplier_ref: RefText | None = None
    responsible_ref: RefText | None = None
    attributes: Annotated[tuple[ProductAttribute, ...], Field(max_length=200)] | None = None
    variants: Annotated[tuple[Variant, ...], Field(max_length=1000)] | None = None
    extra: Annotated[dict[RefText, Annotated[str, Field(max_length=1000)]], Field(max_length=200)] | None = None
    archived: bool | None = None


class NewProduct(ProductFields):
    """A new product card."""

    name: Text


class PriceFields(Input):
    """A price of a product (or variant); the currency is that of the price type unless another is given."""

    product_ref: RefText
    variant_ref: RefText | None = None
    price_type_ref: RefText
    amount: Annotated[Money, Field(ge=0)]
    currency: Currency | None = None


class StockFields(Input):
    """How much of a product (or variant) lies in a warehouse."""

    product_ref: RefText
    variant_ref: RefText | None = None
    store_ref: RefText
    total: NotNegative
    min_stock: NotNegative | None = None


class EntryFields(Input):
    """An entry of a directory, whole; which fields count depends on its kind."""

    name: Text
    sort: int = 0
    archived: bool = False
    parent_ref: RefText | None = None
    organization_ref: RefText | None = None
    currency: Currency | None = None
    rate: Quantity | None = None
    purchase: bool = False
    group: Annotated[str, Field(max_length=100)] | None = None
    final: bool = False
    transitions: tuple[Ref, ...] = ()
    internal_phone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    inn: Inn | None = None
    kpp: Kpp | None = None
    taxation: Annotated[str, Field(max_length=100)] | None = None
    vat_accounting: bool | None = None
    vat_ref: RefText | None = None
    address: Annotated[str, Field(max_length=500)] | None = None


class ContactFields(Input):
    """How somebody is reached."""

    kind: ContactKind
    value: Annotated[str, Field(min_length=1, max_length=254)]
    note: Annotated[str, Field(max_length=200)] | None = None


class OrderFields(Changes):
    """What a person may set in an order; `reserve` makes its reserve or gives it back."""

    required = frozenset({"status_ref", "reserve"})

    status_ref: RefText | None = None
    counterparty_ref: RefText | None = None
    organization_ref: RefText | None = None
    responsible_ref: RefText | None = None
    executor_ref: RefText | None = None
    comment: LongText | None = None
    delivery_method_ref: RefText | None = None
    tracking_number: Annotated[str, Field(max_length=100)] | None = None
    reserve: bool | None = None


class CounterpartyFields(Changes):
    """What may be set of a counterparty; `contacts` come whole."""

    required = frozenset({"name", "is_customer", "contacts"})

    name: Text | None = None
    full_name: Text | None = None
    is_customer: bool | None = None
    note: LongText | None = None
    inn: Inn | None = None
    kpp: Kpp | None = None
    address_legal: Text | None = None
    address_actual: Text | None = None
    contacts: Annotated[tuple[ContactFields, ...], Field(max_length=50)] | None = None
    responsible_ref: RefText | None = None


class NewCounterparty(CounterpartyFields):
    """A new counterparty."""

    name: Text


class TicketFields(Changes):
    """What may be set of an «Обращение»."""

    required = frozenset({"subject"})

    subject: Text | None = None
    text: LongText | None = None
    counterparty_ref: RefText | None = None
    contact_name: Text | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: Email | None = None
    status_ref: RefText | None = None
    responsible_ref: RefText | None = None


class NewTicket(TicketFields):
    """A new «Обращение»."""

    subject: Text


class DealFields(Changes):
    """What may be set of a deal («Сделка»)."""

    required = frozenset({"name"})

    name: Text | None = None
    description: LongText | None = None
    status_ref: RefText | None = None
    counterparty_ref: RefText | None = None
    organization_ref: RefText | None = None
    responsible_ref: RefText | None = None
    executor_ref: RefText | None = None
    budget: Annotated[Money, Field(ge=0)] | None = None
    currency: Currency | None = None
    state: Annotated[str, Field(max_length=100)] | None = None


class NewDeal(DealFields):
    """A new deal."""

    name: Text


class ProductCard(BaseModel):
    """A product with its prices and stock."""

    product: ProductRow
    prices: tuple[PriceRow, ...]
    stock: tuple[StockRow, ...]
