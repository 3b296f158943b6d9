"""Russian names of places in a file, and the texts of reasons."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from service_kit.texts import Texts
from shop_sync.connectors.commerceml.document import Heading

STRINGS: Final = Path(__file__).with_name("strings.ru.json")
_LABELS: Final = Path(__file__).with_name("labels.ru.json")


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = json.loads(_LABELS.read_text("utf-8"))
    return labels


@cache
def _texts() -> Texts:
    return Texts([STRINGS])


def where_document(index: int, heading: Heading) -> str:
    """Name of the document number `index` (from 0)."""
    label = "document" if heading.number else "document_without_number"
    return _labels()[label].format(number=heading.number[:80], position=index + 1)


def where_break(byte: object) -> str:
    """Name of the place where a file cannot be read any further."""
    return _labels()["break"].format(byte=byte)


def reason(key: str, details: Mapping[str, object]) -> str:
    """What happened, why, and what to do."""
    return _texts().get(key, details).whole
