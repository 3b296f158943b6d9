"""What imported catalogues leave to remember."""

from collections.abc import Iterable, Mapping, Sequence

from contracts.base import AccountId, Ref
from contracts.rows.goods import Image
from platform_bridge.adapters.embedded.records import key
from platform_bridge.domain.catalogue import Name
from service_kit.inbox import write
from service_kit.mongo import Mongo, Session, UpdateOne


class MongoCatalogue:
    """Collections of the memory.

    `catalogue_names` {_id: account|kind|outside, account, kind, outside, text}, `catalogue_cards` {_id: account|ref,
    account, ref, catalogue, run}, `catalogue_images` {_id: account|path, account, path, image, digest}.
    """

    def __init__(self, mongo: Mongo) -> None:
        self._names = mongo["catalogue_names"]
        self._cards = mongo["catalogue_cards"]
        self._images = mongo["catalogue_images"]

    async def remember(self, account: AccountId, names: Sequence[Name], session: Session) -> None:
        writes = [
            UpdateOne(
                {"_id": key(account, f"{one.kind}|{one.outside}"), "account": account},
                {"$set": {"kind": one.kind, "outside": one.outside, "text": one.text}},
                upsert=True,
            )
            for one in names
        ]
        await write(self._names, writes, session)

    async def names(
        self, account: AccountId, asked: Iterable[tuple[str, str]], session: Session
    ) -> Mapping[tuple[str, str], str]:
        ids = [key(account, f"{kind}|{outside}") for kind, outside in asked]
        if not ids:
            return {}
        found = await self._names.find({"account": account, "_id": {"$in": ids}}, session=session).to_list(None)
        return {(one["kind"], one["outside"]): one["text"] for one in found}

    async def saw(self, account: AccountId, cards: Mapping[Ref, str], run: str, session: Session) -> None:
        writes = [
            UpdateOne(
                {"_id": key(account, ref), "account": account},
                {"$set": {"ref": ref, "catalogue": catalogue, "run": run}},
                upsert=True,
            )
            for ref, catalogue in cards.items()
        ]
        await write(self._cards, writes, session)

    async def absent(self, account: AccountId, catalogue: str, run: str, limit: int, session: Session) -> Sequence[Ref]:
        query = {"account": account, "catalogue": catalogue, "run": {"$ne": run}}
        found = await self._cards.find(query, {"ref": 1}, session=session).limit(limit).to_list(None)
        return [Ref(one["ref"]) for one in found]

    async def forget(self, account: AccountId, cards: Sequence[Ref], session: Session) -> None:
        ids = [key(account, ref) for ref in cards]
        await self._cards.delete_many({"account": account, "_id": {"$in": ids}}, session=session)

    async def image(self, account: AccountId, path: str) -> tuple[Image, str] | None:
        found = await self._images.find_one({"_id": key(account, path), "account": account})
        return (Image.model_validate(found["image"]), found["digest"]) if found else None

    async def put_image(self, account: AccountId, path: str, image: Image, digest: str) -> None:
        fields = {"path": path, "image": image.model_dump(mode="json", exclude_none=True), "digest": digest}
        await self._images.update_one({"_id": key(account, path), "account": account}, {"$set": fields}, upsert=True)

    async def images(self, account: AccountId, paths: Iterable[str], session: Session) -> Mapping[str, Image]:
        ids = [key(account, path) for path in paths]
        if not ids:
            return {}
        found = await self._images.find({"account": account, "_id": {"$in": ids}}, session=session).to_list(None)
        return {one["path"]: Image.model_validate(one["image"]) for one in found}
