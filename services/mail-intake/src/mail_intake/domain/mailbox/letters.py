"""What is known of a letter before it is fetched, and which letters are fetched together."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mail_intake.domain.letter.limits import MAX_LETTER_BYTES
from mail_intake.domain.mailbox.cursor import Cursor
from mail_intake.domain.mailbox.senders import Senders
from service_kit.errors import DataError

PAGE_LETTERS: Final = 20
PAGE_BYTES: Final = 4 * 1024 * 1024
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_OF_SENDER: Final = re.compile(rb"^(?:date|subject):[^\r\n]*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter in its folder: `size` in bytes, `sender` the addresses of From, lower case.

    `received` is when the server took it in, `message_id` is without brackets; None when there is none.
    """

    uid: int
    size: int
    sender: tuple[str, ...]
    subject: str
    message_id: str | None
    received: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter as it came, whole."""

    envelope: Envelope
    raw: bytes


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A letter that is not fetched, and why: `letter_too_large`, `mail_letter_not_given`."""

    envelope: Envelope
    why: DataError


@dataclass(frozen=True, slots=True)
class Page:
    """Letters behind a cursor, and the cursor behind them: to be kept when all of them are dealt with.

    `foreign` counts letters of other senders. With `again` the letters may have been read before under other UIDs.
    `more` tells that letters follow.
    """

    letters: Sequence[Fetched]
    unfetched: Sequence[Unfetched]
    foreign: int
    cursor: Cursor
    again: bool
    more: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What to fetch for one page, up to `uid`."""

    wanted: tuple[Envelope, ...]
    too_large: tuple[Envelope, ...]
    foreign: int
    uid: int


def too_large(envelope: Envelope) -> bool:
    """Whether it is larger than letters that are read."""
    return envelope.size > MAX_LETTER_BYTES


def plans(envelopes: Sequence[Envelope], senders: Senders) -> Iterator[Plan]:
    """Cut envelopes (by growing UID) into pages of few letters and bytes."""
    wanted: list[Envelope] = []
    large: list[Envelope] = []
    foreign = end = size = 0
    for envelope in envelopes:
        if not senders.fit(envelope.sender, envelope.subject):
            foreign += 1
        elif too_large(envelope):
            large.append(envelope)
        else:
            if wanted and (len(wanted) == PAGE_LETTERS or size + envelope.size > PAGE_BYTES):
                yield Plan(tuple(wanted), tuple(large), foreign, end)
                wanted, large, foreign, size = [], [], 0, 0
            wanted.append(envelope)
            size += envelope.size
        end = envelope.uid
    if envelopes:
        yield Plan(tuple(wanted), tuple(large), foreign, end)


def digest_of(raw: bytes) -> str:
    """What tells letters of one Message-ID apart: date, subject and body. Each server on the way adds headers, so that
    two deliveries of one letter differ in them.
    """
    end = _HEAD_END.search(raw)
    if end is None:
        return hashlib.sha256(raw).hexdigest()[:32]
    told = hashlib.sha256(b"\n".join(_OF_SENDER.findall(raw, 0, end.start())))
    told.update(memoryview(raw)[end.start() :])
    return told.hexdigest()[:32]
