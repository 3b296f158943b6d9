"""What stands beside a product in a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from contracts.base import Ref
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import PriceRow, StockRow


@dataclass(frozen=True, slots=True)
class BesideProduct:
    """Stock over all warehouses and variants, and the lowest price of the first price type.

    `several` tells that other variants cost more; without a price `amount` and `currency` are None.
    """

    total: Decimal
    free: Decimal
    amount: Decimal | None = None
    currency: str | None = None
    several: bool = False


def base_price_type(directories: Iterable[DirectoryRow]) -> Ref | None:
    """The price type that lists show: the first one of sale."""
    kinds = [
        row
        for row in directories
        if row.kind == DirectoryKind.PRICE_TYPE and not (row.purchase or row.archived or row.deleted)
    ]
    return min(kinds, key=lambda row: (row.sort, row.ref)).ref if kinds else None


def below(groups: Iterable[DirectoryRow], top: str) -> list[str]:
    """The product group `top` and all groups under it."""
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for group in groups:
        children[group.parent_ref].append(group.ref)
    found, seen = [top], {top}
    for ref in found:
        inner = [child for child in children[ref] if child not in seen]
        seen.update(inner)
        found += inner
    return found


def beside_products(
    products: Iterable[Ref], stock: Iterable[StockRow], prices: Iterable[PriceRow]
) -> dict[Ref, BesideProduct]:
    """By ref of the product; `prices` are of one price type."""
    totals: defaultdict[Ref, Decimal] = defaultdict(Decimal)
    reserves: defaultdict[Ref, Decimal] = defaultdict(Decimal)
    for row in stock:
        totals[row.product_ref] += row.total
        reserves[row.product_ref] += row.reserved
    priced: defaultdict[Ref, list[PriceRow]] = defaultdict(list)
    for price in prices:
        priced[price.product_ref].append(price)
    return {ref: _beside(totals[ref], totals[ref] - reserves[ref], priced[ref]) for ref in products}


def _beside(total: Decimal, free: Decimal, prices: list[PriceRow]) -> BesideProduct:
    if not prices:
        return BesideProduct(total, free)
    lowest = min(prices, key=lambda price: price.amount)
    several = any(price.amount != lowest.amount for price in prices)
    return BesideProduct(total, free, lowest.amount, lowest.currency, several)
