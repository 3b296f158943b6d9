"""HTML of letters that can do nothing where it is shown: no scripts, no styles, no forms, nothing loaded."""

from typing import Final

import nh3
from lxml import etree

MAX_CHARS: Final = 1_000_000
"""Longest HTML that is shown; a longer letter is shown as its lines."""
_TAGS: Final = nh3.ALLOWED_TAGS - {"img", "map", "area"}
_GONE: Final = {
    *("script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"),
    *("select", "textarea", "audio", "video", "canvas", "frameset", "xml"),
}
"""Elements that go with what is in them."""
_ATTRIBUTES: Final = {
    "a": {"href"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign"},
    "ol": {"start"},
}
_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_GONE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    strip_comments=True,
)


def safe_html(html: str) -> str | None:
    """The HTML with harmless elements alone; links lead to http, https and mailto. None when it is too long, or none.

    What lies deeper than 255 elements is left out first: the time of a parser of HTML 5 grows with the square of it.
    """
    if len(html) > MAX_CHARS:
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    if root is None:
        return None
    made = _CLEANER.clean(etree.tostring(root, encoding="unicode", method="html"))
    return made if made.strip() and len(made) <= MAX_CHARS else None
