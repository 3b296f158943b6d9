"""Shipments in MongoDB. Implements `post_tracker.app.shipments.Shipments`."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from contracts.base import AccountId, ConnectionId, Ref
from post_tracker.app.shipments import KEPT, Pair, Wanted
from post_tracker.domain.checks import AHEAD
from post_tracker.domain.shipment import Shipment
from post_tracker.domain.tracking import Operation
from service_kit.ids import utc_now
from service_kit.inbox import write
from service_kit.mongo import Document, Index, Mongo, UpdateOne
from service_kit.outbox import Unit
from service_kit.paging import following
from service_kit.problems import NotFound

_PLAIN: Final = tuple(one.name for one in fields(Shipment) if one.name not in ("id", "history"))
_FIELDS: Final = (*_PLAIN, "history")
_LOOKS: Final = frozenset({"ticket", "due_at", "urgent", "checked_at", "missed"})
"""What a check without news changes."""


class MongoShipments:
    """Repository of {_id, account, search, over_at, and the fields of Shipment}.

    `over_at` is there once it is not asked for; `search`: its numbers as they are searched.
    Times of operations are kept as text: some have a zone and others none.
    """

    INDEXES = (
        Index("shipments", (("account", 1), ("order", 1)), unique=True),
        Index("shipments", (("account", 1), ("connection", 1), ("urgent", 1), ("due_at", 1))),
        Index("shipments", (("account", 1), ("connection", 1), ("status", 1), ("_id", -1))),
        Index("shipments", (("account", 1), ("status", 1), ("_id", -1))),
        Index("shipments", (("account", 1), ("_id", -1))),
        Index("shipments", (("account", 1), ("search", 1))),
        Index("shipments", (("account", 1), ("ticket", 1)), partial={"ticket": {"$type": "string"}}),
        Index("shipments", (("over_at", 1),), ttl_seconds=int(KEPT.total_seconds())),
    )

    def __init__(self, mongo: Mongo, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._mongo = mongo
        self._rows = mongo["shipments"]
        self._now = now

    async def of_orders(self, account: AccountId, orders: Collection[Ref], unit: Unit) -> Mapping[Ref, Shipment]:
        """Those of these orders, as the transaction sees them."""
        query = {"account": account, "order": {"$in": sorted(orders)}}
        return {row["order"]: _shipment(row) async for row in self._rows.find(query, session=unit.session)}

    async def due(self, account: AccountId, connection: ConnectionId, now: dt.datetime, limit: int) -> list[Shipment]:
        """What is to be asked for now: urgent ones first, then those that wait longest."""
        found: list[Shipment] = []
        for urgent in (True, False):
            mine = {"account": account, "connection": connection, "urgent": urgent}
            for when in ({"$lte": now}, {"$gt": now + AHEAD}):
                if len(found) < limit:
                    rows = self._rows.find({**mine, "due_at": when}).sort("due_at", 1).limit(limit - len(found))
                    found += [_shipment(row) for row in await rows.to_list(None)]
        return found

    async def some(self, account: AccountId, ids: Collection[str], unit: Unit) -> list[Shipment]:
        """Those with these ids, as the transaction sees them."""
        query = {"account": account, "_id": {"$in": list(ids)}}
        return [_shipment(row) async for row in self._rows.find(query, session=unit.session)]

    async def of_ticket(self, account: AccountId, ticket: str) -> list[Shipment]:
        """Those that a ticket asks for and that nothing else happened to meanwhile."""
        rows = await self._rows.find({"account": account, "ticket": ticket}).to_list(None)
        return [_shipment(row) for row in rows]

    async def save(self, account: AccountId, shipments: Sequence[Shipment], unit: Unit) -> None:
        """Store them whole; Conflict when another worker made one of an order first."""
        now = self._now()
        writes = [
            UpdateOne({"_id": one.id, "account": account}, {"$set": _values(one, now)}, upsert=True)
            for one in shipments
        ]
        if writes:
            await write(self._rows, writes, unit.session)

    async def change(self, account: AccountId, pairs: Iterable[Pair], unit: Unit) -> None:
        """Store what became of them; those that were looked at alike and have no news are one write."""
        alike: dict[tuple[tuple[str, Any], ...], list[str]] = {}
        rest: list[Shipment] = []
        for before, after in pairs:
            new = {name: getattr(after, name) for name in _FIELDS if getattr(after, name) != getattr(before, name)}
            if new.keys() <= _LOOKS and after.due_at is not None:
                alike.setdefault(tuple(new.items()), []).append(after.id)
            else:
                rest.append(after)
        for values, ids in alike.items():
            mine = {"account": account, "_id": {"$in": ids}}
            await self._rows.update_many(mine, {"$set": dict(values)}, session=unit.session)
        await self.save(account, rest, unit)

    async def hurry(
        self, account: AccountId, connection: ConnectionId, unasked_since: dt.datetime, now: dt.datetime
    ) -> None:
        """Make all due that wait for their time and were last asked for before `unasked_since`."""
        mine = {"account": account, "connection": connection, "urgent": False, "ticket": None}
        waiting = {"due_at": {"$gt": now}, "checked_at": {"$lt": unasked_since}}
        await self._rows.update_many({**mine, **waiting}, {"$set": {"due_at": now}})

    async def get(self, account: AccountId, shipment: str, unit: Unit | None = None) -> Shipment:
        """A shipment; NotFound `shipment_unknown`."""
        return await self._one({"_id": shipment, "account": account}, unit)

    async def of_order(self, account: AccountId, order: Ref) -> Shipment:
        """The shipment of an order; NotFound `shipment_unknown`."""
        return await self._one({"account": account, "order": order}, None)

    async def page(
        self, account: AccountId, wanted: Wanted, after: str | None, limit: int
    ) -> tuple[Sequence[Shipment], str | None]:
        """Shipments behind a cursor, the newest first, and the cursor behind them."""
        chosen = {
            "connection": wanted.connection,
            "status": wanted.status,
            "search": {"$regex": f"^{_folded(wanted.starting)}"} if wanted.starting else None,
            "_id": {"$lt": after} if after else None,
        }
        query = {"account": account, **{name: value for name, value in chosen.items() if value is not None}}
        rows = await self._rows.find(query).sort("_id", -1).limit(limit).to_list(None)
        return [_shipment(row) for row in rows], following(rows, limit, "_id")

    async def count(self, account: AccountId, connection: ConnectionId | None) -> Mapping[str, int]:
        """How many there are, by status; None for all connections."""
        mine = {"account": account, **({"connection": connection} if connection else {})}
        groups = await self._mongo.aggregate(
            "shipments",
            [
                {"$match": mine},
                {"$group": {"_id": "$status", "count": {"$sum": 1}}},
            ],
        )
        return {group["_id"]: group["count"] for group in groups}

    async def _one(self, query: Document, unit: Unit | None) -> Shipment:
        row = await self._rows.find_one(query, session=unit.session if unit else None)
        if row is None:
            raise NotFound("shipment_unknown")
        return _shipment(row)


def _values(shipment: Shipment, now: dt.datetime) -> Document:
    values: dict[str, Any] = {name: getattr(shipment, name) for name in _PLAIN}
    values["details"] = dict(shipment.details)
    values["history"] = [[*one[:3], one.at.isoformat() if one.at else None, *one[4:]] for one in shipment.history]
    names = (shipment.tracking_number, shipment.number, shipment.order_number)
    values["search"] = sorted({_folded(name) for name in names if name})
    values["over_at"] = now if shipment.due_at is None else None
    return values


def _folded(text: str) -> str:
    """As numbers are searched: letters and digits alone, all small."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _shipment(row: Document) -> Shipment:
    return Shipment(
        id=row["_id"], history=tuple(map(_operation, row["history"])), **{name: row[name] for name in _PLAIN}
    )


def _operation(kept: list[Any]) -> Operation:
    code, name, detail, at, index, place = kept
    return Operation(code, name, detail, dt.datetime.fromisoformat(at) if at else None, index, place)
