"""Kept letters in MongoDB; the raw letters themselves are files. Implements `mail_intake.app.letters.Letters`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from contracts.base import AccountId, ConnectionId
from mail_intake.app.letters import REMEMBERED, KeptLetter, LettersPage, LetterState
from service_kit.files import Files
from service_kit.ids import utc_now
from service_kit.mongo import Document, Index, Mongo, UpdateOne
from service_kit.outbox import Unit
from service_kit.paging import following
from service_kit.problems import NotFound, Problem


class MongoLetters:
    """Repository of {_id, account, connection, at, and the fields of KeptLetter}."""

    INDEXES = (
        Index("letters", (("account", 1), ("connection", 1), ("message_id", 1), ("digest", 1)), unique=True),
        Index("letters", (("account", 1), ("connection", 1), ("state", 1), ("_id", -1))),
        Index("letters", (("account", 1), ("connection", 1), ("gave", 1))),
        Index("letters", (("at", 1),), ttl_seconds=int(REMEMBERED.total_seconds())),
    )

    def __init__(self, mongo: Mongo, files: Files, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._rows = mongo["letters"]
        self._files = files
        self._now = now

    async def known(
        self, account: AccountId, connection: ConnectionId, message_ids: Collection[str]
    ) -> Mapping[str, Collection[str]]:
        """Those Message-IDs that are kept, each with the digests of its letters."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        query = {"account": account, "connection": connection, "message_id": {"$in": list(message_ids)}}
        async for row in self._rows.find(query, {"message_id": 1, "digest": 1}):
            found[row["message_id"]].add(row["digest"])
        return found

    async def save(
        self, account: AccountId, connection: ConnectionId, letters: Sequence[KeptLetter], unit: Unit
    ) -> None:
        """Keep them, each in place of what was kept under its id."""
        begun = {"account": account, "connection": connection, "at": self._now()}
        writes = [
            UpdateOne({"_id": one.id, "account": account}, {"$set": _values(one), "$setOnInsert": begun}, upsert=True)
            for one in letters
        ]
        if writes:
            await self._rows.bulk_write(writes, ordered=False, session=unit.session)

    async def waiting(self, account: AccountId, connection: ConnectionId, limit: int) -> Sequence[KeptLetter]:
        """Letters to be read again, the oldest first."""
        query = {"account": account, "connection": connection, "state": LetterState.WAITING}
        return [_letter(row) for row in await self._rows.find(query).sort("_id", 1).limit(limit).to_list(None)]

    async def some(self, account: AccountId, connection: ConnectionId, names: Collection[str]) -> Sequence[KeptLetter]:
        """Letters with these ids, and those that gave orders with these outside ids."""
        wanted = list(names)
        query = {
            "account": account,
            "connection": connection,
            "$or": [{"_id": {"$in": wanted}}, {"gave": {"$in": wanted}}],
        }
        return [_letter(row) for row in await self._rows.find(query).sort("_id", 1).to_list(None)]

    async def get(self, account: AccountId, letter: str) -> tuple[ConnectionId, KeptLetter]:
        """A letter and its connection; NotFound `letter_unknown`."""
        row = await self._rows.find_one({"_id": letter, "account": account})
        if row is None:
            raise NotFound("letter_unknown")
        return ConnectionId(row["connection"]), _letter(row)

    async def page(
        self, account: AccountId, connection: ConnectionId, state: LetterState, after: str | None, limit: int
    ) -> LettersPage:
        """Letters in a state behind a cursor, the newest first."""
        query: Document = {"account": account, "connection": connection, "state": state}
        if after:
            query["_id"] = {"$lt": after}
        rows = await self._rows.find(query).sort("_id", -1).limit(limit).to_list(None)
        return LettersPage([_letter(row) for row in rows], following(rows, limit, "_id"))

    async def count(self, account: AccountId, connection: ConnectionId, state: LetterState) -> int:
        """How many there are."""
        query = {"account": account, "connection": connection, "state": state}
        return int(await self._rows.count_documents(query))

    async def ask_again(
        self, account: AccountId, connection: ConnectionId, letters: Collection[str] | None, unit: Unit
    ) -> int:
        """Let the next run read unread letters again, all of them with None; gives how many. Those without a raw letter
        stay.
        """
        query: Document = {"account": account, "connection": connection, "state": LetterState.UNREAD}
        query["file"] = {"$type": "string"}
        if letters is not None:
            query["_id"] = {"$in": list(letters)}
        waits = {"$set": {"state": LetterState.WAITING, "filled": None}}
        return int((await self._rows.update_many(query, waits, session=unit.session)).modified_count)

    async def fill(self, account: AccountId, letter: str, filled: Mapping[str, Any], unit: Unit) -> None:
        """Let the next run take what a person entered; Problem 409 `letter_read_already`, NotFound `letter_unknown`."""
        await self._from_unread(account, letter, {"state": LetterState.WAITING, "filled": dict(filled)}, unit)

    async def pass_over(self, account: AccountId, letter: str, unit: Unit) -> None:
        """There is no order in it; Problem 409 `letter_read_already`, NotFound `letter_unknown`."""
        await self._from_unread(account, letter, {"state": LetterState.PASSED}, unit)

    async def settled(self, account: AccountId, orders: Collection[tuple[ConnectionId, str]], unit: Unit) -> None:
        """The platform has these orders: the files of their letters are deleted, the letters stay known."""
        if not orders:
            return
        by: defaultdict[ConnectionId, list[str]] = defaultdict(list)
        for connection, gave in orders:
            by[connection].append(gave)
        # the account stands in each branch too: an `$or` looks into the index branch by branch
        named = [{"account": account, "connection": one, "gave": {"$in": gave}} for one, gave in by.items()]
        query = {"account": account, "$or": named, "state": LetterState.READ, "file": {"$type": "string"}}
        rows = await self._rows.find(query, {"file": 1}, session=unit.session).to_list(None)
        if rows:
            ids = {"_id": {"$in": [row["_id"] for row in rows]}, "account": account}
            await self._rows.update_many(ids, {"$set": {"file": None}}, session=unit.session)
        for row in rows:
            await self._files.delete(account, row["file"])

    async def _from_unread(self, account: AccountId, letter: str, values: Document, unit: Unit) -> None:
        query = {"_id": letter, "account": account, "state": LetterState.UNREAD}
        if not (await self._rows.update_one(query, {"$set": values}, session=unit.session)).matched_count:
            await self.get(account, letter)
            raise Problem(409, "letter_read_already")


def _values(letter: KeptLetter) -> Document:
    values = asdict(letter)
    del values["id"]
    return values


def _letter(row: Document) -> KeptLetter:
    own = {name: row[name] for name in KeptLetter.__slots__ if name not in ("id", "state")}
    return KeptLetter(id=row["_id"], state=LetterState(row["state"]), **own)
