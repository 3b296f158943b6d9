"""Pictures of products: kept here, shown to everybody who has their address."""

from collections.abc import Iterable
from typing import BinaryIO

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.goods import Image, ProductRow
from platform_bridge.app.ledger import Ledger, Page
from platform_bridge.app.ports import Pictures
from platform_bridge.domain.images import image_refs, with_image, without_image
from service_kit.errors import DataError
from service_kit.pictures import HEAD, LIMIT, picture_type
from service_kit.problems import NotFound

_PRODUCTS = SnapshotKind.PRODUCTS


class KeepImages:
    """A file is stored before the card names it, and deleted after no card does: a crash leaves at most a file."""

    def __init__(self, ledger: Ledger, pictures: Pictures) -> None:
        self._ledger = ledger
        self._pictures = pictures

    async def add(self, account: AccountId, product: str, name: str, source: BinaryIO) -> ProductRow:
        """Put a picture at the end of a card; DataError `product_unknown`, `image_wrong_type`, `image_too_large`."""

        async def known(page: Page) -> None:
            await page.found(_PRODUCTS, product)

        await self._ledger.write(account, known)
        image = await self.store(account, name, source)

        async def body(page: Page) -> ProductRow:
            (kept,) = await page.keep(_PRODUCTS, with_image(await page.found(_PRODUCTS, product), image))
            return kept

        return await self._ledger.write(account, body)

    async def store(self, account: AccountId, name: str, source: BinaryIO) -> Image:
        """Keep a picture that no card names yet; DataError `image_wrong_type`, `image_too_large`."""
        kind = picture_type(source.read(HEAD))
        if kind is None:
            raise DataError("image_wrong_type", name=name)
        source.seek(0, 2)
        if source.tell() > LIMIT:
            raise DataError("image_too_large", name=name, limit_mb=LIMIT >> 20)
        source.seek(0)
        return await self._pictures.save(account, name, source, kind.media_type)

    async def remove(self, account: AccountId, product: str, ref: str) -> None:
        """Take a picture off a card and delete it; NotFound `image_unknown`."""

        async def body(page: Page) -> None:
            row: ProductRow = await page.found(_PRODUCTS, product)
            if ref not in {image.ref for image in row.images}:
                raise NotFound("image_unknown")
            await page.keep(_PRODUCTS, without_image(row, ref))

        await self._ledger.write(account, body)
        await self._pictures.delete(account, Ref(ref))

    async def drop(self, account: AccountId, row: ProductRow) -> None:
        """Delete the pictures of a card that is no more."""
        await self.delete(account, image_refs(row))

    async def delete(self, account: AccountId, refs: Iterable[Ref]) -> None:
        """Delete pictures that no card names."""
        for ref in refs:
            await self._pictures.delete(account, ref)
