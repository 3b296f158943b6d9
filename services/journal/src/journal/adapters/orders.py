"""Life lines of orders in MongoDB, one document each; the decimal text of sums is added up by the database."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from contracts.base import AccountId
from journal.domain.order import Need, OrderLife, Refusal, Step, StepKind
from service_kit.inbox import write
from service_kit.mongo import Document, Index, Mongo, Session, UpdateOne

KEEP_SECONDS = 365 * 24 * 3600
SWEEP_INDEX = [("account", 1), ("sweep_at", 1)]
_STEP, _REFUSAL = (tuple(field.name for field in dataclasses.fields(kind)) for kind in (Step, Refusal))
_BUILT = {"key", "names", "refusal", "need", "steps"}
_PLAIN = tuple(field.name for field in dataclasses.fields(OrderLife) if field.name not in _BUILT)
"""Fields of a life that are stored as they are."""
_AMOUNT = {"$toDecimal": {"$ifNull": ["$total", "0"]}}


class MongoOrders:
    """Repository of order lives; documents expire a year after the last step."""

    INDEXES = (
        Index("orders", (("account", 1), ("names", 1))),
        Index("orders", (("account", 1), ("need", 1)), partial={"need": {"$exists": True}}),
        Index("orders", tuple(SWEEP_INDEX), partial={"sweep_at": {"$exists": True}}),
        Index("orders", (("account", 1), ("stored_at", 1), ("connection", 1), ("currency", 1), ("total", 1))),
        Index("orders", (("touched_at", 1),), ttl_seconds=KEEP_SECONDS),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._orders = mongo["orders"]

    async def load(
        self, account: AccountId, keys: Iterable[tuple[str, str]], refs: Iterable[str], session: Session
    ) -> list[OrderLife]:
        """Those known by natural key or by ref."""
        ids = [_id(account, key) for key in keys]
        names = [f"ref:{ref}" for ref in refs]
        by_id = self._orders.find({"account": account, "_id": {"$in": ids}}, session=session)
        found = {row["_id"]: row for row in await by_id.to_list(None)}
        if names:
            by_name = self._orders.find({"account": account, "names": {"$in": names}}, session=session)
            found |= {row["_id"]: row for row in await by_name.to_list(None)}
        return [_life(row) for row in found.values()]

    async def save(self, account: AccountId, lives: Sequence[OrderLife], session: Session) -> None:
        """Store; Conflict when another worker made one of them meanwhile."""
        await write(self._orders, [_upsert(account, life) for life in lives], session)

    async def named(self, account: AccountId, by: str, value: str, limit: int) -> list[OrderLife]:
        """Orders found by «ref», «id», «number» or «outside_id», the last touched first."""
        query = {"account": account, "names": f"{by}:{value}"}
        rows = await self._orders.find(query).sort([("touched_at", -1), ("_id", -1)]).limit(limit).to_list(None)
        return [_life(row) for row in rows]

    async def overdue(self, before: dt.datetime, limit: int) -> Mapping[AccountId, list[str]]:
        """Orders of all accounts that wait since `before` or longer and are not marked yet: account → ids."""
        query = {"sweep_at": {"$lte": before}}
        rows = await self._orders.find(query, {"account": 1}).hint(SWEEP_INDEX).limit(limit).to_list(None)
        found: dict[AccountId, list[str]] = {}
        for row in rows:
            found.setdefault(row["account"], []).append(row["_id"])
        return found

    async def mark_unanswered(
        self, account: AccountId, ids: Sequence[str], before: dt.datetime, key: str, session: Session
    ) -> bool:
        """Mark those that still wait; whether there was any."""
        marks = {"need": Need.UNANSWERED, "need_key": key, "need_at": "$waits_since"}
        changed = await self._orders.update_many(
            {"account": account, "_id": {"$in": list(ids)}, "sweep_at": {"$lte": before}},
            [{"$set": marks}, {"$unset": "sweep_at"}],
            session=session,
        )
        return bool(changed.modified_count)

    async def needing(self, account: AccountId) -> list[Document]:
        """Orders that need attention, by {connection, need, key, currency}, with count, amount and the `oldest`."""
        by = {"connection": "$connection", "need": "$need", "key": "$need_key", "currency": "$currency"}
        oldest = {"since": "$need_at", "id": "$subject", "number": "$number", "ref": "$ref", "service": "$service"}
        return await self._grouped(
            {"account": account, "need": {"$in": list(Need)}},
            by,
            {"oldest": {"$min": {**oldest, "reasons": "$refusal.reasons"}}},
        )

    async def kept(self, account: AccountId, since: dt.datetime, until: dt.datetime) -> list[Document]:
        """Orders that the platform kept first in that time, by {connection, currency}, with count and amount."""
        return await self._grouped(
            {"account": account, "stored_at": {"$gte": since, "$lt": until}},
            {"connection": "$connection", "currency": "$currency"},
            {},
        )

    async def _grouped(self, match: Document, by: Document, more: Document) -> list[Document]:
        group = {"_id": by, "count": {"$sum": 1}, "amount": {"$sum": _AMOUNT}, **more}
        found = await self._mongo.aggregate("orders", [{"$match": match}, {"$group": group}])
        return [
            {"connection": None, "currency": None, **row.pop("_id"), **row, "amount": row["amount"].to_decimal()}
            for row in found
        ]


def _id(account: AccountId, key: tuple[str, str]) -> str:
    return "|".join((account, *key))


def _upsert(account: AccountId, life: OrderLife) -> UpdateOne:
    values = {name: getattr(life, name) for name in _PLAIN} | {
        "connection": life.key[0],
        "outside_id": life.key[1],
        "names": sorted(life.names),
        "need": life.need,
        "refusal": _fields(life.refusal, _REFUSAL) if life.refusal else None,
        "steps": [_fields(step, _STEP) for step in life.steps],
        "sweep_at": None if life.need else life.waits_since,
    }
    update = {"$set": {name: value for name, value in values.items() if value is not None}}
    if gone := {name: 1 for name, value in values.items() if value is None}:
        update["$unset"] = gone
    return UpdateOne({"_id": _id(account, life.key), "account": account}, update, upsert=True)


def _life(row: Document) -> OrderLife:
    refusal = row.get("refusal")
    return OrderLife(
        key=(row["connection"], row["outside_id"]),
        names=set(row["names"]),
        refusal=Refusal(refusal["sequence"], refusal["at"], tuple(refusal["reasons"])) if refusal else None,
        need=Need(row["need"]) if "need" in row else None,
        steps=[Step(**{**step, "kind": StepKind(step["kind"])}) for step in row["steps"]],
        **{name: row[name] for name in _PLAIN if name in row},
    )


def _fields(value: object, names: Sequence[str]) -> Document:
    """A flat copy: `dataclasses.asdict` copies deeply, which costs more than all the rest of a batch."""
    return {name: getattr(value, name) for name in names}
