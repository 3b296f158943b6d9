"""Parcels in the database: one document per (account, number), its `_id`, and one event when it is made."""

import os
from collections.abc import Sequence

from contracts.base import AccountId
from parcel.contract import KILLS, RAISES, SERVICE, HeavierSent, ParcelSent, ParcelStored, ParcelStoredData
from service_kit.ids import new_id, utc_now
from service_kit.inbox import Conflict
from service_kit.mongo import BulkWriteError, Document, Mongo, UpdateOne
from service_kit.outbox import Unit


class Parcels:
    """The one use case of the service, reached by messages and by HTTP."""

    def __init__(self, mongo: Mongo) -> None:
        self._rows = mongo["parcels"]

    async def work(self, events: Sequence[ParcelSent | HeavierSent], unit: Unit) -> None:
        """Store what the parcels say; a bad one raises, a worse one takes the process with it."""
        for event in events:
            if event.data.content == KILLS:
                os._exit(9)
            if event.data.content == RAISES:
                raise ValueError(event.data.number)
        rows = [
            {
                "_id": f"{event.account}|{event.data.number}",
                "account": event.account,
                "number": event.data.number,
                "text": event.data.text,
                "grams": getattr(event.data, "grams", None),
            }
            for event in events
        ]
        made = await self.add(rows, unit)
        for event, row in zip(events, rows, strict=True):
            if row["_id"] in made:
                made.discard(row["_id"])
                unit.emit(stored(event.account, event.data.number, cause=event))

    async def add(self, rows: Sequence[Document], unit: Unit) -> set[str]:
        """Write the rows that are not there yet and give their ids; Conflict when another worker writes them now."""
        writes = [
            UpdateOne({"_id": row["_id"], "account": row["account"]}, {"$setOnInsert": row}, upsert=True)
            for row in rows
        ]
        try:
            result = await self._rows.bulk_write(writes, ordered=False, session=unit.session)
        except BulkWriteError as error:
            raise Conflict from error
        return set(result.upserted_ids.values())


def stored(account: AccountId, number: str, cause: ParcelSent | HeavierSent | None = None) -> ParcelStored:
    """The event that tells of a new parcel."""
    return ParcelStored.new(
        ParcelStoredData(number=number),
        event_id=new_id(),
        now=utc_now(),
        service=SERVICE,
        account=account,
        subject=number,
        cause=cause,
    )
