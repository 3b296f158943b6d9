"""Files of accounts (uploads, reports, exports, images), each with an end of life or none.

Stored as GridFS stores them (MongoDB GridFS specification), with the account in every chunk, which is the shard key.

They are downloaded by short-lived signed addresses, so that a browser can fetch them without a token in the address.
"""

import asyncio
import datetime as dt
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from typing import IO, Annotated, Any, BinaryIO
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from contracts.base import AccountId
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Index, Mongo
from service_kit.polling import poll
from service_kit.problems import NotFound, Problem

LINK_LIVES = dt.timedelta(minutes=10)
SAVED_WITHIN = dt.timedelta(days=1)
"""No file takes so long to be saved: who began it and did not end has died."""
CHUNK = 255 * 1024
SWEEP_SECONDS = 600.0
PARTS = 16
"""Chunks written or read in one go: the driver's own GridFS upload gathers 48 MB."""

log = structlog.get_logger("files")


class Files:
    """Files of one service. Every method takes the account; a file of another account does not exist for it."""

    INDEXES = (
        Index("files.files", (("metadata.account", 1), ("metadata.expires_at", 1))),
        Index("files.chunks", (("account", 1), ("files_id", 1), ("n", 1)), unique=True),
        Index("files.begun", (("account", 1), ("at", 1))),
    )

    def __init__(self, mongo: Mongo, key: str, now: Callable[[], dt.datetime] = utc_now) -> None:
        if len(key) < 16:
            raise ValueError("BIZ_FILES_KEY must have 16 characters at least: it signs the addresses of files")
        self._rows = mongo["files.files"]
        self._chunks = mongo["files.chunks"]
        self._begun = mongo["files.begun"]
        self._key = key.encode()
        self._now = now

    async def save(
        self, account: AccountId, name: str, source: BinaryIO, *, content_type: str, lives: dt.timedelta | None
    ) -> str:
        """Store what `source` gives from its present position, for ever without `lives`; gives the id of the file."""
        identity, length, first = new_id(), 0, 0
        await self._begun.insert_one({"_id": identity, "account": account, "at": self._now()})
        while part := await asyncio.to_thread(source.read, PARTS * CHUNK):
            pieces = [part[start : start + CHUNK] for start in range(0, len(part), CHUNK)]
            chunks = [
                {"account": account, "files_id": identity, "n": first + place, "data": piece}
                for place, piece in enumerate(pieces)
            ]
            await self._chunks.insert_many(chunks)
            first, length = first + len(pieces), length + len(part)
        # last, so that a file is there whole or not at all
        await self._rows.insert_one(
            {
                "_id": identity,
                "filename": name,
                "length": length,
                "chunkSize": CHUNK,
                "uploadDate": self._now(),
                "metadata": {
                    "account": account,
                    "content_type": content_type,
                    "expires_at": self._now() + lives if lives is not None else None,
                },
            }
        )
        await self._begun.delete_one({"_id": identity, "account": account})
        return identity

    async def copy(self, account: AccountId, identity: str, target: IO[bytes]) -> None:
        """Write the file into `target`; NotFound `file_unknown`."""
        _, chunks = await self.read(account, identity)
        async for chunk in chunks:
            await asyncio.to_thread(target.write, chunk)

    async def read(self, account: AccountId, identity: str) -> tuple[dict[str, Any], AsyncIterator[bytes]]:
        """Description {name, size, content_type} and content of the file; NotFound `file_unknown`."""
        found = await self._rows.find_one({"_id": identity, "metadata.account": account})
        if found is None:
            raise NotFound("file_unknown")

        async def chunks() -> AsyncIterator[bytes]:
            mine = {"account": account, "files_id": identity}
            async for chunk in self._chunks.find(mine, {"data": 1}, batch_size=PARTS).sort("n", 1):
                yield bytes(chunk["data"])

        about = {"name": found["filename"], "size": found["length"], "content_type": found["metadata"]["content_type"]}
        return about, chunks()

    async def delete(self, account: AccountId, identity: str) -> None:
        """Delete the file if it is there; its row goes last, so that a delete broken off is done again."""
        await self._chunks.delete_many({"account": account, "files_id": identity})
        await self._rows.delete_one({"_id": identity, "metadata.account": account})

    async def sweep(self) -> None:
        """Delete what is not needed, for ever; run it in the background of one or more workers."""
        await poll(self.sweep_once, SWEEP_SECONDS)

    async def sweep_once(self) -> None:
        """Delete files past their end of life, and the chunks of those whose saving was broken off a day ago."""
        old = self._rows.find({"metadata.expires_at": {"$lt": self._now()}}, {"metadata": 1})
        for row in await old.limit(1000).to_list(None):
            await self.delete(row["metadata"]["account"], row["_id"])
        broken = self._begun.find({"at": {"$lt": self._now() - SAVED_WITHIN}})
        for row in await broken.limit(1000).to_list(None):
            if not await self._rows.find_one({"_id": row["_id"], "metadata.account": row["account"]}, {"_id": 1}):
                await self._chunks.delete_many({"account": row["account"], "files_id": row["_id"]})
            await self._begun.delete_one({"_id": row["_id"], "account": row["account"]})

    def link(self, account: AccountId, identity: str) -> str:
        """Address of the file inside the service, good for ten minutes."""
        until = int((self._now() + LINK_LIVES).timestamp())
        return (
            f"/v1/files/{quote(account, safe='')}/{identity}?until={until}&sign={self._sign(account, identity, until)}"
        )

    def checked(self, account: str, identity: str, until: int, sign: str) -> AccountId:
        """The account, if the link is ours and still good; Problem 403 `link_expired` otherwise."""
        good = hmac.compare_digest(sign.encode(), self._sign(account, identity, until).encode())
        if not good or until < self._now().timestamp():
            raise Problem(403, "link_expired")
        return AccountId(account)

    def _sign(self, account: str, identity: str, until: int) -> str:
        return hmac.new(self._key, f"{account}|{identity}|{until}".encode(), hashlib.sha256).hexdigest()


def files_router(files: Files) -> APIRouter:
    """Download by signed address; the only route of a service without a token."""
    router = APIRouter(tags=["files"])

    @router.get("/v1/files/{account}/{identity}", response_class=StreamingResponse)
    async def download(
        account: str, identity: str, until: int, sign: Annotated[str, Query(max_length=64)]
    ) -> StreamingResponse:
        owner = files.checked(account, identity, until, sign)
        about, chunks = await files.read(owner, identity)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(about['name'])}",
            "Content-Length": str(about["size"]),
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingResponse(chunks, media_type=about["content_type"], headers=headers)

    return router
