"""The words of the marketplace as the guide has them (`labels.ru.json`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.manifest import Category

FILE = Path(__file__).parent.parent / "labels.ru.json"


@dataclass(frozen=True, slots=True)
class Labels:
    """Russian names of categories (in the guide's order), kinds and buttons, and the price of what costs nothing."""

    categories: Mapping[Category, str]
    kinds: Mapping[str, str]
    buttons: Mapping[str, str]
    free: str


def read_labels() -> Labels:
    """The labels of the file; KeyError when a category has no name."""
    found = json.loads(FILE.read_text("utf-8"))
    names = {category: found["categories"][category] for category in Category}
    return Labels(names, found["kinds"], found["buttons"], found["free"])
