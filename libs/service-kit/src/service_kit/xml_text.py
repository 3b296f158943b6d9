"""Texts on their way into an XML document that is written as plain strings: the one place that escapes."""

import re
from typing import Final

# what XML 1.0 (production 2, Char) forbids, and letters that end lines differently for every reader
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL: Final = re.compile('[\x00-\x08\x0b-\x1f&<>"\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]')


def clean(text: str, limit: int | None = None) -> str:
    """`text` without letters that XML cannot hold, and not longer than `limit` letters."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text)
    return text if limit is None or len(text) <= limit else text[:limit].rstrip()


def escape(text: str) -> str:
    """`text` for the content of an element or for an attribute in double quotes."""
    if _SPECIAL.search(text) is None:
        return text
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def escaped(text: str, limit: int) -> str:
    """`escape` of at most `limit` letters of `text`, counted as an XML schema counts them."""
    return escape(clean(text, limit))
