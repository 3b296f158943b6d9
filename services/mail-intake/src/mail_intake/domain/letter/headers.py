"""Headers of letters: encoded words, addresses, dates; raw bytes of any charset stand in them too."""

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from mail_intake.domain.letter.charsets import decoded
from service_kit.contacts import email_of

_ENCODED: Final = re.compile(rb"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN: Final = re.compile(rb"\s*\Z")
_NO_BASE64: Final = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_HEX: Final = re.compile(rb"=([0-9A-Fa-f]{2})")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\ufeff]+")
_MESSAGE_ID: Final = re.compile(r"<([^<>\s]{1,900})>")
_FOLDS: Final = re.compile(rb"[ \t]*[\r\n]+[ \t]*")
_IN_BRACKETS: Final = re.compile(r"<\s*([^<>\s]{1,320})\s*>")
_LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a header; `email` is in lower case, empty when the header names none."""

    name: str
    email: str


def header_text(value: str | None) -> str:
    """Decoded value of a header on one line; line breaks and other control characters become blanks.

    Adjacent encoded words of one charset are decoded together, as senders split them inside of characters.
    """
    if not value:
        return ""
    text = value[:_LONGEST]
    if not (text.isascii() and text.isprintable() and "=?" not in text):
        raw = text.encode("utf-8", "surrogateescape")
        text = _CONTROLS.sub(" ", _words(_FOLDS.sub(b" ", raw)))
    return text.strip()


def _words(raw: bytes) -> str:
    """Text of a header: encoded words in a row of one charset are one run of bytes."""
    texts: list[str] = []
    charset, run, end = "", b"", 0
    for match in _ENCODED.finditer(raw):
        between = raw[end : match.start()]
        joined = bool(run) and _BETWEEN.match(between) is not None
        if run and not (joined and match[1].lower().decode("ascii", "replace") == charset):
            texts.append(decoded(run, charset))
            run = b""
        if between and not joined:
            texts.append(decoded(between, None))
        charset = match[1].lower().decode("ascii", "replace")
        run += _payload(match[2], match[3])
        end = match.end()
    if run:
        texts.append(decoded(run, charset))
    if end < len(raw):
        texts.append(decoded(raw[end:], None))
    return "".join(texts)


def _payload(kind: bytes, content: bytes) -> bytes:
    if kind in b"bB":
        return from_base64(content)
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), content.replace(b"_", b" "))


def from_base64(content: bytes) -> bytes:
    """Bytes of base64 that may be cut, broken by other characters, or without its padding."""
    clean = content.translate(None, _NO_BASE64)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    try:
        return b64decode(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return b""


def addresses(value: str | None) -> tuple[Address, ...]:
    """Addresses of a From, Reply-To or To header; names are decoded, an address is what stands in <>."""
    if not value:
        return ()
    found = []
    raw, end = value[:_LONGEST], 0
    for match in _IN_BRACKETS.finditer(raw):  # not by email.utils: an encoded name may hold colons and commas
        name = header_text(raw[end : match.start()].strip(" ,;\t\r\n"))
        found.append(Address(name.strip("\"' "), email_of(match[1]) or ""))
        end = match.end()
    if any(address.email for address in found):
        return tuple(found)
    whole = header_text(raw)
    email = email_of(whole) or ""
    name = "" if email else whole
    return (Address(name, email),) if whole else ()


def header_date(value: str | None) -> datetime | None:
    """Moment of a Date header in the zone that it names, UTC when it names none; None when it is no date."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(header_text(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def message_id(value: str | None) -> str | None:
    """Message-ID without its brackets; None when there is none."""
    text = header_text(value)
    match = _MESSAGE_ID.search(text)
    return match[1] if match else (text or None)
