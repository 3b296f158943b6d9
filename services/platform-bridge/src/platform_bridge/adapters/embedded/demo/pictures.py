"""Pictures of the demo account, drawn here: a coloured card with a lighter disc, one colour per product group."""

import colorsys
import io
import struct
import zlib

from contracts.base import AccountId, Ref
from contracts.rows.goods import Image, ProductRow
from platform_bridge.app.ports import Pictures
from platform_bridge.domain.images import with_image

SIZE = 240
PICTURED = (
    "product-kro-0001",
    "product-kro-0002",
    "product-bot-0001",
    "product-fut-0001",
    "product-kur-0001",
    "product-pos-0001",
    "product-nau-0001",
    "product-tur-0001",
)


async def with_pictures(pictures: Pictures, account: AccountId, products: list[ProductRow]) -> list[ProductRow]:
    """The cards, some of them with two pictures that are stored now."""
    wanted = {Ref(ref): place for place, ref in enumerate(PICTURED)}
    return [
        await _pictured(pictures, account, product, wanted[product.ref]) if product.ref in wanted else product
        for product in products
    ]


async def _pictured(pictures: Pictures, account: AccountId, product: ProductRow, place: int) -> ProductRow:
    for side in range(2):
        content = png(place / len(PICTURED), 0.25 + 0.15 * side)
        name = f"{(product.article or product.ref).lower()}-{side + 1}.png"
        image: Image = await pictures.save(account, name, io.BytesIO(content), "image/png")
        product = with_image(product, image)
    return product


def png(hue: float, radius: float) -> bytes:
    """A picture of SIZE × SIZE points (PNG, RFC 2083: palette of two colours, a byte a point)."""
    palette = b"".join(_rgb(hue, lightness) for lightness in (0.45, 0.8))
    middle, reach = SIZE / 2, (SIZE * radius) ** 2
    rows = (b"\0" + bytes((x - middle) ** 2 + (y - middle) ** 2 < reach for x in range(SIZE)) for y in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _rgb(hue: float, lightness: float) -> bytes:
    return bytes(round(255 * part) for part in colorsys.hls_to_rgb(hue, lightness, 0.6))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
