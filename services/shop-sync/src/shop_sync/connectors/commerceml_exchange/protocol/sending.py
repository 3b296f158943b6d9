"""Sending files: in pieces of what the shop takes at once, or packed into one archive."""

import asyncio
import html
import mmap
import re
import secrets
import zipfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

from shop_sync.connectors.commerceml_exchange.protocol.session import Session

_READ: Final = 256 * 1024
_PICTURE: Final = re.compile("<Картинка>([^<]+)</".encode())
_STEP: Final = "передача файла {}"


class Piece:
    """Bytes `start` to `start + size` of a file; each walk through it reads them anew."""

    def __init__(self, path: Path, start: int, size: int) -> None:
        self._path = path
        self._start = start
        self._size = size

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._size
        with self._path.open("rb") as file:
            file.seek(self._start)
            while left and (data := await asyncio.to_thread(file.read, min(left, _READ))):
                left -= len(data)
                yield data


async def send(session: Session, path: Path, name: str) -> None:
    """Send a file: pieces as long as the shop allows, the last one shorter, all under one name."""
    size = _size(path)
    piece = session.max_bytes or max(size, 1)
    for start in range(0, max(size, 1), piece):
        length = min(piece, size - start)
        reply = await session.call("file", filename=name, content=Piece(path, start, length), size=length)
        reply.require(_STEP.format(name))


async def send_pictures(session: Session, folder: Path, pictures: Sequence[Path], *, whole: bool) -> int:
    """Send pictures under their paths in the folder; gives how many were left out, too big to be sent `whole`."""
    left_out = 0
    for path in pictures:
        if whole and session.max_bytes and _size(path) > session.max_bytes:
            left_out += 1
        else:
            await send(session, path, path.relative_to(folder).as_posix())
    return left_out


def pictures_in(folder: Path) -> list[Path]:
    """All pictures of an export."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def pictures_named(file: Path, folder: Path) -> list[Path]:
    """Those that a file of goods names."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as text:
        names = {html.unescape(found.group(1).decode()).strip() for found in _PICTURE.finditer(text)}
    return [path for path in pictures_in(folder) if path.relative_to(folder).as_posix() in names]


def pack(target: Path, files: Sequence[Path], pictures: Path) -> Path:
    """Write one archive with all files and pictures, of a name that no earlier one had."""
    archive = target / f"{secrets.token_hex(8)}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for file in files:
            packed.write(file, file.name)
        for picture in pictures_in(pictures):
            packed.write(picture, picture.relative_to(pictures).as_posix(), zipfile.ZIP_STORED)
    return archive


def _size(path: Path) -> int:
    return path.stat().st_size
