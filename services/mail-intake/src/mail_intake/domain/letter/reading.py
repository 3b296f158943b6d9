"""A raw letter is read: who wrote it, when, about what, and which texts it holds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Final

from mail_intake.domain.letter.forwarded import Quoted, forwarded, without_prefix
from mail_intake.domain.letter.headers import Address, addresses, header_date, header_text, message_id
from mail_intake.domain.letter.html import Classes, html_rows
from mail_intake.domain.letter.limits import MAX_FORWARDS
from mail_intake.domain.letter.parts import Attachment, TextPart, attachments, inner_letters, parse_message, texts
from mail_intake.domain.letter.plain import plain_rows
from mail_intake.domain.letter.rows import Row
from service_kit.errors import DataError

_NOBODY: Final = Address("", "")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter whose texts are decoded; with a letter attached to it the texts, date and subject are those of that."""

    message_id: str
    """Message-ID of the outer letter; «sha256:…» of the raw bytes when it has none."""
    sender: Address
    """Who sent the letter to us: with a forwarded one the person who forwarded it."""
    reply_to: Address | None
    subject: str
    date: datetime | None
    texts: tuple[TextPart, ...]
    attachments: tuple[Attachment, ...] = ()
    attached_sender: Address | None = None
    """Who wrote the attached letter, when the letter is one that was forwarded as an attachment."""


@dataclass(frozen=True, slots=True)
class Body:
    """One text of a letter as rows, without the header block of an inline forward, which is in `quoted`."""

    rows: tuple[Row, ...]
    html: bool
    quoted: Quoted | None = None


def read_letter(raw: bytes) -> Letter:
    """The letter in `raw` (RFC 5322).

    Raises DataError with the keys of `parts.parse_message` and `parts.texts`, and letter_without_text.
    """
    outer = parse_message(raw)
    around = _headers(outer)
    inner, depth = outer, 0
    while depth < MAX_FORWARDS and (attached := next(inner_letters(inner), None)) is not None:
        inner, depth = attached, depth + 1
    found = texts(inner)
    while not found and inner is not outer:  # what is attached is empty: the letter around it may say something
        inner = outer
        found = texts(inner)
    if not found:
        raise DataError("letter_without_text")
    own = around if inner is outer else _headers(inner)
    return Letter(
        message_id=message_id(around.get("message-id")) or f"sha256:{hashlib.sha256(raw).hexdigest()}",
        sender=_first(around.get("from")) or _first(around.get("sender")) or _NOBODY,
        reply_to=_first(own.get("reply-to")),
        subject=header_text(own.get("subject")),
        date=header_date(own.get("date")) or header_date(around.get("date")),
        texts=tuple(found),
        attachments=attachments(outer),
        attached_sender=(_first(own.get("from")) or _NOBODY) if inner is not outer else None,
    )


def bodies(letter: Letter, classes: Classes | None = None) -> list[Body]:
    """The texts of the letter as rows: HTML first, as it says more."""
    found = []
    for part in sorted(letter.texts, key=lambda part: not part.html):
        if part.html:
            rows = html_rows(part.text, classes)
        else:
            rows = plain_rows(part.text, classes, flowed=part.flowed, delsp=part.delsp)
        quoted, rest = forwarded(rows)
        found.append(Body(rest, part.html, quoted))
    return found


def original_subject(letter: Letter, body: Body) -> str:
    """Subject of the shop's own letter, whoever forwarded it."""
    if body.quoted is not None and body.quoted.subject:
        return without_prefix(body.quoted.subject)
    return without_prefix(letter.subject) if body.quoted is not None else letter.subject


def _headers(message: Message) -> dict[str, str]:
    """The first header of each name (lower case), bytes above 127 as surrogates (`get` would hide them)."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), str(value))
    return found


def _first(value: str | None) -> Address | None:
    found = addresses(value)
    return next((address for address in found if address.email), found[0] if found else None)
