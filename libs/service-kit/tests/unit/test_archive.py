"""Zip files from outside."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from service_kit.archive import ArchiveError, XmlArchive, is_zip

Entries = list[tuple[str | zipfile.ZipInfo, bytes]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "orders.zip"


def write(path: Path, entries: Entries) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in entries:
            target.writestr(name, data)
    return path


def read(path: Path, limit: int = 1024**3) -> list[tuple[str, bytes]]:
    with XmlArchive(path, limit=limit) as archive:
        return [(name, stream.read()) for name, stream in archive.streams()]


def refused(path: Path, limit: int = 1024**3) -> str:
    with pytest.raises(ArchiveError) as caught:
        read(path, limit)
    return caught.value.key


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_xml_files_come_in_order_and_others_are_passed_over(archive: Path) -> None:
    entries: Entries = [("b.XML", b"<b/>"), ("photo.jpg", b"x"), ("__MACOSX/._b.xml", b"x"), ("d/a.xml", b"<a/>")]
    write(archive, entries)
    assert read(archive) == [("b.XML", b"<b/>"), ("d/a.xml", b"<a/>")]
    with XmlArchive(archive) as opened:
        assert opened.size == 8
        assert [(name, stream.read()) for name, stream in opened.others()] == [
            ("photo.jpg", b"x"),
            ("__MACOSX/._b.xml", b"x"),
        ]
    assert is_zip(archive.read_bytes()[:4])


@pytest.mark.parametrize(
    ("entries", "key"),
    [
        ([("../a.xml", b"<a/>")], "archive_unsafe_name"),
        ([("/etc/a.xml", b"<a/>")], "archive_unsafe_name"),
        ([("d\\..\\..\\a.xml", b"<a/>")], "archive_unsafe_name"),
        ([("C:\\a.xml", b"<a/>")], "archive_unsafe_name"),
        ([(link("a.xml"), b"/etc/passwd")], "archive_link"),
        ([("a.xml", b"<a/>"), ("more.ZIP", b"PK")], "archive_nested"),
        ([("a.txt", b"x")], "archive_no_xml"),
        ([(f"{number}.xml", b"") for number in range(2001)], "archive_too_many_files"),
        ([("a.xml", b" " * 10_000_000)], "archive_bomb"),
    ],
)
def test_refused(archive: Path, entries: Entries, key: str) -> None:
    assert refused(write(archive, entries)) == key


def test_unpacked_size_is_limited(archive: Path) -> None:
    assert refused(write(archive, [("a.xml", b"0123456789" * 20)]), limit=100) == "file_too_large"


def test_encrypted(archive: Path) -> None:
    data = bytearray(write(archive, [("a.xml", b"<a/>")]).read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    archive.write_bytes(data)
    assert refused(archive) == "archive_encrypted"


def test_real_bytes_count_when_the_directory_lies(archive: Path) -> None:
    data = bytearray(write(archive, [("a.xml", b" " * 10_000_000)]).read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 100)
    archive.write_bytes(data)
    assert refused(archive) in ("archive_bomb", "archive_broken")


@pytest.mark.parametrize("cut", [10, 200])
def test_damaged(archive: Path, cut: int) -> None:
    data = write(archive, [("a.xml", bytes(range(256)) * 8)]).read_bytes()
    archive.write_bytes(data[:cut])
    assert refused(archive) == "archive_broken"


def test_damaged_contents(archive: Path) -> None:
    data = bytearray(write(archive, [("a.xml", bytes(range(256)) * 8)]).read_bytes())
    data[60:80] = bytes(20)
    archive.write_bytes(data)
    assert refused(archive) == "archive_broken"


def test_directory_of_millions_is_not_read_into_memory(archive: Path) -> None:
    size = 8 * 1024 * 1024
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, size, 0, 0)
    archive.write_bytes(bytes(size) + end)
    assert refused(archive) == "archive_too_many_files"


def test_stream_can_be_read_in_pieces(archive: Path) -> None:
    data = bytes(range(256)) * 1000
    write(archive, [("a.xml", data)])
    with XmlArchive(archive) as opened:
        for _, stream in opened.streams():
            out = io.BytesIO()
            while piece := stream.read(1000):
                out.write(piece)
            assert out.getvalue() == data
        assert opened.unpacked == len(data)
