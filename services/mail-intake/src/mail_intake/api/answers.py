"""What the API of templates and letters answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from contracts.base import ConnectionId
from contracts.events.connection import Cause
from mail_intake.app.by_hand import HandLead, OrderDraft
from mail_intake.app.letters import LetterState
from service_kit.paging import Page


class TemplateAnswer(BaseModel):
    """An own template; `version` counts from 1."""

    id: str
    name: str
    text: str
    version: int
    updated_at: dt.datetime
    updated_by: str


class FieldAnswer(BaseModel):
    """A field that a template may mark; `in_items`: inside of the line of an item alone."""

    field: str
    title: str
    placeholder: str
    in_items: bool
    required: bool


class FoundItem(BaseModel):
    """A line of an order that was found; money and quantity are decimal strings."""

    name: str
    sku: str | None
    options: list[str]
    qty: str
    price: str | None
    sum: str | None


class FoundCustomer(BaseModel):
    """Who ordered."""

    name: str | None
    phone: str | None
    email: str | None


class FoundDelivery(BaseModel):
    """How and where to."""

    method: str | None
    address: str | None
    price: str | None


class FoundOrder(BaseModel):
    """An order that was found. `missing`: number, items; `warnings` are keys of texts."""

    kind: Literal["order"]
    number: str | None
    date: dt.date | None
    customer: FoundCustomer
    delivery: FoundDelivery
    payment: str | None
    comment: str | None
    items: list[FoundItem]
    discount: str | None
    total: str | None
    currency: str | None
    warnings: list[str]
    missing: list[str] = []


class FoundLead(BaseModel):
    """A request that was found. `missing`: contact."""

    kind: Literal["lead"]
    name: str | None
    phone: str | None
    email: str | None
    text: str | None
    page: str | None
    missing: list[str] = []


class FoundStatus(BaseModel):
    """The letter tells that the status of an order changed."""

    kind: Literal["status"]
    number: str | None


Found = Annotated[FoundOrder | FoundLead | FoundStatus, Field(discriminator="kind")]


class OutcomeAnswer(BaseModel):
    """A field of a template: its value and the letter's line, or why there is none.

    `template_line` (from 1) is the line that was not found, `title` the field in Russian.
    """

    field: str
    title: str
    value: str | None
    line: str | None
    template_line: int | None
    why: Cause | None
    required: bool


class PreviewAnswer(BaseModel):
    """A template on a letter: `lines` are the letter's text, the subject first; `found` is what it would give.

    `ok`: it could become an order or request.
    """

    ok: bool
    lines: list[str]
    fields: list[OutcomeAnswer]
    found: Found


class TrialAnswer(BaseModel):
    """A template on one of the last letters: `filled` fields have a value, `missing` are required (Russian).

    `why`: the letter cannot be read at all.
    """

    subject: str
    sender: str
    date: dt.datetime | None
    ok: bool
    filled: int
    missing: list[str]
    found: Found | None
    why: Cause | None


class ProposalAnswer(BaseModel):
    """A template made of a letter, and what it gives for it; `missing` names the fields (Russian) to be marked yet.

    `lines` are the letter's text, the subject first: what fields are marked in.
    """

    text: str
    lines: list[str]
    preview: PreviewAnswer | None
    missing: list[str]


class MailboxLetterAnswer(BaseModel):
    """A letter of the mailbox; `size` in bytes."""

    uid: int
    subject: str
    sender: str
    received_at: dt.datetime | None
    size: int


class LetterAnswer(BaseModel):
    """A kept letter; `why` it is not read. `run` was the last to read it, `gave` is the number of its order or the id
    of its request.
    """

    id: str
    subject: str
    sender: str
    received_at: dt.datetime
    size: int
    state: LetterState
    why: Cause | None
    run: str
    gave: str | None


class LettersAnswer(Page[LetterAnswer]):
    """A page of letters in one state, and how many there are in all."""

    count: int


class AttachmentAnswer(BaseModel):
    """Something attached; `size` in bytes as it was sent."""

    name: str
    size: int


class FillAnswer(BaseModel):
    """The form of an order or of a request, filled in as far as the letter tells."""

    order: OrderDraft | None = None
    lead: HandLead | None = None


class LetterView(LetterAnswer):
    """A letter with its content: `html` can do nothing and loads nothing, `found` is what it gives now.

    Without content when the letter is not kept.
    """

    connection: ConnectionId
    lines: list[str]
    html: str | None
    attachments: list[AttachmentAnswer]
    found: Found | None
    fill: FillAnswer
