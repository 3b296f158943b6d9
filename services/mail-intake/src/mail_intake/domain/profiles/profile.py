"""Profiles: what an engine calls the parts of its letters. They are JSON files in `data/`, this module reads them.

`base.json` holds the words that all shops use; the file of an engine adds to them and may give a word another meaning
(JoomShopping's «Итого» is a subtotal). Keys:

- `fields`: role → labels; `prefixes`: role → beginnings of labels of money rows; `sections`: block → headings;
  `columns`: role → headings of item tables;
- `subject`, `text`: patterns with named groups (number, date, name, email, delivery, delivery_price, payment, address,
  total) over the subject and over the canonical text; `items`: patterns with the groups of an item;
- `marks`: class → role; `dropped`: classes whose text is left out;
- `unnamed`: roles of money rows that carry a name instead of a label; `tail`: roles of paragraphs below the total;
- `new`, `status`: subjects of new orders and of letters about old ones; `empty`: texts that say «nothing»;
  `sku_words`: what stands before an article in brackets; `not_options`: lines below a name that are no options;
- `title`: what people call the engine; `like`: another profile that this one begins with.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from mail_intake.domain.letter.html import Classes
from mail_intake.domain.letter.rows import SEAM
from service_kit.errors import DataError

_DATA: Final = Path(__file__).parent / "data"
_EDGES: Final = " :*=-—–.•>|" + SEAM
_SUFFIX_ENDS: Final = (")", "]", "%")
_SUFFIX: Final = re.compile(r"(?<![:\s])\s*(?:\([^()]*\)|\[[^\[\]]*\]|,?\s*\d+(?:[.,]\d+)?\s*%)\s*:?\s*$")
ENGINES: Final = (
    "insales",
    "webasyst",
    "joomshopping",
    "storeland",
    "nethouse",
    "prestashop",
    "virtuemart",
    "virtuemart2",
    "virtuemart3",
)


@dataclass(frozen=True, slots=True)
class Profile:
    """One engine's words, in the form in which they are looked up (`label_key`)."""

    engine: str
    title: str
    fields: Mapping[str, str]
    prefixes: Sequence[tuple[str, str]]
    sections: Mapping[str, str]
    columns: Mapping[str, str]
    empty: frozenset[str]
    sku_words: re.Pattern[str]
    not_options: tuple[str, ...]
    subject: tuple[re.Pattern[str], ...]
    text: tuple[re.Pattern[str], ...]
    items: tuple[re.Pattern[str], ...]
    status: tuple[re.Pattern[str], ...]
    new: tuple[re.Pattern[str], ...]
    marks: Mapping[str, str]
    classes: Classes
    unnamed: tuple[str, ...]
    tail: tuple[str, ...]

    def field(self, label: str) -> str | None:
        """Role of a label, with or without what is bracketed behind it."""
        return _looked_up(self.fields, label_key(label))

    def section(self, label: str) -> str | None:
        """Which block a heading begins."""
        return self.sections.get(label_key(label))

    def known(self, label: str) -> bool:
        """Whether `label` is one of a field or block."""
        if len(label) > 80:
            return False
        key = label_key(label)
        return key in self.sections or _looked_up(self.fields, key) is not None

    def column(self, heading: str) -> str | None:
        """Role of a heading of an item table."""
        return _looked_up(self.columns, label_key(heading))

    def money_role(self, label: str) -> str | None:
        """Role of the label of a row that ends in an amount."""
        role = self.field(label)
        if role is not None:
            return role
        key = label_key(label)
        return next((role for start, role in self.prefixes if key.startswith(start)), None)

    def said(self, text: str | None) -> str | None:
        """`text`, None when it only says that there is nothing."""
        if text is None:
            return None
        text = text.strip()
        return None if not text or label_key(text) in self.empty or not text.strip(_EDGES + "_/\\") else text


def _looked_up(roles: Mapping[str, str], key: str) -> str | None:
    """Role of a key, with or without what is bracketed behind it."""
    found = roles.get(key)
    if found is None and key.endswith(_SUFFIX_ENDS):
        found = roles.get(label_key(_SUFFIX.sub("", key)))
    return found


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """Form in which labels are compared: no case, ё as е, one blank, nothing around it."""
    return " ".join(text.replace(SEAM, " ").split()).casefold().replace("ё", "е").strip(_EDGES)


@lru_cache(maxsize=32)
def profile(engine: str) -> Profile:
    """The profile of `engine`; raises DataError mail_engine_unknown."""
    if engine not in ENGINES:
        raise DataError("mail_engine_unknown", engine=engine, known=", ".join(ENGINES))
    return build(engine, [_read("base"), *_own(engine)])


@lru_cache(maxsize=1)
def common() -> Profile:
    """The words of all shops, without those of an engine: for templates and proposals."""
    return build("", [_read("base")])


def _own(engine: str) -> list[dict[str, Any]]:
    told = _read(engine)
    return [*(_own(told["like"]) if "like" in told else []), told]


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text("utf-8"))
    return found


def build(engine: str, layers: list[dict[str, Any]]) -> Profile:
    """A profile out of `layers`, later ones before earlier ones."""
    marks = {name: role for layer in layers for name, role in layer.get("marks", {}).items()}
    dropped = tuple(name for layer in layers for name in layer.get("dropped", []))
    words = "|".join(re.escape(word) for word in sorted(_all(layers, "sku_words"), key=len, reverse=True))
    return Profile(
        engine=engine,
        title=str(layers[-1].get("title", "")),
        fields=_words(layers, "fields"),
        prefixes=tuple(
            (label_key(start), role)
            for layer in layers
            for role, starts in layer.get("prefixes", {}).items()
            for start in starts
        ),
        sections=_words(layers, "sections"),
        columns=_words(layers, "columns"),
        empty=frozenset(label_key(word) for word in _all(layers, "empty")),
        sku_words=re.compile(rf"\s*[\[(]\s*(?:{words})\.?\s*:?\s*(?P<sku>[^\[\]()]{{1,64}})[\])]\s*$", re.IGNORECASE),
        not_options=tuple(label_key(word) for word in _all(layers, "not_options")),
        subject=_patterns(layers, "subject"),
        text=_patterns(layers, "text"),
        items=_patterns(layers, "items"),
        status=_patterns(layers, "status"),
        new=_patterns(layers, "new"),
        marks=marks,
        classes=Classes(tuple(marks), dropped),
        unnamed=tuple(next((layer["unnamed"] for layer in reversed(layers) if layer.get("unnamed")), [])),
        tail=tuple(next((layer["tail"] for layer in reversed(layers) if layer.get("tail")), [])),
    )


def _words(layers: list[dict[str, Any]], key: str) -> dict[str, str]:
    return {label_key(word): role for layer in layers for role, words in layer.get(key, {}).items() for word in words}


def _all(layers: list[dict[str, Any]], key: str) -> list[str]:
    return [word for layer in layers for word in layer.get(key, [])]


def _patterns(layers: list[dict[str, Any]], key: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of the last layer first."""
    return tuple(
        re.compile(pattern, re.IGNORECASE | re.MULTILINE)
        for layer in reversed(layers)
        for pattern in layer.get(key, [])
    )
