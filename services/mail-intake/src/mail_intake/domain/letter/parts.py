"""Parts of a MIME letter: its texts, letters inside of it, names of attachments; attachments are never unpacked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

from mail_intake.domain.letter.charsets import decoded
from mail_intake.domain.letter.headers import from_base64, header_text
from mail_intake.domain.letter.limits import MAX_CONTAINERS, MAX_LETTER_BYTES, MAX_PARTS, MAX_TEXT_CHARS
from service_kit.errors import DataError

_CONTENT_TYPE: Final = b"content-type"
_CONTAINERS: Final = re.compile(rb"^content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_PARTS: Final = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
_UNIX_FROM: Final = re.compile(rb"\A(?:\s*\r?\n)*(?:>?From [^\r\n]*\r?\n)?")
_HEADER: Final = re.compile(rb"^[!-9;-~]{1,200}[ \t]*:", re.MULTILINE)
_BARE_RETURN: Final = re.compile(rb"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is no text of the letter; `size` is that of its content in bytes, still encoded."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class TextPart:
    """One text of a letter, decoded."""

    text: str
    html: bool
    flowed: bool = False
    delsp: bool = False


def parse_message(raw: bytes) -> Message:
    """The MIME tree of `raw`.

    Raises DataError: letter_empty, letter_too_large, letter_too_many_parts, letter_is_no_letter.
    """
    if len(raw) > MAX_LETTER_BYTES:
        raise too_large(len(raw))
    raw = raw[_UNIX_FROM.match(raw).end() :]  # type: ignore[union-attr]  # it matches the empty string
    if not raw.strip():
        raise DataError("letter_empty")
    if not _HEADER.search(raw[:65_536]):
        raise DataError("letter_is_no_letter")
    if _too_many_parts(raw):
        raise DataError("letter_too_many_parts", limit=MAX_PARTS)
    if raw.count(b"\r") != raw.count(b"\r\n"):
        raw = _BARE_RETURN.sub(b"\n", raw)
    try:
        return BytesParser(policy=compat32).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, IndexError) as error:
        raise DataError("letter_is_no_letter") from error


def _too_many_parts(raw: bytes) -> bool:
    if raw.lower().count(_CONTENT_TYPE) <= MAX_CONTAINERS:
        return False  # so it is nearly always, and the patterns are slow
    return (
        sum(1 for _ in _CONTAINERS.finditer(raw)) > MAX_CONTAINERS or sum(1 for _ in _PARTS.finditer(raw)) > MAX_PARTS
    )


def too_large(size: int) -> DataError:
    """The refusal of a letter of `size` bytes."""
    return DataError("letter_too_large", megabytes=-(-size // 1024**2), limit=MAX_LETTER_BYTES // 1024**2)


def inner_letters(message: Message) -> Iterator[Message]:
    """Letters attached to `message` as message/rfc822, not those inside of them."""
    for part in _own_parts(message):
        if part.get_content_type() in {"message/rfc822", "message/global"} and isinstance(
            payload := part.get_payload(), list
        ):
            yield from (letter for letter in payload[:1] if isinstance(letter, Message))


def texts(message: Message) -> list[TextPart]:
    """Texts of the letter itself, in order; attached text files are no texts of it.

    Raises DataError: letter_text_too_large.
    """
    found = []
    for part in _own_parts(message):
        kind = part.get_content_type()
        if part.is_multipart() or kind not in {"text/plain", "text/html"} or _attached(part):
            continue
        raw = _content(part)
        if len(raw) > MAX_TEXT_CHARS:
            raise DataError("letter_text_too_large", limit=MAX_TEXT_CHARS // 1024**2)
        html = kind == "text/html"
        told = _parameters(part)
        text = decoded(raw, told.get("charset"), markup=html)
        if text.strip():
            flowed = told.get("format", "").lower() == "flowed"
            found.append(TextPart(text, html, flowed, told.get("delsp", "").lower() == "yes"))
    return found


def attachments(message: Message) -> tuple[Attachment, ...]:
    """What is attached, by name; nothing of it is opened."""
    found = []
    for part in _own_parts(message):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            continue
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and not _attached(part):
            continue
        found.append(Attachment(_file_name(part), kind, _size(part)))
    return tuple(found)


def _own_parts(message: Message) -> Iterator[Message]:
    """Parts of the letter without those of letters inside of it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            payload = part.get_payload()
            inner = payload if isinstance(payload, list) else []
            waiting.extend(part for part in reversed(inner) if isinstance(part, Message))


def _attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition") or "").strip().lower()
    return disposition.startswith("attachment") or ("filename" in disposition and not disposition.startswith("inline"))


def _size(part: Message) -> int:
    try:
        payload = part.get_payload()
    except (ValueError, LookupError):  # bytes above 127 with a charset that decodes no text
        return 0
    return len(payload) if isinstance(payload, str) else 0


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        name = None
    return header_text(name)[:255].replace("/", "_").replace("\\", "_")


def _parameters(part: Message) -> dict[str, str]:
    """Parameters of its Content-Type by their names in lower case, the first of each."""
    found: dict[str, str] = {}
    try:
        for name, value in part.get_params(failobj=[]):
            text = value[2] if isinstance(value, tuple) else value  # RFC 2231: charset, language, value
            found.setdefault(name.lower(), str(text or ""))
    except (ValueError, LookupError, TypeError):
        return {}
    return found


def _content(part: Message) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower().strip("\"'")
    if encoding == "base64":
        payload = part.get_payload()
        raw = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
        return from_base64(raw) or raw
    content = part.get_payload(decode=True)  # without it the parser would read bytes above 127 by the declared charset
    return content if isinstance(content, bytes) else b""
