"""What browsers must hear of, kept for an hour in the order of its commit, so that a stream can be resumed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from contracts.base import AccountId
from journal.app.ports import LIVE_KEPT, Message
from service_kit.ids import utc_now
from service_kit.inbox import Conflict
from service_kit.mongo import Document, DuplicateKeyError, Index, Mongo, ReturnDocument, Session


class MongoLive:
    """Repository of live messages. Each has the next `position` of its account.

    The counter of positions is changed in the transaction that stores the messages. Two of one account then collide and
    one is repeated, so positions are committed in order and without gaps: whoever has seen one has seen all before it.
    """

    INDEXES = (
        Index("live", (("account", 1), ("position", 1)), unique=True),
        Index("live", (("account", 1), ("at", 1))),
        Index("live", (("at", 1),), ttl_seconds=int(LIVE_KEPT.total_seconds())),
        Index("live_heads", (("account", 1),)),
    )

    def __init__(self, mongo: Mongo) -> None:
        self._live = mongo["live"]
        self._heads = mongo["live_heads"]

    async def add(self, account: AccountId, messages: Sequence[Message], session: Session) -> None:
        """Store messages behind those that are there; Conflict when another worker stored the account's first ones."""
        try:
            head = await self._heads.find_one_and_update(
                {"_id": account, "account": account},
                {"$inc": {"last": len(messages)}},
                upsert=True,
                return_document=ReturnDocument.AFTER,
                session=session,
            )
        except DuplicateKeyError as error:  # another worker began the account meanwhile
            raise Conflict from error
        first, now = head["last"] - len(messages) + 1, utc_now()
        rows = [
            {"account": account, "position": first + place, "at": now, **_fields(message)}
            for place, message in enumerate(messages)
        ]
        await self._live.insert_many(rows, session=session)

    async def heads(self, accounts: Iterable[AccountId]) -> Mapping[AccountId, int]:
        """The last position of each account that has any."""
        wanted = list(accounts)
        rows = await self._heads.find({"account": {"$in": wanted}, "_id": {"$in": wanted}}).to_list(None)
        return {row["account"]: row["last"] for row in rows}

    async def after(self, account: AccountId, position: int, limit: int) -> tuple[list[Message], int]:
        """Up to `limit` messages behind `position`, and the position of the last of them."""
        query = {"account": account, "position": {"$gt": position}}
        rows = await self._live.find(query).sort("position", 1).limit(limit).to_list(None)
        return [_message(row) for row in rows], rows[-1]["position"] if rows else position

    async def since(self, account: AccountId, moment: dt.datetime, limit: int) -> list[Message]:
        """Up to `limit` messages that were stored at `moment` or later, in their order."""
        query = {"account": account, "at": {"$gte": moment}}
        rows = await self._live.find(query).sort("position", 1).limit(limit).to_list(None)
        return [_message(row) for row in rows]


def _fields(message: Message) -> Document:
    return {"event": message.id, "name": message.name, "data": message.data}


def _message(row: Document) -> Message:
    return Message(row["event"], row["account"], row["name"], row["data"])
