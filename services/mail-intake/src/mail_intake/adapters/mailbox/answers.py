"""What servers answer to FETCH and SEARCH, as imaplib hands it over."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Any, Final

from mail_intake.domain.letter.headers import addresses, header_text, message_id
from mail_intake.domain.mailbox.letters import Envelope

HEADERS: Final = "(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT MESSAGE-ID)]<0.16384>)"
"""Three headers of a letter, no more of them than an honest letter has."""

_UID: Final = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE: Final = re.compile(rb"\bRFC822\.SIZE (\d{1,12})\b")
_TAKEN: Final = re.compile(rb'INTERNALDATE "([^"]{1,40})"')
_PARSER: Final = BytesHeaderParser(policy=compat32)


def numbers(data: Sequence[Any]) -> list[int]:
    """UIDs of an answer to SEARCH, growing."""
    found = {int(word) for line in data if isinstance(line, bytes) for word in line.split() if word.isdigit()}
    return sorted(found)


def fetched(data: Sequence[Any]) -> Iterator[tuple[bytes, bytes]]:
    """(attributes, literal) of each letter of an answer to FETCH; a letter without literal has an empty one.

    Attributes may stand before the literal and behind it; flags that change meanwhile come as answers of their own.
    """
    before, literal = b"", b""
    for part in data:
        if isinstance(part, tuple):
            before, literal = before + b" " + part[0], part[1]
        elif isinstance(part, bytes):
            whole = before + b" " + part
            if _UID.search(whole):
                yield whole, literal
            before, literal = b"", b""


def uid_of(attributes: bytes) -> int:
    """UID among them."""
    match = _UID.search(attributes)
    return int(match[1]) if match else 0


def envelopes(data: Sequence[Any]) -> list[Envelope]:
    """Envelopes of an answer to FETCH of `HEADERS`, by growing UID."""
    found = {}
    for attributes, literal in fetched(data):
        size = _SIZE.search(attributes)
        if size is None:
            continue
        headers = _PARSER.parsebytes(literal)
        uid = uid_of(attributes)
        found[uid] = Envelope(
            uid,
            int(size[1]),
            tuple(address.email for address in addresses(_raw(headers, "From")) if address.email),
            header_text(_raw(headers, "Subject")),
            message_id(_raw(headers, "Message-ID")),
            _moment(_TAKEN.search(attributes)),
        )
    return [found[uid] for uid in sorted(found)]


def _raw(headers: Any, name: str) -> str | None:
    """The header as it stands, with bytes beyond ASCII as surrogates; the access by name would hide them."""
    return next((value for key, value in headers.raw_items() if key.lower() == name.lower()), None)


def _moment(match: re.Match[bytes] | None) -> dt.datetime | None:
    if match is None:
        return None
    try:
        return dt.datetime.strptime(match[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None
