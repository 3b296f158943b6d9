"""Operations of the post: the table of types and attributes, kept as data beside this file.

The operator adds pairs every year, so that an unknown one is shown by its numbers and never refused. Attribute 0 says
«nothing known of it» except where the table names it (8.0 is «Сортировка»).
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Kind(NamedTuple):
    """What happened, by numbers and in words."""

    type: int
    attr: int
    name: str
    detail: str | None

    @property
    def code(self) -> str:
        """As operations of all carriers have it."""
        return f"{self.type}.{self.attr}"

    @property
    def title(self) -> str:
        """As people see it: an attribute without a name by its number, attribute 0 not at all."""
        detail = self.detail or (f"атрибут {self.attr}" if self.attr else "")
        return f"{self.name}: {detail}" if detail else self.name


def numbers_of(code: str) -> tuple[int, int]:
    """Type and attribute of the code of an operation."""
    type_, _, attr = code.partition(".")
    return int(type_), int(attr)


def is_known(type_: int, attr: int) -> bool:
    """Whether the table has the pair; attribute 0 is known wherever its type is."""
    types, attributes = _table()
    return (type_, attr) in attributes or (attr == 0 and type_ in types)


def kind_of(type_: int, attr: int, name: str = "", detail: str = "") -> Kind:
    """The operation with the names that the answer gives, else those of the table; an unknown type by its number."""
    types, attributes = _table()
    return Kind(
        type_, attr, name or types.get(type_) or f"Операция {type_}", detail or attributes.get((type_, attr)) or None
    )


@cache
def _table() -> tuple[dict[int, str], dict[tuple[int, int], str]]:
    """Names of types, names of pairs ("" where the pair is known by its number alone)."""
    types: dict[int, str] = {}
    attributes: dict[tuple[int, int], str] = {}
    with (Path(__file__).parent / "operations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            types[int(row["type"])] = row["type_name"]
            attributes[int(row["type"]), int(row["attr"])] = row["attr_name"]
    return types, attributes
