"""Parcels as all carriers have them: a number, what happened to it, and the one status that this gives."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from service_kit.errors import BizError

OTHER: Final = "other"
"""A status that tells nothing new: the former one stays."""
NO_DATA: Final = "no_data"
"""The carrier knows nothing of the number yet."""


class Operation(NamedTuple):
    """What happened, as a carrier says. `code` is its own («8.2», «OnRoad»); `at` has a zone where it gives one."""

    code: str
    name: str
    detail: str | None
    at: dt.datetime | None
    postal_index: str | None
    place: str | None

    @property
    def happening(self) -> tuple[str, dt.datetime | None, str | None]:
        """What it is known by: one way of asking tells its zone, place and attribute by name, the other does not."""
        return self.code, self.at and self.at.replace(tzinfo=None), self.postal_index


History: TypeAlias = Sequence[Operation]
"""Everything that happened to a parcel, the last at the end."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the carrier takes it; `warning` is the key of a doubt that does not keep it from being asked for."""

    text: str
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A status that the owner may join with a status of his orders."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a parcel stands by its whole history: status, whether it is the end, and what happened last."""

    status: str
    final: bool
    last: Operation | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the carrier answers about one number. `problem`: this number was not answered about."""

    number: str
    history: History
    problem: BizError | None = None
