"""Pictures of goods: fetched by the guarded client, judged by their first bytes, kept once under names of ours."""

import asyncio
import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

import structlog

from service_kit.errors import BizError, TransientError
from service_kit.http import Client
from service_kit.pictures import LIMIT, picture_type

ALL_LIMIT: Final = 1024**3
_AT_ONCE: Final = 6
_REMEMBERED: Final = 20_000

log = structlog.get_logger("images")


class Downloads(Protocol):
    """The part of the outside client that pictures need."""

    async def download(self, url: str, target: io.BytesIO, max_bytes: int) -> object:
        """Write the body into `target`."""


class Images:
    """Pictures of one export, in `folder` as the zip will have them."""

    def __init__(self, client: Client | Downloads, folder: Path) -> None:
        self._client = client
        self._folder = folder
        self._known: OrderedDict[str, str | None] = OrderedDict()
        self._size = 0
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def fetch(self, urls: Iterable[str]) -> dict[str, str | None]:
        """Name of each picture; None for one that is none, no entry for one that may be had next time."""
        wanted = list(dict.fromkeys(urls))
        new = [url for url in wanted if url not in self._known]
        found = dict(zip(new, await asyncio.gather(*(self._fetch(url) for url in new)), strict=True))
        names = {url: self._known[url] for url in wanted if url in self._known}
        for url, (name, lasting) in found.items():
            if lasting:
                names[url] = self._known[url] = name
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return names

    async def _fetch(self, url: str) -> tuple[str | None, bool]:
        """(name, whether that will not change)."""
        async with self._slots:
            if self._size >= ALL_LIMIT:
                return None, True
            body = io.BytesIO()
            try:
                await self._client.download(url, body, LIMIT)
            except TransientError as error:
                log.info("picture not loaded", key=error.key)
                return None, False
            except BizError as error:
                log.info("picture not loaded", key=error.key)
                return None, True
            return await asyncio.to_thread(self._keep, body.getvalue()), True

    def _keep(self, data: bytes) -> str | None:
        kind = picture_type(data)
        if kind is None:
            return None
        digest = hashlib.sha256(data).hexdigest()[:32]
        name = f"import_files/{digest[:2]}/{digest}.{kind.extension}"
        path = self._folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self._size += len(data)
        return name
