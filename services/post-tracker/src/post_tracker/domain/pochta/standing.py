"""Statuses of the post, and the one that a whole history gives.

It is taken from all operations every time: the post corrects them and adds earlier ones later.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from post_tracker.domain.pochta.operations import is_known, numbers_of
from post_tracker.domain.tracking import NO_DATA, OTHER, History, Standing, Status

IN_TRANSIT: Final = "in_transit"
ARRIVED: Final = "arrived"
RETURNING: Final = "returning"
RETURNED: Final = "returned"
DELIVERED: Final = "delivered"

ACCEPTANCE, HANDING_OVER, RETURN, PROCESSING = 1, 2, 3, 8
"""Types of operations that mean something for those after them."""


class Groups:
    """Which operations have something in common: exact pairs before whole types. «8.3-8 5.*» is pairs and a type."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._pairs: dict[tuple[int, int], str] = {}
        self._types: dict[int, str] = {}
        for group, text in patterns:
            for pattern in text.split():
                self._add(group, *pattern.split("."))

    def _add(self, group: str, type_: str, attributes: str) -> None:
        if attributes == "*":
            self._types[int(type_)] = group
            return
        first, _, last = attributes.partition("-")
        for attr in range(int(first), int(last or first) + 1):
            self._pairs[int(type_), attr] = group

    def find(self, type_: int, attr: int) -> str | None:
        """Group of the pair, else of its type."""
        return self._pairs.get((type_, attr)) or self._types.get(type_)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All statuses in the order in which they are shown."""

    statuses: Sequence[Status]
    groups: Groups
    final: Groups


@cache
def catalogue() -> Catalogue:
    """Statuses and their operations, from the file beside this one."""
    told = json.loads((Path(__file__).parent / "statuses.json").read_text("utf-8"))
    return Catalogue(
        tuple(Status(row["code"], row["title"]) for row in told["statuses"]),
        Groups((row["code"], row["operations"]) for row in told["statuses"]),
        Groups([("final", told["final"])]),
    )


def standing(history: History) -> Standing:
    """The status of the last operation that has one, whether it is final, and the last operation of all."""
    if not history:
        return Standing(NO_DATA, False, None)
    status, final = OTHER, False
    for found, ends in _steps(history):
        if found != OTHER:
            status, final = found, ends
    return Standing(status, final, history[-1])


def _steps(history: History) -> Iterator[tuple[str, bool]]:
    """Status and final mark of each operation, in the light of those before it."""
    known = catalogue()
    going_back = sent_back = False
    for operation in history:
        type_, attr = numbers_of(operation.code)
        found = known.groups.find(type_, attr) or OTHER
        if type_ == ACCEPTANCE:
            going_back = sent_back = False
        elif type_ == HANDING_OVER:
            if sent_back and not _tells_who(attr):
                found = RETURNED
            going_back = False
        elif going_back and found != OTHER and (type_ == PROCESSING or found in {IN_TRANSIT, ARRIVED}):
            found = RETURNING
        going_back = going_back or found == RETURNING
        sent_back = sent_back or type_ == RETURN
        yield found, known.final.find(type_, attr) is not None


def _tells_who(attr: int) -> bool:
    """Whether the attribute of a handing over says to whom: 0 does not, nor does one that came after our table."""
    return attr != 0 and is_known(HANDING_OVER, attr)
