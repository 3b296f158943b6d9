"""Logos: an SVG drawing without anything that could act, or a small PNG.

An SVG is written anew from what was checked, so that a browser never reads it otherwise than we did.
"""

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from service_kit.errors import DataError

MAX_BYTES: Final = 64 * 1024
PNG_SIDE: Final = 512

_PNG_PREFIX: Final = "data:image/png;base64,"
_PNG_MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = "{http://www.w3.org/2000/svg}"
_DRAWING: Final = (
    ("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    ("text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask"),
)
_ELEMENTS: Final = frozenset(f"{_SVG}{name}" for names in _DRAWING for name in names)
_HREF: Final = frozenset({"href", "{http://www.w3.org/1999/xlink}href"})
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ACTIVE: Final = re.compile(r"//|\\|@|javascript:|data:|url\s*\((?!\s*[\"']?#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Logo:
    """A checked logo as it is given out."""

    media_type: str
    content: bytes

    @property
    def name(self) -> str:
        """Name by content: another picture has another name."""
        suffix = "png" if self.media_type == "image/png" else "svg"
        return f"{hashlib.sha256(self.content).hexdigest()[:32]}.{suffix}"


def logo_of(text: str) -> Logo:
    """The logo in an SVG document or in `data:image/png;base64,…`; DataError `logo_…` when it is not safe or none."""
    if len(text.encode()) > MAX_BYTES:
        raise DataError("logo_big", limit_kb=MAX_BYTES // 1024)
    if text.startswith(_PNG_PREFIX):
        return Logo("image/png", _png(text.removeprefix(_PNG_PREFIX)))
    return Logo("image/svg+xml", _svg(text.strip()))


def _svg(text: str) -> bytes:
    if "<!DOCTYPE" in text:
        raise DataError("logo_unsafe", found="<!DOCTYPE>")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DataError("logo_unreadable") from error
    if root.tag != f"{_SVG}svg":
        raise DataError("logo_unreadable")
    for element in root.iter():
        _check(element)
    return etree.tostring(root, encoding="utf-8", with_tail=False)


def _check(element: "etree._Element") -> None:
    """DataError `logo_unsafe` unless the element draws and nothing else."""
    tag = element.tag if isinstance(element.tag, str) else "&entity;"
    if tag not in _ELEMENTS:
        raise DataError("logo_unsafe", found=f"<{tag.rpartition('}')[2]}>")
    for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
        plain = name == _SPACE or name in _HREF or "}" not in name
        foreign = name in _HREF and not value.startswith("#")
        if not plain or foreign or name.lower().startswith("on") or _ACTIVE.search(value):
            raise DataError("logo_unsafe", found=name.rpartition("}")[2])


def _png(encoded: str) -> bytes:
    try:
        content = base64.b64decode(encoded, validate=True)
        chunks = list(_chunks(content))
    except (binascii.Error, ValueError) as error:
        raise DataError("logo_unreadable") from error
    kinds = [kind for kind, _ in chunks]
    if not (kinds and kinds[0] == b"IHDR" and kinds[-1] == b"IEND" and b"IDAT" in kinds):
        raise DataError("logo_unreadable")
    header = chunks[0][1]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    if not (0 < width <= PNG_SIDE and 0 < height <= PNG_SIDE):
        raise DataError("logo_wide", limit=PNG_SIDE)
    return content


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, data) of each chunk of a PNG (ISO/IEC 15948, 5.3); ValueError when it is none, is cut or goes on."""
    if not content.startswith(_PNG_MAGIC):
        raise ValueError("no PNG")
    place = len(_PNG_MAGIC)
    while place < len(content):
        length = int.from_bytes(content[place : place + 4])
        body = content[place + 4 : place + 8 + length]
        check = content[place + 8 + length : place + 12 + length]
        if len(check) < 4 or zlib.crc32(body) != int.from_bytes(check):
            raise ValueError("broken chunk")
        yield body[:4], body[4:]
        place += 12 + length
