"""Stock per product, variant and warehouse."""

from collections.abc import Mapping, Sequence

from contracts.base import AccountId
from contracts.rows.goods import StockRow
from platform_bridge.adapters.embedded.records import Records, as_json, key
from platform_bridge.domain.orders import StockChange, StockKey
from platform_bridge.domain.stock import empty_stock, stock_ref
from service_kit.ids import utc_now
from service_kit.inbox import write
from service_kit.mongo import Document, InsertOne, Mongo, Session, UpdateOne


class Stock(Records[StockRow]):
    """Stock rows and their reserves."""

    def __init__(self, mongo: Mongo) -> None:
        super().__init__(mongo, "stock", StockRow)

    async def change(
        self, account: AccountId, changes: Mapping[StockKey, StockChange], session: Session
    ) -> Sequence[StockRow]:
        """Add to what lies and what is reserved, one write per stock row.

        Free stock may go below zero: the shop has sold the goods already, and the manager must see what is short.
        """
        known = await self.some(account, map(stock_ref, changes), session)
        now = utc_now()
        rows: list[StockRow] = []
        writes: list[InsertOne[Document] | UpdateOne] = []
        for stock, change in changes.items():
            found = known.get(stock_ref(stock))
            old = found or empty_stock(stock)
            changed = {
                "total": old.total + change.total,
                "reserved": old.reserved + change.reserved,
                "sequence": old.sequence + 1,
                "updated_at": now,
                "deleted": False,
            }
            row = old.model_copy(update=changed)
            identity = {"_id": key(account, row.ref), "account": account}
            fields = {"sequence": row.sequence, "row": as_json(row)}
            writes.append(UpdateOne(identity, {"$set": fields}) if found else InsertOne({**identity, **fields}))
            rows.append(row)
        await write(self.collection, writes, session)
        return rows
