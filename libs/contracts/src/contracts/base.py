"""Building blocks of all contracts: the frozen base model and the scalar types."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, NewType

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

AccountId = NewType("AccountId", str)
"""Tenant: an opaque string, present in every event, document and token."""

Ref = NewType("Ref", str)
"""Opaque identifier of a record of the platform (product, warehouse, order, ...)."""

ConnectionId = NewType("ConnectionId", str)
"""Identifier of one connection of an account to one outside system."""

SOURCE_PREFIX = "/biz/"


def source_of(service: str) -> str:
    """How a service (folder name) is named where it says or sets something: `/biz/<service>`."""
    return SOURCE_PREFIX + service


DECIMAL_PATTERN = r"^-?\d{1,14}(\.\d{1,6})?$"

_exact = Field(max_digits=20, decimal_places=6, allow_inf_nan=False)
_as_text = PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json")
_text_schema = WithJsonSchema({"type": "string", "pattern": DECIMAL_PATTERN})

Money = Annotated[Decimal, _exact, _as_text, _text_schema]
"""Amount in the currency named beside it; on the wire a decimal string, never a float."""

Quantity = Annotated[Decimal, _exact, _as_text, _text_schema]
"""Amount of goods in the unit of the line; on the wire a decimal string."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 4217 alphabetic code."""


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
"""A word of an open set: the known ones stand in an enumeration beside the field, a reader bears others."""


def _utc_text(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


Moment = Annotated[AwareDatetime, PlainSerializer(_utc_text, return_type=str, when_used="json")]
"""Aware time; on the wire RFC 3339 in UTC with `Z`."""


class Contract(BaseModel):
    """Immutable model; unknown fields are ignored, so that an old reader understands a newer writer."""

    model_config = ConfigDict(frozen=True, extra="ignore")
