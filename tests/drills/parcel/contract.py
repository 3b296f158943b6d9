"""What the parcel service hears and says. Not part of the product's contracts: it exists in drills alone."""

from typing import Literal

from contracts.base import Contract
from contracts.envelope import Event
from contracts.topology import WorkQueue

SERVICE = "parcel"
PARCELS = WorkQueue(SERVICE, "parcels", ("parcel.sent.v1",), delays_ms=(200, 400, 800))
"""Delays so short that a drill sees all of them."""
COURIERS = WorkQueue(SERVICE, "couriers", (), delays_ms=(1000, 2000, 4000, 8000, 15_000, 30_000, 60_000))
"""Parcels that are told to an outside shop before they are stored; only sent to straight."""

FINE, RAISES, KILLS = "fine", "raises", "kills"


class ParcelSentData(Contract):
    """`number` is the natural key; `content` tells what happens to who opens it; `text` gives it weight."""

    number: str
    content: str = FINE
    text: str = ""


class ParcelSent(Event[ParcelSentData]):
    """Somebody sent a parcel. Subject: its number."""

    type: Literal["ru.business.integrations.parcel.sent.v1"] = "ru.business.integrations.parcel.sent.v1"


class HeavierSentData(ParcelSentData):
    """What a later release adds: an optional field, as a contract may within its major version."""

    grams: int | None = None


class HeavierSent(Event[HeavierSentData]):
    """The same event as the later release writes and reads it."""

    type: Literal["ru.business.integrations.parcel.sent.v1"] = "ru.business.integrations.parcel.sent.v1"


class ParcelStoredData(Contract):
    """`number` of the parcel that was stored."""

    number: str


class ParcelStored(Event[ParcelStoredData]):
    """A parcel was stored for the first time. Subject: its number."""

    type: Literal["ru.business.integrations.parcel.stored.v1"] = "ru.business.integrations.parcel.stored.v1"
