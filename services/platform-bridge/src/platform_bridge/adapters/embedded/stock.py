"""Stock per product, variant and warehouse."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from contracts.base import AccountId, Ref
from contracts.rows.goods import StockRow
from platform_bridge.adapters.embedded.records import Records, as_json, key
from platform_bridge.adapters.embedded.writes import write
from platform_bridge.domain.orders import StockKey
from service_kit.ids import utc_now
from service_kit.mongo import InsertOne, Mongo, Session, UpdateOne


def stock_ref(stock: StockKey) -> Ref:
    """Ref of a stock row: made of its three refs."""
    product, variant, store = stock
    return Ref(f"{product}:{variant or ''}:{store}")


class Stock(Records[StockRow]):
    """Stock rows and their reserves."""

    def __init__(self, mongo: Mongo) -> None:
        super().__init__(mongo, "stock", StockRow)

    async def reserve(
        self, account: AccountId, changes: Mapping[StockKey, Decimal], session: Session
    ) -> Sequence[StockRow]:
        """Add to the reserves, one write per stock row.

        Free stock may go below zero: the shop has sold the goods already, and the manager must see what is short.
        """
        known = await self.some(account, map(stock_ref, changes), session)
        rows, writes = [], []
        for stock, change in changes.items():
            old = known.get(stock_ref(stock))
            row = _changed(stock, old, change)
            identity = {"_id": key(account, row.ref), "account": account}
            fields = {"sequence": row.sequence, "row": as_json(row)}
            writes.append(UpdateOne(identity, {"$set": fields}) if old else InsertOne({**identity, **fields}))
            rows.append(row)
        await write(self.collection, writes, session)
        return rows


def _changed(stock: StockKey, old: StockRow | None, change: Decimal) -> StockRow:
    product, variant, store = stock
    # both amounts are validated ones, so that their sum needs no validation of its own
    return (old or _nothing(product, variant, store)).model_copy(
        update={
            "reserved": (old.reserved if old else Decimal(0)) + change,
            "sequence": (old.sequence if old else 0) + 1,
            "updated_at": utc_now(),
        }
    )


def _nothing(product: Ref, variant: Ref | None, store: Ref) -> StockRow:
    return StockRow(
        ref=stock_ref((product, variant, store)),
        sequence=0,
        product_ref=product,
        variant_ref=variant,
        store_ref=store,
        total=Decimal(0),
        reserved=Decimal(0),
    )
