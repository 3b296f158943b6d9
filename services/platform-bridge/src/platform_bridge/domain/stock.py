"""Stock of a product (or variant) in a warehouse."""

from decimal import Decimal

from contracts.base import Ref
from contracts.rows.goods import StockRow
from platform_bridge.domain.orders import StockKey


def stock_ref(stock: StockKey) -> Ref:
    """Ref of a stock row: made of its three refs."""
    product, variant, store = stock
    return Ref(f"{product}:{variant or ''}:{store}")


def price_ref(product: Ref, variant: Ref | None, price_type: Ref) -> Ref:
    """Ref of a price: made of the refs of its product, variant and price type."""
    return Ref(f"{product}:{variant or ''}:{price_type}")


def empty_stock(stock: StockKey) -> StockRow:
    """A stock row before anything lies there."""
    product, variant, store = stock
    return StockRow(
        ref=stock_ref(stock),
        sequence=0,
        product_ref=product,
        variant_ref=variant,
        store_ref=store,
        total=Decimal(0),
        reserved=Decimal(0),
    )
