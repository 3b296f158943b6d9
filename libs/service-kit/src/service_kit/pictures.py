"""Which files are pictures, by their first bytes."""

from typing import Final, NamedTuple

LIMIT: Final = 10 * 1024 * 1024
"""Bytes of a picture at most."""
HEAD: Final = 16
"""Bytes of a file's beginning that tell its type."""

_WEBP_MARK = slice(8, 12)


class PictureType(NamedTuple):
    """Media type, and the extension of its files."""

    media_type: str
    extension: str


def picture_type(head: bytes) -> PictureType | None:
    """The type by the marks of RFC 2083, ITU T.81, GIF89a and the WebP container; None for anything else.

    SVG is none: it may hold scripts.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureType("image/png", "png")
    if head.startswith(b"\xff\xd8\xff"):
        return PictureType("image/jpeg", "jpg")
    if head.startswith((b"GIF87a", b"GIF89a")):
        return PictureType("image/gif", "gif")
    if head.startswith(b"RIFF") and head[_WEBP_MARK] == b"WEBP":
        return PictureType("image/webp", "webp")
    return None
