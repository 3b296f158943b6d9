"""What every row carries."""

from collections.abc import Mapping

from pydantic import Field

from contracts.base import Contract, Moment, Ref


class Row(Contract):
    """One record. `sequence` grows with each change of this record: keep the highest, drop lower ones.

    `deleted` rows carry only their identity. `extra` holds the account's additional fields, id of the field → value.
    """

    ref: Ref
    sequence: int = Field(ge=0)
    deleted: bool = False
    updated_at: Moment | None = None
    extra: Mapping[str, str] = Field(default_factory=dict)
