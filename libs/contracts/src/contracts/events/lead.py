"""Requests of people who may buy: from letters of a site's forms, later from calls and chats."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from contracts.base import Contract, Moment, Ref
from contracts.envelope import Event
from contracts.lead import LeadOrigin


class LeadKind(StrEnum):
    """What the platform makes of a request: an «Обращение» or a deal («Сделка»)."""

    TICKET = "ticket"
    DEAL = "deal"


class LeadReceivedData(Contract):
    """A request. `phone` holds digits with the leading 7 for Russian numbers, `email` is lower case; each may lack.

    `page` is the address that it was sent from; `status` and `responsible` are what the owner of the connection chose.
    """

    lead: str
    kind: LeadKind
    origin: LeadOrigin
    received_at: Moment
    name: str | None = Field(default=None, max_length=200)
    phone: str | None = None
    email: str | None = None
    text: str | None = Field(default=None, max_length=20_000)
    page: str | None = Field(default=None, max_length=2_000)
    status: Ref | None = None
    responsible: Ref | None = None


class LeadReceived(Event[LeadReceivedData]):
    """Somebody left a request; the platform makes one «Обращение» or deal of it, however often it is told.

    Subject: the lead.
    """

    type: Literal["ru.business.integrations.lead.received.v1"] = "ru.business.integrations.lead.received.v1"
