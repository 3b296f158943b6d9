"""How elements of HTML stand in a letter."""

from typing import Final

SKIPPED: Final = frozenset(
    [
        "head",
        "style",
        "script",
        "title",
        "template",
        "noscript",
        "object",
        "embed",
        "iframe",
        "svg",
        "math",
        "audio",
        "video",
        "select",
        "applet",
    ]
)
"""Nothing of them is shown."""
STRUCK: Final = frozenset({"s", "strike", "del"})
INLINE: Final = frozenset(
    ["font", "span", "b", "strong", "a", "i", "em", "u", "small", "big", "label", "tt", "code", "ins", "mark", "bdi"]
)
BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "center",
        "blockquote",
        "form",
        "fieldset",
        "address",
        "pre",
        "hr",
        "figure",
        "caption",
        "legend",
        "body",
        "html",
        "nav",
        "aside",
        "details",
        "summary",
    ]
)
ROW_GROUPS: Final = frozenset({"tbody", "thead", "tfoot", "mj-raw"})
CELLS: Final = frozenset({"td", "th"})
PARTS: Final = frozenset({"tr", "td", "th"})
"""Parts of a table; outside of one they begin one."""
