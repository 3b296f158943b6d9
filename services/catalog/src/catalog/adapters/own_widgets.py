"""Widgets without a service in MongoDB: a partner's application or a paid integration, made by the operator."""

from collections.abc import Awaitable, Callable

from catalog.adapters.shelves import bump
from contracts.manifest import Manifest
from service_kit.announce import EVERYBODY
from service_kit.ids import utc_now
from service_kit.mongo import Document, DuplicateKeyError, Mongo, Session
from service_kit.problems import NotFound, Problem


class MongoOwnWidgets:
    """Repository of own widgets. A slug that a service announces belongs to that service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._rows = mongo["own_widgets"]
        self._announcements = mongo["announcements"]

    async def add(self, manifest: Manifest, by: str) -> None:
        """Keep a new one; Problem 409 `widget_announced` or `widget_exists` when the slug is taken."""

        async def write(session: Session) -> None:
            row = {"_id": manifest.slug, "account": EVERYBODY, "created_at": utc_now(), **_values(manifest, by)}
            await self._rows.insert_one(row, session=session)

        try:
            await self._change(manifest.slug, write)
        except DuplicateKeyError as error:
            raise Problem(409, "widget_exists", slug=manifest.slug) from error

    async def replace(self, manifest: Manifest, by: str) -> None:
        """Replace one; NotFound `widget_unknown`, Problem 409 `widget_announced`."""

        async def write(session: Session) -> None:
            mine = {"_id": manifest.slug, "account": EVERYBODY}
            done = await self._rows.update_one(mine, {"$set": _values(manifest, by)}, session=session)
            if not done.matched_count:
                raise NotFound("widget_unknown")

        await self._change(manifest.slug, write)

    async def remove(self, slug: str) -> None:
        """Remove one, also one that an announced widget hides; NotFound `widget_unknown`."""

        async def write(session: Session) -> None:
            done = await self._rows.delete_one({"_id": slug, "account": EVERYBODY}, session=session)
            if not done.deleted_count:
                await self._require_free(slug, session)
                raise NotFound("widget_unknown")
            await bump(self._mongo, [EVERYBODY], session)

        await self._mongo.transact(write)

    async def _change(self, slug: str, write: Callable[[Session], Awaitable[None]]) -> None:
        async def body(session: Session) -> None:
            await self._require_free(slug, session)
            await write(session)
            await bump(self._mongo, [EVERYBODY], session)

        await self._mongo.transact(body)

    async def _require_free(self, slug: str, session: Session) -> None:
        """Problem 409 when a service announces the slug."""
        announced = {"account": EVERYBODY, "manifests.slug": slug}
        if found := await self._announcements.find_one(announced, {"_id": 1}, session=session):
            raise Problem(409, "widget_announced", slug=slug, service=found["_id"])


def _values(manifest: Manifest, by: str) -> Document:
    return {"manifest": manifest.model_dump(mode="json"), "by": by, "updated_at": utc_now()}
