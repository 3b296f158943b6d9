"""What the import of catalogues needs of its files and of its memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from contracts.base import AccountId, Ref
from contracts.rows.goods import Image
from platform_bridge.domain.catalogue import Entry, Item, Name
from service_kit.mongo import Session


class Catalogue(Protocol):
    """What imported catalogues leave to remember beside the records that they become."""

    async def remember(self, account: AccountId, names: Sequence[Name], session: Session) -> None:
        """Keep names of properties, values and units."""
        ...

    async def names(
        self, account: AccountId, asked: Iterable[tuple[str, str]], session: Session
    ) -> Mapping[tuple[str, str], str]:
        """Names by (kind, outside id), of those that are known."""
        ...

    async def saw(self, account: AccountId, cards: Mapping[Ref, str], run: str, session: Session) -> None:
        """Note that the run met these cards in full catalogues; `cards` → id of the catalogue."""
        ...

    async def absent(self, account: AccountId, catalogue: str, run: str, limit: int, session: Session) -> Sequence[Ref]:
        """Cards that earlier runs met in the catalogue and this one did not."""
        ...

    async def forget(self, account: AccountId, cards: Sequence[Ref], session: Session) -> None:
        """Let them be no part of a catalogue any more."""
        ...

    async def image(self, account: AccountId, path: str) -> tuple[Image, str] | None:
        """The picture of a path and the digest of its content."""
        ...

    async def put_image(self, account: AccountId, path: str, image: Image, digest: str) -> None:
        """Remember the picture of a path."""
        ...

    async def images(self, account: AccountId, paths: Iterable[str], session: Session) -> Mapping[str, Image]:
        """Pictures by path, of those that are known."""
        ...


class CatalogueReader(Protocol):
    """Reads a file of a catalogue; an iterator must be begun and ended in one thread."""

    def names(self, path: Path) -> Iterator[Entry | Name]:
        """Directories and names."""
        ...

    def items(self, path: Path) -> Iterator[Item]:
        """Goods and offers."""
        ...

    def images(self, path: Path) -> Iterator[tuple[str, BinaryIO]]:
        """Path and content of pictures that came along."""
        ...
