"""Answers of the API about shipments."""

import datetime as dt

from pydantic import BaseModel

from contracts.events.connection import Cause
from service_kit.paging import Page


class OperationAnswer(BaseModel):
    """What happened; `at` is local time of the place, with an offset only where the carrier gives one."""

    text: str
    at: str | None
    postal_index: str | None
    place: str | None


class ShipmentAnswer(BaseModel):
    """A shipment. `page`: the carrier's public page about it; `status` is a code, `title` its name, `text` what the
    order shows; `due_at`: when it is asked for next, `waiting`: its answer is on the way, `askable`: its number can be
    asked for; `cause`: what is wrong with it.
    """

    id: str
    connection: str
    order: str
    order_number: str
    carrier_title: str
    tracking_number: str
    page: str | None
    status: str
    title: str
    text: str
    final: bool
    updated_at: dt.datetime
    checked_at: dt.datetime
    due_at: dt.datetime | None
    waiting: bool
    askable: bool
    cause: Cause | None


class ShipmentView(ShipmentAnswer):
    """A shipment with its history, the oldest first."""

    history: list[OperationAnswer]


class ShipmentsAnswer(Page[ShipmentAnswer]):
    """A page of shipments."""


class QuotaAnswer(BaseModel):
    """Calls of the day; the next day begins at `until`."""

    used: int
    limit: int
    until: dt.datetime


class StatusCount(BaseModel):
    """How many shipments are in a status."""

    status: str
    title: str
    count: int


class StatusCounts(BaseModel):
    """All statuses in the order of a parcel's life, also those that no shipment is in."""

    items: list[StatusCount]


class TrackingAnswer(BaseModel):
    """How a connection is doing; `quota` is there where calls are counted, `tickets` wait for their answers."""

    quota: QuotaAnswer | None
    tickets: int
    statuses: list[StatusCount]
