"""What the API of templates and letters answers."""

import datetime as dt
from typing import Any

from pydantic import BaseModel

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
    found: dict[str, Any]


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
    found: dict[str, Any] | None
    why: Cause | None


class ProposalAnswer(BaseModel):
    """A template made of a letter, and what it gives for it; `missing` names the fields (Russian) to be marked yet."""

    text: str
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
    found: dict[str, Any] | None
    fill: FillAnswer
