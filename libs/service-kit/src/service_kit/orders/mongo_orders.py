"""Orders of shops in MongoDB. The order itself is kept as the JSON that was sent: it is compared, never searched."""

from collections.abc import Collection, Iterable, Sequence

from contracts.base import AccountId, ConnectionId
from contracts.order import Order
from service_kit.ids import utc_now
from service_kit.mongo import Document, Index, InsertOne, Mongo, UpdateOne
from service_kit.orders.ports import Answer, StoredOrder
from service_kit.outbox import Unit


class MongoOrders:
    """Repository behind the port `Orders`."""

    INDEXES = (Index("orders", (("account", 1), ("connection", 1), ("outside_id", 1)), unique=True),)

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["orders"]

    async def find(
        self, account: AccountId, connection: ConnectionId, outside_ids: Iterable[str]
    ) -> dict[str, StoredOrder]:
        """Orders known already, by outside id."""
        query = {"account": account, "connection": connection, "outside_id": {"$in": list(outside_ids)}}
        rows = await self._rows.find(query).to_list(None)
        return {row["outside_id"]: _stored(row) for row in rows}

    async def by_id(self, account: AccountId, orders: Collection[str]) -> dict[str, Order]:
        """The orders with these ids, as they were sent last."""
        if not orders:
            return {}
        query = {"account": account, "_id": {"$in": list(orders)}}
        rows = await self._rows.find(query, {"order": 1}).to_list(None)
        return {row["_id"]: Order.model_validate_json(row["order"]) for row in rows}

    async def save(
        self,
        account: AccountId,
        connection: ConnectionId,
        new: Sequence[StoredOrder],
        changed: Sequence[StoredOrder],
        unit: Unit,
    ) -> None:
        """Insert the new ones, replace the changed ones."""
        now = utc_now()
        key = {"account": account, "connection": connection}
        writes: list[InsertOne[Document] | UpdateOne] = [
            InsertOne(
                {"_id": order.id, **key, "outside_id": order.outside_id, "created_at": now, **_values(order, now)}
            )
            for order in new
        ]
        writes += [UpdateOne({"_id": order.id, **key}, {"$set": _values(order, now)}) for order in changed]
        if writes:
            await self._rows.bulk_write(writes, ordered=False, session=unit.session)

    async def answered(self, account: AccountId, answers: Sequence[Answer], unit: Unit) -> None:
        """Note the platform's answers; one to an older version than the last sent changes nothing."""
        writes = [
            UpdateOne({"_id": answer.order, "account": account, "version": answer.sequence}, {"$set": _outcome(answer)})
            for answer in answers
        ]
        await self._rows.bulk_write(writes, ordered=False, session=unit.session)


def _values(order: StoredOrder, now: object) -> Document:
    return {
        "number": order.order.number,
        "version": order.version,
        "fingerprint": order.fingerprint,
        "order": order.order.model_dump_json(exclude_none=True),
        "status": order.status,
        "run": order.run,
        "state": "sent",
        "updated_at": now,
    }


def _outcome(answer: Answer) -> Document:
    if answer.refusal is not None:
        return {"state": "refused", "refusal": answer.refusal}
    stored = {"platform_ref": answer.ref, "platform_number": answer.number, "warnings": list(answer.warnings)}
    return {"state": "stored", "refusal": None, **stored}


def _stored(row: Document) -> StoredOrder:
    return StoredOrder(
        id=row["_id"],
        outside_id=row["outside_id"],
        version=row["version"],
        fingerprint=bytes(row["fingerprint"]),
        order=Order.model_validate_json(row["order"]),
        status=row["status"],
        refused=row["state"] == "refused",
        in_platform="platform_ref" in row,
        run=row.get("run"),
    )
