"""Own templates in MongoDB. Implements `mail_intake.app.templates.Templates`."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from contracts.base import AccountId, ConnectionId
from mail_intake.app.templates import StoredTemplate
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, Index, Mongo
from service_kit.problems import NotFound, Problem

MOST: Final = 20


class MongoTemplates:
    """Repository of {_id, account, connection, name, text, version, updated_at, updated_by}."""

    INDEXES = (Index("templates", (("account", 1), ("connection", 1), ("_id", 1))),)

    def __init__(self, mongo: Mongo, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._rows = mongo["templates"]
        self._now = now

    async def all(self, account: AccountId, connection: ConnectionId) -> Sequence[StoredTemplate]:
        """Those of a connection, the oldest first."""
        rows = await self._rows.find({"account": account, "connection": connection}).sort("_id", 1).to_list(None)
        return [_template(row) for row in rows]

    async def add(
        self, account: AccountId, connection: ConnectionId, name: str, text: str, *, by: str
    ) -> StoredTemplate:
        """Store a new one; Problem 409 `templates_too_many`."""
        if await self._rows.count_documents({"account": account, "connection": connection}) >= MOST:
            raise Problem(409, "templates_too_many")
        made = StoredTemplate(new_id(), name, text, 1, self._now(), by)
        await self._rows.insert_one(
            {"_id": made.id, "account": account, "connection": connection, "version": 1, **self._values(made, by)}
        )
        return made

    async def change(
        self, account: AccountId, connection: ConnectionId, template: StoredTemplate, *, by: str
    ) -> StoredTemplate:
        """Store it as the version behind `template.version`; NotFound, or Problem 409 when that is not the last one."""
        mine = {"_id": template.id, "account": account, "connection": connection}
        values = self._values(template, by) | {"version": template.version + 1}
        changed = await self._rows.update_one({**mine, "version": template.version}, {"$set": values})
        if not changed.matched_count:
            if await self._rows.find_one(mine, {"_id": 1}) is None:
                raise NotFound("template_unknown")
            raise Problem(409, "template_changed_meanwhile")
        return _template({**values, "_id": template.id})

    async def remove(self, account: AccountId, connection: ConnectionId, template: str) -> None:
        """Delete it; NotFound `template_unknown`."""
        mine = {"_id": template, "account": account, "connection": connection}
        if not (await self._rows.delete_one(mine)).deleted_count:
            raise NotFound("template_unknown")

    def _values(self, template: StoredTemplate, by: str) -> Document:
        return {"name": template.name, "text": template.text, "updated_at": self._now(), "updated_by": by}


def _template(row: Document) -> StoredTemplate:
    return StoredTemplate(row["_id"], row["name"], row["text"], row["version"], row["updated_at"], row["updated_by"])
