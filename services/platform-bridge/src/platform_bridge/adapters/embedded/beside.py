"""What lists and windows show beside the records themselves."""

from collections.abc import Iterable, Sequence
from typing import Any

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind
from contracts.rows.documents import DocumentType, OrderRow
from contracts.rows.goods import ProductRow
from platform_bridge.adapters.embedded.records import Records, key
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.domain.goods_list import BesideProduct, base_price_type, below, beside_products
from platform_bridge.domain.kinds import KINDS
from platform_bridge.domain.order_lines import BesideLine, beside_lines


class Beside:
    """Reads a page's worth at a time, so that no list asks once per row."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store

    async def names(self, account: AccountId, kind: SnapshotKind, rows: Iterable[Row]) -> dict[str, str]:
        """Ref → name of the counterparties and directory entries that rows of a kind name, without unknown ones."""
        people: set[str | None] = set()
        entries: set[str | None] = set()
        for row in rows:
            for field, target in KINDS[kind].refs.items():
                (people if target is SnapshotKind.COUNTERPARTIES else entries).add(getattr(row, field))
            if isinstance(row, OrderRow):
                entries |= {row.author_ref, row.delivery.method_ref if row.delivery else None}
        found = await _names(self._store.counterparties, account, people)
        return found | await _names(self._store.directories, account, entries)

    async def lines(self, account: AccountId, order: OrderRow) -> list[BesideLine]:
        """Beside each line of an order."""
        refs = sorted({line.product_ref for line in order.lines if line.product_ref})
        products: dict[str, ProductRow] = await self._store.products.some(account, refs, None)
        stock = await self._store.stock.every(account, _of_products(refs))
        shipping = {"row.links": order.ref, "row.type": DocumentType.REALIZATION.value, "row.held": True}
        held = await self._store.documents.every(account, {**shipping, "row.deleted": False})
        return beside_lines(order, products, stock, held)

    async def products(self, account: AccountId, products: Sequence[ProductRow]) -> dict[Ref, BesideProduct]:
        """Stock and price of a page of products."""
        refs = [product.ref for product in products]
        stock = await self._store.stock.every(account, _of_products(refs))
        kinds = await self._store.directories.every(account, {"row.kind": DirectoryKind.PRICE_TYPE.value})
        base = {"row.price_type_ref": base_price_type(kinds)}
        prices = await self._store.prices.every(account, {**_of_products(refs), **base})
        return beside_products(refs, stock, prices)

    async def groups_below(self, account: AccountId, group: str) -> list[str]:
        """The product group and all under it."""
        query = {"row.kind": DirectoryKind.PRODUCT_GROUP.value, "row.deleted": False}
        return below(await self._store.directories.every(account, query), group)


def _of_products(refs: Iterable[str]) -> dict[str, Any]:
    return {"row.product_ref": {"$in": list(refs)}, "row.deleted": False}


async def _names(kept: Records[Any], account: AccountId, refs: Iterable[str | None]) -> dict[str, str]:
    ids = [key(account, ref) for ref in refs if ref]
    if not ids:
        return {}
    found = kept.collection.find({"account": account, "_id": {"$in": ids}}, {"row.ref": 1, "row.name": 1})
    names = {document["row"]["ref"]: document["row"].get("name") for document in await found.to_list(None)}
    return {ref: name for ref, name in names.items() if name}
