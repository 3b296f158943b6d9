"""Only drawings get in: an SVG that could do anything else is refused, and what is given out was checked."""

import base64
import struct
import zlib

import pytest

from catalog.domain.logos import MAX_BYTES, logo_of
from service_kit.errors import DataError

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DRAWING = (
    f'<svg {NS} viewBox="0 0 10 10"><title>Лого</title><defs><linearGradient id="g"><stop offset="0"/>'
    '</linearGradient></defs><path d="M0 0h10v10z" fill="url(#g)" style="stroke:#fff"/></svg>'
)


def svg(inside: str = "", attributes: str = "") -> str:
    return f"<svg {NS} {attributes}>{inside}</svg>"


def test_a_drawing_is_taken_and_named_by_its_content() -> None:
    logo, other = logo_of(DRAWING), logo_of(svg("<g/>"))
    assert (logo.media_type, logo.name[-4:]) == ("image/svg+xml", ".svg")
    assert b'fill="url(#g)"' in logo.content
    assert "Лого".encode() in logo.content
    assert logo.name == logo_of(f"\n<?xml version='1.0' encoding='UTF-8'?>{DRAWING}\n").name != other.name


def test_comments_and_instructions_do_not_get_out() -> None:
    content = logo_of(f'<?xml-stylesheet href="http://evil.example/a.css"?><!-- a -->{svg("<!-- b --><g/>")}').content
    assert b"evil" not in content
    assert b"<!--" not in content


HOSTILE = {
    "script": svg("<script>alert(1)</script>"),
    "script of another namespace": svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'),
    "script without namespace": svg('<script xmlns="">alert(1)</script>'),
    "handler": svg('<g onload="alert(1)"/>'),
    "handler of the root": svg("", 'onload="alert(1)"'),
    "handler in capitals": svg('<g OnClick="alert(1)"/>'),
    "foreign object": svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    "picture": svg('<image href="http://evil.example/a.png"/>'),
    "picture inside": svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>'),
    "link": svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
    "animated link": svg('<set attributeName="href" to="javascript:alert(1)"/>'),
    "use": svg('<use href="#a"/>'),
    "gradient from outside": svg('<linearGradient xlink:href="http://evil.example/a.svg#g"/>'),
    "fill from outside": svg('<path fill="url(http://evil.example/a.svg#g)"/>'),
    "fill from outside, quoted": svg("<path fill=\"url( 'http:a.svg#g')\"/>"),
    "style element": svg("<style>@import 'http://evil.example/a.css'</style>"),
    "style from outside": svg('<g style="background:URL(//evil.example/a)"/>'),
    "style without url": svg("<g style=\"cursor:image-set('https://evil.example/a' 1x)\"/>"),
    "style in escapes": svg(r'<g style="fill:u\72l(a.svg)"/>'),
    "foreign attribute": svg('<g x:on="1" xmlns:x="http://evil.example"/>'),
    "base": svg("", 'xml:base="http://evil.example/"'),
    "doctype": f'<!DOCTYPE svg [<!ENTITY a "b">]>{svg("&a;")}',
    "laughs": f'<!DOCTYPE svg [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;">]>{svg("&b;")}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_acts_or_reaches_out_is_refused(name: str) -> None:
    with pytest.raises(DataError) as caught:
        logo_of(HOSTILE[name])
    assert caught.value.key == "logo_unsafe"
    assert caught.value.details["found"]


@pytest.mark.parametrize(
    "text",
    ["", "x", "<svg/>", "<svg>", "<html/>", svg("<g>"), svg("&nbsp;"), "<?xml version='1.0' encoding='utf-7'?><a/>"],
)
def test_what_is_no_svg_is_refused(text: str) -> None:
    with pytest.raises(DataError) as caught:
        logo_of(text)
    assert caught.value.key == "logo_unreadable"


def test_a_deep_or_large_document_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        logo_of(svg("<g>" * 500 + "</g>" * 500))
    assert caught.value.key == "logo_unreadable"
    with pytest.raises(DataError) as caught:
        logo_of(svg("<g/>" * MAX_BYTES))
    assert caught.value.key == "logo_big"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 2, height: int = 2, *, end: bytes = b"") -> bytes:
    rows = b"".join(b"\0" + b"\0" * 3 * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + end


def embedded(content: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(content).decode()


def test_a_small_png_is_taken_as_it_is() -> None:
    logo = logo_of(embedded(png()))
    assert (logo.media_type, logo.content, logo.name[-4:]) == ("image/png", png(), ".png")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (embedded(png(513, 1)), "logo_wide"),
        (embedded(png(0, 1)), "logo_wide"),
        (embedded(png()[:-1]), "logo_unreadable"),
        (embedded(png(end=b"<script>")), "logo_unreadable"),
        (embedded(png().replace(b"IDAT", b"IDAX")), "logo_unreadable"),
        (embedded(b"GIF89a"), "logo_unreadable"),
        (embedded(b""), "logo_unreadable"),
        ("data:image/png;base64,***", "logo_unreadable"),
        ("data:image/gif;base64,R0lG", "logo_unreadable"),
    ],
)
def test_another_picture_is_refused(text: str, key: str) -> None:
    with pytest.raises(DataError) as caught:
        logo_of(text)
    assert caught.value.key == key
