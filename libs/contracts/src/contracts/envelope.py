"""Envelope of every event: CloudEvents 1.0, JSON structured mode (cloudevents/spec, `spec.md`).

On AMQP: content type `application/cloudevents+json; charset=utf-8`, `message_id` = `id`, `type` = the routing key.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from contracts.base import AccountId, Contract, Moment, source_of

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
TYPE_PREFIX = "ru.business.integrations."
SCHEMA_PREFIX = "urn:ru.business.integrations:schema:"
MAX_BYTES = 64 * 1024
"""An event stays under this size (CloudEvents 1.0, "Size Limits"); larger content goes by reference."""

Sequence = Annotated[
    int,
    BeforeValidator(int),
    Field(ge=0),
    PlainSerializer(lambda value: f"{value:020d}", return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{20}$"}),
]
"""Position among the events of its subject; on the wire zero-padded, since CloudEvents wants it sortable as text."""

Data = TypeVar("Data", bound=Contract)


class Event(Contract, Generic[Data]):
    """Base of all events. A subclass fixes `type`; its routing key is the type without the prefix.

    `sequence` is monotonic per subject and given by the owner of the subject: a consumer keeps the last one and drops
    older events. `correlationid` stays the same over everything that follows from one cause; `causationid` is the id of
    the event that was answered.
    """

    key: ClassVar[str] = ""

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(min_length=1, max_length=64)
    source: str = Field(pattern=r"^/biz/[a-z-]+$")
    type: str
    subject: str = Field(min_length=1)
    time: Moment
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    account: AccountId
    correlationid: str
    causationid: str | None = None
    traceparent: str | None = None
    sequence: Sequence = 0
    data: Data

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Derive the routing key from the literal `type` of the subclass."""
        super().__pydantic_init_subclass__(**kwargs)
        full_type = cls.model_fields["type"].default
        if isinstance(full_type, str):
            cls.key = full_type.removeprefix(TYPE_PREFIX)

    @classmethod
    def new(
        cls,
        data: Data,
        *,
        event_id: str,
        now: dt.datetime,
        service: str,
        account: AccountId,
        subject: str,
        sequence: int = 0,
        cause: "Event[Any] | None" = None,
        correlation: str | None = None,
    ) -> Self:
        """Make an event of `service` (folder name) about `subject`; what `cause` carries is passed on."""
        return cls.model_construct(  # type: ignore[return-value]  # the plugin loses Self on a generic model
            specversion="1.0",
            id=event_id,
            source=source_of(service),
            type=TYPE_PREFIX + cls.key,
            subject=subject,
            time=now,
            datacontenttype="application/json",
            dataschema=SCHEMA_PREFIX + cls.key,
            account=account,
            correlationid=cause.correlationid if cause else correlation or event_id,
            causationid=cause.id if cause else None,
            traceparent=cause.traceparent if cause else None,
            sequence=sequence,
            data=data,
        )
