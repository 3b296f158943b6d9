"""Tickets in MongoDB. Implements `post_tracker.app.shipments.Tickets`."""

import datetime as dt
from typing import Final

from contracts.base import AccountId, ConnectionId
from post_tracker.app.shipments import FORGOTTEN, OpenTicket
from service_kit.mongo import Index, Mongo
from service_kit.outbox import Unit

AHEAD: Final = dt.timedelta(hours=2)
"""No answer is put off for so long: where one is, the clock was wrong when it was."""


class MongoTickets:
    """Repository of {_id, account, connection, number, shipments, made_at, ask_at}."""

    INDEXES = (
        Index("tickets", (("account", 1), ("connection", 1), ("ask_at", 1))),
        Index("tickets", (("made_at", 1),), ttl_seconds=int(FORGOTTEN.total_seconds())),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["tickets"]

    async def add(
        self, account: AccountId, connection: ConnectionId, ticket: OpenTicket, shipments: int, unit: Unit
    ) -> None:
        """Keep a new one that asks for so many."""
        owner = {"_id": ticket.id, "account": account, "connection": connection}
        told = {"number": ticket.number, "made_at": ticket.made_at, "ask_at": ticket.ask_at}
        await self._rows.insert_one({**owner, **told, "shipments": shipments}, session=unit.session)

    async def due(self, account: AccountId, connection: ConnectionId, now: dt.datetime) -> list[OpenTicket]:
        """Those whose answer may be asked for now, the oldest first."""
        when = [{"ask_at": {"$lte": now}}, {"ask_at": {"$gt": now + AHEAD}}]
        query = {"account": account, "connection": connection, "$or": when}
        rows = await self._rows.find(query).sort("made_at", 1).to_list(None)
        return [OpenTicket(row["_id"], row["number"], row["made_at"], row["ask_at"]) for row in rows]

    async def put_off(self, account: AccountId, ticket: str, until: dt.datetime) -> None:
        """Ask for its answer then, not before."""
        await self._rows.update_one({"_id": ticket, "account": account}, {"$set": {"ask_at": until}})

    async def drop(self, account: AccountId, ticket: str, unit: Unit) -> None:
        """It is answered, or never will be."""
        await self._rows.delete_one({"_id": ticket, "account": account}, session=unit.session)

    async def count(self, account: AccountId, connection: ConnectionId) -> int:
        """How many wait for their answer."""
        return int(await self._rows.count_documents({"account": account, "connection": connection}))
