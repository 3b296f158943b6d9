"""How far the news of parcels have come."""

from collections.abc import Iterable, Mapping

from contracts.base import AccountId
from platform_bridge.adapters.embedded.records import key
from platform_bridge.app.ports import Mark
from service_kit.ids import utc_now
from service_kit.inbox import write
from service_kit.mongo import Mongo, Session, UpdateOne


class MongoMarks:
    """{_id: account|shipment, account, told, ordered, at}; kept longer than an operator may repeat old news."""

    def __init__(self, mongo: Mongo) -> None:
        self._shipments = mongo["shipments"]

    async def load(self, account: AccountId, shipments: Iterable[str], session: Session) -> dict[str, Mark]:
        ids = {key(account, shipment): shipment for shipment in shipments}
        query = {"account": account, "_id": {"$in": list(ids)}}
        found = await self._shipments.find(query, session=session).to_list(None)
        return {ids[one["_id"]]: Mark(one["told"], one["ordered"]) for one in found}

    async def save(self, account: AccountId, marks: Mapping[str, Mark], session: Session) -> None:
        now = utc_now()
        writes = [
            UpdateOne(
                {"_id": key(account, shipment), "account": account},
                {"$set": {"told": mark.told, "ordered": mark.ordered, "at": now}},
                upsert=True,
            )
            for shipment, mark in marks.items()
        ]
        await write(self._shipments, writes, session)
