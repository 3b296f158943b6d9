"""Where preferences of users are kept."""

from contracts.base import AccountId
from platform_bridge.adapters.embedded.records import key
from service_kit.mongo import Document, Mongo


class MongoPreferences:
    """{_id: account|user|name, account, user, name, text}; a JSON text holds what fields of MongoDB may not."""

    def __init__(self, mongo: Mongo) -> None:
        self._preferences = mongo["preferences"]

    async def get(self, account: AccountId, user: str, name: str) -> str | None:
        found = await self._preferences.find_one(_identity(account, user, name))
        return found["text"] if found else None

    async def others(self, account: AccountId, user: str, name: str) -> int:
        query = {"account": account, "user": user, "name": {"$ne": name}}
        return int(await self._preferences.count_documents(query))

    async def put(self, account: AccountId, user: str, name: str, text: str) -> None:
        fields = {"user": user, "name": name, "text": text}
        await self._preferences.update_one(_identity(account, user, name), {"$set": fields}, upsert=True)


def _identity(account: AccountId, user: str, name: str) -> Document:
    return {"_id": key(account, f"{user}|{name}"), "account": account}
