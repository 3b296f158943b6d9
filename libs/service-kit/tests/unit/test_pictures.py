"""Pictures are known by their first bytes, whatever their name says."""

import pytest

from service_kit.pictures import HEAD, picture_type


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", ("image/png", "png")),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, ("image/png", "png")),
        (b"\xff\xd8\xff\xe0", ("image/jpeg", "jpg")),
        (b"\xff\xd8\xff\xe0....", ("image/jpeg", "jpg")),
        (b"GIF89a", ("image/gif", "gif")),
        (b"GIF87a...", ("image/gif", "gif")),
        (b"RIFF\0\0\0\0WEBPVP8 ", ("image/webp", "webp")),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"<svg onload='x'/>", None),
        (b"<svg", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, kind: tuple[str, str] | None) -> None:
    assert picture_type(data) == kind
    assert picture_type(data[:HEAD]) == kind
