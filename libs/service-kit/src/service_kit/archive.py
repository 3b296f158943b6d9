"""Zip files from outside: checked before anything is unpacked, and counted while it is (headers lie)."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Final

from service_kit.errors import DataError

UNPACKED_LIMIT: Final = 1024**3
RATIO_LIMIT: Final = 300
FILES_LIMIT: Final = 2000

_ENCRYPTED: Final = 0x1
_DIRECTORY_LIMIT: Final = 4 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_NESTED: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar", ".xlsx", ".docx"})
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError)


class ArchiveError(DataError):
    """The archive is refused: `file_too_large` (unpacked), or a key that begins with `archive_`."""


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip (APPNOTE.TXT 4.3.7, local file header; 4.3.16 of an empty one)."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


class XmlArchive:
    """The .xml files of one zip, in the order of its directory; `others` gives what is no .xml.

    `size` is what its directory says all .xml files take together, `unpacked` what was read of them by now.
    Raises `ArchiveError` on opening:
    `archive_broken`, `archive_too_many_files`, `archive_unsafe_name`, `archive_link`, `archive_nested`,
    `archive_encrypted`, `archive_bomb`, `archive_no_xml`, `file_too_large`; while reading the same about real bytes.
    """

    def __init__(self, path: Path, *, limit: int = UNPACKED_LIMIT) -> None:
        self._limit = limit
        self._packed = path.stat().st_size
        self.unpacked = 0
        self._file = GuardedFile(path)
        try:
            self._zip = _opened(self._file)
            self._members = self._checked(self._zip.infolist())
        except BaseException:
            self._file.close()
            raise
        self.size = sum(member.file_size for member in self._members)

    def __enter__(self) -> "XmlArchive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def streams(self) -> Iterator[tuple[str, BinaryIO]]:
        """Name and stream of every .xml file; a stream ends when the next one is asked for."""
        return self._streams(self._members)

    def others(self) -> Iterator[tuple[str, BinaryIO]]:
        """Name and stream of every other file; a stream ends when the next one is asked for."""
        xml = {member.filename for member in self._members}
        return self._streams(
            member for member in self._zip.infolist() if member.filename not in xml and not member.is_dir()
        )

    def _streams(self, members: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[str, BinaryIO]]:
        for member in members:
            try:
                raw = self._zip.open(member)
            except _BROKEN as error:
                raise ArchiveError("archive_broken") from error
            with raw:
                yield member.filename, io.BufferedReader(_Counting(raw, self), _CHUNK)

    def count(self, size: int) -> None:
        """So many more bytes were unpacked."""
        self.unpacked += size
        _check_size(self.unpacked, self._packed, self._limit)

    def _checked(self, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        if len(members) > FILES_LIMIT:
            raise ArchiveError("archive_too_many_files", limit=FILES_LIMIT)
        for member in members:
            _check_member(member)
        _check_size(sum(member.file_size for member in members), self._packed, self._limit)
        wanted = [member for member in members if _is_xml(member)]
        if not wanted:
            raise ArchiveError("archive_no_xml")
        return wanted


class GuardedFile(io.FileIO):
    """`zipfile` reads the whole directory in one call: this bounds it before the memory is taken."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY_LIMIT:
            raise ArchiveError("archive_too_many_files", limit=FILES_LIMIT)
        return super().read(size) or b""


class _Counting(io.RawIOBase):
    """A member of the archive that reports every byte it gives."""

    def __init__(self, raw: IO[bytes], archive: XmlArchive) -> None:
        self._raw = raw
        self._archive = archive

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # typeshed names the buffer protocol, 3.11 has no type for it
        try:
            data = self._raw.read(len(view))
        except _BROKEN as error:
            raise ArchiveError("archive_broken") from error
        self._archive.count(len(data))
        view[: len(data)] = data
        return len(data)


def _opened(file: GuardedFile) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN as error:
        raise ArchiveError("archive_broken") from error


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in member.orig_filename:
        raise ArchiveError("archive_unsafe_name", name=member.filename[:200])
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ArchiveError("archive_link", name=member.filename[:200])
    if path.suffix.lower() in _NESTED:
        raise ArchiveError("archive_nested", name=member.filename[:200])
    if member.flag_bits & _ENCRYPTED:
        raise ArchiveError("archive_encrypted")


def _check_size(unpacked: int, packed: int, limit: int) -> None:
    if unpacked > limit:
        raise ArchiveError("file_too_large", limit_mb=limit // 1024**2)
    if unpacked > packed * RATIO_LIMIT:
        raise ArchiveError("archive_bomb", ratio=RATIO_LIMIT)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    # "__MACOSX/._orders.xml" holds attributes that macOS adds beside each file
    return path.suffix.lower() == ".xml" and "__MACOSX" not in path.parts and not member.is_dir()
