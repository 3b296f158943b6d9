"""Bodies of requests and answers that are not rows of the contracts."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Currency, Money, Quantity, Ref
from contracts.rows.directory import DirectoryRow
from contracts.rows.documents import OrderRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from contracts.rows.people import CounterpartyRow

Text = Annotated[str, Field(min_length=1, max_length=500)]
RefText = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w.:-]+$")]
NotNegative = Annotated[Quantity, Field(ge=0)]


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


class ProductFields(Input):
    """What may be set on a product card; a field that is left out stays."""

    name: Text | None = None
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
    archived: bool | None = None

    def given(self) -> dict[str, Any]:
        """The fields that the client named; a flag or a list of barcodes that is null is as good as left out."""
        return {
            name: value
            for name, value in self.model_dump(exclude_unset=True).items()
            if value is not None or name not in ("name", "barcodes", "archived")
        }


class NewProduct(ProductFields):
    """A new product card."""

    name: Text


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
    inn: Annotated[str, Field(pattern=r"^\d{10}(\d{2})?$")] | None = None
    kpp: Annotated[str, Field(pattern=r"^\d{9}$")] | None = None
    taxation: Annotated[str, Field(max_length=100)] | None = None
    vat_accounting: bool | None = None
    vat_ref: RefText | None = None
    address: Annotated[str, Field(max_length=500)] | None = None


class OrderPage(BaseModel):
    """Orders, newest first; `next` is the cursor of the following page."""

    items: tuple[OrderRow, ...]
    next: str | None


class ProductPage(BaseModel):
    """Products by name."""

    items: tuple[ProductRow, ...]
    next: str | None


class ProductCard(BaseModel):
    """A product with its prices and stock."""

    product: ProductRow
    prices: tuple[PriceRow, ...]
    stock: tuple[StockRow, ...]


class CounterpartyPage(BaseModel):
    """Counterparties by name."""

    items: tuple[CounterpartyRow, ...]
    next: str | None


class StockPage(BaseModel):
    """Stock rows."""

    items: tuple[StockRow, ...]
    next: str | None


class Directory(BaseModel):
    """All entries of a directory in their order."""

    items: tuple[DirectoryRow, ...]
