"""Accounts, users and what logging in needs to remember."""

import datetime as dt
from collections.abc import Sequence

from contracts.base import AccountId
from platform_bridge.adapters.embedded.records import key
from platform_bridge.app.login import TRIES
from platform_bridge.app.ports import Grant, User
from service_kit.mongo import Document, Mongo, ReturnDocument, Session


class MongoUsers:
    """{_id: login, account, ref, name, password, roles} and {_id: account|, account, name}.

    Logins are the one thing that is looked up without an account: they tell it.
    """

    def __init__(self, mongo: Mongo) -> None:
        self._users = mongo["users"]
        self._accounts = mongo["accounts"]

    async def by_login(self, login: str) -> User | None:
        return _user(await self._users.find_one({"_id": login}))

    async def get(self, account: AccountId, ref: str) -> User | None:
        return _user(await self._users.find_one({"account": account, "ref": ref}))

    async def account_name(self, account: AccountId) -> str | None:
        found = await self._accounts.find_one({"_id": key(account, ""), "account": account})
        return found["name"] if found else None

    async def add_account(self, account: AccountId, name: str, session: Session) -> None:
        identity = {"_id": key(account, ""), "account": account}
        await self._accounts.update_one(identity, {"$setOnInsert": {"name": name}}, upsert=True, session=session)

    async def add(self, account: AccountId, user: User, session: Session) -> bool:
        """Whether the login was free. Looked up before: a duplicate key would abort the transaction."""
        if await self._users.find_one({"_id": user.login}, session=session):
            return False
        fields = {"ref": user.ref, "name": user.name, "password": user.password, "roles": list(user.roles)}
        await self._users.insert_one({"_id": user.login, "account": account, **fields}, session=session)
        return True


class MongoAttempts:
    """{_id: login, at: [moments], last}; the newest ten, for 15 minutes."""

    def __init__(self, mongo: Mongo) -> None:
        self._attempts = mongo["login_attempts"]

    async def recent(self, login: str) -> Sequence[dt.datetime]:
        found = await self._attempts.find_one({"_id": login})
        return found["at"] if found else ()

    async def note(self, login: str, now: dt.datetime) -> None:
        pushed = {"$push": {"at": {"$each": [now], "$slice": -TRIES}}, "$set": {"last": now}}
        await self._attempts.update_one({"_id": login}, pushed, upsert=True)

    async def forget(self, login: str) -> None:
        await self._attempts.delete_one({"_id": login})


class MongoRefreshTokens:
    """{_id: digest, account, user, family, used, expires}; a used one is kept, so that its reuse is noticed."""

    def __init__(self, mongo: Mongo) -> None:
        self._tokens = mongo["refresh_tokens"]

    async def add(self, account: AccountId, user: str, family: str, digest: str, expires: dt.datetime) -> None:
        fields = {"account": account, "user": user, "family": family, "used": False, "expires": expires}
        await self._tokens.insert_one({"_id": digest, **fields})

    async def use(self, digest: str, now: dt.datetime) -> Grant | None:
        found = await self._tokens.find_one_and_update(
            {"_id": digest, "expires": {"$gt": now}},
            {"$set": {"used": True}},
            return_document=ReturnDocument.BEFORE,
        )
        return Grant(found["account"], found["user"], found["family"], found["used"]) if found else None

    async def revoke(self, account: AccountId, family: str) -> None:
        await self._tokens.delete_many({"account": account, "family": family})


def _user(found: Document | None) -> User | None:
    if found is None:
        return None
    return User(found["ref"], found["account"], found["_id"], found["name"], found["password"], tuple(found["roles"]))
