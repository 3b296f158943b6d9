"""How far the answers to snapshot requests have come."""

from contracts.base import AccountId
from platform_bridge.adapters.embedded.records import key
from platform_bridge.app.ports import Progress
from service_kit.ids import utc_now
from service_kit.mongo import Mongo, Session


class MongoSnapshotProgress:
    """{_id: account|request, account, kind, parts, after, at}; kept as long as the inbox keeps its rows."""

    def __init__(self, mongo: Mongo) -> None:
        self._snapshots = mongo["snapshots"]

    async def load(self, account: AccountId, request: str, session: Session) -> Progress:
        query = {"_id": key(account, request), "account": account}
        found = await self._snapshots.find_one(query, session=session)
        return Progress(found["kind"], found["parts"], found["after"]) if found else Progress()

    async def save(self, account: AccountId, request: str, progress: Progress, session: Session) -> None:
        fields = {"kind": progress.kind, "parts": progress.parts, "after": progress.after, "at": utc_now()}
        await self._snapshots.update_one(
            {"_id": key(account, request), "account": account}, {"$set": fields}, upsert=True, session=session
        )
