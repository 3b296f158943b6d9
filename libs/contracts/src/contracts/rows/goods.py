"""Products, their stock and their prices."""

from enum import StrEnum

from contracts.base import Contract, Currency, Money, Quantity, Ref
from contracts.rows.base import Row


class ProductKind(StrEnum):
    """Type of a product («Товар», «Услуга», «Комплект»)."""

    GOODS = "goods"
    SERVICE = "service"
    KIT = "kit"


class Image(Contract):
    """Picture of a product; `sort` ascending, the first is the main one."""

    ref: Ref
    url: str
    name: str | None = None
    sort: int = 0


class ProductAttribute(Contract):
    """Additional field of a product or a characteristic of a variant («цвет: красный»)."""

    name: str
    value: str
    attribute_ref: Ref | None = None
    value_ref: Ref | None = None


class Variant(Contract):
    """Modification of a product («модификация»), told apart by its characteristics."""

    ref: Ref
    name: str
    article: str | None = None
    barcodes: tuple[str, ...] = ()
    attributes: tuple[ProductAttribute, ...] = ()
    images: tuple[Image, ...] = ()
    archived: bool = False


class Measure(Contract):
    """Unit of a product; `coefficient` = how many base units it holds."""

    ref: Ref
    name: str
    code: str | None = None
    base: bool = True
    coefficient: Quantity | None = None


class KitComponent(Contract):
    """Part of a kit."""

    product_ref: Ref
    variant_ref: Ref | None = None
    quantity: Quantity


class ProductRow(Row):
    """A product card."""

    kind: ProductKind = ProductKind.GOODS
    name: str = ""
    full_name: str | None = None
    article: str | None = None
    code: str | None = None
    store_code: str | None = None
    barcodes: tuple[str, ...] = ()
    group_ref: Ref | None = None
    measures: tuple[Measure, ...] = ()
    vat_ref: Ref | None = None
    description_html: str | None = None
    images: tuple[Image, ...] = ()
    attributes: tuple[ProductAttribute, ...] = ()
    variants: tuple[Variant, ...] = ()
    kit: tuple[KitComponent, ...] = ()
    weight: Quantity | None = None
    volume: Quantity | None = None
    length: Quantity | None = None
    width: Quantity | None = None
    height: Quantity | None = None
    country_ref: Ref | None = None
    supplier_ref: Ref | None = None
    responsible_ref: Ref | None = None
    min_stock: Quantity | None = None
    cost: Money | None = None
    marking: str | None = None
    archived: bool = False


class StockRow(Row):
    """Stock of a product (or variant) in one warehouse; `ref` is made of the three refs. Free = total - reserved."""

    product_ref: Ref
    store_ref: Ref
    variant_ref: Ref | None = None
    total: Quantity
    reserved: Quantity
    min_stock: Quantity | None = None


class PriceRow(Row):
    """Price of a product (or variant) in one price type; `ref` is made of the refs."""

    product_ref: Ref
    price_type_ref: Ref
    variant_ref: Ref | None = None
    measure_ref: Ref | None = None
    amount: Money
    currency: Currency
