"""Answers of files, read as a person asks for: the tool beside the service."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from post_tracker.domain.pochta.operations import numbers_of
from post_tracker.domain.pochta.standing import standing
from post_tracker.domain.tracking import Operation, Parcel
from service_kit.errors import BizError
from service_kit.texts import Texts

COMPLETE, UNREADABLE, INCOMPLETE = 0, 2, 3

ReadAnswer: TypeAlias = Callable[[BinaryIO], Iterable[Parcel]]
"""The parcels of a saved answer; BizError when it holds none."""


class ParseHistory:
    """Prints what an answer of «Почта России» says. Exit codes: 0 all of it, 2 unreadable, 3 some numbers failed.

    Times are ISO 8601: with a zone where the answer has one (rtm34), without where it has none (fc). Names are those of
    the answer, in its language, else those of our table. A single answer stands under the last number that it tells,
    "" when it tells none; one with no operations tells nothing, so that only an empty summary is printed.
    """

    def __init__(self, read: ReadAnswer, texts: Texts) -> None:
        self._read = read
        self._texts = texts

    def parse(self, file: Path) -> int:
        """Print the histories of `file` by their numbers, and the status of each."""
        try:
            with file.open("rb") as source:
                parcels = _by_number(self._read(source))
        except OSError:
            self._tell("post_file_not_found", file=str(file))
            return UNREADABLE
        except BizError as error:
            self._tell(error.key, **error.details)
            return UNREADABLE
        for line in _lines(parcels):
            print(line)  # noqa: T201 - this is a tool
        failed = [parcel for parcel in parcels.values() if parcel.problem is not None]
        for parcel in failed:
            why = parcel.problem and self._texts.get(parcel.problem.key, parcel.problem.details).whole
            self._tell("post_number_not_answered", number=parcel.number, why=why)
        return INCOMPLETE if failed else COMPLETE

    def _tell(self, key: str, **details: object) -> None:
        print(self._texts.get(key, details).whole, file=sys.stderr)  # noqa: T201 - this is a tool


def _by_number(parcels: Iterable[Parcel]) -> dict[str, Parcel]:
    """Parcels by number; of one that is answered about twice, the longer history."""
    found: dict[str, Parcel] = {}
    for parcel in parcels:
        if parcel.number not in found or len(parcel.history) > len(found[parcel.number].history):
            found[parcel.number] = parcel
    return found


def _lines(parcels: Mapping[str, Parcel]) -> Iterator[str]:
    """One JSON object, written a parcel at a time: an answer may have hundreds of thousands of operations."""
    yield "{"
    for number, parcel in parcels.items():
        yield f"{_json(number)}: {_json([_operation(operation) for operation in parcel.history])},"
    yield f'"summary": {_json({number: _summary(parcel) for number, parcel in parcels.items()})}'
    yield "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _summary(parcel: Parcel) -> dict[str, Any]:
    stands = standing(parcel.history)
    return {"status": stands.status, "final": stands.final}


def _operation(operation: Operation) -> dict[str, Any]:
    type_, attr = numbers_of(operation.code)
    return {
        "type": type_,
        "attr": attr,
        "type_name": operation.name,
        "attr_name": operation.detail,
        "time": operation.at.isoformat() if operation.at else None,
        "index": operation.postal_index,
        "place": operation.place,
    }
