"""Files of accounts (uploads, reports, exports, images) in GridFS, each with an end of life.

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
from service_kit.mongo import Index, Mongo, is_outage
from service_kit.problems import NotFound, Problem

LINK_LIVES = dt.timedelta(minutes=10)
CHUNK = 255 * 1024

log = structlog.get_logger("files")


class Files:
    """Files of one service. Every method takes the account; a file of another account does not exist for it."""

    INDEXES = (Index("files.files", (("metadata.account", 1), ("metadata.expires_at", 1))),)

    def __init__(self, mongo: Mongo, key: str, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._mongo = mongo
        self._key = key.encode()
        self._now = now

    async def save(
        self, account: AccountId, name: str, source: BinaryIO, *, content_type: str, lives: dt.timedelta
    ) -> str:
        """Store what `source` gives from its present position; gives the id of the file."""
        identity = new_id()
        metadata = {"account": account, "content_type": content_type, "expires_at": self._now() + lives}
        bucket = self._mongo.bucket("files")
        async with bucket.open_upload_stream_with_id(
            identity, name, chunk_size_bytes=CHUNK, metadata=metadata
        ) as stream:
            while chunk := await asyncio.to_thread(source.read, 16 * CHUNK):
                await stream.write(chunk)
        return identity

    async def copy(self, account: AccountId, identity: str, target: IO[bytes]) -> None:
        """Write the file into `target`; NotFound `file_unknown`."""
        _, chunks = await self.read(account, identity)
        async for chunk in chunks:
            await asyncio.to_thread(target.write, chunk)

    async def read(self, account: AccountId, identity: str) -> tuple[dict[str, Any], AsyncIterator[bytes]]:
        """Description {name, size, content_type} and content of the file; NotFound `file_unknown`."""
        found = await self._mongo["files.files"].find_one({"_id": identity, "metadata.account": account})
        if found is None:
            raise NotFound("file_unknown")
        stream = await self._mongo.bucket("files").open_download_stream(identity)

        async def chunks() -> AsyncIterator[bytes]:
            while chunk := await stream.read(16 * CHUNK):
                yield chunk

        about = {"name": found["filename"], "size": found["length"], "content_type": found["metadata"]["content_type"]}
        return about, chunks()

    async def delete(self, account: AccountId, identity: str) -> None:
        """Delete the file if it is there."""
        if await self._mongo["files.files"].find_one({"_id": identity, "metadata.account": account}, {"_id": 1}):
            await self._mongo.bucket("files").delete(identity)

    async def sweep(self) -> None:
        """Delete files past their end of life, for ever; run it in the background of one or more workers."""
        while True:
            try:
                old = self._mongo["files.files"].find({"metadata.expires_at": {"$lt": self._now()}}, {"metadata": 1})
                for row in await old.limit(1000).to_list(None):
                    await self.delete(row["metadata"]["account"], row["_id"])
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("sweep postponed", error=type(error).__name__)
            await asyncio.sleep(600)

    def link(self, account: AccountId, identity: str) -> str:
        """Address of the file inside the service, good for ten minutes."""
        until = int((self._now() + LINK_LIVES).timestamp())
        return (
            f"/v1/files/{quote(account, safe='')}/{identity}?until={until}&sign={self._sign(account, identity, until)}"
        )

    def checked(self, account: str, identity: str, until: int, sign: str) -> AccountId:
        """The account, if the link is ours and still good; Problem 403 `link_expired` otherwise."""
        good = hmac.compare_digest(sign, self._sign(account, identity, until))
        if not good or until < self._now().timestamp():
            raise Problem(403, "link_expired")
        return AccountId(account)

    def _sign(self, account: str, identity: str, until: int) -> str:
        return hmac.new(self._key, f"{account}|{identity}|{until}".encode(), hashlib.sha256).hexdigest()


def files_router(files: Files) -> APIRouter:
    """Download by signed address; the only route of a service without a token."""
    router = APIRouter(tags=["files"])

    @router.get("/v1/files/{account}/{identity}")
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
