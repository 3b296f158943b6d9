"""Change a product, its stock or an entry of a directory by hand; the others hear of it by …Changed."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import ProductRow, StockRow
from platform_bridge.app.changes import emit_changes
from platform_bridge.app.ports import Rows
from platform_bridge.domain.orders import StockKey
from platform_bridge.domain.stock import empty_stock, stock_ref
from service_kit.errors import DataError
from service_kit.ids import new_id
from service_kit.mongo import Session
from service_kit.outbox import Outbox, Unit

R = TypeVar("R", bound=Row)

Fields = Mapping[str, Any]
"""Validated values of a row's fields."""


class ChangeRecords:
    """Each change reads, writes and tells in one transaction. DataError `…_unknown` for what the account has not."""

    def __init__(
        self, records: Callable[[SnapshotKind], Rows[Any]], outbox: Outbox, clock: Callable[[], dt.datetime]
    ) -> None:
        self._records = records
        self._outbox = outbox
        self._clock = clock

    async def add_product(self, account: AccountId, fields: Fields) -> ProductRow:
        """Make a product card."""

        async def made(session: Session) -> ProductRow:
            await self._check_product(account, fields, session)
            return ProductRow(ref=Ref(new_id()), sequence=0, **fields)

        return await self._change(account, SnapshotKind.PRODUCTS, made)

    async def change_product(self, account: AccountId, ref: str, fields: Fields) -> ProductRow:
        """Set fields of a product card; the others stay."""

        async def changed(session: Session) -> ProductRow:
            old = await self._product(account, ref, session)
            await self._check_product(account, fields, session)
            return old.model_copy(update=dict(fields))

        return await self._change(account, SnapshotKind.PRODUCTS, changed)

    async def set_stock(
        self, account: AccountId, stock: StockKey, total: Decimal, min_stock: Decimal | None
    ) -> StockRow:
        """Set what lies in a warehouse; reserves stay."""
        product, variant, store = stock

        async def changed(session: Session) -> StockRow:
            card = await self._product(account, product, session)
            if variant is not None and variant not in {one.ref for one in card.variants}:
                raise DataError("variant_unknown")
            await self._check_entry(account, DirectoryKind.STORE, store, session)
            old: StockRow | None = await self._records(SnapshotKind.STOCK).get(account, stock_ref(stock), session)
            return (old or empty_stock(stock)).model_copy(update={"total": total, "min_stock": min_stock})

        return await self._change(account, SnapshotKind.STOCK, changed)

    async def set_entry(self, account: AccountId, kind: DirectoryKind, ref: str, fields: Fields) -> DirectoryRow:
        """Write an entry of a directory, a new one if there is none; refs are single over all directories."""

        async def changed(session: Session) -> DirectoryRow:
            old: DirectoryRow | None = await self._records(SnapshotKind.DIRECTORIES).get(account, ref, session)
            if old is not None and old.kind != kind:
                raise DataError("entry_unknown")
            return DirectoryRow(ref=Ref(ref), sequence=old.sequence if old else 0, kind=kind, **fields)

        return await self._change(account, SnapshotKind.DIRECTORIES, changed)

    async def _change(self, account: AccountId, kind: SnapshotKind, make: Callable[[Session], Awaitable[R]]) -> R:
        async def body(unit: Unit) -> R:
            made = await make(unit.session)
            now = self._clock()
            row = made.model_copy(update={"sequence": made.sequence + 1, "updated_at": now})
            await self._records(kind).save(account, [row], unit.session)
            emit_changes(unit, account, kind, [row], now)
            return row

        return await self._outbox.transact(body)

    async def _product(self, account: AccountId, ref: str, session: Session) -> ProductRow:
        found: ProductRow | None = await self._records(SnapshotKind.PRODUCTS).get(account, ref, session)
        if found is None:
            raise DataError("product_unknown")
        return found

    async def _check_product(self, account: AccountId, fields: Fields, session: Session) -> None:
        for kind, field in ((DirectoryKind.PRODUCT_GROUP, "group_ref"), (DirectoryKind.VAT_RATE, "vat_ref")):
            if ref := fields.get(field):
                await self._check_entry(account, kind, ref, session)

    async def _check_entry(self, account: AccountId, kind: DirectoryKind, ref: str, session: Session) -> None:
        found: DirectoryRow | None = await self._records(SnapshotKind.DIRECTORIES).get(account, ref, session)
        if found is None or found.kind != kind:
            raise DataError("entry_unknown")
