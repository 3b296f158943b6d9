"""HTML of letters that can do nothing where it is shown: no scripts, no styles, no forms, nothing loaded."""

from typing import Final

import nh3

MAX_CHARS: Final = 1_000_000
"""Longest HTML that is shown; a longer letter is shown as its lines."""
_TAGS: Final = frozenset(
    "a b big blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins li ol p "
    "pre s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul".split()
)
_GONE: Final = frozenset(
    "script style title template noscript iframe object embed applet svg math form select textarea button audio video "
    "canvas frameset xml".split()
)
"""Elements that go with what is in them."""
_ATTRIBUTES: Final = {
    "a": {"href"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign"},
    "ol": {"start"},
}
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_GONE),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    strip_comments=True,
)


def safe_html(html: str) -> str | None:
    """The HTML with harmless elements alone; links lead to http, https and mailto. None when it is too long."""
    if len(html) > MAX_CHARS:
        return None
    made = _CLEANER.clean(html)
    return made if len(made) <= 2 * MAX_CHARS else None
