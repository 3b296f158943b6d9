"""Import of a catalogue from files: names first, then goods and offers in any order. Done again it changes nothing."""

import hashlib
import io
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from contracts.base import AccountId
from platform_bridge.app.catalogue_page import CataloguePage
from platform_bridge.app.catalogue_ports import Catalogue, CatalogueReader
from platform_bridge.app.images import KeepImages
from platform_bridge.app.ledger import Ledger, Page
from platform_bridge.app.ports import PlatformPort
from service_kit.errors import BizError, DataError
from service_kit.ids import new_id
from service_kit.pages import pages_of
from service_kit.pictures import LIMIT
from service_kit.texts import Texts

T = TypeVar("T")

PAGE = 200

Told = Callable[[Mapping[str, int]], Awaitable[None]]


@dataclass(slots=True)
class Import:
    """One import at work and what comes of it.

    `counts` by «products_created» and so on, `errors` by name of the file, `full` the ids of catalogues that promised
    to have all of their goods; `told` hears the counts after each page.
    """

    account: AccountId
    told: Told
    id: str = field(default_factory=new_id)
    counts: Counter[str] = field(default_factory=Counter)
    errors: dict[str, BizError] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)


class ImportCatalogue:
    """Memory stays flat: files are streams, and a page of pieces is a transaction."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        platform: PlatformPort,
        catalogue: Catalogue,
        reader: CatalogueReader,
        images: KeepImages,
        texts: Texts,
    ) -> None:
        self._ledger = ledger
        self._platform = platform
        self._catalogue = catalogue
        self._reader = reader
        self._images = images
        self._texts = texts

    async def run(self, account: AccountId, files: Sequence[tuple[str, Path]], told: Told) -> Import:
        """Import `files` (name and place); a broken one is noted and the others go on.

        Goods that a full catalogue has no more go into the archive, unless a file broke off.
        """
        work = Import(account, told)
        for step in (self._take_images, self._take_names, self._take_items):
            for name, path in files:
                try:
                    await step(work, path)
                except DataError as error:
                    work.errors.setdefault(name, error)
        if not work.errors:
            for catalogue in sorted(work.full):
                while await self._archive(work, catalogue):
                    pass
        return work

    async def _archive(self, work: Import, catalogue: str) -> bool:
        return await self._write(work, partial(CataloguePage.archive_absent, catalogue=catalogue, limit=PAGE))

    async def _take_names(self, work: Import, path: Path) -> None:
        async for pieces in pages_of(partial(self._reader.names, path), PAGE):
            await self._write(work, partial(CataloguePage.take_names, pieces=pieces))

    async def _take_items(self, work: Import, path: Path) -> None:
        async for items in pages_of(partial(self._reader.items, path), PAGE):
            await self._write(work, partial(CataloguePage.take_items, items=items))
            work.full |= {item.full_of for item in items if item.full_of is not None}

    async def _take_images(self, work: Import, path: Path) -> None:
        """Keep the pictures that are new or differ from what was kept of their paths."""

        def contents() -> Iterator[tuple[str, bytes]]:
            for name, source in self._reader.images(path):
                yield name, source.read(LIMIT + 1)

        async for pictures in pages_of(contents, 1):
            ((name, content),) = pictures
            digest = hashlib.sha256(content).hexdigest()
            known = await self._catalogue.image(work.account, name)
            if known is not None and known[1] == digest:
                work.counts["images_unchanged"] += 1
                continue
            try:
                image = await self._images.store(work.account, Path(name).name[:200], io.BytesIO(content))
            except DataError:
                work.counts["images_refused"] += 1
                continue
            await self._catalogue.put_image(work.account, name, image, digest)
            work.counts["images_created"] += 1

    async def _write(self, work: Import, act: Callable[[CataloguePage], Awaitable[T]]) -> T:
        """Act on a page in a transaction; its counts and its unused pictures count once it is committed."""

        async def body(page: Page) -> tuple[T, CataloguePage]:
            taken = CataloguePage(page, self._platform, self._catalogue, self._texts, work.id)
            return await act(taken), taken

        result, taken = await self._ledger.write(work.account, body)
        work.counts.update(taken.counts)
        await self._images.delete(work.account, taken.unused)
        await work.told(work.counts)
        return result
