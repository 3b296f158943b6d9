"""Pictures of products: which files are pictures, and how a card changes."""

from contracts.base import Ref
from contracts.rows.goods import Image, ProductRow

LIMIT = 10 * 1024 * 1024
HEAD = 16
"""Bytes of a file's beginning that tell its type."""

_WEBP_MARK = slice(8, 12)


def type_of(head: bytes) -> str | None:
    """Media type by the first bytes (the marks of RFC 2083, ITU T.81, GIF89a and the WebP container), None for others.

    SVG is none: it may hold scripts.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"RIFF") and head[_WEBP_MARK] == b"WEBP":
        return "image/webp"
    return None


def with_image(row: ProductRow, image: Image) -> ProductRow:
    """The card with one more picture at the end."""
    last = max((one.sort for one in row.images), default=0)
    return row.model_copy(update={"images": (*row.images, image.model_copy(update={"sort": last + 1}))})


def without_image(row: ProductRow, ref: str) -> ProductRow:
    """The card without a picture."""
    return row.model_copy(update={"images": tuple(image for image in row.images if image.ref != ref)})


def image_refs(row: ProductRow) -> set[Ref]:
    """Pictures of a card and of its variants."""
    own = {image.ref for image in row.images}
    return own | {image.ref for variant in row.variants for image in variant.images}
