"""Letters forwarded inline: the quoted header block is read and cut off."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mail_intake.domain.letter.rows import SEAM, Row, shown
from mail_intake.domain.values.dates import moment_of
from service_kit.contacts import email_of

_LABELS: Final = {
    **dict.fromkeys(("от", "от кого", "from", "отправитель", "von", "від"), "from"),
    **dict.fromkeys(("дата", "date", "отправлено", "sent", "дата отправки"), "date"),
    **dict.fromkeys(("тема", "subject", "тема письма"), "subject"),
    **dict.fromkeys(("кому", "to", "получатель"), "to"),
    **dict.fromkeys(("копия", "cc", "reply-to", "ответить", "обратный адрес"), "cc"),
}
_MARK: Final = re.compile(
    r"forwarded message|пересылаемое сообщение|пересланное сообщение|переадресованн\w+ сообщени|original message"
    r"|исходное сообщение|перенаправленн\w+ сообщени|конец пересылаемого|begin forwarded|переслано|пересылаемо"
)
"""For text in lower case: without regard to case the search is slow."""
_IN_MARKS: Final = ("forwarded", "message", "перес", "сообщени")
"""One of them stands in every text that `_MARK` fits."""
_UNBRACKETED: Final = re.compile(r"[\[\]]|mailto:", re.IGNORECASE)
"""Outlook writes «Имя [mailto:name@example.ru]»."""
_ONE_LINE: Final = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4},? (?:в )?\d{1,2}:\d{2}), (?P<sender>[^<>\n]*<[^<>\s]+@[^<>\s]+>):$"
)
"""All that Yandex tells of a letter that it forwards."""
_PREFIX: Final = re.compile(r"^\s*(?:(?:fwd?|re|пер|отв|на|вс|fw|пересл)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_LOOKED_AT: Final = 120
"""Rows above the quoted block: what the person who forwards may have written, and a signature."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The header block of a letter that was forwarded inline."""

    sender: str | None
    subject: str | None
    date: datetime | None
    date_text: str | None


def without_prefix(subject: str) -> str:
    """`subject` without «Fwd:», «Re:», «Пер:» and the like."""
    return _PREFIX.sub("", subject)


def forwarded(rows: tuple[Row, ...]) -> tuple[Quoted | None, tuple[Row, ...]]:
    """The innermost quoted header block and the rows behind it; None and all rows when nothing is quoted."""
    found: Quoted | None = None
    for _ in range(5):
        block = _block(rows)
        if block is None:
            break
        found, end = block
        rows = rows[end:]
    return found, rows


def _block(rows: tuple[Row, ...]) -> tuple[Quoted, int] | None:
    texts = [row.text for row in rows[:_LOOKED_AT]]
    whole = "\n".join(texts).lower()
    may_be_marked = any(word in whole for word in _IN_MARKS)
    marked: int | None = None
    for start, text in enumerate(texts):
        if may_be_marked and len(text) < 120 and _MARK.search(text.lower()):
            marked = start
            continue
        near = marked is not None and start - marked <= 3
        if near and (line := _ONE_LINE.match(text)):
            return Quoted(email_of(line["sender"]), None, moment_of(line["date"]), line["date"]), start + 1
        label = _label(text)
        if label is None or label[0] == "cc" or not (label[0] == "from" or near):
            continue
        fields, end = _fields(rows, start)
        enough = {"from", "subject"} <= fields.keys() and ("date" in fields or "to" in fields)
        if enough or (near and "from" in fields and len(fields) >= 2):
            told = fields.get("date")
            sender = email_of(_UNBRACKETED.sub(" ", fields["from"]))
            return Quoted(sender, fields.get("subject"), moment_of(told) if told else None, told), end
    return None


def _fields(rows: tuple[Row, ...], start: int) -> tuple[dict[str, str], int]:
    """Header fields in consecutive rows from `start`, and the first row behind them."""
    fields: dict[str, str] = {}
    end = start
    while end < len(rows) and end - start < 10:
        row = rows[end]
        label = _label(row.text)
        if label is None or label[0] in fields:
            if "subject" in fields or end == start or len(row.cells) > 1:
                break
            next_label = _label(rows[end + 1].text) if end + 1 < len(rows) else None
            if next_label is None or row.gap or label is not None:
                break
            end += 1  # a field folded onto a second line
            continue
        if fields and row.gap and "from" in fields and "subject" in fields:
            break
        fields[label[0]] = label[1]
        end += 1
    return fields, end


def _label(text: str) -> tuple[str, str] | None:
    head, colon, value = text.partition(":")
    if not colon or len(head) > 20:
        return None
    name = _LABELS.get(shown(head.replace(SEAM, " ")).strip(" *>|").casefold())
    return (name, value.strip(" |*")) if name else None
