"""A letter of a site form, or of a person, becomes a request."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from mail_intake.domain.letter.reading import Body, Letter, bodies
from mail_intake.domain.letter.rows import Cell, Row, shown
from mail_intake.domain.order import DateSource, DedupKeys, MailLead, Reading
from mail_intake.domain.profiles.extractor import origin
from mail_intake.domain.profiles.profile import label_key
from mail_intake.domain.values.contacts import phone_in
from service_kit.contacts import email_of

_ROLES: Final = ("name", "middle_name", "last_name", "phone", "email", "text", "page", "ignored")
_NAME_PARTS: Final = frozenset({"name", "middle_name", "last_name"})
_NOTHING: Final = frozenset({"-", "–", "—"})
_RULE: Final = re.compile(r"^[-=_*—–]{4,}$")
_URL: Final = re.compile(r"https?://[^\s<>\"'|]+", re.IGNORECASE)
_BARE_URL: Final = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_SENT_FROM: Final = re.compile(
    r"^(?:[^:]{0,60}\bсо? страницы\s+|sent from\s+)?(?P<url>(?:https?://|www\.)\S+)$", re.IGNORECASE
)
_HOST: Final = re.compile(r"^(?:[\w-]+\.)+[^\W\d_]{2,}(?:/\S*)?$")
"""A page as some forms tell it: without the scheme."""
_LABEL: Final = re.compile(r"^(?P<label>[^:=|]{1,60}?)\s*(?:[:=]|\s[—–-]\s)\s*(?P<value>.*)$", re.DOTALL)
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Words:
    roles: dict[str, str]
    footers: tuple[re.Pattern[str], ...]
    greeting: tuple[re.Pattern[str], ...]
    robots: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    told = json.loads((Path(__file__).parent / "labels.json").read_text("utf-8"))
    roles = {label_key(word): role for role in reversed(_ROLES) for word in told[role]}
    return _Words(
        roles,
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in told["footers"]),
        tuple(re.compile(pattern) for pattern in told["greeting"]),
        frozenset(told["robots"]),
    )


def read_lead(letter: Letter) -> Reading:
    """The request in `letter`: by its labels, else by what is written in it and by its headers."""
    body = next((body for body in bodies(letter) if body.rows), None) or bodies(letter)[0]
    lead = _Lead(letter, body).read()
    return Reading(lead, origin(letter, body), DedupKeys(letter.message_id), "lead")


@dataclass(slots=True)
class _Lead:
    letter: Letter
    body: Body
    found: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, bool]] = field(default_factory=list)
    """Lines that are no field; whether they are only an introduction when fields follow."""
    text: list[str] = field(default_factory=list)
    labelled: bool = False
    in_text: int | None = None
    """Block of the message whose lines go on."""

    def read(self) -> MailLead:
        rows = self.body.rows
        at = 0
        while at < len(rows):
            at = self._row(rows, at)
            if at < 0:
                break
        free = not self.labelled
        others = [line for line, intro in self.others if free or not intro]
        text = "\n".join(self.text or others).strip()[:_LONGEST] or None
        whole = "\n".join(row.text for row in rows) if free else "\n".join(self.text + others)
        name = " ".join(value for role, value in self.found.items() if role in _NAME_PARTS) or None
        return MailLead(
            date=self._date(),
            name=name or self._named(whole),
            phone=self.found.get("phone") or phone_in(whole),
            email=email_of(self.found.get("email", "")) or email_of(whole) or self._writer(),
            text=text,
            page=self._page(rows),
            date_source=DateSource.FORWARD if self.body.quoted and self.body.quoted.date else DateSource.HEADER,
        )

    # --- rows

    def _row(self, rows: Sequence[Row], at: int) -> int:
        row = rows[at]
        if len(row.cells) == 1:
            return self._line(rows, at)
        cells = [cell for cell in row.cells if cell.lines]
        roles = [self._role(cell.text) for cell in cells]
        if len(cells) > 1 and all(roles) and at + 1 < len(rows) and len(rows[at + 1].cells) == len(row.cells):
            for head, value in zip(row.cells, rows[at + 1].cells, strict=True):
                self._add(self._role(head.text), head.text, value.lines)
            return at + 2
        number = 0
        while number < len(row.cells):
            cell = row.cells[number]
            beside = row.cells[number + 1] if number + 1 < len(row.cells) else None
            if cell.lines and beside is not None and len(cell.lines) == 1:
                self._add(self._role(cell.text), cell.text, beside.lines)
                number += 2
                continue
            for line in cell.lines:
                self._one(shown(line))
            number += 1
        self.in_text = None
        return at + 1

    def _line(self, rows: Sequence[Row], at: int) -> int:
        row = rows[at]
        text = shown(row.cells[0].lines[0])
        if _RULE.match(text) or self._footer(text, row):
            return -1 if self._ends(text, rows[at + 1 :]) else at + 1
        if sent := _SENT_FROM.match(text):
            self.found.setdefault("page", sent["url"])
            return at + 1
        match = _LABEL.match(text)
        role = self._role(match["label"]) if match else self._role(text)
        if self.in_text is not None and (role is None or role == "text" or role in self.found):
            self.text.append(match["value"] if match and role == "text" else text)
            return at + 1
        self.in_text = None
        if match is None and role is not None and at + 1 < len(rows):
            return self._below(rows, at, role)
        if match is not None and match["value"]:
            self._add(role, match["label"], (match["value"],))
        elif match is not None and role is not None:
            return self._below(rows, at, role)
        else:
            self._one(text)
        return at + 1

    def _below(self, rows: Sequence[Row], at: int, role: str) -> int:
        """A label alone on its line: the value is the next one, of a message all that follow."""
        self.labelled = True
        if role == "text":
            self.in_text = rows[at].block
            return at + 1
        if at + 1 >= len(rows):
            return at + 1
        following = rows[at + 1].cells[0]
        text = shown(following.lines[0]) if following.lines else ""
        match = _LABEL.match(text)
        if (
            role == "ignored"
            or len(rows[at + 1].cells) > 1
            or self._role(text)
            or (match and self._role(match["label"]))
        ):
            return at + 1
        self._add(role, "", following.lines)
        return at + 2

    def _add(self, role: str | None, label: str, lines: Sequence[str]) -> None:
        value = "\n".join(shown(line) for line in lines).strip()
        if role is None:
            if _BARE_URL.match(value) and "page" not in self.found and not label_key(label):
                self.found["page"] = value
            elif value:
                joined = f"{label.rstrip(' :')}: {value}" if label else value
                self.others.append((joined, False))
            return
        self.labelled = self.labelled or role != "ignored"
        if value in _NOTHING:
            value = ""
        if role == "text":
            if value:
                self.text.extend(value.split("\n"))
            self.in_text = 0
        elif value:
            if role == "page" and not (_URL.search(value) or _HOST.match(value)):
                return
            if role in _NAME_PARTS:
                value = self._name(value)
            if value:
                self.found.setdefault(role, value)

    def _ends(self, text: str, below: Sequence[Row]) -> bool:
        """Whether the request ends at a footer; a line of dashes may part its fields too."""
        if not _RULE.match(text):
            return self.labelled or bool(self.others)
        matches = (_LABEL.match(row.text) for row in below)
        return self.labelled and not any(
            self._role(match["label"]) not in {None, "ignored"} for match in matches if match
        )

    def _name(self, value: str) -> str:
        """A name without the address behind it; nothing of what is none."""
        if (email := email_of(value)) is not None:
            self.found.setdefault("email", email)
            value = value[: value.lower().index(email)].strip(' <(,;"')
        return value if any(letter.isalpha() for letter in value) and not _URL.search(value) else ""

    def _one(self, text: str) -> None:
        """A line without a label: an introduction when no label was before it, else part of the text."""
        self.others.append((text, not self.labelled))

    def _role(self, label: str) -> str | None:
        return _words().roles.get(label_key(label)) if len(label) <= 60 else None

    def _footer(self, text: str, row: Row) -> bool:
        return len(row.cells) == 1 and any(pattern.search(text) for pattern in _words().footers)

    # --- what no label says

    def _page(self, rows: Sequence[Row]) -> str | None:
        told = self.found.get("page", "")
        if match := _URL.search(told):
            return match[0]
        if told:
            return told
        return next((link for row in rows for cell in row.cells if (link := _page_link(cell))), None)

    def _named(self, text: str) -> str | None:
        for pattern in _words().greeting:
            if match := pattern.search(text):
                return match["name"]
        sender = self.letter.sender if self.body.quoted is None else None
        if not self.labelled and sender is not None and sender.name and not self._robot(sender.email):
            return sender.name
        return None

    def _writer(self) -> str | None:
        """Who wrote the letter, when a person did: the Reply-To of a form, or the sender himself."""
        reply = self.letter.reply_to
        if reply is not None and reply.email and not self._robot(reply.email):
            return reply.email
        sender = self.letter.sender.email
        return sender if sender and not self.labelled and self.body.quoted is None and not self._robot(sender) else None

    def _robot(self, email: str) -> bool:
        return email.partition("@")[0].casefold() in _words().robots

    def _date(self) -> datetime | None:
        quoted = self.body.quoted
        if quoted is not None and quoted.date is not None:
            zone = self.letter.date.tzinfo if self.letter.date else quoted.date.tzinfo
            return quoted.date.replace(tzinfo=zone)
        return self.letter.date


def _page_link(cell: Cell) -> str | None:
    """Address of a link in a cell that a label of a page stands in."""
    match = _LABEL.match(cell.first)
    if match is None or _words().roles.get(label_key(match["label"])) != "page":
        return None
    return next((text for mark, text in cell.marks if mark == "href"), None)


def lead_role(label: str) -> str | None:
    """What a form's label means: name, last_name, phone, email, text, page, ignored; None when unknown."""
    return _words().roles.get(label_key(label))
