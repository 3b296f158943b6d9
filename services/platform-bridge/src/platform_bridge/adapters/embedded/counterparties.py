"""Counterparties with the keys that find them and the claims that keep them single."""

from collections.abc import Sequence

from contracts.base import AccountId, Ref
from contracts.rows.people import CounterpartyRow
from platform_bridge.adapters.embedded.records import Records, as_json, key
from platform_bridge.adapters.embedded.writes import write
from platform_bridge.app.ports import Upserted
from platform_bridge.domain.counterparties import Book, Known, Wanted, row_keys
from service_kit.ids import new_id
from service_kit.mongo import Document, InsertOne, Mongo, Session, UpdateOne


def facets(row: CounterpartyRow) -> Document:
    """Keys of a counterparty that was entered by hand: he is found by them but claims none."""
    return {"keys": sorted(row_keys(row))}


class Counterparties(Records[CounterpartyRow]):
    """Rows of counterparties, and finding or making the buyers of orders."""

    def __init__(self, mongo: Mongo) -> None:
        super().__init__(mongo, "counterparties", CounterpartyRow, facets)

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


def _known(document: Document) -> Known:
    row = CounterpartyRow.model_validate(document["row"])
    return Known(row, set(document["keys"]), set(document.get("claims", ())))


def _write(account: AccountId, person: Known) -> InsertOne[Document] | UpdateOne:
    identity = {"_id": key(account, person.row.ref), "account": account}
    fields: Document = {"sequence": person.row.sequence, "keys": sorted(person.keys), "row": as_json(person.row)}
    if person.claims:  # an empty list would count as a value in the unique index
        fields["claims"] = sorted(person.claims)
    return InsertOne({**identity, **fields}) if person.new else UpdateOne(identity, {"$set": fields})
