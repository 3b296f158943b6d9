"""Pictures of products in the files of the service, under addresses that never end."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from typing import Any, BinaryIO
from urllib.parse import quote

from contracts.base import AccountId, Ref
from contracts.rows.goods import Image
from service_kit.files import Files
from service_kit.problems import NotFound


class Images:
    """`public_url` is the address of the gateway, without a slash at its end; `key` signs the addresses.

    The signature names account and picture, so that nobody finds pictures by guessing; it has no end, since shops keep
    the addresses.
    """

    def __init__(self, files: Files, key: str, public_url: str) -> None:
        self._files = files
        self._key = key.encode()
        self._base = f"{public_url}/api/platform-bridge/v1/images"

    async def save(self, account: AccountId, name: str, source: BinaryIO, content_type: str) -> Image:
        """Keep a picture for ever."""
        ref = Ref(await self._files.save(account, name, source, content_type=content_type, lives=None))
        return Image(ref=ref, url=self.address(account, ref), name=name)

    async def delete(self, account: AccountId, ref: Ref) -> None:
        """Delete a picture; nothing happens when it is gone."""
        await self._files.delete(account, ref)

    def address(self, account: AccountId, ref: Ref) -> str:
        """Where everybody can fetch the picture."""
        return f"{self._base}/{quote(account, safe='')}/{quote(ref, safe='')}?sign={self._sign(account, ref)}"

    async def open(self, account: str, ref: str, sign: str) -> tuple[dict[str, Any], AsyncIterator[bytes]]:
        """Description and content, as `Files.read` gives them; NotFound `image_unknown` for a wrong signature too."""
        if not hmac.compare_digest(sign.encode(), self._sign(account, ref).encode()):
            raise NotFound("image_unknown")
        return await self._files.read(AccountId(account), ref)

    def _sign(self, account: str, ref: str) -> str:
        return hmac.new(self._key, f"image|{account}|{ref}".encode(), hashlib.sha256).hexdigest()
