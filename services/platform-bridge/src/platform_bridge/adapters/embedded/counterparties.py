"""Counterparties with the keys that find them and the claims that keep them single."""

from collections.abc import Sequence

from contracts.base import AccountId, Ref
from contracts.rows.people import CounterpartyRow
from platform_bridge.adapters.embedded.records import Records, as_json, key
from platform_bridge.app.ports import Upserted
from platform_bridge.domain.counterparties import Book, Known, Wanted, row_keys
from service_kit.ids import new_id
from service_kit.inbox import write
from service_kit.mongo import Document, InsertOne, Mongo, Session, UpdateOne, newest_wins


class Counterparties(Records[CounterpartyRow]):
    """Rows of counterparties, and finding or making the buyers of orders."""

    def __init__(self, mongo: Mongo) -> None:
        super().__init__(mongo, "counterparties", CounterpartyRow)

    async def save(self, account: AccountId, rows: Sequence[CounterpartyRow], session: Session) -> None:
        """Store rows as people keep them: they are found by their contacts and claim none that they did not claim."""
        query = {"account": account, "_id": {"$in": [key(account, row.ref) for row in rows]}}
        found = await self.collection.find(query, {"keys": 1, "claims": 1, "row.ref": 1}, session=session).to_list(None)
        known = {document["row"]["ref"]: document for document in found}
        writes = []
        for row in rows:
            identity = {"_id": key(account, row.ref), "account": account}
            document = {**identity, "sequence": row.sequence, **_keys(row, known.get(row.ref)), "row": as_json(row)}
            writes.append(newest_wins(identity, document))
        await write(self.collection, writes, session)

    async def by_keys(self, account: AccountId, keys: Sequence[str], session: Session) -> Ref | None:
        """Who has one of the keys; the first key counts most."""
        for one in keys:
            found = await self.collection.find_one(
                {"account": account, "keys": one}, {"row.ref": 1}, sort=[("_id", 1)], session=session
            )
            if found:
                return Ref(found["row"]["ref"])
        return None

    async def upsert(self, account: AccountId, wanted: Sequence[Wanted], session: Session) -> Upserted:
        """Find each buyer or make him. Two workers that make the same one meet in the unique index of claims."""
        if not wanted:
            return Upserted((), ())
        keys = {one for buyer in wanted for one in buyer.keys}
        found = await self.collection.find(
            {"account": account, "keys": {"$in": sorted(keys)}}, session=session
        ).to_list(None)
        book = Book(map(_known, found), lambda: Ref(new_id()))
        refs = tuple(map(book.settle, wanted))
        await write(self.collection, [_write(account, person) for person in book.touched], session)
        return Upserted(refs, tuple(person.row for person in book.touched if person.changed))


def _keys(row: CounterpartyRow, before: Document | None) -> Document:
    """Keys and claims of a row: contacts that it has no more are free again, ids of shops stay until it is deleted."""
    if row.deleted:
        return {"keys": []}
    old = before or {"keys": []}
    keys = row_keys(row) | {one for one in old["keys"] if not one.startswith(("phone:", "email:"))}
    claims = sorted(keys.intersection(old.get("claims", ())))
    return {"keys": sorted(keys), **({"claims": claims} if claims else {})}


def _known(document: Document) -> Known:
    row = CounterpartyRow.model_validate(document["row"])
    return Known(row, set(document["keys"]), set(document.get("claims", ())))


def _write(account: AccountId, person: Known) -> InsertOne[Document] | UpdateOne:
    identity = {"_id": key(account, person.row.ref), "account": account}
    fields: Document = {"sequence": person.row.sequence, "keys": sorted(person.keys), "row": as_json(person.row)}
    if person.claims:  # an empty list would count as a value in the unique index
        fields["claims"] = sorted(person.claims)
    return InsertOne({**identity, **fields}) if person.new else UpdateOne(identity, {"$set": fields})
